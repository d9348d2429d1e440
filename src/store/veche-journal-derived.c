/* veche-journal-derived.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from a change by a person: search rows, sort keys, times of last contact.  The journal gathers the
 * members concerned while it works, and makes them anew once, at the end.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-fts.h"
#include "store/veche-members-table.h"
#include "store/veche-ties-table.h"

static gboolean
touch_members_of (VecheDb *db, GHashTable *members, const char *sql, const char *uid, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (statement, 1, uid);
  while (veche_statement_step (statement, &local))
    g_hash_table_add (members, veche_statement_dup_text (statement, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Whose derived fields hang on this row: the person it belongs to, those who wear the label, the one it answers. */
gboolean
veche_journal_touch (VecheDb *db, GHashTable *members, const VecheJournalTable *table, const char *uid,
                     const GValue *values, GError **error)
{
  static const char tag_sql[] = "SELECT m.uid FROM tag AS t JOIN member_tag AS l ON l.tag_id = t.id JOIN member AS m "
                                "ON m.id = l.member_id WHERE t.uid = ?1";
  static const char
    competency_sql[] = "SELECT m.uid FROM competency AS c JOIN member_competency AS l ON l.competency_id = c.id"
                       "  JOIN member AS m ON m.id = l.member_id WHERE c.uid = ?1";
  static const char
    answered_sql[] = "SELECT m.uid FROM interaction AS i JOIN member AS m ON m.id = i.member_id WHERE i.uid = ?1";
  static const char
    organisation_sql[] = "SELECT m.uid FROM organisation AS o JOIN organisation_member AS l ON l.organisation_id = o.id"
                         "  JOIN member AS m ON m.id = l.member_id WHERE o.uid = ?1";
  static const char
    named_sql[] = "SELECT m.uid FROM member AS r JOIN member_field AS v ON v.ref_id = r.id"
                  "  JOIN member AS m ON m.id = v.member_id WHERE r.uid = ?1";
  int member = veche_journal_find_field (table, "member_id");
  int answered = veche_journal_find_field (table, "reply_to_id");

  if (member >= 0 && G_IS_VALUE (&values[member]))
    g_hash_table_add (members, g_value_dup_string (&values[member]));
  if (answered >= 0 && G_IS_VALUE (&values[answered]))
    return touch_members_of (db, members, answered_sql, g_value_get_string (&values[answered]), error);

  if (strcmp (table->name, "member") == 0)
    {
      g_hash_table_add (members, g_strdup (uid));
      return touch_members_of (db, members, named_sql, uid, error);
    }
  if (strcmp (table->name, "organisation") == 0)
    return touch_members_of (db, members, organisation_sql, uid, error);
  if (strcmp (table->name, "tag") == 0)
    return touch_members_of (db, members, tag_sql, uid, error);
  if (strcmp (table->name, "competency") == 0)
    return touch_members_of (db, members, competency_sql, uid, error);
  if (strcmp (table->name, "competency_alias") == 0 && G_IS_VALUE (&values[0]))
    return touch_members_of (db, members, competency_sql, g_value_get_string (&values[0]), error);

  return TRUE;
}

/* The words of an interaction are in its search row. */
gboolean
veche_journal_touch_text (VecheDb *db, const VecheJournalTable *table, gint64 id, const GValue *before,
                          const GValue *after, GError **error)
{
  const char *old = before != NULL && G_IS_VALUE (before) ? g_value_get_string (before) : NULL;
  const char *new = after != NULL &&G_IS_VALUE (after) ? g_value_get_string (after) : NULL;

  if (strcmp (table->name, "interaction") != 0)
    return TRUE;

  return (old == NULL || veche_fts_remove_interaction (db, id, old, error)) &&
         (new == NULL || veche_fts_add_interaction (db, id, new, error));
}

gboolean
veche_journal_follow (VecheDb *db, const VecheJournalTable *table, guint field, gint64 id, const GValue *before,
                      gint64 member, GError **error)
{
  static const char
    sql[] = "UPDATE interaction SET member_id = ?2 WHERE identity_id = ?1 AND member_id IS ?3 AND ?2 IS NOT ?3";
  VecheStatement *statement;
  gint64 earlier;

  if (strcmp (table->name, "identity") != 0 || strcmp (table->fields[field].name, "member_id") != 0 ||
      !G_IS_VALUE (before) || member == 0)
    return TRUE;

  earlier = veche_db_id_for_uid (db, "member", g_value_get_string (before));
  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_int (statement, 2, member);
  veche_statement_bind_int (statement, 3, earlier);
  if (!veche_statement_run (statement, error))
    return FALSE;

  return veche_db_changes (db) == 0 ||
         (veche_ties_rebuild (db, earlier, error) && veche_ties_rebuild (db, member, error));
}

gboolean
veche_journal_refresh_members (VecheDb *db, GHashTable *members, GError **error)
{
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      gint64 id = veche_db_id_for_uid (db, "member", uid);

      if (id != 0 && !veche_members_refresh (db, id, error))
        return FALSE;
    }

  return TRUE;
}
