/* veche-plan-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

static void
veche_team_member_free (gpointer data)
{
  VecheTeamMember *self = data;

  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->slot_uid);
  g_free (self->competency);
  g_free (self->competency_uid);
  g_free (self);
}

static void
veche_slot_free (gpointer data)
{
  VecheSlot *self = data;

  g_free (self->uid);
  g_free (self->title);
  g_free (self->about);
  g_free (self->competency);
  g_free (self->competency_uid);
  g_ptr_array_unref (self->filled);
  g_free (self);
}

static void
veche_step_free (gpointer data)
{
  VecheStep *self = data;

  g_free (self->uid);
  g_free (self->title);
  g_free (self->day);
  g_free (self->about);
  g_free (self->owner_uid);
  g_free (self->owner_name);
  g_free (self);
}

static void
veche_project_clear (gpointer data)
{
  VecheProject *self = data;

  g_free (self->quarter);
  g_free (self->title);
  g_free (self->goal);
  g_free (self->status);
  g_free (self->outcome);
  g_free (self->starts);
  g_free (self->owner_uid);
  g_free (self->owner_name);
  g_free (self->agenda_uid);
  g_free (self->agenda_name);
  g_free (self->agenda_shape);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->team);
}

void
veche_quarter_free (VecheQuarter *self)
{
  g_free (self->quarter);
  g_clear_pointer (&self->project, veche_record_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

static void
veche_participant_free (gpointer data)
{
  VecheParticipant *self = data;

  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->role);
  g_free (self->status);
  g_free (self);
}

static void
veche_agenda_free (gpointer data)
{
  VecheAgenda *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->shape);
  g_free (self);
}

/* What every reader of a project selects, in this order. */
static VecheProject *
project_from_row (VecheStatement *row)
{
  VecheProject *self = veche_record_alloc (sizeof (VecheProject), VECHE_RECORD_PROJECT, veche_statement_int (row, 0),
                                           veche_statement_text (row, 1), veche_project_clear);

  self->quarter = veche_statement_dup_text (row, 2);
  self->title = veche_statement_dup_text (row, 3);
  self->goal = veche_statement_dup_text (row, 4);
  self->status = veche_statement_dup_text (row, 5);
  self->outcome = veche_statement_dup_text (row, 6);
  self->starts = veche_statement_dup_text (row, 7);
  self->owner_uid = veche_statement_dup_text (row, 8);
  self->owner_name = veche_statement_dup_text (row, 9);
  self->agenda_uid = veche_statement_dup_text (row, 10);
  self->agenda_name = veche_statement_dup_text (row, 11);
  self->agenda_shape = veche_statement_dup_text (row, 12);
  self->steps = g_ptr_array_new_with_free_func (veche_step_free);
  self->slots = g_ptr_array_new_with_free_func (veche_slot_free);
  self->team = g_ptr_array_new_with_free_func (veche_team_member_free);

  return self;
}

static gboolean
project_load_steps (VecheDb *db, VecheProject *self, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, s.title, s.day, s.done, s.about, m.uid, m.name, s.shift"
    "  FROM project_step AS s LEFT JOIN member AS m ON m.id = s.owner_id WHERE s.project_id = ?1 ORDER BY s.position, s.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local_error = NULL;

  veche_statement_bind_int (row, 1, self->parent.id);
  while (veche_statement_step (row, &local_error))
    {
      VecheStep *step = g_new0 (VecheStep, 1);

      step->uid = veche_statement_dup_text (row, 0);
      step->title = veche_statement_dup_text (row, 1);
      step->day = veche_statement_dup_text (row, 2);
      step->done = veche_statement_int (row, 3) != 0;
      step->about = veche_statement_dup_text (row, 4);
      step->owner_uid = veche_statement_dup_text (row, 5);
      step->owner_name = veche_statement_dup_text (row, 6);
      step->shift = (int) veche_statement_int (row, 7);
      step->counted = !veche_statement_is_null (row, 7);
      g_ptr_array_add (self->steps, step);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
project_load_slots (VecheDb *db, VecheProject *self, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, s.title, s.about, c.name, c.uid, s.needed"
    "  FROM project_slot AS s"
    "  LEFT JOIN competency AS c ON c.id = s.competency_id"
    " WHERE s.project_id = ?1"
    " ORDER BY s.position, s.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local_error = NULL;

  veche_statement_bind_int (row, 1, self->parent.id);
  while (veche_statement_step (row, &local_error))
    {
      VecheSlot *slot = g_new0 (VecheSlot, 1);

      slot->uid = veche_statement_dup_text (row, 0);
      slot->title = veche_statement_dup_text (row, 1);
      slot->about = veche_statement_dup_text (row, 2);
      slot->competency = veche_statement_dup_text (row, 3);
      slot->competency_uid = veche_statement_dup_text (row, 4);
      slot->needed = (guint) veche_statement_int (row, 5);
      slot->filled = g_ptr_array_new_with_free_func (veche_team_member_free);
      g_ptr_array_add (self->slots, slot);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static VecheTeamMember *
team_member_from_row (VecheStatement *row)
{
  VecheTeamMember *self = g_new0 (VecheTeamMember, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->member_uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->slot_uid = veche_statement_dup_text (row, 3);
  self->competency = veche_statement_dup_text (row, 4);
  self->competency_uid = veche_statement_dup_text (row, 5);
  self->member_id = veche_statement_int (row, 6);

  return self;
}

static gboolean
project_load_team (VecheDb *db, VecheProject *self, GError **error)
{
  static const char sql[] =
    "SELECT p.uid, m.uid, m.name, s.uid, c.name, c.uid, m.id"
    "  FROM project_member AS p"
    "  JOIN member AS m ON m.id = p.member_id"
    "  LEFT JOIN project_slot AS s ON s.id = p.slot_id"
    "  LEFT JOIN competency AS c ON c.id = p.competency_id"
    " WHERE p.project_id = ?1"
    " ORDER BY p.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local_error = NULL;

  veche_statement_bind_int (row, 1, self->parent.id);
  while (veche_statement_step (row, &local_error))
    {
      VecheTeamMember *person = team_member_from_row (row);

      g_ptr_array_add (self->team, person);
      for (guint i = 0; person->slot_uid != NULL && i < self->slots->len; i++)
        {
          VecheSlot *slot = g_ptr_array_index (self->slots, i);

          if (g_str_equal (slot->uid, person->slot_uid))
            g_ptr_array_add (slot->filled, team_member_from_row (row));
        }
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Reads the rows of a prepared project statement, then what belongs to each. */
static GPtrArray *
projects_read (VecheDb *db, VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func (veche_record_unref);
  g_autoptr (GError) local_error = NULL;

  while (veche_statement_step (row, &local_error))
    g_ptr_array_add (projects, project_from_row (row));

  for (guint i = 0; local_error == NULL && i < projects->len; i++)
    {
      VecheProject *project = g_ptr_array_index (projects, i);

      if (project_load_steps (db, project, &local_error) && project_load_slots (db, project, &local_error))
        project_load_team (db, project, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "reading projects: ");
      return NULL;
    }

  return g_steal_pointer (&projects);
}

#define PROJECT_COLUMNS                                                                                               \
  "SELECT p.id, p.uid, p.quarter, p.title, p.goal, p.status, p.outcome, p.starts, m.uid, m.name, a.uid, a.name, a.shape" \
  "  FROM project AS p"                                                                                               \
  "  LEFT JOIN member AS m ON m.id = p.owner_id"                                                                      \
  "  LEFT JOIN agenda AS a ON a.id = p.agenda_id"

VecheProject *
veche_plan_project (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = PROJECT_COLUMNS " WHERE p.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) projects = NULL;

  veche_statement_bind_text (row, 1, uid);
  projects = projects_read (db, row, error);
  if (projects == NULL)
    return NULL;
  if (projects->len > 0)
    return g_ptr_array_steal_index (projects, 0);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no project “%s”", uid);

  return NULL;
}

/* The quarter's own project stands first: one under way before one that is planned, those given up last. */
static GPtrArray *
projects_of_quarter (VecheDb *db, const char *quarter, GError **error)
{
  static const char sql[] =
    PROJECT_COLUMNS
    " WHERE p.quarter = ?1"
    " ORDER BY CASE p.status WHEN 'active' THEN 0 WHEN 'planned' THEN 1 WHEN 'done' THEN 2 WHEN 'idea' THEN 3 ELSE 4 END, p.id";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, quarter);

  return projects_read (db, row, error);
}

static void
veche_event_clear (gpointer data)
{
  VecheEvent *self = data;

  g_free (self->title);
  g_free (self->kind);
  g_free (self->place);
  g_free (self->link);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self->tz);
  g_free (self->status);
  g_free (self->notes);
  g_free (self->agenda_shape);
  g_free (self->agenda_name);
  g_free (self->agenda_uid);
  g_free (self->project_uid);
  g_free (self->host);
}

#define EVENT_COLUMNS                                                                                                 \
  "SELECT e.id, e.uid, e.title, e.kind, e.place, e.link, e.starts, e.ends, e.tz, e.status, e.notes, e.online,"        \
  "       a.shape, a.name, a.uid, p.uid,"                                                                             \
  "       (SELECT m.name FROM event_participant AS h JOIN member AS m ON m.id = h.member_id"                          \
  "         WHERE h.id = (SELECT min (f.id) FROM event_participant AS f WHERE f.event_id = e.id AND f.role = 'host')),"   \
  "       (SELECT count (*) FROM event_participant AS h WHERE h.event_id = e.id AND h.status = 'accepted'),"          \
  "       (SELECT count (*) FROM event_participant AS h WHERE h.event_id = e.id AND h.status = 'came')"               \
  "  FROM event AS e"                                                                                                 \
  "  LEFT JOIN agenda AS a ON a.id = e.agenda_id"                                                                     \
  "  LEFT JOIN project AS p ON p.id = e.project_id"

static VecheEvent *
event_from_row (VecheStatement *row)
{
  VecheEvent *self = veche_record_alloc (sizeof (VecheEvent), VECHE_RECORD_EVENT, veche_statement_int (row, 0),
                                         veche_statement_text (row, 1), veche_event_clear);

  self->title = veche_statement_dup_text (row, 2);
  self->kind = veche_statement_dup_text (row, 3);
  self->place = veche_statement_dup_text (row, 4);
  self->link = veche_statement_dup_text (row, 5);
  self->starts = veche_statement_dup_text (row, 6);
  self->ends = veche_statement_dup_text (row, 7);
  self->tz = veche_statement_dup_text (row, 8);
  self->status = veche_statement_dup_text (row, 9);
  self->notes = veche_statement_dup_text (row, 10);
  self->online = veche_statement_int (row, 11) != 0;
  self->agenda_shape = veche_statement_dup_text (row, 12);
  self->agenda_name = veche_statement_dup_text (row, 13);
  self->agenda_uid = veche_statement_dup_text (row, 14);
  self->project_uid = veche_statement_dup_text (row, 15);
  self->host = veche_statement_dup_text (row, 16);
  self->coming = (guint) veche_statement_int (row, 17);
  self->came = (guint) veche_statement_int (row, 18);
  self->starts_at = veche_plan_instant (self->starts, self->tz);

  return self;
}

static GPtrArray *
events_of_quarter (VecheDb *db, const char *quarter, GError **error)
{
  static const char sql[] =
    EVENT_COLUMNS
    " WHERE e.starts >= ?1 AND e.starts < ?2"
    " ORDER BY e.starts, e.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (veche_record_unref);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *since = NULL, *until = NULL;

  veche_quarter_bounds (quarter, &since, &until);
  veche_statement_bind_text (row, 1, since);
  veche_statement_bind_text (row, 2, until);
  while (veche_statement_step (row, &local_error))
    g_ptr_array_add (events, event_from_row (row));
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "reading events: ");
      return NULL;
    }

  return g_steal_pointer (&events);
}

GPtrArray *
veche_plan_event_records (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  static const char sql[] = EVENT_COLUMNS " JOIN json_each (?1) AS j ON j.value = e.id ORDER BY j.key";
  g_autofree char *list = veche_records_ids (ids, n);
  g_autoptr (GPtrArray) records = veche_records_new (n);
  g_autoptr (GError) local_error = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, list);
  for (guint i = 0; veche_statement_step (row, &local_error); i++)
    {
      VecheEvent *event = event_from_row (row);

      while (i < n && ids[i] != event->parent.id)
        i++;
      if (i < n)
        records->pdata[i] = event;
      else
        veche_record_unref (event);
    }
  if (local_error == NULL)
    return g_steal_pointer (&records);

  g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "reading events: ");

  return NULL;
}

VecheQuarter *
veche_plan_quarter_projects (VecheDb *db, const char *quarter, GError **error)
{
  g_autoptr (VecheQuarter) self = NULL;

  if (!veche_quarter_is_valid (quarter))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” is not a quarter: write it as 2026Q4", quarter);
      return NULL;
    }

  self = g_new0 (VecheQuarter, 1);
  self->quarter = g_strdup (quarter);
  self->others = projects_of_quarter (db, quarter, error);
  if (self->others == NULL)
    return NULL;
  if (self->others->len > 0)
    self->project = g_ptr_array_steal_index (self->others, 0);

  return g_steal_pointer (&self);
}

VecheQuarter *
veche_plan_quarter (VecheDb *db, const char *quarter, GError **error)
{
  g_autoptr (VecheQuarter) self = veche_plan_quarter_projects (db, quarter, error);

  if (self == NULL)
    return NULL;
  self->events = events_of_quarter (db, quarter, error);
  if (self->events == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

GPtrArray *
veche_plan_past_projects (VecheDb *db, const char *before_quarter, guint limit, GError **error)
{
  static const char sql[] =
    PROJECT_COLUMNS
    " WHERE p.quarter < ?1"
    " ORDER BY p.quarter DESC, p.id DESC"
    " LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, before_quarter);
  veche_statement_bind_int (row, 2, limit);

  return projects_read (db, row, error);
}

VecheEvent *
veche_plan_event (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = EVENT_COLUMNS " WHERE e.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local_error = NULL;
  VecheEvent *event;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "no event %s", uid);
      return NULL;
    }
  event = event_from_row (row);
  veche_statement_reset (row);

  return event;
}

GPtrArray *
veche_plan_participants (VecheDb *db, const char *event_uid, GError **error)
{
  static const char sql[] =
    "SELECT h.uid, m.uid, m.name, h.role, h.status, m.id"
    "  FROM event_participant AS h"
    "  JOIN event AS e ON e.id = h.event_id"
    "  JOIN member AS m ON m.id = h.member_id"
    " WHERE e.uid = ?1"
    " ORDER BY CASE h.role WHEN 'host' THEN 0 WHEN 'speaker' THEN 1 WHEN 'helper' THEN 2 ELSE 3 END, m.name_key, h.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (veche_participant_free);
  g_autoptr (GError) local_error = NULL;

  veche_statement_bind_text (row, 1, event_uid);
  while (veche_statement_step (row, &local_error))
    {
      VecheParticipant *person = g_new0 (VecheParticipant, 1);

      person->uid = veche_statement_dup_text (row, 0);
      person->member_uid = veche_statement_dup_text (row, 1);
      person->name = veche_statement_dup_text (row, 2);
      person->role = veche_statement_dup_text (row, 3);
      person->status = veche_statement_dup_text (row, 4);
      person->member_id = veche_statement_int (row, 5);
      g_ptr_array_add (people, person);
    }
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "reading participants: ");
      return NULL;
    }

  return g_steal_pointer (&people);
}

GPtrArray *
veche_plan_agendas (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT uid, name, shape, low, high FROM agenda ORDER BY position, id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) agendas = g_ptr_array_new_with_free_func (veche_agenda_free);
  g_autoptr (GError) local_error = NULL;

  while (veche_statement_step (row, &local_error))
    {
      VecheAgenda *agenda = g_new0 (VecheAgenda, 1);

      agenda->uid = veche_statement_dup_text (row, 0);
      agenda->name = veche_statement_dup_text (row, 1);
      agenda->shape = veche_statement_dup_text (row, 2);
      agenda->low = (int) veche_statement_int (row, 3);
      agenda->high = (int) veche_statement_int (row, 4);
      g_ptr_array_add (agendas, agenda);
    }
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "reading agendas: ");
      return NULL;
    }

  return g_steal_pointer (&agendas);
}
