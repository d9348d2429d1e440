/* veche-triage-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-triage-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-mood-table.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define NEWEST_SAID 200

void
veche_triage_row_free (VecheTriageRow *self)
{
  g_free (self->uid);
  g_free (self->state);
  g_free (self->reason);
  g_free (self->text);
  g_free (self->mood);
  g_free (self->kind);
  g_free (self->said_mood);
  g_free (self->said_kind);
  g_free (self);
}

/*** Reading ***/

#define NEWCOMER "(m.stage = 'newcomer' OR (m.joined > 0 AND t.at - m.joined < 14 * 86400000000))"
#define IMPORTANT                                                                                                                  \
  "(m.important = 1 OR m.stage = 'core' OR EXISTS (SELECT 1 FROM member_tag AS l JOIN tag AS n ON n.id = l.tag_id"                 \
  "  WHERE l.member_id = m.id AND veche_fold (n.name) IN ('vip', 'вип')))"
#define EXPERT "EXISTS (SELECT 1 FROM member_competency AS k WHERE k.member_id = m.id AND k.level >= 4 AND k.origin <> 'suggested')"
#define REPLIES                                                                                                                    \
  " FROM interaction AS r WHERE r.reply_to_id = i.id AND r.kind <> 'reaction' AND r.member_id IS NOT i.member_id AND r.at - i.at < 6 * 3600000000"

#define BOOST " t.boost + (SELECT ifnull (sum (b.points), 0) FROM triage_boost AS b WHERE b.triage_id = t.id)"

#define ROW_SQL                                                                                                                    \
  "SELECT t.id, i.id, t.at, t.answered, t.due, i.channel_id, c.source_id, i.member_id, t.uid, t.state, t.reason, i.text, t.mood, t.kind,"             \
  "       s.mood, s.kind, ifnull (" NEWCOMER ", 0) | (ifnull (" IMPORTANT ", 0) << 1) | (" EXPERT " << 3) | (ifnull (m.role <> '' OR m.me, 0) << 4)," \
  "       (SELECT count (*)" REPLIES "), (SELECT count (DISTINCT r.member_id)" REPLIES "), t.heat,"                               \
  "       EXISTS (SELECT 1 FROM journal AS j WHERE j.object_uid = t.uid AND j.field IN ('state', 'snoozed_until'))," BOOST         \
  "  FROM triage AS t CROSS JOIN interaction AS i ON i.id = t.interaction_id"                                                     \
  "  LEFT JOIN channel AS c ON c.id = i.channel_id LEFT JOIN member AS m ON m.id = i.member_id"                                   \
  "  LEFT JOIN mood_correction AS s ON s.interaction_id = i.id"

static VecheTriageRow *
read_row (VecheStatement *row)
{
  VecheTriageRow *self = g_new0 (VecheTriageRow, 1);

  self->id = veche_statement_int (row, 0);
  self->interaction_id = veche_statement_int (row, 1);
  self->at = veche_statement_int (row, 2);
  self->answered = veche_statement_int (row, 3);
  self->due = veche_statement_int (row, 4);
  self->channel_id = veche_statement_int (row, 5);
  self->source_id = veche_statement_int (row, 6);
  self->member_id = veche_statement_int (row, 7);
  self->uid = veche_statement_dup_text (row, 8);
  self->state = veche_statement_dup_text (row, 9);
  self->reason = veche_statement_dup_text (row, 10);
  self->text = veche_statement_dup_text (row, 11);
  self->mood = veche_statement_dup_text (row, 12);
  self->kind = veche_statement_dup_text (row, 13);
  self->said_mood = veche_statement_dup_text (row, 14);
  self->said_kind = veche_statement_dup_text (row, 15);
  self->author = (guint) veche_statement_int (row, 16);
  self->replies = (guint) veche_statement_int (row, 17);
  self->repliers = (guint) veche_statement_int (row, 18);
  self->heat = (int) veche_statement_int (row, 19);
  self->touched = veche_statement_int (row, 20) != 0;
  self->boost = (int) veche_statement_int (row, 21);

  return self;
}

static GPtrArray *
read_rows (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_triage_row_free);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (rows, read_row (row));
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_prefixed_error (error, local, "reading mentions to judge: ");

  return NULL;
}

GPtrArray *
veche_triage_due_rows (VecheDb *db, int judged, guint limit, GError **error)
{
  static const char sql[] = ROW_SQL " WHERE t.id IN (SELECT id FROM triage WHERE judged < 2 AND judged = ?1 ORDER BY at DESC LIMIT ?2) ORDER BY t.at DESC, t.id";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, judged);
  veche_statement_bind_int (row, 2, limit);

  return read_rows (row, error);
}

GPtrArray *
veche_triage_row (VecheDb *db, gint64 id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, ROW_SQL " WHERE t.id = ?1");

  veche_statement_bind_int (row, 1, id);

  return read_rows (row, error);
}

gboolean
veche_triage_any_due (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT 1 FROM triage WHERE judged < 2 LIMIT 1");
  gboolean any = veche_statement_step (row, NULL);

  veche_statement_reset (row);

  return any;
}

guint
veche_triage_repeats (VecheDb *db, const VecheTriageRow *row, gint64 since, gint64 *first)
{
  static const char sql[] = "SELECT count (*), min (at) FROM triage WHERE mood = 'negative' AND member_id = ?1 AND at >= ?2 AND (at, id) < (?3, ?4)";
  VecheStatement *found = veche_db_prepare (db, sql);
  guint n = 0;

  *first = 0;
  if (row->member_id == 0)
    return 0;
  veche_statement_bind_int (found, 1, row->member_id);
  veche_statement_bind_int (found, 2, since);
  veche_statement_bind_int (found, 3, row->at);
  veche_statement_bind_int (found, 4, row->id);
  if (veche_statement_step (found, NULL))
    {
      n = (guint) veche_statement_int (found, 0);
      *first = veche_statement_int (found, 1);
    }
  veche_statement_reset (found);

  return n;
}

/*** Pauses ***/

typedef struct
{
  gboolean away;      /* snoozed, or done */
  gboolean snoozed;
  gint64   until, since;
} VecheAway;

/* It is in sight from at on: what was a pause has ended, at the latest when the snooze ran out. */
static void
end_away (VecheAway *self, GArray *pauses, gint64 at)
{
  VecheTriagePause pause = { self->since, self->snoozed ? MIN (at, self->until) : at };

  if (self->away && pause.to > pause.from)
    g_array_append_val (pauses, pause);
  self->away = FALSE;
}

/* The journal is the only witness of a snooze that was ended early, moved, or taken back. */
GArray *
veche_triage_pauses (VecheDb *db, const char *uid)
{
  static const char sql[] =
    "SELECT g.at, j.field, j.after FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
    " WHERE j.object_uid = ?1 AND j.field IN ('state', 'snoozed_until') ORDER BY j.id";
  GArray *pauses = g_array_new (FALSE, FALSE, sizeof (VecheTriagePause));
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheAway away = { 0 };

  veche_statement_bind_text (row, 1, uid);
  while (veche_statement_step (row, NULL))
    {
      gint64 at = veche_statement_int (row, 0);

      if (strcmp (veche_statement_text (row, 1), "snoozed_until") == 0)
        {
          if (away.away && away.snoozed && away.since < at)
            {
              end_away (&away, pauses, at);
              away.away = away.snoozed = TRUE;
              away.since = at;
            }
          away.until = veche_statement_int (row, 2);
          continue;
        }
      end_away (&away, pauses, at);
      away.away = strcmp (veche_statement_text (row, 2), "open") != 0;
      away.snoozed = strcmp (veche_statement_text (row, 2), "snoozed") == 0;
      away.since = at;
    }
  if (away.snoozed)
    end_away (&away, pauses, away.until);

  return pauses;
}

/*** Writing ***/

gboolean
veche_triage_set_words (VecheDb *db, const VecheTriageRow *row, const char *mood, const char *kind, GError **error)
{
  static const char sql[] = "UPDATE triage SET mood = ?2, kind = ?3, channel_id = ?4, member_id = ?5, judged = 1 WHERE id = ?1";
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, row->id);
  veche_statement_bind_text (write, 2, mood);
  veche_statement_bind_text (write, 3, kind);
  veche_statement_bind_id (write, 4, row->channel_id);
  veche_statement_bind_id (write, 5, row->member_id);

  return veche_statement_run (write, error);
}

gboolean
veche_triage_set_sum (VecheDb *db, gint64 id, const VecheTriageSum *sum, GError **error)
{
  static const char sql[] =
    "UPDATE triage SET points = ?2, began = ?3, target = ?4, answer_by = ?5, author = ?6, repeats = ?7, judged = 2 WHERE id = ?1";
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, id);
  veche_statement_bind_int (write, 2, sum->points);
  veche_statement_bind_int (write, 3, sum->began);
  veche_statement_bind_int (write, 4, sum->target);
  veche_statement_bind_id (write, 5, sum->answer_by);
  veche_statement_bind_int (write, 6, sum->author);
  veche_statement_bind_int (write, 7, sum->repeats);

  return veche_statement_run (write, error);
}

/* The statements that find the end of a piece and put it in doubt, of all mentions and of those that are not done. */
static const char *const piece_sql[2] = {
  "SELECT max (id) FROM (SELECT id FROM triage INDEXED BY triage_open WHERE id > ?1 AND state <> 'done' ORDER BY id LIMIT ?2)",
  "SELECT max (id) FROM (SELECT id FROM triage WHERE id > ?1 ORDER BY id LIMIT ?2)",
};
static const char *const doubt_sql[2][2] = {
  { "UPDATE triage INDEXED BY triage_open SET judged = 1 WHERE id > ?1 AND id <= ?2 AND state <> 'done' AND judged = 2",
    "UPDATE triage SET judged = 1 WHERE id > ?1 AND id <= ?2 AND judged = 2" },
  { "UPDATE triage INDEXED BY triage_open SET judged = 0 WHERE id > ?1 AND id <= ?2 AND state <> 'done' AND judged > 0",
    "UPDATE triage SET judged = 0 WHERE id > ?1 AND id <= ?2 AND judged > 0" },
};

gint64
veche_triage_doubt_some (VecheDb *db, gboolean words, gboolean whole, gint64 after, guint most, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, piece_sql[whole]);
  gint64 end = 0;

  veche_statement_bind_int (row, 1, after);
  veche_statement_bind_int (row, 2, most);
  if (veche_statement_step (row, &local))
    end = veche_statement_int (row, 0);
  veche_statement_reset (row);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  if (end == 0)
    return 0;

  row = veche_db_prepare (db, doubt_sql[words][whole]);
  veche_statement_bind_int (row, 1, after);
  veche_statement_bind_int (row, 2, end);

  return veche_statement_run (row, error) ? end : -1;
}

gboolean
veche_triage_doubt_text (VecheDb *db, gint64 interaction_id, GError **error)
{
  VecheStatement *write = veche_db_prepare (db, "UPDATE triage SET judged = 0 WHERE interaction_id = ?1 AND judged > 0");

  veche_statement_bind_int (write, 1, interaction_id);

  return veche_statement_run (write, error);
}

gboolean
veche_triage_doubt_members (VecheDb *db, const gint64 *member_ids, guint n, GError **error)
{
  static const char sql[] =
    "UPDATE triage INDEXED BY triage_author SET judged = 1 WHERE member_id IN (SELECT value FROM json_each (?1)) AND judged = 2 AND state <> 'done'";
  g_autofree char *list = NULL;
  VecheStatement *write;

  if (n == 0)
    return TRUE;
  list = veche_records_ids (member_ids, n);
  write = veche_db_prepare (db, sql);
  veche_statement_bind_text (write, 1, list);

  return veche_statement_run (write, error);
}

gboolean
veche_triage_follow (VecheDb *db, gint64 identity_id, gint64 member_id, GError **error)
{
  static const char sql[] =
    "UPDATE triage SET member_id = ?2, judged = min (judged, 1)"
    " WHERE interaction_id IN (SELECT id FROM interaction WHERE identity_id = ?1 AND member_id = ?2) AND member_id <> ?2";
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, identity_id);
  veche_statement_bind_int (write, 2, member_id);

  return veche_statement_run (write, error) && veche_triage_doubt_members (db, &member_id, 1, error);
}

gboolean
veche_triage_follow_author (VecheDb *db, gint64 interaction_id, gint64 member_id, GError **error)
{
  static const char sql[] = "UPDATE triage SET member_id = ?2, judged = min (judged, 1) WHERE interaction_id = ?1 AND member_id IS NOT ?2";
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, interaction_id);
  veche_statement_bind_id (write, 2, member_id);

  return veche_statement_run (write, error);
}

gboolean
veche_triage_follow_member (VecheDb *db, gint64 from_id, gint64 to_id, GError **error)
{
  static const char sql[] =
    "UPDATE triage INDEXED BY triage_author SET member_id = ?2, judged = min (judged, 1) WHERE member_id = ?1"
    " AND EXISTS (SELECT 1 FROM interaction AS i WHERE i.id = interaction_id AND i.member_id = ?2)";
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, from_id);
  veche_statement_bind_int (write, 2, to_id);

  /* What they said before counts in what they said later. */
  return veche_statement_run (write, error) && veche_triage_doubt_members (db, &to_id, 1, error);
}

GArray *
veche_triage_take_said (VecheDb *db, GError **error)
{
  static const char sql[] =
    "UPDATE triage SET mood = c.mood, kind = c.kind, judged = 1"
    "  FROM (SELECT interaction_id, mood, kind FROM mood_correction WHERE interaction_id IS NOT NULL ORDER BY at DESC LIMIT ?1) AS c"
    " WHERE triage.interaction_id = c.interaction_id AND triage.judged > 0 AND (triage.mood <> c.mood OR triage.kind <> c.kind)"
    " RETURNING id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_int (write, 1, NEWEST_SAID);

  return veche_statement_collect_ids (write, ids, error) ? g_steal_pointer (&ids) : NULL;
}

gint64
veche_triage_take_replies (VecheDb *db, gint64 reached, guint most, GError **error)
{
  static const char end_sql[] = "SELECT ifnull (max (id), ?1) FROM (SELECT id FROM interaction WHERE id > ?1 ORDER BY id LIMIT ?2)";
  static const char sql[] =
    "UPDATE triage SET judged = 1 WHERE judged = 2 AND interaction_id IN"
    " (SELECT reply_to_id FROM interaction WHERE id > ?1 AND id <= ?2 AND reply_to_id IS NOT NULL)";
  VecheStatement *row = veche_db_prepare (db, end_sql);
  gint64 end;

  veche_statement_bind_int (row, 1, reached);
  veche_statement_bind_int (row, 2, most);
  if (!veche_statement_step (row, error))
    return -1;
  end = veche_statement_int (row, 0);
  veche_statement_reset (row);
  if (end == reached)
    return reached;

  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, reached);
  veche_statement_bind_int (row, 2, end);

  return veche_statement_run (row, error) ? end : -1;
}

/*** Marks ***/

static char *
dup_first (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text = NULL;

  if (veche_statement_step (row, NULL))
    text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text != NULL ? text : g_strdup ("");
}

char *
veche_triage_words_mark (VecheDb *db)
{
  g_autofree char *said = dup_first (db, "SELECT count (*) || ':' || ifnull (max (at), 0) || ':' || ifnull (max (id), 0) FROM mood_correction");

  return g_strconcat (veche_mood_is_on (db) ? "on " : "off ", said, NULL);
}

char *
veche_triage_sum_mark (VecheDb *db)
{
  static const char sql[] =
    "SELECT ifnull ((SELECT group_concat (name || '=' || value, ' ') FROM (SELECT name, value FROM inbox_setting WHERE name NOT LIKE 'notice%' ORDER BY name)), '') || '|'"
    "    || ifnull ((SELECT group_concat (day, ' ') FROM (SELECT day FROM holiday ORDER BY day)), '') || '|'"
    "    || ifnull ((SELECT group_concat (kind || ':' || ifnull (source_id, '') || ':' || minutes, ' ') FROM (SELECT * FROM reply_target ORDER BY id)), '')";
  g_autofree char *what = dup_first (db, sql);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (veche_now () / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *whole = g_strjoin ("|", what, g_time_zone_get_identifier (zone), day, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}
