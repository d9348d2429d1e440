/* veche-plan-team.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-team.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"

void
veche_slot_card_free (VecheSlotCard *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->about);
  g_free (self->competency);
  g_free (self->competency_uid);
  g_free (self->event_uid);
  g_free (self->project_uid);
  g_free (self->project_title);
  g_free (self->quarter);
  g_free (self->day);
  g_free (self->tz);
  g_free (self);
}

void
veche_project_more_free (VecheProjectMore *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->measure);
  g_free (self->result);
  g_free (self->begins);
  g_free (self->ends);
  g_free (self->keep);
  g_free (self->alter_next);
  g_free (self->drop_next);
  g_free (self->handover);
  g_free (self);
}

void
veche_lesson_free (VecheLesson *self)
{
  g_free (self->project_uid);
  g_free (self->title);
  g_free (self->quarter);
  g_free (self->keep);
  g_free (self->alter_next);
  g_free (self->drop_next);
  g_free (self);
}

/*** Slots ***/

#define SLOT_COLUMNS                                                                                                  \
  "SELECT s.id, s.uid, s.title, s.about, c.id, c.uid, c.name, e.uid, p.id, p.uid, p.title, p.quarter, ifnull (e.starts, p.starts), e.tz, s.level, s.hours,"   \
  "       s.needed, (SELECT count (*) FROM project_member AS t WHERE t.slot_id = s.id),"                              \
  "       (SELECT count (*) FROM project_invitation AS i WHERE i.slot_id = s.id AND i.state = 'invited'),"            \
  "       (SELECT count (*) FROM project_invitation AS i WHERE i.slot_id = s.id AND i.state = 'declined'),"           \
  "       (SELECT count (*) FROM project_invitation AS i WHERE i.slot_id = s.id AND i.state = 'silent')"              \
  "  FROM project AS p JOIN project_slot AS s ON s.project_id = p.id LEFT JOIN competency AS c ON c.id = s.competency_id LEFT JOIN event AS e ON e.id = s.event_id"

static GPtrArray *
read_slots (VecheStatement *row, gboolean only_open, GError **error)
{
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_slot_card_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      g_autoptr (VecheSlotCard) self = g_new0 (VecheSlotCard, 1);

      self->id = veche_statement_int (row, 0);
      self->uid = veche_statement_dup_text (row, 1);
      self->title = veche_statement_dup_text (row, 2);
      self->about = veche_statement_dup_text (row, 3);
      self->competency_id = veche_statement_int (row, 4);
      self->competency_uid = veche_statement_dup_text (row, 5);
      self->competency = veche_statement_dup_text (row, 6);
      self->event_uid = veche_statement_dup_text (row, 7);
      self->project_id = veche_statement_int (row, 8);
      self->project_uid = veche_statement_dup_text (row, 9);
      self->project_title = veche_statement_dup_text (row, 10);
      self->quarter = veche_statement_dup_text (row, 11);
      self->day = veche_statement_dup_text (row, 12);
      self->tz = veche_statement_dup_text (row, 13);
      self->level = (int) veche_statement_int (row, 14);
      self->hours = (int) veche_statement_int (row, 15);
      self->needed = (guint) veche_statement_int (row, 16);
      self->filled = (guint) veche_statement_int (row, 17);
      self->invited = (guint) veche_statement_int (row, 18);
      self->declined = (guint) veche_statement_int (row, 19);
      self->silent = (guint) veche_statement_int (row, 20);
      if (!only_open || self->filled < self->needed)
        g_ptr_array_add (slots, g_steal_pointer (&self));
    }
  if (local == NULL)
    return g_steal_pointer (&slots);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading slots: ");

  return NULL;
}

VecheSlotCard *
veche_team_load_slot (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = SLOT_COLUMNS " WHERE s.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) slots = NULL;

  veche_statement_bind_text (row, 1, uid);
  slots = read_slots (row, FALSE, error);
  if (slots == NULL)
    return NULL;
  if (slots->len > 0)
    return g_ptr_array_steal_index (slots, 0);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no slot “%s”", uid);

  return NULL;
}

GPtrArray *
veche_team_list_slots (VecheDb *db, const char *project_uid, gboolean only_open, GError **error)
{
  static const char one_sql[] = SLOT_COLUMNS " WHERE p.uid = ?1 ORDER BY s.position, s.id";
  static const char all_sql[] = SLOT_COLUMNS " WHERE p.status IN ('idea', 'planned', 'active') ORDER BY p.quarter, p.id, s.position, s.id";
  VecheStatement *row = veche_db_prepare (db, project_uid != NULL ? one_sql : all_sql);

  if (project_uid != NULL)
    veche_statement_bind_text (row, 1, project_uid);

  return read_slots (row, only_open, error);
}

/*** What is asked for ***/

/* Beyond those that are there; what an edit itself makes comes in its order. */
static gint64
next_position (VecheDb *db, VecheEdit *edit, const char *project_uid)
{
  static const char sql[] = "SELECT count (*) FROM project AS p JOIN project_slot AS s ON s.project_id = p.id WHERE p.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 position = 0;

  veche_statement_bind_text (row, 1, project_uid);
  if (veche_statement_step (row, NULL))
    {
      position = veche_statement_int (row, 0);
      veche_statement_reset (row);
    }
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);

      position += step->kind == VECHE_EDIT_INSERT && strcmp (step->table, "project_slot") == 0;
    }

  return position;
}

/* (transfer full) (nullable) */
static char *
competency_name (VecheDb *db, const char *uid)
{
  static const char sql[] = "SELECT name FROM competency WHERE uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *name = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    {
      name = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return name;
}

char *
veche_team_find_competency (VecheDb *db, const char *name)
{
  static const char sql[] =
    "SELECT uid FROM competency WHERE uid = ?1 OR veche_fold (name) = veche_fold (?1)"
    " UNION ALL SELECT c.uid FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id WHERE veche_fold (a.alias) = veche_fold (?1) LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, name);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}

/* Its title, or the name of its competency. (transfer full) (nullable): INVALID */
static char *
check_slot (VecheDb *db, const VecheSlotNew *slot, GError **error)
{
  g_autofree char *title = slot->title != NULL && *slot->title != '\0' ? g_strdup (slot->title) : NULL;

  if (title == NULL && slot->competency_uid != NULL)
    title = competency_name (db, slot->competency_uid);
  if (title == NULL)
    veche_events_refuse (error, "%s", "What is to be done there? Give a title or a competency");
  else if (slot->level < 0 || slot->level > 5)
    veche_events_refuse (error, "A level is 1 to 5%s", "");

  return slot->level < 0 || slot->level > 5 ? NULL : g_steal_pointer (&title);
}

static void
write_slot (VecheEdit *edit, const char *uid, const char *title, const VecheSlotNew *slot)
{
  veche_edit_set_text (edit, "project_slot", uid, "title", title);
  veche_edit_set_text (edit, "project_slot", uid, "about", slot->about);
  veche_edit_set_ref (edit, "project_slot", uid, "competency_id", slot->competency_uid);
  veche_edit_set_int (edit, "project_slot", uid, "needed", MAX (slot->needed, 1));
  veche_edit_set_int (edit, "project_slot", uid, "level", slot->level);
  veche_edit_set_int (edit, "project_slot", uid, "hours", MAX (slot->hours, 0));
}

const char *
veche_team_edit_add_slot (VecheDb *db, VecheEdit *edit, const char *project_uid, const VecheSlotNew *slot, GError **error)
{
  g_autofree char *title = check_slot (db, slot, error);
  gint64 position = next_position (db, edit, project_uid);
  const char *uid;

  if (title == NULL)
    return NULL;

  uid = veche_edit_insert (edit, "project_slot");
  veche_edit_set_ref (edit, "project_slot", uid, "project_id", project_uid);
  veche_edit_set_ref (edit, "project_slot", uid, "event_id", slot->event_uid);
  veche_edit_set_int (edit, "project_slot", uid, "position", position);
  write_slot (edit, uid, title, slot);

  return uid;
}

gboolean
veche_team_edit_slot (VecheDb *db, VecheEdit *edit, const char *slot_uid, const VecheSlotNew *slot, GError **error)
{
  g_autofree char *title = check_slot (db, slot, error);

  if (title == NULL)
    return FALSE;
  write_slot (edit, slot_uid, title, slot);

  return TRUE;
}

/*** The project itself ***/

gboolean
veche_team_edit_project_day (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *day, GError **error)
{
  if (!veche_when_is_day (day))
    return veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", day != NULL ? day : "");
  veche_edit_set_text (edit, "project", project_uid, "starts", day);

  return veche_tasks_edit_follow (db, edit, "project", project_uid, day, error);
}

gboolean
veche_team_edit_project_span (VecheEdit *edit, const char *project_uid, const char *begins, const char *ends, GError **error)
{
  if (begins != NULL && !veche_when_is_day (begins))
    return veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", begins);
  if (ends != NULL && !veche_when_is_day (ends))
    return veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", ends);
  if (begins != NULL && ends != NULL && strcmp (begins, ends) > 0)
    return veche_events_refuse (error, "It can't end (%s) before it begins", ends);
  veche_edit_set_text (edit, "project", project_uid, "begins", begins);
  veche_edit_set_text (edit, "project", project_uid, "ends", ends);

  return TRUE;
}

gboolean
veche_team_edit_project_status (VecheEdit *edit, const char *project_uid, const char *status, GError **error)
{
  static const char *const known[] = { "idea", "planned", "active", "done", "dropped", NULL };

  if (!g_strv_contains (known, status))
    return veche_events_refuse (error, "“%s” is no status of a project: idea, planned, active, done or dropped", status);
  veche_edit_set_text (edit, "project", project_uid, "status", status);

  return TRUE;
}

void
veche_team_edit_retrospective (VecheEdit *edit, const char *project_uid, const char *result, const char *keep, const char *alter_next,
                               const char *drop_next)
{
  veche_edit_set_text (edit, "project", project_uid, "result", result);
  veche_edit_set_text (edit, "project", project_uid, "keep", keep);
  veche_edit_set_text (edit, "project", project_uid, "alter_next", alter_next);
  veche_edit_set_text (edit, "project", project_uid, "drop_next", drop_next);
}

VecheProjectMore *
veche_team_load_project (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] =
    "SELECT p.uid, p.kind, p.measure, p.result, p.begins, p.ends, p.keep, p.alter_next, p.drop_next, p.handover,"
    "       (SELECT count (*) FROM project_step WHERE project_id = p.id), (SELECT count (*) FROM project_step WHERE project_id = p.id AND done),"
    "       (SELECT count (*) FROM task WHERE project_id = p.id AND state <> 'dropped'),"
    "       (SELECT count (*) FROM task WHERE project_id = p.id AND state = 'done'),"
    "       (SELECT total (needed) FROM project_slot WHERE project_id = p.id),"
    "       (SELECT count (*) FROM project_slot AS s JOIN project_member AS t ON t.slot_id = s.id WHERE s.project_id = p.id)"
    "  FROM project AS p WHERE p.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheProjectMore *self;
  char **texts[10];
  guint *counts[6];
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no project “%s”", uid);
      return NULL;
    }
  self = g_new0 (VecheProjectMore, 1);
  memcpy (texts, (char **[]) { &self->uid, &self->kind, &self->measure, &self->result, &self->begins, &self->ends, &self->keep, &self->alter_next,
                               &self->drop_next, &self->handover }, sizeof texts);
  memcpy (counts, (guint *[]) { &self->steps, &self->steps_done, &self->tasks, &self->tasks_done, &self->needed, &self->filled }, sizeof counts);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, (int) i);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *counts[i] = (guint) veche_statement_int (row, (int) (G_N_ELEMENTS (texts) + i));
  veche_statement_reset (row);

  return self;
}

GPtrArray *
veche_team_list_lessons (VecheDb *db, const char *before_quarter, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT uid, title, quarter, keep, alter_next, drop_next FROM project WHERE quarter < ?1 AND status IN ('done', 'dropped') AND (keep IS NOT NULL OR alter_next IS NOT NULL OR drop_next IS NOT NULL)"
    " ORDER BY quarter DESC, id DESC LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_lesson_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, before_quarter);
  veche_statement_bind_int (row, 2, limit);
  while (veche_statement_step (row, &local))
    {
      VecheLesson *self = g_new0 (VecheLesson, 1);

      self->project_uid = veche_statement_dup_text (row, 0);
      self->title = veche_statement_dup_text (row, 1);
      self->quarter = veche_statement_dup_text (row, 2);
      self->keep = veche_statement_dup_text (row, 3);
      self->alter_next = veche_statement_dup_text (row, 4);
      self->drop_next = veche_statement_dup_text (row, 5);
      g_ptr_array_add (lessons, self);
    }
  if (local == NULL)
    return g_steal_pointer (&lessons);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
