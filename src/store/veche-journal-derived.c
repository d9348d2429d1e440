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

/* What of a member is to be made anew: the table of members holds these as values. */
typedef enum { NEED_TIMES = 1 << 0, NEED_LABELS = 1 << 1, NEED_ALL = 1 << 2 } VecheNeed;

static void
touch_member (GHashTable *members, const char *uid, VecheNeed need)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (members, uid));

  if ((before | need) != before)
    g_hash_table_insert (members, g_strdup (uid), GUINT_TO_POINTER (before | need));
}

/* Of the tables whose rows belong to a member. */
static VecheNeed
need_of (const VecheJournalTable *table)
{
  static const char *const nothing[] = { "membership", "consent", "project_member", "event_participant", "ask", "proposal", "wish", NULL };

  if (strcmp (table->name, "member_tag") == 0 || strcmp (table->name, "member_competency") == 0)
    return NEED_LABELS;
  if (strcmp (table->name, "interaction") == 0)
    return NEED_TIMES;

  return g_strv_contains (nothing, table->name) ? 0 : NEED_ALL;
}

static gboolean
touch_members_of (VecheDb *db, GHashTable *members, const char *sql, const char *uid, VecheNeed need, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (statement, 1, uid);
  while (veche_statement_step (statement, &local))
    touch_member (members, veche_statement_text (statement, 0), need);
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
    touch_member (members, g_value_get_string (&values[member]), need_of (table));
  if (answered >= 0 && G_IS_VALUE (&values[answered]))
    return touch_members_of (db, members, answered_sql, g_value_get_string (&values[answered]), NEED_TIMES, error);

  if (strcmp (table->name, "member") == 0)
    {
      touch_member (members, uid, NEED_ALL);
      return touch_members_of (db, members, named_sql, uid, NEED_ALL, error);
    }
  if (strcmp (table->name, "organisation") == 0)
    return touch_members_of (db, members, organisation_sql, uid, NEED_ALL, error);
  if (strcmp (table->name, "tag") == 0)
    return touch_members_of (db, members, tag_sql, uid, NEED_LABELS, error);
  if (strcmp (table->name, "competency") == 0)
    return touch_members_of (db, members, competency_sql, uid, NEED_LABELS, error);
  if (strcmp (table->name, "competency_alias") == 0 && G_IS_VALUE (&values[0]))
    return touch_members_of (db, members, competency_sql, g_value_get_string (&values[0]), NEED_LABELS, error);

  return TRUE;
}

/* The words of an interaction are in its search row; it is written at the end, with those of the other rows. */
typedef struct
{
  gint64 id;
  guint order;
  char *old, *new; /* (owned) (nullable) */
} VecheTouchedText;

static void
touched_text_clear (gpointer data)
{
  VecheTouchedText *text = data;

  g_free (text->old);
  g_free (text->new);
}

GArray *
veche_journal_texts_new (void)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (VecheTouchedText));

  g_array_set_clear_func (texts, touched_text_clear);

  return texts;
}

void
veche_journal_touch_text (GArray *texts, const VecheJournalTable *table, gint64 id, const GValue *before, const GValue *after)
{
  VecheTouchedText text = { id, texts->len, NULL, NULL };

  if (strcmp (table->name, "interaction") != 0)
    return;

  text.old = before != NULL && G_IS_VALUE (before) ? g_value_dup_string (before) : NULL;
  text.new = after != NULL && G_IS_VALUE (after) ? g_value_dup_string (after) : NULL;
  if (text.old != NULL || text.new != NULL)
    g_array_append_val (texts, text);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const VecheTouchedText *x = a, *y = b;

  if (x->id != y->id)
    return x->id > y->id ? 1 : -1;

  return x->order > y->order ? 1 : -1;
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
veche_journal_refresh_texts (VecheDb *db, GArray *texts, GError **error)
{
  g_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    {
      VecheTouchedText *text = &g_array_index (texts, VecheTouchedText, i);

      if ((text->old != NULL && !veche_fts_remove_interaction (db, text->id, text->old, error)) ||
          (text->new != NULL && !veche_fts_add_interaction (db, text->id, text->new, error)))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gint64 id;
  guint need;
} VecheTouched;

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const VecheTouched *x = a, *y = b;

  return (x->id > y->id) - (x->id < y->id);
}

static GArray *
list_touched (VecheDb *db, GHashTable *members)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (VecheTouched), g_hash_table_size (members));
  GHashTableIter iter;
  gpointer uid, need;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &uid, &need))
    {
      VecheTouched one = { veche_db_id_for_uid (db, "member", uid), GPOINTER_TO_UINT (need) };

      if (one.id != 0)
        g_array_append_val (list, one);
    }
  g_array_sort (list, compare_ids);

  return list;
}

/* FTS5 writes out all it holds whenever a row comes before the last one, and whenever another statement with a savepoint of its own lies
 * between: so by ids, and the search rows by themselves (100,000 of them: ten times as fast). */
gboolean
veche_journal_refresh_members (VecheDb *db, GHashTable *members, GError **error)
{
  g_autoptr (GArray) list = list_touched (db, members);

  for (guint i = 0; i < list->len; i++)
    {
      VecheTouched *one = &g_array_index (list, VecheTouched, i);

      if (one->need & (NEED_TIMES | NEED_ALL) && !veche_members_refresh_times (db, one->id, error))
        return FALSE;
    }
  for (guint i = 0; i < list->len; i++)
    {
      VecheTouched *one = &g_array_index (list, VecheTouched, i);

      if (one->need & NEED_ALL ? !veche_members_refresh_search (db, one->id, error)
                               : one->need & NEED_LABELS && !veche_members_refresh_labels (db, one->id, error))
        return FALSE;
    }

  return TRUE;
}
