/* test-sheets.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labelled tables of tests/data/tables, as managers really have them: which columns are understood, and who comes out of the rows.
 * "held" ones were written before the reader was last changed; look at them only to count.
 */

#include "exchange/veche-people-plan.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define LEAST_COLUMNS 0.85    /* share of files */
#define LEAST_WHOLE   0.80

/* Marked as they would be by the program that wrote the file. */
static GBytes *
encode (JsonObject *label)
{
  const char *text = json_object_get_string_member (label, "text"), *charset = json_object_get_string_member_with_default (label, "charset", NULL);
  g_autofree char *marked = g_strconcat (json_object_get_boolean_member_with_default (label, "bom", FALSE) ? "\xef\xbb\xbf" : "", text, NULL);
  g_autoptr (GError) error = NULL;
  gsize length = strlen (marked);
  char *bytes = charset != NULL ? g_convert (marked, -1, charset, "UTF-8", NULL, &length, &error) : g_strdup (marked);

  g_assert_no_error (error);

  return g_bytes_new_take (bytes, length);
}

/* "a|b": either will do. */
static gboolean
is_one_of (const char *value, const char *wanted)
{
  g_auto (GStrv) values = g_strsplit (wanted, "|", -1);

  return g_strv_contains ((const char *const *) values, value);
}

static gboolean
columns_right (VecheTable *table, const char *wanted, GString *told)
{
  g_auto (GStrv) fields = g_strsplit (wanted, " ", -1);
  guint n = veche_table_get_n_columns (table);
  gboolean right = n == g_strv_length (fields);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *field = veche_table_field_to_string (&veche_table_get_column (table, i)->looks_like);

      g_string_append_printf (told, "%s ", field);
      right = right && is_one_of (field, fields[i]);
    }

  return right;
}

/* Names of the fields that people are labelled with → what they have of it. */
static const char *
sql_of (const char *what)
{
  static const struct { const char *what, *sql; } all[] = {
    { "birthday", "SELECT birthday FROM member WHERE name = ?1" },
    { "city", "SELECT city FROM member WHERE name = ?1" },
    { "headline", "SELECT headline FROM member WHERE name = ?1" },
    { "offers", "SELECT offers FROM member WHERE name = ?1" },
    { "needs", "SELECT needs FROM member WHERE name = ?1" },
    { "motives", "SELECT motives FROM member WHERE name = ?1" },
    { "origin", "SELECT origin FROM member WHERE name = ?1" },
    { "joined", "SELECT date (joined / 1000000, 'unixepoch') FROM member WHERE name = ?1" },
    { "note", "SELECT n.text FROM member_note n JOIN member m ON m.id = n.member_id WHERE m.name = ?1" },
    { "tags", "SELECT t.name FROM member_tag a JOIN tag t ON t.id = a.tag_id JOIN member m ON m.id = a.member_id WHERE m.name = ?1" },
    { "competencies",
      "SELECT c.name || '=' || a.level FROM member_competency a JOIN competency c ON c.id = a.competency_id JOIN member m ON m.id = a.member_id "
      "WHERE m.name = ?1" },
    { NULL, "SELECT i.handle FROM identity i JOIN member m ON m.id = i.member_id WHERE m.name = ?1 AND i.platform = ?2" },
  };
  guint i = 0;

  while (all[i].what != NULL && strcmp (all[i].what, what) != 0)
    i++;

  return all[i].sql;
}

/* Begins so: "2021-03" is any day of that March, "вёрстка" has any level. */
static gboolean
has_value (VecheDb *db, const char *name, const char *what, const char *value)
{
  VecheStatement *row = veche_db_prepare (db, sql_of (what));
  gboolean found = FALSE;

  veche_statement_bind_text (row, 1, name);
  if (strstr (sql_of (what), "?2") != NULL)
    veche_statement_bind_text (row, 2, what);
  while (veche_statement_step (row, NULL))
    found |= veche_statement_text (row, 0) != NULL && g_str_has_prefix (veche_statement_text (row, 0), value);
  veche_statement_reset (row);

  return found;
}

static gboolean
has_values (VecheDb *db, const char *names, const char *what, const char *wanted)
{
  g_auto (GStrv) called = g_strsplit (names, "|", -1), values = g_strsplit (wanted, ",", -1);

  for (guint n = 0; called[n] != NULL; n++)
    {
      gboolean all = TRUE;

      for (guint i = 0; values[i] != NULL; i++)
        all &= has_value (db, called[n], what, values[i]);
      if (all)
        return TRUE;
    }

  return FALSE;
}

static gint64
count_people (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM member");
  gint64 n;

  g_assert_true (veche_statement_step (row, NULL));
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static guint
count_wrong_values (VecheDb *db, JsonObject *label, guint *n, GString *told)
{
  JsonObject *people = json_object_has_member (label, "people") ? json_object_get_object_member (label, "people") : NULL;
  g_autoptr (GList) names = people != NULL ? json_object_get_members (people) : NULL;
  guint wrong = 0;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *person = json_object_get_object_member (people, l->data);
      g_autoptr (GList) fields = json_object_get_members (person);

      for (GList *f = fields; f != NULL; f = f->next)
        {
          const char *value = json_object_get_string_member (person, f->data);

          ++*n;
          if (has_values (db, l->data, f->data, value))
            continue;
          wrong++;
          g_string_append_printf (told, "\n    %s: no %s %s", (char *)l->data, (char *)f->data, value);
        }
    }
  if (json_object_has_member (label, "n") && count_people (db) != json_object_get_int_member (label, "n"))
    {
      ++*n;
      wrong++;
      g_string_append_printf (told, "\n    %" G_GINT64_FORMAT " people", count_people (db));
    }

  return wrong;
}

typedef struct { guint files, columns, whole, values, wrong; } VecheTally;

static void
judge (JsonObject *label, VecheTally *tally)
{
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autoptr (GBytes) bytes = encode (label);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, json_object_get_string_member_with_default (label, "file", NULL), &error);
  g_autoptr (VechePeoplePlan) plan = source != NULL ? veche_people_plan_new (db, source, NULL, NULL, &error) : NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  VechePeopleResult result = { 0 };
  gboolean right;
  guint wrong;

  g_assert_no_error (error);
  right = columns_right (veche_people_plan_get_table (plan), json_object_get_string_member (label, "fields"), told);
  veche_people_plan_apply (db, plan, FALSE, "test", NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  wrong = count_wrong_values (db, label, &tally->values, told);
  tally->files++;
  tally->columns += right;
  tally->whole += right && wrong == 0;
  tally->wrong += wrong;
  if (g_getenv ("VECHE_TEST_TELL") != NULL && (!right || wrong > 0))
    fprintf (stderr, "%s %s\n    wanted %s\n    got    %s\n", right ? "VALUES" : "COLUMNS", json_object_get_string_member (label, "name"),
             json_object_get_string_member (label, "fields"), told->str);
}

static void
test_set (gconstpointer set)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tables", "sheets.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  VecheTally tally = { 0 };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], NULL);

      if (strcmp (json_object_get_string_member (json_node_get_object (node), "set"), set) == 0)
        judge (json_node_get_object (node), &tally);
    }
  g_test_message ("%s: all columns right in %u of %u files (%.0f %%), all values too in %u; %u of %u values wrong", (const char *)set, tally.columns,
                  tally.files, 100.0 * tally.columns / tally.files, tally.whole, tally.wrong, tally.values);
  g_assert_cmpfloat ((double) tally.columns / tally.files, >=, LEAST_COLUMNS);
  g_assert_cmpfloat ((double) tally.whole / tally.files, >=, LEAST_WHOLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sheets/open", "open", test_set);
  g_test_add_data_func ("/sheets/held", "held", test_set);
  g_test_add_data_func ("/sheets/fourth", "fourth", test_set);

  return g_test_run ();
}
