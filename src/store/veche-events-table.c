/* veche-events-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What takes place when: events as they stand, rituals by their rule.
 */

#include "store/veche-events-table.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-statement.h"

#define MOST       2000
#define MOST_TIMES 1000   /* occurrences of one ritual in one list */
#define LATELY     90     /* days */

void
veche_occurrence_free (VecheOccurrence *self)
{
  char *texts[] = { self->uid,  self->title, self->kind,  self->status,     self->starts,       self->ends,        self->tz,          self->recurs,
                    self->mark, self->place, self->host, self->agenda_uid, self->agenda_shape, self->agenda_name, self->project_uid, self->series_uid };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

void
veche_ritual_free (VecheRitual *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->rrule);
  g_free (self->starts);
  g_free (self->tz);
  g_free (self->agenda_shape);
  g_strfreev (self->next);
  g_free (self->last_done);
  g_free (self);
}

#define OCCURRENCE_COLUMNS                                                                                            \
  "SELECT e.id, e.uid, e.title, e.kind, e.status, e.starts, e.ends, e.tz, e.recurs, s.uid, e.place, a.uid, a.shape, a.name, p.uid,"   \
  "       (SELECT m.name FROM event_participant AS h JOIN member AS m ON m.id = h.member_id WHERE h.id ="             \
  "         (SELECT min (f.id) FROM event_participant AS f WHERE f.event_id = e.id AND f.role = 'host' AND f.status IN ('invited', 'accepted', 'came'))),"   \
  "       (SELECT count (*) FROM event_participant AS h WHERE h.event_id = e.id AND h.status = 'accepted'),"          \
  "       (SELECT count (*) FROM event_participant AS h WHERE h.event_id = e.id AND h.status = 'came'),"              \
  "       e.capacity, e.online, e.rrule"                                                                              \
  "  FROM event AS e LEFT JOIN agenda AS a ON a.id = e.agenda_id LEFT JOIN project AS p ON p.id = e.project_id LEFT JOIN event AS s ON s.id = e.series_id"

#define OCCURRENCE_FILTER                                                                                             \
  " AND (?3 IS NULL OR e.status = ?3) AND (?4 IS NULL OR e.kind = ?4) AND (?5 IS NULL OR a.uid = ?5) AND (?6 IS NULL OR p.uid = ?6)"   \
  " AND (?7 IS NULL OR instr (veche_fold (e.title), veche_fold (?7))) AND (?8 OR e.status <> 'cancelled')"

static VecheOccurrence *
occurrence_from_row (VecheStatement *row)
{
  VecheOccurrence *self = g_new0 (VecheOccurrence, 1);
  char **texts[] = { &self->uid,        &self->title, &self->kind,       &self->status,       &self->starts,      &self->ends,        &self->tz,  &self->recurs,
                     &self->series_uid, &self->place, &self->agenda_uid, &self->agenda_shape, &self->agenda_name, &self->project_uid, &self->host };
  int column = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, column++);
  self->coming = (guint) veche_statement_int (row, column);
  self->came = (guint) veche_statement_int (row, column + 1);
  self->capacity = (guint) veche_statement_int (row, column + 2);
  self->online = veche_statement_int (row, column + 3) != 0;
  self->ritual = !veche_statement_is_null (row, column + 4) || self->series_uid != NULL;
  self->whole = veche_when_is_day (self->starts);
  veche_when_span (self->starts, self->ends, self->tz, &self->from, &self->until);

  return self;
}

static VecheOccurrence *
occurrence_copy (const VecheOccurrence *other)
{
  VecheOccurrence *self = g_memdup2 (other, sizeof *other);
  char **texts[] = { &self->uid,  &self->title, &self->kind, &self->status,     &self->starts,       &self->ends,        &self->tz,          &self->recurs,
                     &self->mark, &self->place, &self->host, &self->agenda_uid, &self->agenda_shape, &self->agenda_name, &self->project_uid, &self->series_uid };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);

  return self;
}

/*** Rituals ***/

GHashTable *
veche_events_read_marks (VecheDb *db, const char *ritual_uid, GError **error)
{
  static const char sql[] =
    "SELECT k.recurs, k.state FROM event AS e JOIN event_mark AS k ON k.event_id = e.id WHERE e.uid = ?1"
    " UNION ALL SELECT o.recurs, 'own' FROM event AS e JOIN event AS o ON o.series_id = e.id WHERE e.uid = ?1 AND o.recurs IS NOT NULL";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GHashTable) marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ritual_uid);
  while (veche_statement_step (row, &local))
    g_hash_table_replace (marks, veche_statement_dup_text (row, 0), veche_statement_dup_text (row, 1));
  if (local == NULL)
    return g_steal_pointer (&marks);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

char *
veche_events_shift_end (const char *starts, const char *ends, const char *to)
{
  gboolean timed = !veche_when_is_day (starts);
  gint64 from, until, moved, none;

  if (ends == NULL)
    return NULL;
  if (strcmp (starts + strlen ("2026-12-13"), to + strlen ("2026-12-13")) == 0 || !timed || veche_when_is_day (to))
    return veche_when_add_days (ends, veche_when_days_between (starts, to));

  /* Another time of day: as long as before, by the clock on the wall. */
  veche_when_span (starts, ends, "UTC", &from, &until);
  veche_when_span (to, NULL, "UTC", &moved, &none);

  return veche_when_local (moved + (until - from), "UTC");
}

static gboolean
overlaps (const VecheOccurrence *one, const VecheEventsQuery *query)
{
  return (query->until == 0 || one->from < query->until) && (one->until > query->from || one->from >= query->from);
}

/* A day of a ritual, as light as can be: of the many of a year only those that are wanted are made whole. */
typedef struct
{
  guint  ritual;
  gint64 rough;   /* minutes of its local time, as if it were UTC: at most ZONES away from the moment */
  char  *starts;
  char  *mark;    /* (nullable) */
} Turn;

#define ZONES (14 * 60)   /* no zone is further from UTC */

static void
turn_clear (gpointer data)
{
  Turn *turn = data;

  g_free (turn->starts);
  g_free (turn->mark);
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Of a valid local time.  Days since the first of March of the year 0, by the calendar of today: only their order counts. */
static gint64
rough_minutes (const char *local)
{
  int month = two_digits (local + 5), shifted = (month + 9) % 12;
  gint64 year = two_digits (local) * 100 + two_digits (local + 2) - (month <= 2), days;

  days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + two_digits (local + 8) - 1;

  return days * 24 * 60 + (veche_when_is_day (local) ? 0 : two_digits (local + 11) * 60 + two_digits (local + 14));
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *one = a, *other = b;

  return (one->rough > other->rough) - (one->rough < other->rough);
}

/* The turns of one ritual around the time that is asked for. */
static gboolean
gather (VecheDb *db, const VecheOccurrence *ritual, const char *rrule, guint index, const VecheEventsQuery *query, GArray *turns, GError **error)
{
  g_autofree char *first = veche_when_local (query->from, ritual->tz), *last = NULL, *since = NULL, *until = NULL;
  int length = ritual->ends != NULL ? veche_when_days_between (ritual->starts, ritual->ends) : 0;
  g_autoptr (GHashTable) marks = veche_events_read_marks (db, ritual->uid, error);
  g_auto (GStrv) times = NULL;

  if (marks == NULL)
    return FALSE;
  since = first != NULL ? veche_when_day (first) : NULL;
  if (since != NULL)
    {
      g_free (first);
      first = g_steal_pointer (&since);
      since = veche_when_add_days (first, -1 - MAX (length, 0));
    }
  last = query->until != 0 ? veche_when_local (query->until, ritual->tz) : NULL;
  until = last != NULL ? veche_when_add_days (last, 1) : NULL;
  times = veche_when_recur (rrule, ritual->starts, ritual->tz, since, until, query->until != 0 ? MOST_TIMES : MAX (query->limit, 1) * 2);

  for (guint i = 0; times[i] != NULL; i++)
    {
      const char *mark = g_hash_table_lookup (marks, times[i]);
      Turn turn = { index, rough_minutes (times[i]), times[i], NULL };

      if (g_strcmp0 (mark, "own") == 0 || (!query->with_skipped && g_strcmp0 (mark, "skipped") == 0))
        continue;
      turn.starts = g_strdup (times[i]);
      turn.mark = g_strdup (mark);
      g_array_append_val (turns, turn);
    }

  return TRUE;
}

/* The ritual with the times of the turn; of its texts only the end is its own.  FALSE: it is not in the time that is asked for. */
static gboolean
put_turn (VecheOccurrence *one, const VecheOccurrence *ritual, Turn *turn, const VecheEventsQuery *query)
{
  *one = *ritual;
  one->starts = one->recurs = turn->starts;
  one->mark = turn->mark;
  one->ends = veche_events_shift_end (ritual->starts, ritual->ends, turn->starts);

  return veche_when_span (one->starts, one->ends, one->tz, &one->from, &one->until) && overlaps (one, query);
}

/* (nullable): it is not in the time that is asked for. */
static VecheOccurrence *
make_whole (const VecheOccurrence *ritual, Turn *turn, const VecheEventsQuery *query)
{
  VecheOccurrence one, *whole;

  whole = put_turn (&one, ritual, turn, query) ? occurrence_copy (&one) : NULL;
  g_free (one.ends);

  return whole;
}

/* In their rough order, until there are so many that no later one can be among the first. */
static void
make_first (GPtrArray *rituals, GArray *turns, const VecheEventsQuery *query, GPtrArray *found)
{
  guint n = 0, limit = query->limit != 0 ? query->limit : MOST;
  gint64 edge = G_MAXINT64;

  g_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);
      VecheOccurrence *one;

      if (turn->rough > edge)
        break;
      one = make_whole (rituals->pdata[turn->ritual], turn, query);
      if (one == NULL)
        continue;
      g_ptr_array_add (found, one);
      if (++n == limit)
        edge = turn->rough + 2 * ZONES;
    }
}

/*** The list ***/

static void
bind_filter (VecheStatement *row, const VecheEventsQuery *query)
{
  g_autofree char *first = veche_when_local (query->from, "UTC"), *since = veche_when_add_days (first, -2), *until = NULL;

  if (query->until != 0)
    {
      g_autofree char *last = veche_when_local (query->until, "UTC");

      until = veche_when_add_days (last, 2);
    }
  veche_statement_bind_text (row, 1, since != NULL ? since : "");
  veche_statement_bind_text (row, 2, until != NULL ? until : "~");
  veche_statement_bind_text (row, 3, query->status);
  veche_statement_bind_text (row, 4, query->kind);
  veche_statement_bind_text (row, 5, query->agenda_uid);
  veche_statement_bind_text (row, 6, query->project_uid);
  veche_statement_bind_text (row, 7, query->text);
  veche_statement_bind_int (row, 8, query->with_skipped || query->status != NULL);
}

/* A day or two around it, whatever the zones; overlaps() is exact. */
static gboolean
read_single (VecheDb *db, const VecheEventsQuery *query, GPtrArray *found, GError **error)
{
  static const char sql[] =
    OCCURRENCE_COLUMNS " WHERE e.rrule IS NULL AND e.starts < ?2 AND ifnull (e.ends, e.starts) >= ?1" OCCURRENCE_FILTER " ORDER BY e.starts, e.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  bind_filter (row, query);
  while (veche_statement_step (row, &local))
    {
      VecheOccurrence *one = occurrence_from_row (row);

      if (overlaps (one, query) && (!query->only_rituals || one->ritual))
        g_ptr_array_add (found, one);
      else
        veche_occurrence_free (one);
      if (query->until == 0 && query->limit != 0 && found->len >= query->limit * 2)
        break;
    }
  veche_statement_reset (row);
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading events: ");

  return FALSE;
}

/* The rituals there are, and their turns around the time that is asked for. */
static gboolean
gather_all (VecheDb *db, const VecheEventsQuery *query, GPtrArray *rituals, GArray *turns, GError **error)
{
  static const char sql[] = OCCURRENCE_COLUMNS " WHERE e.rrule IS NOT NULL AND e.starts < ?2 AND ?1 IS NOT NULL" OCCURRENCE_FILTER;
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  g_ptr_array_set_free_func (rituals, (GDestroyNotify) veche_occurrence_free);
  g_array_set_clear_func (turns, turn_clear);
  bind_filter (row, query);
  while (veche_statement_step (row, &local))
    {
      g_ptr_array_add (rituals, occurrence_from_row (row));
      g_ptr_array_add (rules, veche_statement_dup_text (row, 20));
    }
  if (local != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading rituals: ");
      return FALSE;
    }
  for (guint i = 0; i < rituals->len; i++)
    if (!gather (db, rituals->pdata[i], rules->pdata[i], i, query, turns, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_rituals (VecheDb *db, const VecheEventsQuery *query, GPtrArray *found, GError **error)
{
  g_autoptr (GPtrArray) rituals = g_ptr_array_new ();
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  if (!gather_all (db, query, rituals, turns, error))
    return FALSE;
  make_first (rituals, turns, query, found);

  return TRUE;
}

static int
compare_from (gconstpointer a, gconstpointer b)
{
  const VecheOccurrence *one = *(VecheOccurrence *const *) a, *other = *(VecheOccurrence *const *) b;
  int order = (one->from > other->from) - (one->from < other->from);

  return order != 0 ? order : strcmp (one->uid, other->uid);
}

GPtrArray *
veche_events_list (VecheDb *db, const VecheEventsQuery *query, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_occurrence_free);
  guint limit = query->limit != 0 ? query->limit : MOST;

  if (!read_single (db, query, found, error) || !read_rituals (db, query, found, error))
    return NULL;
  g_ptr_array_sort (found, compare_from);
  if (found->len > limit)
    g_ptr_array_set_size (found, limit);

  return g_steal_pointer (&found);
}

gboolean
veche_events_tell (VecheDb *db, const VecheEventsQuery *query, VecheOccurrenceFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) singles = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_occurrence_free), rituals = g_ptr_array_new ();
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  g_return_val_if_fail (query->until != 0, FALSE);

  if (!read_single (db, query, singles, error) || !gather_all (db, query, rituals, turns, error))
    return FALSE;
  for (guint i = 0; i < singles->len; i++)
    func (singles->pdata[i], user_data);
  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);
      VecheOccurrence one;

      if (put_turn (&one, rituals->pdata[turn->ritual], turn, query))
        func (&one, user_data);
      g_free (one.ends);
    }

  return TRUE;
}

/*** What is held again and again ***/

static gboolean
ritual_count (VecheDb *db, VecheRitual *self, gint64 now, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FILTER (WHERE state = 'done' AND recurs >= ?2), count (*) FILTER (WHERE state = 'skipped' AND recurs >= ?2),"
    "       max (recurs) FILTER (WHERE state = 'done')"
    "  FROM (SELECT k.recurs, k.state FROM event AS e JOIN event_mark AS k ON k.event_id = e.id WHERE e.uid = ?1 AND k.recurs <= ?3"
    "        UNION ALL SELECT o.recurs, CASE o.status WHEN 'done' THEN 'done' WHEN 'cancelled' THEN 'skipped' END"
    "          FROM event AS e JOIN event AS o ON o.series_id = e.id WHERE e.uid = ?1 AND o.recurs <= ?3)";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *today = veche_when_local (now, self->tz), *since = veche_when_add_days (today, -LATELY);

  veche_statement_bind_text (row, 1, self->uid);
  veche_statement_bind_text (row, 2, since);
  veche_statement_bind_text (row, 3, today);
  if (!veche_statement_step (row, error))
    return FALSE;
  self->done = (guint) veche_statement_int (row, 0);
  self->skipped = (guint) veche_statement_int (row, 1);
  self->last_done = veche_statement_dup_text (row, 2);
  veche_statement_reset (row);

  return TRUE;
}

static gboolean
ritual_next (VecheDb *db, VecheRitual *self, gint64 now, guint n, GError **error)
{
  g_autoptr (GHashTable) marks = veche_events_read_marks (db, self->uid, error);
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  g_autofree char *today = veche_when_local (now, self->tz);
  g_auto (GStrv) times = NULL;
  guint taken = 0;

  if (marks == NULL)
    return FALSE;
  times = veche_when_recur (self->rrule, self->starts, self->tz, today, NULL, n + g_hash_table_size (marks));
  for (guint i = 0; times[i] != NULL && taken < n; i++)
    if (g_strcmp0 (g_hash_table_lookup (marks, times[i]), "skipped") != 0)
      {
        g_strv_builder_add (next, times[i]);
        taken++;
      }
  self->next = g_strv_builder_end (next);

  return ritual_count (db, self, now, error);
}

static int
compare_next (gconstpointer a, gconstpointer b)
{
  const VecheRitual *one = *(VecheRitual *const *) a, *other = *(VecheRitual *const *) b;

  if (one->next[0] == NULL || other->next[0] == NULL)
    return (one->next[0] == NULL) - (other->next[0] == NULL);

  return strcmp (one->next[0], other->next[0]);
}

GPtrArray *
veche_events_list_rituals (VecheDb *db, gint64 now, guint n_next, GError **error)
{
  static const char sql[] =
    "SELECT e.uid, e.title, e.kind, e.rrule, e.starts, e.tz, a.shape FROM event AS e LEFT JOIN agenda AS a ON a.id = e.agenda_id"
    " WHERE e.rrule IS NOT NULL AND e.status <> 'cancelled'";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) rituals = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_ritual_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheRitual *ritual = g_new0 (VecheRitual, 1);

      ritual->uid = veche_statement_dup_text (row, 0);
      ritual->title = veche_statement_dup_text (row, 1);
      ritual->kind = veche_statement_dup_text (row, 2);
      ritual->rrule = veche_statement_dup_text (row, 3);
      ritual->starts = veche_statement_dup_text (row, 4);
      ritual->tz = veche_statement_dup_text (row, 5);
      ritual->agenda_shape = veche_statement_dup_text (row, 6);
      g_ptr_array_add (rituals, ritual);
    }
  if (local != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading rituals: ");
      return NULL;
    }
  for (guint i = 0; i < rituals->len; i++)
    if (!ritual_next (db, rituals->pdata[i], now, n_next, error))
      return NULL;
  g_ptr_array_sort (rituals, compare_next);

  return g_steal_pointer (&rituals);
}
