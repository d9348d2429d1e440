/* veche-ingest-undo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes a batch back.  What a person has touched since stays: a member who was edited, tagged or given a note, a message that became
 * evidence or was answered.
 *
 *   messages, the newest first ─▶ people ─▶ what was added to others, places, the batch itself
 *
 * Each piece leaves the workspace whole: ties, days and numbers follow the messages that went in it.  Where it stands is found in the rows
 * alone, so that whoever asks next goes on with the rest.
 */

#include "store/veche-coverage.h"
#include "store/veche-fts.h"
#include "store/veche-ingest-private.h"
#include "store/veche-members-table.h"
#include "store/veche-ties-table.h"

#define BLOCK 1000   /* rows read before they are removed: no statement reads what another changes */

typedef struct { gint64 id, member_id, channel_id, reply_to_id, at; char *text; gboolean moved, kept; } VecheGone;   /* moved: came or left */
typedef enum { PHASE_MESSAGES, PHASE_PEOPLE, PHASE_REST, PHASE_DONE } VecheUndoPhase;

struct _VecheIngestUndo
{
  VecheDb       *db;
  gint64         batch_id;
  VecheUndoPhase phase;
  gint64         before;      /* ids that were not looked at yet are lower */
  guint          n;           /* rows that were looked at */
  gint           mentions;    /* of the batch, before the first piece; -1: not counted */
  GHashTable    *members;     /* (owned) id: those who lost something in this piece */
  GHashTable    *channels;    /* (owned) id → VecheStretch (owned): from the first message that went to the last */
  VecheIngestCounts removed;
};
typedef struct _VecheIngestUndo VecheUndo;

static void
veche_undo_add (GHashTable *ids, gint64 id)
{
  if (id != 0)
    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static void
veche_undo_add_hole (GHashTable *channels, gint64 id, gint64 at)
{
  VecheStretch *hole = g_hash_table_lookup (channels, &id);

  if (hole == NULL && id != 0)
    g_hash_table_insert (channels, g_memdup2 (&id, sizeof id), g_memdup2 (&(VecheStretch) { at, at + 1 }, sizeof (VecheStretch)));
  else if (hole != NULL)
    *hole = (VecheStretch) { MIN (hole->since, at), MAX (hole->until, at + 1) };
}

static void
veche_gone_clear (gpointer data)
{
  g_free (((VecheGone *) data)->text);
}

/* One statement that takes the batch and gives ids. */
static gboolean
veche_undo_collect (VecheUndo *self, const char *sql, GHashTable *ids, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  while (veche_statement_step (statement, &local))
    veche_undo_add (ids, veche_statement_int (statement, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
veche_undo_run (VecheUndo *self, const char *sql, gint64 id, guint *changes, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_run (statement, error))
    return FALSE;
  if (changes != NULL)
    *changes += (guint) veche_db_changes (self->db);

  return TRUE;
}

/*** Messages ***/

static GArray *
veche_undo_read_block (VecheUndo *self, guint n, GError **error)
{
  static const char sql[] =
    "SELECT id, member_id, channel_id, reply_to_id, at, text, kind IN ('join', 'leave'),\n"
    "    EXISTS (SELECT 1 FROM competency_evidence WHERE interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM task WHERE interaction_id = i.id) OR EXISTS (SELECT 1 FROM agenda_mark WHERE interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM project_invitation WHERE interaction_id = i.id) OR EXISTS (SELECT 1 FROM event_participant WHERE interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM event_entry WHERE interaction_id = i.id) OR EXISTS (SELECT 1 FROM event_letter WHERE interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM triage AS t JOIN playbook_tick AS k ON k.triage_id = t.id WHERE t.interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM triage AS t JOIN closing AS c ON c.triage_id = t.id WHERE t.interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM outbox WHERE interaction_id = i.id) OR EXISTS (SELECT 1 FROM draft WHERE interaction_id = i.id)\n"
    "      OR EXISTS (SELECT 1 FROM triage AS t JOIN journal AS j ON j.object_uid = t.uid WHERE t.interaction_id = i.id AND j.object = 'triage')\n"
    "      OR EXISTS (SELECT 1 FROM journal WHERE object_uid = i.uid AND object = 'interaction')\n"
    "  FROM interaction AS i WHERE batch_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
  g_autoptr (GArray) block = g_array_new (FALSE, FALSE, sizeof (VecheGone));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  g_array_set_clear_func (block, veche_gone_clear);
  veche_statement_bind_int (statement, 1, self->batch_id);
  veche_statement_bind_int (statement, 2, self->before);
  veche_statement_bind_int (statement, 3, n);
  while (veche_statement_step (statement, &local))
    {
      VecheGone gone = { veche_statement_int (statement, 0), veche_statement_int (statement, 1), veche_statement_int (statement, 2),
                         veche_statement_int (statement, 3), veche_statement_int (statement, 4), veche_statement_dup_text (statement, 5),
                         veche_statement_int (statement, 6) != 0, veche_statement_int (statement, 7) != 0 };

      g_array_append_val (block, gone);
    }
  if (local == NULL)
    return g_steal_pointer (&block);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The other ends of the replies that go: (member, time) pairs. */
static GArray *
veche_undo_list_ends (VecheUndo *self, const VecheGone *gone, GError **error)
{
  static const char sql[] =
    "SELECT member_id, ?3 FROM interaction WHERE id = ?2 AND member_id IS NOT NULL\n"
    "UNION ALL SELECT member_id, at FROM interaction WHERE reply_to_id = ?1 AND member_id IS NOT NULL";
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, gone->id);
  veche_statement_bind_int (statement, 2, gone->reply_to_id);
  veche_statement_bind_int (statement, 3, gone->at);
  while (veche_statement_step (statement, &local))
    {
      gint64 end[2] = { veche_statement_int (statement, 0), veche_statement_int (statement, 1) };

      g_array_append_vals (ends, end, 2);
    }
  if (local == NULL)
    return g_steal_pointer (&ends);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
veche_undo_ties (VecheUndo *self, const VecheGone *gone, GError **error)
{
  g_autoptr (GArray) ends = veche_undo_list_ends (self, gone, error);

  if (ends == NULL)
    return FALSE;

  for (guint i = 0; i < ends->len; i += 2)
    {
      gint64 other = g_array_index (ends, gint64, i);

      if (!veche_ties_add (self->db, gone->member_id, other, g_array_index (ends, gint64, i + 1), -1, error))
        return FALSE;
      veche_undo_add (self->members, other);
    }

  return TRUE;
}

/* The day somebody came or left, as far as it was known from this message. */
static gboolean
veche_undo_move (VecheUndo *self, const VecheGone *gone, GError **error)
{
  static const char *const all[] = {
    "UPDATE member SET joined = (SELECT min (at) FROM interaction WHERE member_id = ?1 AND kind = 'join')\n"
    "  WHERE id = ?1 AND joined = ?2 AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("member.uid", "joined") ")",
    "UPDATE membership SET joined = (SELECT min (at) FROM interaction WHERE member_id = ?1 AND kind = 'join')\n"
    "  WHERE member_id = ?1 AND joined = ?2 AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("membership.uid", "joined") ")",
  };
  static const char left_sql[] =
    "UPDATE membership SET left_at = (\n"
    "  SELECT CASE WHEN max (i.at) FILTER (WHERE i.kind = 'leave') > coalesce (max (i.at) FILTER (WHERE i.kind = 'join'), 0)\n"
    "              THEN max (i.at) FILTER (WHERE i.kind = 'leave') END\n"
    "    FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id\n"
    "    WHERE i.member_id = ?1 AND i.kind IN ('join', 'leave') AND c.kind IS NOT 'topic')\n"
    "  WHERE member_id = ?1 AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("membership.uid", "left_at") ")";

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, all[i]);

      veche_statement_bind_int (statement, 1, gone->member_id);
      veche_statement_bind_int (statement, 2, gone->at);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return veche_undo_run (self, left_sql, gone->member_id, NULL, error);
}

static gboolean
veche_undo_message (VecheUndo *self, const VecheGone *gone, GError **error)
{
  static const char sql[] = "DELETE FROM interaction WHERE id = ?1";

  veche_undo_add (self->members, gone->member_id);
  veche_undo_add_hole (self->channels, gone->channel_id, gone->at);
  self->removed.interactions++;

  return (gone->member_id == 0 || veche_undo_ties (self, gone, error))
         && (gone->text == NULL || veche_fts_remove_interaction (self->db, gone->id, gone->text, error))
         && veche_undo_run (self, sql, gone->id, NULL, error)
         && (!gone->moved || gone->member_id == 0 || veche_undo_move (self, gone, error));
}

/* Where messages went, others' word does not hold either. */
static gboolean
veche_undo_holes (VecheUndo *self, GError **error)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const VecheStretch *hole = value;

      if (!veche_coverage_forget (self->db, *(gint64 *) id, hole->since, hole->until, error))
        return FALSE;
    }

  return TRUE;
}

/* The numbers of those whose messages went. */
static gboolean
veche_undo_times (VecheUndo *self, GError **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), g_hash_table_size (self->members));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);
  g_hash_table_remove_all (self->members);

  return veche_members_refresh_times (self->db, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

/* The newest first: replies go before what they answer, and need not be changed on the way. */
static gboolean
veche_undo_messages (VecheUndo *self, guint n, GError **error)
{
  g_autoptr (GArray) block = veche_undo_read_block (self, n, error);

  if (block == NULL)
    return FALSE;

  for (guint i = 0; i < block->len; i++)
    {
      const VecheGone *gone = &g_array_index (block, VecheGone, i);

      self->before = gone->id;
      if (!gone->kept && !veche_undo_message (self, gone, error))
        return FALSE;
    }
  self->n += block->len;
  if (block->len < n)
    {
      self->phase = PHASE_PEOPLE;
      self->before = G_MAXINT64;
    }

  return veche_undo_holes (self, error) && veche_undo_times (self, error);
}

static gboolean
veche_undo_count_mentions (VecheUndo *self, guint *count, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM triage WHERE batch_id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  if (!veche_statement_step (statement, error))
    return FALSE;
  *count = (guint) veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return TRUE;
}

/* Those of this batch that speak to us in messages of an earlier one. */
static gboolean
veche_undo_mentions (VecheUndo *self, GError **error)
{
  static const char sql[] = "DELETE FROM triage WHERE batch_id = ?1 AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = triage.uid)";

  return veche_undo_run (self, sql, self->batch_id, NULL, error);
}

/*** People ***/

typedef struct { gint64 id; gboolean kept; } VecheLeaver;

/* Nobody has said, and nothing hangs on, that this person exists. */
static GArray *
veche_undo_read_people (VecheUndo *self, guint n, GError **error)
{
  static const char sql[] =
    "SELECT id, EXISTS (SELECT 1 FROM interaction WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM journal WHERE object_uid = m.uid) OR EXISTS (SELECT 1 FROM member_note WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM member_tag WHERE member_id = m.id) OR EXISTS (SELECT 1 FROM member_competency WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM event_participant WHERE member_id = m.id) OR EXISTS (SELECT 1 FROM project_member WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM project WHERE owner_id = m.id) OR EXISTS (SELECT 1 FROM event WHERE owner_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM project_step WHERE owner_id = m.id) OR EXISTS (SELECT 1 FROM project_invitation WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM task WHERE member_id = m.id) OR EXISTS (SELECT 1 FROM task WHERE owner_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM event_speaker WHERE member_id = m.id) OR EXISTS (SELECT 1 FROM event_vote WHERE member_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM event_entry WHERE member_id = m.id) OR EXISTS (SELECT 1 FROM plan_partner WHERE contact_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM plan_risk WHERE owner_id = m.id) OR EXISTS (SELECT 1 FROM plan_decision WHERE owner_id = m.id)\n"
    "    OR EXISTS (SELECT 1 FROM identity WHERE member_id = m.id AND batch_id IS NOT ?1)\n"
    "  FROM member AS m WHERE batch_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (VecheLeaver));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  veche_statement_bind_int (statement, 2, self->before);
  veche_statement_bind_int (statement, 3, n);
  while (veche_statement_step (statement, &local))
    {
      VecheLeaver one = { veche_statement_int (statement, 0), veche_statement_int (statement, 1) != 0 };

      g_array_append_val (people, one);
    }
  if (local == NULL)
    return g_steal_pointer (&people);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
veche_undo_people (VecheUndo *self, guint n, GError **error)
{
  static const char sql[] = "DELETE FROM member WHERE id = ?1";
  g_autoptr (GArray) people = veche_undo_read_people (self, n, error);

  if (people == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    {
      const VecheLeaver *one = &g_array_index (people, VecheLeaver, i);

      self->before = one->id;
      if (!one->kept && (!veche_undo_run (self, sql, one->id, &self->removed.people, error) || !veche_fts_remove_member (self->db, one->id, error)))
        return FALSE;
    }
  self->n += people->len;
  if (people->len < n)
    self->phase = PHASE_REST;

  return TRUE;
}

/* What the batch added to people who were there before it. */
static gboolean
veche_undo_additions (VecheUndo *self, GError **error)
{
  static const char list_sql[] =
    "SELECT m.id FROM identity AS i JOIN member AS m ON m.id = i.member_id WHERE i.batch_id = ?1 AND m.batch_id IS NOT ?1";
  static const char identity_sql[] =
    "DELETE FROM identity AS i WHERE batch_id = ?1 AND (SELECT batch_id FROM member WHERE id = i.member_id) IS NOT ?1\n"
    "  AND NOT EXISTS (SELECT 1 FROM interaction WHERE identity_id = i.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = i.uid)";
  static const char membership_sql[] =
    "DELETE FROM membership AS s WHERE batch_id = ?1 AND (SELECT batch_id FROM member WHERE id = s.member_id) IS NOT ?1\n"
    "  AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = s.uid)";

  return veche_undo_collect (self, list_sql, self->members, error)
         && veche_undo_run (self, identity_sql, self->batch_id, NULL, error)
         && veche_undo_run (self, membership_sql, self->batch_id, NULL, error);
}

/*** Places ***/

/* A place that somebody vouches for stays.  Parents go after their topics. */
static gboolean
veche_undo_channels (VecheUndo *self, GError **error)
{
  static const char own_coverage_sql[] = "DELETE FROM coverage WHERE batch_id = ?1";
  static const char bad_sql[] = "DELETE FROM bad_item WHERE batch_id = ?1";
  static const char sql[] =
    "DELETE FROM channel AS c WHERE batch_id = ?1 AND NOT EXISTS (SELECT 1 FROM interaction WHERE channel_id = c.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM channel WHERE parent_id = c.id AND id <> c.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM coverage WHERE channel_id = c.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = c.uid)";
  guint before;

  if (!veche_undo_run (self, own_coverage_sql, self->batch_id, NULL, error) || !veche_undo_run (self, bad_sql, self->batch_id, NULL, error))
    return FALSE;

  do
    {
      before = self->removed.channels;
      if (!veche_undo_run (self, sql, self->batch_id, &self->removed.channels, error))
        return FALSE;
    }
  while (self->removed.channels != before);

  return TRUE;
}

static gboolean
veche_undo_refresh (VecheUndo *self, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!veche_members_refresh (self->db, *(gint64 *) id, error))
      return FALSE;

  return TRUE;
}

static gboolean
veche_undo_close (VecheUndo *self, GError **error)
{
  static const char sql[] = "UPDATE batch SET undone = ?2 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  veche_statement_bind_int (statement, 2, veche_now ());

  return veche_statement_run (statement, error);
}

static gboolean
veche_undo_rest (VecheUndo *self, GError **error)
{
  guint mentions;

  if (!veche_undo_mentions (self, error) || !veche_undo_additions (self, error) || !veche_undo_channels (self, error) || !veche_undo_refresh (self, error)
      || !veche_undo_close (self, error) || !veche_undo_count_mentions (self, &mentions, error))
    return FALSE;
  self->removed.mentions = (guint) self->mentions - mentions;
  self->phase = PHASE_DONE;

  return TRUE;
}

VecheIngestUndo *
veche_ingest_undo_new (VecheDb *db, gint64 batch_id)
{
  VecheUndo *self = g_new0 (VecheUndo, 1);

  self->db = db;
  self->batch_id = batch_id;
  self->before = G_MAXINT64;
  self->mentions = -1;
  self->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->channels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  return self;
}

void
veche_ingest_undo_free (VecheIngestUndo *self)
{
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->channels);
  g_free (self);
}

guint
veche_ingest_undo_count (VecheIngestUndo *self)
{
  static const char sql[] = "SELECT (SELECT count (*) FROM interaction WHERE batch_id = ?1) + (SELECT count (*) FROM member WHERE batch_id = ?1)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);

  return (guint) veche_ingest_fetch_id (statement, NULL);
}

gboolean
veche_ingest_undo_piece (VecheIngestUndo *self, guint n, GError **error)
{
  guint mentions;

  g_return_val_if_fail (self->phase != PHASE_DONE && n > 0, FALSE);

  if (self->mentions < 0)
    {
      if (!veche_undo_count_mentions (self, &mentions, error))
        return FALSE;
      self->mentions = (gint) mentions;
    }
  if (self->phase == PHASE_MESSAGES)
    return veche_undo_messages (self, n, error);

  return self->phase == PHASE_PEOPLE ? veche_undo_people (self, n, error) : veche_undo_rest (self, error);
}

gboolean
veche_ingest_undo_is_done (VecheIngestUndo *self, guint *n)
{
  if (n != NULL)
    *n = self->n;

  return self->phase == PHASE_DONE;
}

gboolean
veche_ingest_undo (VecheDb *db, gint64 batch_id, VecheIngestCounts *removed, GError **error)
{
  g_autoptr (VecheIngestUndo) self = veche_ingest_undo_new (db, batch_id);

  while (self->phase != PHASE_DONE)
    if (!veche_ingest_undo_piece (self, BLOCK, error))
      return FALSE;
  if (removed != NULL)
    *removed = self->removed;

  return TRUE;
}
