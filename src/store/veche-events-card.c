/* veche-events-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One event, its guests, its programme, its contest and polls.
 */

#include "store/veche-events-private.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_event_card_free (VecheEventCard *self)
{
  char *texts[] = { self->uid,       self->title,      self->kind,        self->status,        self->starts,     self->tz,          self->ends,
                    self->place,     self->link,       self->about,       self->notes,         self->handover,   self->outcome,     self->survey,     self->answers,
                    self->currency,  self->rrule,      self->recurs,      self->series_uid,    self->ical_uid,   self->owner_uid,   self->owner_name,
                    self->project_uid, self->project_title, self->agenda_uid, self->agenda_name, self->agenda_shape, self->sponsor_uid, self->sponsor_name };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

void
veche_guest_free (VecheGuest *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->role);
  g_free (self->status);
  g_free (self->feedback);
  g_free (self->note);
  g_free (self->city);
  g_free (self->platform);
  g_free (self->reward);
  g_free (self->survey_to);
  g_free (self->thanks_to);
  g_free (self);
}

static void
talk_pair_free (gpointer data)
{
  VecheTalkPair *self = data;

  g_free (self->a_uid);
  g_free (self->a_name);
  g_free (self->b_uid);
  g_free (self->b_name);
  g_free (self);
}

static void
speaker_free (gpointer data)
{
  VecheSpeaker *self = data;

  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->state);
  g_free (self);
}

static void
programme_item_free (gpointer data)
{
  VecheProgrammeItem *self = data;

  g_free (self->uid);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->about);
  g_free (self->starts);
  g_free (self->room);
  g_free (self->competency);
  g_free (self->competency_uid);
  g_ptr_array_unref (self->speakers);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  VecheEntry *self = data;

  g_free (self->uid);
  g_free (self->title);
  g_free (self->url);
  g_free (self->prize);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self);
}

static void
poll_free (gpointer data)
{
  VechePoll *self = data;

  g_free (self->uid);
  g_free (self->question);
  g_strfreev (self->options);
  g_array_unref (self->votes);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/* Rows of a prepared statement, made by make. */
typedef gpointer (*Make) (VecheStatement *row);

static GPtrArray *
read_rows (VecheStatement *row, Make make, GDestroyNotify free_one, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_one);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (found, make (row));
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading an event: ");

  return NULL;
}

/*** The event ***/

static VecheEventCard *
card_from_row (VecheStatement *row)
{
  VecheEventCard *self = g_new0 (VecheEventCard, 1);
  char **texts[] = { &self->uid,       &self->title,      &self->kind,        &self->status,        &self->starts,     &self->tz,          &self->ends,
                     &self->place,     &self->link,       &self->about,       &self->notes,         &self->handover,   &self->outcome,     &self->survey,     &self->answers,
                     &self->currency,  &self->rrule,      &self->recurs,      &self->series_uid,    &self->ical_uid,   &self->owner_uid,   &self->owner_name,
                     &self->project_uid, &self->project_title, &self->agenda_uid, &self->agenda_name, &self->agenda_shape, &self->sponsor_uid, &self->sponsor_name };
  int column = 1;

  self->id = veche_statement_int (row, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, column++);
  self->price = veche_statement_int (row, column);
  self->capacity = (guint) veche_statement_int (row, column + 1);
  self->online = veche_statement_int (row, column + 2) != 0;
  self->sequence = veche_statement_int (row, column + 3);
  self->remind = veche_statement_is_null (row, column + 4) ? -1 : (int) veche_statement_int (row, column + 4);
  self->tasks = (guint) veche_statement_int (row, column + 5);
  self->parts = (guint) veche_statement_int (row, column + 6);
  self->whole = veche_when_is_day (self->starts);
  veche_when_span (self->starts, self->ends, self->tz, &self->from, &self->until);

  return self;
}

static gboolean
count_guests (VecheDb *db, VecheEventCard *self, GError **error)
{
  static const char sql[] = "SELECT status, count (*), total (walk_in) FROM event_participant WHERE event_id = ?1 GROUP BY status";
  const struct { const char *status; guint *count; } counts[] = {
    { "invited", &self->invited }, { "accepted", &self->accepted }, { "waiting", &self->waiting }, { "declined", &self->declined },
    { "came", &self->came },       { "no-show", &self->no_show },   { "excused", &self->excused },
  };
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, self->id);
  while (veche_statement_step (row, &local))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
        if (strcmp (counts[i].status, veche_statement_text (row, 0)) == 0)
          *counts[i].count = (guint) veche_statement_int (row, 1);
      self->walk_ins += (guint) veche_statement_int (row, 2);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

VecheEventCard *
veche_events_load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] =
    "SELECT e.id, e.uid, e.title, e.kind, e.status, e.starts, e.tz, e.ends, e.place, e.link, e.about, e.notes, e.handover, e.outcome, e.survey, e.answers,"
    "       e.currency, e.rrule, e.recurs, s.uid, e.ical_uid, m.uid, m.name, p.uid, p.title, a.uid, a.name, a.shape, o.uid, o.name,"
    "       e.price, e.capacity, e.online, e.sequence, e.remind,"
    "       (SELECT count (*) FROM task WHERE event_id = e.id), (SELECT count (*) FROM event_item WHERE event_id = e.id)"
    "  FROM event AS e LEFT JOIN event AS s ON s.id = e.series_id LEFT JOIN member AS m ON m.id = e.owner_id LEFT JOIN project AS p ON p.id = e.project_id"
    "  LEFT JOIN agenda AS a ON a.id = e.agenda_id LEFT JOIN organisation AS o ON o.id = e.sponsor_id"
    " WHERE e.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (VecheEventCard) self = NULL;
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, &local))
    {
      self = card_from_row (row);
      veche_statement_reset (row);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no event “%s”", uid);
      return NULL;
    }

  return count_guests (db, self, error) ? g_steal_pointer (&self) : NULL;
}

/*** Who comes ***/

static gpointer
guest_from_row (VecheStatement *row)
{
  VecheGuest *self = g_new0 (VecheGuest, 1);

  self->member_id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->member_uid = veche_statement_dup_text (row, 2);
  self->name = veche_statement_dup_text (row, 3);
  self->role = veche_statement_dup_text (row, 4);
  self->status = veche_statement_dup_text (row, 5);
  self->feedback = veche_statement_dup_text (row, 6);
  self->note = veche_statement_dup_text (row, 7);
  self->at = veche_statement_int (row, 8);
  self->answered = veche_statement_int (row, 9);
  self->arrived = veche_statement_int (row, 10);
  self->thanked = veche_statement_int (row, 11);
  self->rating = (guint) veche_statement_int (row, 12);
  self->walk_in = veche_statement_int (row, 13) != 0;
  self->city = veche_statement_dup_text (row, 14);
  self->platform = veche_statement_dup_text (row, 15);
  self->quiet = veche_statement_int (row, 16) != 0;
  self->reward = veche_statement_dup_text (row, 17);
  self->rewarded = veche_statement_int (row, 18);
  self->surveyed = veche_statement_int (row, 19);
  self->survey_to = veche_statement_dup_text (row, 20);
  self->survey_waits = veche_statement_int (row, 21) != 0;
  self->thanks_to = veche_statement_dup_text (row, 22);

  return self;
}

GPtrArray *
veche_events_list_guests (VecheDb *db, const char *event_uid, const char *status, GError **error)
{
  static const char sql[] =
    "SELECT m.id, h.uid, m.uid, m.name, h.role, h.status, h.feedback, h.note, h.at, h.answered, h.arrived,"
    "       ifnull ((SELECT max (o.at) FROM event_letter AS x JOIN outbox AS o ON o.interaction_id = x.interaction_id AND o.at >= x.at AND o.action IS NULL"
    "                 WHERE x.participant_id = h.id AND x.kind = 'thanks' AND o.state <> 'failed'), h.thanked), h.rating, h.walk_in,"
    "       m.city, m.preferred_platform, m.do_not_contact, h.reward, h.rewarded, l.at, i.uid, " VECHE_LETTER_WAITS_SQL ("l") ","
    "       (SELECT y.uid FROM event_letter AS t JOIN interaction AS y ON y.id = t.interaction_id"
    "         WHERE t.participant_id = h.id AND t.kind = 'thanks' AND " VECHE_LETTER_WAITS_SQL ("t") " ORDER BY t.id DESC LIMIT 1)"
    "  FROM event AS e JOIN event_participant AS h ON h.event_id = e.id JOIN member AS m ON m.id = h.member_id"
    "  LEFT JOIN event_letter AS l ON l.id = (SELECT max (x.id) FROM event_letter AS x WHERE x.participant_id = h.id AND x.kind = 'survey' AND " VECHE_LETTER_LIVES_SQL ("x") ")"
    "  LEFT JOIN interaction AS i ON i.id = l.interaction_id"
    " WHERE e.uid = ?1 AND (?2 IS NULL OR h.status = ?2)"
    " ORDER BY h.status = 'waiting', iif (h.status = 'waiting', ifnull (h.place, 1000000), 0), iif (h.status = 'waiting', h.at, 0),"
    "          CASE h.role WHEN 'host' THEN 0 WHEN 'speaker' THEN 1 WHEN 'helper' THEN 2 ELSE 3 END, iif (h.status = 'waiting', x'', m.name_key), h.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *guests;
  guint place = 0;

  veche_statement_bind_text (row, 1, event_uid);
  veche_statement_bind_text (row, 2, status);
  guests = read_rows (row, guest_from_row, (GDestroyNotify) veche_guest_free, error);
  for (guint i = 0; guests != NULL && i < guests->len; i++)
    {
      VecheGuest *guest = guests->pdata[i];

      if (strcmp (guest->status, "waiting") == 0)
        guest->place = ++place;
    }

  return guests;
}

static gpointer
pair_from_row (VecheStatement *row)
{
  VecheTalkPair *self = g_new0 (VecheTalkPair, 1);

  self->a_uid = veche_statement_dup_text (row, 0);
  self->a_name = veche_statement_dup_text (row, 1);
  self->b_uid = veche_statement_dup_text (row, 2);
  self->b_name = veche_statement_dup_text (row, 3);
  self->messages = (guint) veche_statement_int (row, 4);
  self->new_tie = veche_statement_int (row, 5) != 0;
  self->there = veche_statement_int (row, 6) != 0;

  return self;
}

GPtrArray *
veche_events_list_talks (VecheDb *db, const char *event_uid, guint days, guint limit, GError **error)
{
  static const char sql[] =
    "WITH guest (id) AS (SELECT h.member_id FROM event AS e JOIN event_participant AS h ON h.event_id = e.id WHERE e.uid = ?1 AND h.status = 'came'),"
    "     pair (a, b, n, met) AS (SELECT min (i.member_id, r.member_id), max (i.member_id, r.member_id), sum (i.kind <> 'meeting'), max (i.kind = 'meeting')"
    "       FROM guest AS g CROSS JOIN interaction AS i ON i.member_id = g.id AND i.at >= ?2 AND i.at < ?3 JOIN interaction AS r ON r.id = i.reply_to_id"
    "      WHERE r.member_id <> i.member_id AND r.member_id IN (SELECT id FROM guest) GROUP BY 1, 2 ORDER BY 4 DESC, 3 DESC LIMIT ?4)"
    "SELECT a.uid, a.name, b.uid, b.name, p.n,"
    "       NOT EXISTS (SELECT 1 FROM interaction AS i JOIN interaction AS r ON r.id = i.reply_to_id WHERE i.member_id = p.a AND i.at < ?2 AND r.member_id = p.b)"
    "       AND NOT EXISTS (SELECT 1 FROM interaction AS i JOIN interaction AS r ON r.id = i.reply_to_id WHERE i.member_id = p.b AND i.at < ?2 AND r.member_id = p.a), p.met"
    "  FROM pair AS p JOIN member AS a ON a.id = p.a JOIN member AS b ON b.id = p.b ORDER BY p.met DESC, p.n DESC, a.name_key, b.name_key";
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  VecheStatement *row;

  if (event == NULL)
    return NULL;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, event_uid);
  veche_statement_bind_int (row, 2, event->from);
  veche_statement_bind_int (row, 3, event->until + days * G_TIME_SPAN_DAY);
  veche_statement_bind_int (row, 4, limit != 0 ? limit : 100);

  return read_rows (row, pair_from_row, talk_pair_free, error);
}

/*** The programme ***/

static VecheProgrammeItem *
item_from_row (VecheStatement *row)
{
  VecheProgrammeItem *self = g_new0 (VecheProgrammeItem, 1);

  self->uid = veche_statement_dup_text (row, 1);
  self->kind = veche_statement_dup_text (row, 2);
  self->title = veche_statement_dup_text (row, 3);
  self->about = veche_statement_dup_text (row, 4);
  self->starts = veche_statement_dup_text (row, 5);
  self->minutes = (int) veche_statement_int (row, 6);
  self->room = veche_statement_dup_text (row, 7);
  self->level = (int) veche_statement_int (row, 8);
  self->competency_uid = veche_statement_dup_text (row, 9);
  self->competency = veche_statement_dup_text (row, 10);
  self->speakers = g_ptr_array_new_with_free_func (speaker_free);

  return self;
}

GPtrArray *
veche_events_list_programme (VecheDb *db, const char *event_uid, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.uid, i.kind, i.title, i.about, i.starts, i.minutes, i.room, i.level, c.uid, c.name, m.uid, ifnull (m.name, s.name), s.state, s.uid"
    "  FROM event AS e JOIN event_item AS i ON i.event_id = e.id LEFT JOIN competency AS c ON c.id = i.competency_id"
    "  LEFT JOIN event_speaker AS s ON s.item_id = i.id LEFT JOIN member AS m ON m.id = s.member_id"
    " WHERE e.uid = ?1 ORDER BY i.position, i.id, s.position, s.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (programme_item_free);
  g_autoptr (GError) local = NULL;
  gint64 last = 0;

  veche_statement_bind_text (row, 1, event_uid);
  while (veche_statement_step (row, &local))
    {
      VecheProgrammeItem *item;

      if (veche_statement_int (row, 0) != last)
        g_ptr_array_add (items, item_from_row (row));
      last = veche_statement_int (row, 0);
      item = items->pdata[items->len - 1];
      if (!veche_statement_is_null (row, 13))
        {
          VecheSpeaker *speaker = g_new0 (VecheSpeaker, 1);

          speaker->member_uid = veche_statement_dup_text (row, 11);
          speaker->name = veche_statement_dup_text (row, 12);
          speaker->state = veche_statement_dup_text (row, 13);
          speaker->uid = veche_statement_dup_text (row, 14);
          g_ptr_array_add (item->speakers, speaker);
        }
    }
  if (local == NULL)
    return g_steal_pointer (&items);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** Contests and polls ***/

static gpointer
entry_from_row (VecheStatement *row)
{
  VecheEntry *self = g_new0 (VecheEntry, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->title = veche_statement_dup_text (row, 1);
  self->url = veche_statement_dup_text (row, 2);
  self->prize = veche_statement_dup_text (row, 3);
  self->member_uid = veche_statement_dup_text (row, 4);
  self->member_name = veche_statement_dup_text (row, 5);
  self->score = veche_statement_is_null (row, 6) ? -1 : veche_statement_int (row, 6);
  self->place = veche_statement_int (row, 7);
  self->at = veche_statement_int (row, 8);
  self->given = veche_statement_int (row, 9);

  return self;
}

GPtrArray *
veche_events_list_entries (VecheDb *db, const char *event_uid, GError **error)
{
  static const char sql[] =
    "SELECT n.uid, n.title, n.url, n.prize, m.uid, m.name, n.score, n.place, n.at, n.given"
    "  FROM event AS e JOIN event_entry AS n ON n.event_id = e.id LEFT JOIN member AS m ON m.id = n.member_id"
    " WHERE e.uid = ?1 ORDER BY n.place IS NULL, n.place, n.score DESC, n.at, n.id";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, event_uid);

  return read_rows (row, entry_from_row, entry_free, error);
}

static gpointer
poll_from_row (VecheStatement *row)
{
  VechePoll *self = g_new0 (VechePoll, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->question = veche_statement_dup_text (row, 1);
  self->options = g_strsplit (veche_statement_text (row, 2), "\n", -1);
  self->votes = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->votes, g_strv_length (self->options));
  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->votes->len; i++)
    g_ptr_array_add (self->names, g_ptr_array_new_with_free_func (g_free));

  return self;
}

static gboolean
count_votes (VecheDb *db, VechePoll *self, GError **error)
{
  static const char sql[] =
    "SELECT v.option, m.name FROM event_poll AS p JOIN event_vote AS v ON v.poll_id = p.id LEFT JOIN member AS m ON m.id = v.member_id"
    " WHERE p.uid = ?1 ORDER BY v.option, m.name, v.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, self->uid);
  while (veche_statement_step (row, &local))
    {
      gint64 option = veche_statement_int (row, 0);

      GPtrArray *names;

      if (option < 0 || option >= self->votes->len)
        continue;
      g_array_index (self->votes, guint, option)++;
      names = self->names->pdata[option];
      if (names->len < VECHE_POLL_NAMES && !veche_statement_is_null (row, 1))
        g_ptr_array_add (names, veche_statement_dup_text (row, 1));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
veche_events_list_polls (VecheDb *db, const char *event_uid, GError **error)
{
  static const char sql[] =
    "SELECT p.uid, p.question, p.options FROM event AS e JOIN event_poll AS p ON p.event_id = e.id WHERE e.uid = ?1 ORDER BY p.at, p.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) polls = NULL;

  veche_statement_bind_text (row, 1, event_uid);
  polls = read_rows (row, poll_from_row, poll_free, error);
  for (guint i = 0; polls != NULL && i < polls->len; i++)
    if (!count_votes (db, polls->pdata[i], error))
      return NULL;

  return g_steal_pointer (&polls);
}
