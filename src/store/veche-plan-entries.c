/* veche-plan-entries.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-entries.h"

#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"
#include "store/veche-statement.h"

#define MOST_EVENTS 20000
#define TITLE_CHARS 200

void
veche_plan_entry_clear (gpointer data)
{
  VechePlanEntry *self = data;
  char *texts[] = { self->title,        self->detail,      self->starts,        self->ends,      self->tz,         self->recurs, self->since,  self->until, self->time,
                    self->agenda_uid, self->agenda_shape, self->project_uid, self->project_title, self->owner_uid, self->owner_name, self->place, self->quarter };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

static VechePlanEntry *
entry_new (VechePlanKind kind, const char *uid)
{
  VechePlanEntry *self = veche_record_alloc (sizeof *self, VECHE_RECORD_EVENT, 0, uid, veche_plan_entry_clear);

  self->kind = kind;

  return self;
}

gboolean
veche_plan_entry_is (const VechePlanEntry *one, const VechePlanEntry *other)
{
  return one->kind == other->kind && g_str_equal (one->parent.uid, other->parent.uid) && g_strcmp0 (one->recurs, other->recurs) == 0;
}

void
veche_plan_entry_copy (const VechePlanEntry *entry, VechePlanEntry *into)
{
  VecheRecord record = into->parent;
  char **texts[] = { &into->title,      &into->detail,       &into->starts,      &into->ends,          &into->tz,        &into->recurs,     &into->since, &into->until, &into->time,
                     &into->agenda_uid, &into->agenda_shape, &into->project_uid, &into->project_title, &into->owner_uid, &into->owner_name, &into->place, &into->quarter };

  *into = *entry;
  into->parent = record;
  into->parent.id = entry->parent.id;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);
}

VechePlanEntry *
veche_plan_entry_dup_series (const VechePlanEntry *occurrence)
{
  VechePlanEntry *self = entry_new (occurrence->kind, occurrence->parent.uid);

  veche_plan_entry_copy (occurrence, self);
  self->stage = occurrence->series_stage;
  g_clear_pointer (&self->recurs, g_free);

  return self;
}

static VechePlanStage
stage_of (const char *status)
{
  static const char *const stages[] = { "idea", "planned", "active", "done" };

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (status, stages[i]) == 0)
      return (VechePlanStage) i;

  return VECHE_PLAN_OFF;
}

/* Where a moment stands on the clocks of tz, as day and time. */
static void
place_in_zone (VechePlanEntry *self, const char *tz)
{
  g_autofree char *from = NULL, *to = NULL;

  if (self->starts == NULL)
    return;
  if (self->from == 0)
    veche_when_span (self->starts, self->ends, self->tz, &self->from, &self->to);
  self->whole = veche_when_is_day (self->starts);
  if (self->whole)
    {
      self->since = g_strdup (self->starts);
      self->until = veche_when_is_valid (self->ends) && strcmp (self->ends, self->starts) > 0 ? veche_when_day (self->ends) : g_strdup (self->starts);
      return;
    }
  from = g_strcmp0 (self->tz, tz) == 0 ? g_strdup (self->starts) : veche_when_local (self->from, tz);
  /* Where the calendar of this place has ended, or not begun, that of the event tells. */
  if (from == NULL)
    from = g_strdup (self->starts);
  /* What ends at midnight has nothing of the day that begins then. */
  to = veche_when_local (self->to > self->from ? self->to - 1 : self->to, tz);
  self->since = veche_when_day (from);
  self->until = to != NULL && g_strcmp0 (to, from) >= 0 ? veche_when_day (to) : g_strdup (self->since);
  self->time = self->since != NULL ? g_strdup (from + strlen ("2026-12-13T")) : NULL;
}

typedef struct
{
  VecheDb              *db;
  const VechePlanQuery *query;
  const char           *tz;
  GPtrArray            *found;      /* (owned) */
  GHashTable           *projects;   /* (owned) uid → title */
  GHashTable           *owners;     /* (owned) uid of an event → "UID NAME" of who leads it */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->projects, g_hash_table_unref);
  g_clear_pointer (&self->owners, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
reading_wants (const Reading *self, const VechePlanEntry *entry)
{
  const VechePlanQuery *query = self->query;

  if (entry->stage == VECHE_PLAN_OFF && !query->with_off)
    return FALSE;
  if (query->kinds != 0 && (query->kinds & (1u << entry->kind)) == 0)
    return FALSE;
  if (entry->since == NULL || strcmp (entry->until, query->since) < 0 || strcmp (entry->since, query->until) >= 0)
    return FALSE;
  if (query->kind != NULL && (entry->kind != VECHE_PLAN_EVENT || g_strcmp0 (entry->detail, query->kind) != 0))
    return FALSE;
  if (query->agenda_uid != NULL && g_strcmp0 (entry->agenda_uid, query->agenda_uid) != 0)
    return FALSE;
  if (query->project_uid != NULL && g_strcmp0 (entry->project_uid, query->project_uid) != 0)
    return FALSE;
  if (query->owner_uid != NULL && g_strcmp0 (entry->owner_uid, query->owner_uid) != 0)
    return FALSE;
  if (query->text != NULL)
    {
      g_autofree char *title = veche_text_fold (entry->title), *text = veche_text_fold (query->text);

      return strstr (title, text) != NULL;
    }

  return TRUE;
}

/* Takes the entry. */
static void
reading_add (Reading *self, VechePlanEntry *entry)
{
  char *title = veche_text_clamp (entry->title, TITLE_CHARS, FALSE);

  g_free (entry->title);
  entry->title = title;
  place_in_zone (entry, self->tz);
  if (reading_wants (self, entry))
    g_ptr_array_add (self->found, entry);
  else
    veche_record_unref (entry);
}

static gboolean
reading_end (VecheStatement *row, GError *local, GError **error)
{
  veche_statement_reset (row);
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, local, "reading the plan: ");

  return FALSE;
}

/*** Projects and their steps ***/

/* The first and last day: said, or of the quarter and the day it culminates. */
static void
fill_span (VechePlanEntry *self, char *begins, char *day, char *ends)
{
  g_autofree char *first = begins, *culminates = day, *last = ends, *since = NULL, *until = NULL;

  if (veche_quarter_is_valid (self->quarter))
    veche_quarter_bounds (self->quarter, &since, &until);
  if (first == NULL && since != NULL)
    first = g_strdup (since);
  if (last == NULL)
    last = culminates != NULL ? veche_when_day (culminates) : until != NULL ? veche_when_add_days (until, -1) : NULL;
  if (first == NULL || last == NULL)
    return;
  if (strcmp (last, first) < 0)
    {
      g_free (first);
      first = g_strdup (last);
    }
  self->starts = g_steal_pointer (&first);
  self->ends = g_steal_pointer (&last);
}

static gboolean
read_projects (Reading *self, GError **error)
{
  static const char sql[] =
    "SELECT p.uid, p.title, p.status, p.quarter, p.begins, p.starts, p.ends, a.uid, a.shape, o.uid, o.name,"
    "       (SELECT count (*) FROM project_step WHERE project_id = p.id), (SELECT count (*) FROM project_step WHERE project_id = p.id AND done),"
    "       (SELECT total (needed) FROM project_slot WHERE project_id = p.id),"
    "       (SELECT count (*) FROM project_slot AS s JOIN project_member AS t ON t.slot_id = s.id WHERE s.project_id = p.id)"
    "  FROM project AS p LEFT JOIN agenda AS a ON a.id = p.agenda_id LEFT JOIN member AS o ON o.id = p.owner_id ORDER BY p.id";
  VecheStatement *row = veche_db_prepare (self->db, sql);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VechePlanEntry *entry = entry_new (VECHE_PLAN_PROJECT, veche_statement_text (row, 0));

      entry->title = veche_statement_dup_text (row, 1);
      entry->detail = veche_statement_dup_text (row, 2);
      entry->stage = stage_of (entry->detail);
      entry->quarter = veche_statement_dup_text (row, 3);
      fill_span (entry, veche_statement_dup_text (row, 4), veche_statement_dup_text (row, 5), veche_statement_dup_text (row, 6));
      entry->agenda_uid = veche_statement_dup_text (row, 7);
      entry->agenda_shape = veche_statement_dup_text (row, 8);
      entry->owner_uid = veche_statement_dup_text (row, 9);
      entry->owner_name = veche_statement_dup_text (row, 10);
      entry->steps = (guint) veche_statement_int (row, 11);
      entry->steps_done = (guint) veche_statement_int (row, 12);
      entry->needed = (guint) veche_statement_int (row, 13);
      entry->filled = (guint) veche_statement_int (row, 14);
      entry->project_uid = g_strdup (entry->parent.uid);
      entry->project_title = g_strdup (entry->title);
      g_hash_table_insert (self->projects, g_strdup (entry->parent.uid), g_strdup (entry->title));
      reading_add (self, entry);
    }

  return reading_end (row, g_steal_pointer (&local), error);
}

static gboolean
read_steps (Reading *self, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, s.title, s.day, s.done, p.uid, p.title, a.uid, a.shape, p.status"
    "  FROM project_step AS s JOIN project AS p ON p.id = s.project_id LEFT JOIN agenda AS a ON a.id = p.agenda_id"
    " WHERE p.status <> 'dropped' AND s.day >= ?1 AND s.day < ?2 ORDER BY s.day, s.position, s.id";
  VecheStatement *row = veche_db_prepare (self->db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, self->query->since);
  veche_statement_bind_text (row, 2, self->query->until);
  while (veche_statement_step (row, &local))
    {
      VechePlanEntry *entry = entry_new (VECHE_PLAN_STEP, veche_statement_text (row, 0));

      entry->title = veche_statement_dup_text (row, 1);
      entry->starts = veche_statement_dup_text (row, 2);
      entry->stage = veche_statement_int (row, 3) ? VECHE_PLAN_DONE : VECHE_PLAN_PLANNED;
      entry->project_uid = veche_statement_dup_text (row, 4);
      entry->project_title = veche_statement_dup_text (row, 5);
      entry->agenda_uid = veche_statement_dup_text (row, 6);
      entry->agenda_shape = veche_statement_dup_text (row, 7);
      reading_add (self, entry);
    }

  return reading_end (row, g_steal_pointer (&local), error);
}

/*** Events ***/

/* Who leads what takes place about then, and what comes again. */
static gboolean
read_owners (Reading *self, GError **error)
{
  static const char sql[] =
    "SELECT e.uid, m.uid, m.name FROM event AS e CROSS JOIN event_participant AS h ON h.event_id = e.id AND h.role = 'host'"
    "   AND h.status IN ('invited', 'accepted', 'came') JOIN member AS m ON m.id = h.member_id"
    " WHERE e.rrule IS NOT NULL OR e.starts < ?2 AND ifnull (e.ends, e.starts) >= ?1"
    " UNION ALL SELECT e.uid, m.uid, m.name FROM event AS e JOIN member AS m ON m.id = e.owner_id"
    " WHERE e.rrule IS NOT NULL OR e.starts < ?2 AND ifnull (e.ends, e.starts) >= ?1";
  VecheStatement *row = veche_db_prepare (self->db, sql);
  g_autofree char *since = veche_when_add_days (self->query->since, -2), *until = veche_when_add_days (self->query->until, 2);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, since);
  veche_statement_bind_text (row, 2, until);
  while (veche_statement_step (row, &local))
    if (!g_hash_table_contains (self->owners, veche_statement_text (row, 0)))
      g_hash_table_insert (self->owners, veche_statement_dup_text (row, 0),
                           g_strdup_printf ("%s %s", veche_statement_text (row, 1), veche_statement_text (row, 2)));

  return reading_end (row, g_steal_pointer (&local), error);
}

static VechePlanEntry *
entry_of_event (Reading *self, VecheOccurrence *event)
{
  VechePlanEntry *entry = entry_new (VECHE_PLAN_EVENT, event->uid);
  const char *owner = g_hash_table_lookup (self->owners, event->uid), *space = owner != NULL ? strchr (owner, ' ') : NULL;

  entry->title = g_steal_pointer (&event->title);
  entry->detail = g_steal_pointer (&event->kind);
  entry->stage = g_strcmp0 (event->mark, "done") == 0 ? VECHE_PLAN_DONE : g_strcmp0 (event->mark, "skipped") == 0 ? VECHE_PLAN_OFF : stage_of (event->status);
  entry->series_stage = stage_of (event->status);
  entry->starts = g_steal_pointer (&event->starts);
  entry->ends = g_steal_pointer (&event->ends);
  entry->tz = g_steal_pointer (&event->tz);
  /* What became an event of its own is moved as such. */
  entry->recurs = event->series_uid == NULL ? g_steal_pointer (&event->recurs) : NULL;
  entry->agenda_uid = g_steal_pointer (&event->agenda_uid);
  entry->agenda_shape = g_steal_pointer (&event->agenda_shape);
  entry->project_uid = g_steal_pointer (&event->project_uid);
  entry->project_title = entry->project_uid != NULL ? g_strdup (g_hash_table_lookup (self->projects, entry->project_uid)) : NULL;
  entry->place = g_steal_pointer (&event->place);
  if (space != NULL)
    {
      entry->owner_uid = g_strndup (owner, (gsize) (space - owner));
      entry->owner_name = g_strdup (space + 1);
    }
  entry->led = event->host != NULL;
  entry->from = event->from;
  entry->to = event->until;
  entry->coming = event->coming;
  entry->came = event->came;
  entry->capacity = event->capacity;
  entry->online = event->online;
  entry->ritual = event->ritual;

  return entry;
}

static gboolean
read_events (Reading *self, GError **error)
{
  const VechePlanQuery *query = self->query;
  /* A day more on either side: whole days are days of the zone they were written in. */
  VecheEventsQuery wanted = { .from = veche_when_instant (query->since, self->tz) - G_TIME_SPAN_DAY, .until = veche_when_instant (query->until, self->tz) + G_TIME_SPAN_DAY,
                              .kind = query->kind, .agenda_uid = query->agenda_uid, .project_uid = query->project_uid,
                              .with_skipped = query->with_off, .limit = MOST_EVENTS };
  g_autoptr (GPtrArray) events = NULL;

  if (!read_owners (self, error))
    return FALSE;
  events = veche_events_list (self->db, &wanted, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    reading_add (self, entry_of_event (self, events->pdata[i]));

  return events != NULL;
}

/*** Tasks ***/

static gboolean
read_tasks (Reading *self, GError **error)
{
  static const char sql[] =
    "SELECT t.uid, t.title, t.due, t.tz, t.state, p.uid, p.title, o.uid, o.name, a.uid, a.shape"
    "  FROM task AS t LEFT JOIN event AS e ON e.id = t.event_id LEFT JOIN project AS p ON p.id = ifnull (t.project_id, e.project_id)"
    "  LEFT JOIN agenda AS a ON a.id = ifnull (e.agenda_id, p.agenda_id) LEFT JOIN member AS o ON o.id = t.owner_id"
    " WHERE t.state IN ('open', 'done') AND t.due >= ?1 AND t.due < ?2 ORDER BY t.due, t.position, t.id";
  VecheStatement *row = veche_db_prepare (self->db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, self->query->since);
  veche_statement_bind_text (row, 2, self->query->until);
  while (veche_statement_step (row, &local))
    {
      VechePlanEntry *entry = entry_new (VECHE_PLAN_TASK, veche_statement_text (row, 0));

      entry->title = veche_statement_dup_text (row, 1);
      entry->starts = veche_statement_dup_text (row, 2);
      entry->tz = veche_statement_is_null (row, 3) ? g_strdup (self->tz) : veche_statement_dup_text (row, 3);
      entry->stage = g_strcmp0 (veche_statement_text (row, 4), "done") == 0 ? VECHE_PLAN_DONE : VECHE_PLAN_PLANNED;
      entry->project_uid = veche_statement_dup_text (row, 5);
      entry->project_title = veche_statement_dup_text (row, 6);
      entry->owner_uid = veche_statement_dup_text (row, 7);
      entry->owner_name = veche_statement_dup_text (row, 8);
      entry->agenda_uid = veche_statement_dup_text (row, 9);
      entry->agenda_shape = veche_statement_dup_text (row, 10);
      reading_add (self, entry);
    }

  return reading_end (row, g_steal_pointer (&local), error);
}

/*** The list ***/

/* By the first day, then whole days before moments, then by the moment. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const VechePlanEntry *one = *(VechePlanEntry *const *) a, *other = *(VechePlanEntry *const *) b;
  int by_day = one->since == NULL || other->since == NULL ? (one->since == NULL) - (other->since == NULL) : strcmp (one->since, other->since);

  if (by_day != 0)
    return by_day;
  if (one->kind == VECHE_PLAN_PROJECT || other->kind == VECHE_PLAN_PROJECT)
    return (other->kind == VECHE_PLAN_PROJECT) - (one->kind == VECHE_PLAN_PROJECT);
  if (one->whole != other->whole)
    return (int) other->whole - (int) one->whole;
  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;

  return one->kind != other->kind ? (int) one->kind - (int) other->kind : strcmp (one->parent.uid, other->parent.uid);
}

GPtrArray *
veche_plan_entries (VecheDb *db, const VechePlanQuery *query, GError **error)
{
  guint kinds = query->kinds != 0 ? query->kinds : (1u << VECHE_PLAN_N_KINDS) - 1;
  g_auto (Reading) self = { .db = db, .query = query, .tz = query->tz != NULL ? query->tz : veche_when_own_zone () };

  self.found = g_ptr_array_new_with_free_func (veche_record_unref);
  self.projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_projects (&self, error) || ((kinds & (1u << VECHE_PLAN_STEP)) != 0 && !read_steps (&self, error)) ||
      ((kinds & (1u << VECHE_PLAN_EVENT)) != 0 && !read_events (&self, error)) || ((kinds & (1u << VECHE_PLAN_TASK)) != 0 && !read_tasks (&self, error)))
    return NULL;
  g_ptr_array_sort (self.found, compare_entries);
  for (guint i = 0; i < self.found->len; i++)
    ((VechePlanEntry *) self.found->pdata[i])->parent.id = i + 1;

  return g_steal_pointer (&self.found);
}
