/* veche-test-journal.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-journal-private.h"
#include "store/veche-members-table.h"

G_BEGIN_DECLS

/* A workspace, its edits and its undo. */

#define ACTOR "Нина"

static inline VecheDb *
journal_open (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static inline void
journal_begin (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_begin (db, &error);
  g_assert_no_error (error);
}

static inline void
journal_commit (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_commit (db, &error);
  g_assert_no_error (error);
}

static inline gint64
journal_apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  journal_begin (db);
  gesture = veche_journal_apply (db, edit, ACTOR, &error);
  g_assert_no_error (error);
  journal_commit (db);

  return gesture;
}

static inline gboolean
journal_try (VecheDb *db, VecheEdit *edit, GError **error)
{
  journal_begin (db);
  if (veche_journal_apply (db, edit, ACTOR, error) == 0)
    {
      veche_db_rollback (db);
      return FALSE;
    }
  journal_commit (db);

  return TRUE;
}

static inline void
journal_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  journal_begin (db);
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  journal_commit (db);
}

static inline void
journal_assert_fold (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) findings = veche_journal_verify (db, &error);

  g_assert_no_error (error);
  if (findings[0] != NULL)
    g_error ("rows are not the fold of the journal: %s", findings[0]);
}

/* Every journalled row, one a line. */
static inline char *
journal_dump (VecheDb *db)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  for (guint t = 0; t < n; t++)
    {
      g_autofree char *sql = g_strconcat ("SELECT uid FROM ", tables[t].name, " ORDER BY uid", NULL);
      g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
      VecheStatement *statement = veche_db_prepare (db, sql);

      while (veche_statement_step (statement, NULL))
        g_ptr_array_add (uids, veche_statement_dup_text (statement, 0));
      for (guint i = 0; i < uids->len; i++)
        {
          GValue *values = veche_journal_read_row (db, &tables[t], uids->pdata[i], NULL, NULL);

          g_string_append_printf (text, "%s %s", tables[t].name, (char *)uids->pdata[i]);
          for (guint f = 0; f < tables[t].n_fields; f++)
            {
              g_autofree char *value = veche_journal_value_text (&values[f]);

              g_string_append_printf (text, " %s=%s", tables[t].fields[f].name, value);
            }
          g_string_append_c (text, '\n');
          veche_journal_values_free (values, tables[t].n_fields);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static inline char *
journal_add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-add", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  g_assert_cmpint (journal_apply (db, edit), >, 0);

  return uid;
}

static inline void
journal_undo (VecheDb *db, gint64 gesture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) done = NULL;

  journal_begin (db);
  done = veche_journal_undo (db, gesture, ACTOR, &error);
  g_assert_no_error (error);
  journal_commit (db);
}

static inline void
journal_redo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) done = NULL;

  journal_begin (db);
  done = veche_journal_redo (db, ACTOR, &error);
  g_assert_no_error (error);
  g_assert_true (done->redo);
  journal_commit (db);
}

/* Derived fields and search rows are what a fresh look makes of them. */
static inline void
journal_assert_derived (VecheDb *db)
{
  static const char sql[] = "SELECT group_concat (m.uid || ' ' || hex (m.name_key) || ifnull (m.last_seen, '-') || "
                            "ifnull (m.last_contact, '-') ||"
                            " m.interactions || f.name || ifnull (f.labels, '') || ifnull (f.notes, '') || ifnull "
                            "(f.handles, ''), char (30))"
                            " FROM (SELECT * FROM member ORDER BY id) AS m JOIN member_fts AS f ON f.rowid = m.id";
  VecheStatement *statement;
  g_autofree char *kept = NULL, *fresh = NULL;
  g_auto (GStrv) kept_lines = NULL, fresh_lines = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  statement = veche_db_prepare (db, "SELECT id FROM member");
  while (veche_statement_step (statement, NULL))
    {
      gint64 id = veche_statement_int (statement, 0);

      g_array_append_val (ids, id);
    }
  for (int round = 0; round < 2; round++)
    {
      statement = veche_db_prepare (db, sql);
      g_assert_true (veche_statement_step (statement, NULL));
      *(round == 0 ? &kept : &fresh) = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
      journal_begin (db);
      for (guint i = 0; i < ids->len; i++)
        g_assert_true (veche_members_refresh (db, g_array_index (ids, gint64, i), NULL));
      journal_commit (db);
    }
  kept_lines = g_strsplit (kept, "\x1e", 0);
  fresh_lines = g_strsplit (fresh, "\x1e", 0);
  for (guint i = 0; kept_lines[i] != NULL; i++)
    g_assert_cmpstr (kept_lines[i], ==, fresh_lines[i]);

  statement = veche_db_prepare (db, "SELECT (SELECT count (*) FROM member), (SELECT count (*) FROM member_fts)");
  g_assert_true (veche_statement_step (statement, NULL));
  g_assert_cmpint (veche_statement_int (statement, 0), ==, veche_statement_int (statement, 1));
  veche_statement_reset (statement);
}

G_END_DECLS
