/* veche-fts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-fts.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

gboolean
veche_fts_add_interaction (VecheDb *db, gint64 id, const char *text, GError **error)
{
  static const char sql[] = "INSERT INTO interaction_fts (rowid, text) VALUES (?1, ?2)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_static (statement, 2, text);

  return veche_statement_run (statement, error);
}

/* The words live in the interaction's own row, so FTS5 has to be told what it is to forget. */
gboolean
veche_fts_remove_interaction (VecheDb *db, gint64 id, const char *text, GError **error)
{
  static const char sql[] = "INSERT INTO interaction_fts (interaction_fts, rowid, text) VALUES ('delete', ?1, ?2)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_static (statement, 2, text);

  return veche_statement_run (statement, error);
}

static gboolean
member_row_equals (VecheDb *db, gint64 id, const char *const columns[5], gboolean *there, GError **error)
{
  static const char sql[] = "SELECT name, handles, labels, notes, keys FROM member_fts WHERE rowid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gboolean same = TRUE;

  veche_statement_bind_int (statement, 1, id);
  *there = veche_statement_step (statement, error);
  if (!*there)
    return FALSE;

  for (int i = 0; i < 5; i++)
    same = same && g_strcmp0 (veche_statement_text (statement, i), columns[i]) == 0;
  veche_statement_reset (statement);

  return same;
}

static gboolean
insert_member (VecheDb *db, gint64 id, const char *name, const char *handles, const char *labels, const char *notes,
               const char *keys, GError **error)
{
  static const char
    sql[] = "INSERT INTO member_fts (rowid, name, handles, labels, notes, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  const char *const columns[5] = { name, handles, labels, notes, keys };
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  for (int i = 0; i < 5; i++)
    veche_statement_bind_static (statement, i + 2, columns[i]);

  return veche_statement_run (statement, error);
}

gboolean
veche_fts_set_member (VecheDb *db, gint64 id, const char *name, const char *handles, const char *labels,
                      const char *notes, const char *keys, GError **error)
{
  const char *const columns[5] = { name, handles, labels, notes, keys };
  g_autoptr (GError) local = NULL;
  gboolean there;

  if (member_row_equals (db, id, columns, &there, &local))
    return TRUE;
  if (local != NULL || (there && !veche_fts_remove_member (db, id, &local)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return insert_member (db, id, name, handles, labels, notes, keys, error);
}

gboolean
veche_fts_set_labels (VecheDb *db, gint64 id, const char *labels, GError **error)
{
  static const char sql[] = "SELECT name, handles, labels, notes, keys FROM member_fts WHERE rowid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autofree char *name = NULL, *handles = NULL, *notes = NULL, *keys = NULL;
  gboolean same;

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return FALSE;
  same = g_strcmp0 (veche_statement_text (statement, 2), labels) == 0;
  name = veche_statement_dup_text (statement, 0);
  handles = veche_statement_dup_text (statement, 1);
  notes = veche_statement_dup_text (statement, 3);
  keys = veche_statement_dup_text (statement, 4);
  veche_statement_reset (statement);

  return same || (veche_fts_remove_member (db, id, error) && insert_member (db, id, name, handles, labels, notes, keys, error));
}

char *
veche_fts_make_keys (const char *name, const char *handles)
{
  g_autoptr (GString) words = g_string_new (name);
  gboolean server = FALSE;

  g_string_append_c (words, ' ');
  for (const char *p = handles != NULL ? handles : ""; *p != '\0'; p++)
    {
      /* "anna@host": what stands behind the @ until the next handle */
      server = *p != ' ' && (server || (*p == '@' && p > handles && p[-1] != ' '));
      if (!server)
        g_string_append_c (words, *p);
    }

  return veche_text_translit_key (words->str);
}

gboolean
veche_fts_remove_member (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "DELETE FROM member_fts WHERE rowid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);

  return veche_statement_run (statement, error);
}
