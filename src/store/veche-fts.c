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
member_row_equals (VecheDb *db, gint64 id, const char *const columns[5], GError **error)
{
  static const char sql[] = "SELECT name, handles, labels, notes, keys FROM member_fts WHERE rowid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gboolean same = TRUE;

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return FALSE;

  for (int i = 0; i < 5; i++)
    same = same && g_strcmp0 (veche_statement_text (statement, i), columns[i]) == 0;
  veche_statement_reset (statement);

  return same;
}

gboolean
veche_fts_put_member (VecheDb *db, gint64 id, const char *name, const char *handles, const char *labels, const char *notes,
                      const char *keys, GError **error)
{
  static const char
    sql[] = "INSERT OR REPLACE INTO member_fts (rowid, name, handles, labels, notes, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
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
  if (member_row_equals (db, id, columns, &local))
    return TRUE;
  if (local == NULL)
    return veche_fts_put_member (db, id, name, handles, labels, notes, keys, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
has_member (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT 1 FROM member_fts WHERE rowid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return FALSE;
  veche_statement_reset (statement);

  return TRUE;
}

gboolean
veche_fts_set_labels (VecheDb *db, gint64 id, const char *labels, GError **error)
{
  static const char sql[] = "UPDATE member_fts SET labels = ?2 WHERE rowid = ?1 AND labels IS NOT ?2";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_static (statement, 2, labels);
  if (!veche_statement_run (statement, error))
    return FALSE;

  return veche_db_changes (db) > 0 || has_member (db, id, error);
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
