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
#include "store/veche-search-rows.h"
#include "store/veche-ties-table.h"
#include "store/veche-triage-table.h"

typedef struct
{
  gint64 id;      /* 0: not looked up */
  VecheNeed need;
} VecheConcerned;

/* Words of interactions that came or went. */
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

VecheJournalDerived *
veche_journal_derived_new (VecheDb *db)
{
  VecheJournalDerived *self = g_new0 (VecheJournalDerived, 1);

  self->db = db;
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->authors = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->texts = g_array_new (FALSE, FALSE, sizeof (VecheTouchedText));
  self->talked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->events = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_array_set_clear_func (self->texts, touched_text_clear);

  return self;
}

void
veche_journal_derived_free (VecheJournalDerived *self)
{
  g_hash_table_unref (self->members);
  g_array_unref (self->gone);
  g_array_unref (self->authors);
  g_array_unref (self->texts);
  g_hash_table_unref (self->talked);
  g_hash_table_unref (self->events);
  g_free (self);
}

static VecheConcerned *
find_concerned (VecheJournalDerived *self, const char *uid)
{
  VecheConcerned *one = g_hash_table_lookup (self->members, uid);

  if (one == NULL)
    {
      one = g_new0 (VecheConcerned, 1);
      g_hash_table_insert (self->members, g_strdup (uid), one);
    }

  return one;
}

gint64
veche_journal_member_id (VecheJournalDerived *self, const char *uid)
{
  VecheConcerned *one = find_concerned (self, uid);

  if (one->id == 0)
    one->id = veche_db_id_for_uid (self->db, "member", uid);

  return one->id;
}

void
veche_journal_member_came (VecheJournalDerived *self, const char *uid, gint64 id)
{
  *find_concerned (self, uid) = (VecheConcerned){ id, VECHE_NEED_SEARCH | VECHE_NEED_NEW };
}

void
veche_journal_member_left (VecheJournalDerived *self, const char *uid, gint64 id)
{
  *find_concerned (self, uid) = (VecheConcerned){ 0 };
  g_array_append_val (self->gone, id);
}

void
veche_journal_touch_author (VecheJournalDerived *self, gint64 id)
{
  g_array_append_val (self->authors, id);
}

static gboolean
touch_members_of (VecheJournalDerived *self, const char *sql, const char *uid, VecheNeed need, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_static (statement, 1, uid);
  while (veche_statement_step (statement, &local))
    find_concerned (self, veche_statement_text (statement, 0))->need |= need;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* A field that becomes another kind may be searched now, or no longer. */
static gboolean
touch_fillers (VecheJournalDerived *self, const VecheJournalTable *table, int field, const char *uid, GError **error)
{
  static const char sql[] = "SELECT m.uid FROM custom_field AS f JOIN member_field AS v ON v.field_id = f.id"
                            "  JOIN member AS m ON m.id = v.member_id WHERE f.uid = ?1";

  return field < 0 || strcmp (table->name, "custom_field") != 0 || strcmp (table->fields[field].name, "kind") != 0
         || touch_members_of (self, sql, uid, VECHE_NEED_SEARCH, error);
}

/* Those who wear the label or belong to the organisation. */
static gboolean
touch_wearers (VecheJournalDerived *self, const VecheJournalTable *table, const char *uid, const GValue *values, GError **error)
{
  static const char tag_sql[] = "SELECT m.uid FROM tag AS t JOIN member_tag AS l ON l.tag_id = t.id JOIN member AS m "
                                "ON m.id = l.member_id WHERE t.uid = ?1";
  static const char
    competency_sql[] = "SELECT m.uid FROM competency AS c JOIN member_competency AS l ON l.competency_id = c.id"
                       "  JOIN member AS m ON m.id = l.member_id WHERE c.uid = ?1";
  static const char
    organisation_sql[] = "SELECT m.uid FROM organisation AS o JOIN organisation_member AS l ON l.organisation_id = o.id"
                         "  JOIN member AS m ON m.id = l.member_id WHERE o.uid = ?1";

  if (strcmp (table->name, "organisation") == 0)
    return touch_members_of (self, organisation_sql, uid, VECHE_NEED_LABELS, error);
  if (strcmp (table->name, "tag") == 0)
    return touch_members_of (self, tag_sql, uid, VECHE_NEED_LABELS, error);
  if (strcmp (table->name, "competency") == 0)
    return touch_members_of (self, competency_sql, uid, VECHE_NEED_LABELS, error);
  if (strcmp (table->name, "competency_alias") == 0 && G_IS_VALUE (&values[0]))
    return touch_members_of (self, competency_sql, g_value_get_string (&values[0]), VECHE_NEED_LABELS, error);

  return TRUE;
}

static void
touch_event (VecheJournalDerived *self, const char *uid)
{
  gint64 id = veche_db_id_for_uid (self->db, "event", uid);

  if (id != 0)
    g_hash_table_add (self->events, g_memdup2 (&id, sizeof id));
}

/* Whoever came to an event has ties by it: those who are said to have come, and when it was, and whether it is over. */
static void
touch_attendance (VecheJournalDerived *self, const VecheJournalTable *table, int field, const char *uid, const GValue *values)
{
  const char *name = field >= 0 ? table->fields[field].name : NULL;

  if (strcmp (table->name, "event_participant") == 0)
    {
      const GValue *event = &values[veche_journal_find_field (table, "event_id")], *status = &values[veche_journal_find_field (table, "status")];

      if (G_IS_VALUE (event) && G_IS_VALUE (status) && strcmp (g_value_get_string (status), "came") == 0)
        touch_event (self, g_value_get_string (event));
    }
  else if (strcmp (table->name, "event") == 0 && (name == NULL || strcmp (name, "status") == 0 || strcmp (name, "starts") == 0))
    touch_event (self, uid);
}

/* A meeting that answers another one is a tie; what platforms bring has its ties from there. */
static void
touch_talk (VecheJournalDerived *self, const VecheJournalTable *table, const GValue *values)
{
  const GValue *kind;

  if (strcmp (table->name, "interaction") != 0 || !G_IS_VALUE (&values[table->answered]) || !G_IS_VALUE (&values[table->owner]))
    return;
  kind = &values[veche_journal_find_field (table, "kind")];
  if (G_IS_VALUE (kind) && strcmp (g_value_get_string (kind), "meeting") == 0)
    g_hash_table_add (self->talked, g_value_dup_string (&values[table->owner]));
}

gboolean
veche_journal_touch (VecheJournalDerived *self, const VecheJournalTable *table, int field, const char *uid, const GValue *values, GError **error)
{
  static const char
    answered_sql[] = "SELECT m.uid FROM interaction AS i JOIN member AS m ON m.id = i.member_id"
                   " WHERE " VECHE_INTERACTION_HAS_UID ("i", "?1");
  gboolean moved = field >= 0 && field == table->owner;

  touch_attendance (self, table, field, uid, values);
  touch_talk (self, table, values);
  if (table->owner >= 0 && table->need != 0 && G_IS_VALUE (&values[table->owner]))
    find_concerned (self, g_value_get_string (&values[table->owner]))->need |= table->need | (moved ? VECHE_NEED_TIMES : 0);
  if (table->answered >= 0 && G_IS_VALUE (&values[table->answered]))
    return touch_members_of (self, answered_sql, g_value_get_string (&values[table->answered]), VECHE_NEED_TIMES, error);

  return table->owner >= 0 || (touch_fillers (self, table, field, uid, error) && touch_wearers (self, table, uid, values, error));
}

/* A field of kind "member" shows its name in another's search row; when the row itself comes or goes, that field is set or cleared too. */
gboolean
veche_journal_touch_member (VecheJournalDerived *self, const VecheJournalField *field, const char *uid, GError **error)
{
  static const char
    named_sql[] = "SELECT m.uid FROM member AS r JOIN member_field AS v ON v.ref_id = r.id"
                  "  JOIN member AS m ON m.id = v.member_id WHERE r.uid = ?1";
  gboolean name = field != NULL && strcmp (field->name, "name") == 0;

  find_concerned (self, uid)->need |= VECHE_NEED_SEARCH | (name ? VECHE_NEED_KEY : 0);

  return !name || touch_members_of (self, named_sql, uid, VECHE_NEED_SEARCH, error);
}

/* The words of an interaction are in its search row; it is written at the end, with those of the other rows. */
void
veche_journal_touch_text (VecheJournalDerived *self, const VecheJournalTable *table, gint64 id, const GValue *before, const GValue *after)
{
  VecheTouchedText text = { id, self->texts->len, NULL, NULL };

  if (strcmp (table->name, "interaction") != 0)
    return;

  text.old = before != NULL && G_IS_VALUE (before) ? g_value_dup_string (before) : NULL;
  text.new = after != NULL && G_IS_VALUE (after) ? g_value_dup_string (after) : NULL;
  if (text.old != NULL || text.new != NULL)
    g_array_append_val (self->texts, text);
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

  if (strcmp (table->name, "interaction") == 0 && (int) field == table->owner)
    return veche_triage_follow_author (db, id, member, error);
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
         (veche_triage_follow (db, id, member, error) && veche_ties_rebuild (db, earlier, error) && veche_ties_rebuild (db, member, error));
}

static gboolean
refresh_texts (VecheJournalDerived *self, GError **error)
{
  g_array_sort (self->texts, compare_texts);
  for (guint i = 0; i < self->texts->len; i++)
    {
      VecheTouchedText *text = &g_array_index (self->texts, VecheTouchedText, i);

      if ((text->old != NULL && !veche_fts_remove_interaction (self->db, text->id, text->old, error)) ||
          (text->new != NULL && !veche_fts_add_interaction (self->db, text->id, text->new, error)))
        return FALSE;
    }

  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const VecheConcerned *x = a, *y = b;

  if (x->id != y->id)
    return x->id > y->id ? 1 : -1;

  return (x->need > y->need) - (x->need < y->need);
}

/* By id, each with what it needs; need 0: it is gone, and what had its id is not. */
static GArray *
list_concerned (VecheJournalDerived *self)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (VecheConcerned), g_hash_table_size (self->members) + self->gone->len);
  GHashTableIter iter;
  gpointer uid, value;

  for (guint i = 0; i < self->gone->len; i++)
    {
      VecheConcerned one = { g_array_index (self->gone, gint64, i), 0 };

      g_array_append_val (list, one);
    }
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &uid, &value))
    {
      VecheConcerned one = *(VecheConcerned *) value;

      if (one.need == 0)
        continue;
      one.id = one.id != 0 ? one.id : veche_db_id_for_uid (self->db, "member", uid);
      if (one.id != 0)
        g_array_append_val (list, one);
    }
  g_array_sort (list, compare_ids);

  return list;
}

static VecheSearchWhat
what_of (VecheNeed need)
{
  if (need & VECHE_NEED_NEW)
    return VECHE_SEARCH_NEW;
  if (need & VECHE_NEED_SEARCH)
    return VECHE_SEARCH_WHOLE;

  return need == 0 ? VECHE_SEARCH_GONE : VECHE_SEARCH_LABELS;
}

static gboolean
refresh_members (VecheJournalDerived *self, GError **error)
{
  g_autoptr (GArray) list = list_concerned (self);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (VecheSearchNeed), list->len);
  g_autoptr (GArray) timed = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < list->len; i++)
    {
      VecheConcerned *one = &g_array_index (list, VecheConcerned, i);
      VecheSearchNeed row = { one->id, what_of (one->need) };

      if (one->need & VECHE_NEED_KEY && !veche_members_refresh_key (self->db, one->id, error))
        return FALSE;
      if (one->need & VECHE_NEED_TIMES)
        g_array_append_val (timed, one->id);
      if (one->need & VECHE_NEED_LABELS)   /* who is an expert, and who a VIP */
        veche_journal_touch_author (self, one->id);
      if (one->need == 0 || one->need & (VECHE_NEED_NEW | VECHE_NEED_SEARCH | VECHE_NEED_LABELS))
        g_array_append_val (rows, row);
    }

  return veche_members_refresh_times (self->db, (const gint64 *) (gpointer) timed->data, timed->len, error) &&
         veche_search_rows_follow (self->db, (const VecheSearchNeed *) (gpointer) rows->data, rows->len, self->big, error);
}

static gboolean
refresh_ties (VecheJournalDerived *self, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->talked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gint64 member = veche_db_id_for_uid (self->db, "member", id);

      if (member != 0 && !veche_ties_rebuild (self->db, member, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->events);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!veche_ties_follow_event (self->db, *(gint64 *) id, error))
      return FALSE;

  return TRUE;
}

gboolean
veche_journal_refresh (VecheJournalDerived *self, GError **error)
{
  gboolean ok = refresh_texts (self, error) && refresh_members (self, error) && refresh_ties (self, error)
                && veche_triage_doubt_members (self->db, (const gint64 *) (gpointer) self->authors->data, self->authors->len, error);

  g_hash_table_remove_all (self->members);
  g_array_set_size (self->gone, 0);
  g_array_set_size (self->authors, 0);
  g_array_set_size (self->texts, 0);
  g_hash_table_remove_all (self->talked);
  g_hash_table_remove_all (self->events);

  return ok;
}
