/* veche-migrations-check.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a step of the schema does is read from its text: a table that rows came into may point nowhere itself; where rows or the whole table went,
 * whatever points to it may.  New columns are NULL, and new tables empty until something is put into them.
 */

#include "store/veche-migrations-check.h"

#include "store/veche-statement.h"

/* Each with the table as its first group. */
#define CAME "\\b(?:INSERT(?:\\s+OR\\s+\\w+)?|REPLACE)\\s+INTO\\s+(\\w+)"
#define WENT "\\b(?:DROP\\s+TABLE(?:\\s+IF\\s+EXISTS)?|DELETE\\s+FROM|ALTER\\s+TABLE\\s+\\w+\\s+RENAME\\s+TO)\\s+(\\w+)"
#define SET  "\\bUPDATE\\s+(?:OR\\s+\\w+\\s+)?(\\w+)\\s+SET\\b([^;]*)"

typedef void (*Found) (VecheDb *db, GHashTable *tables, const char *table, const char *rest);

static void
add_own (VecheDb *db, GHashTable *tables, const char *table, const char *rest)
{
  g_hash_table_add (tables, g_strdup (table));
}

static void
add_referrers (VecheDb *db, GHashTable *tables, const char *table, const char *rest)
{
  static const char sql[] =
    "SELECT m.name FROM sqlite_schema AS m CROSS JOIN pragma_foreign_key_list (m.name) AS f WHERE m.type = 'table' AND f.\"table\" = ?1 COLLATE NOCASE";
  VecheStatement *row = veche_db_prepare (db, sql);

  add_own (db, tables, table, NULL);
  veche_statement_bind_text (row, 1, table);
  while (veche_statement_step (row, NULL))
    g_hash_table_add (tables, veche_statement_dup_text (row, 0));
}

/* Only where a column that points somewhere is named. */
static void
add_if_pointing (VecheDb *db, GHashTable *tables, const char *table, const char *rest)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT \"from\" FROM pragma_foreign_key_list (?1)");

  veche_statement_bind_text (row, 1, table);
  while (veche_statement_step (row, NULL))
    {
      g_autofree char *named = g_strdup_printf ("\\b%s\\s*=", veche_statement_text (row, 0));

      if (g_regex_match_simple (named, rest, G_REGEX_CASELESS, 0))
        add_own (db, tables, table, NULL);
    }
}

static void
find (VecheDb *db, GHashTable *tables, const char *sql, const char *pattern, Found found)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, sql, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *table = g_match_info_fetch (match, 1), *rest = g_match_info_fetch (match, 2);

      found (db, tables, table, rest != NULL ? rest : "");
    }
}

static gboolean
check_table (VecheDb *db, const char *table, GError **error)
{
  static const char is_sql[] = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE";
  static const char sql[] = "SELECT \"parent\" FROM pragma_foreign_key_check (?1) LIMIT 1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, is_sql);
  gboolean is;

  veche_statement_bind_text (row, 1, table);
  is = veche_statement_step (row, NULL);
  veche_statement_reset (row);
  if (!is)
    return TRUE;

  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, table);
  if (veche_statement_step (row, &local))
    g_set_error (&local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "a row of %s points to a row of %s that is not there", table,
                 veche_statement_text (row, 0));
  veche_statement_reset (row);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_migrations_check_step (VecheDb *db, const char *sql, GError **error)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) comment = g_regex_new ("--[^\\n]*", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (comment, sql, -1, 0, "", 0, NULL);
  GHashTableIter iter;
  gpointer table;

  find (db, tables, bare, CAME, add_own);
  find (db, tables, bare, WENT, add_referrers);
  find (db, tables, bare, SET, add_if_pointing);
  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    if (!check_table (db, table, error))
      return FALSE;

  return TRUE;
}
