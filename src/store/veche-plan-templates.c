/* veche-plan-templates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-templates.h"

#include <string.h>

#include "veche-plan-resources.h"

#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"
#include "model/veche-when.h"

#define MOST_CELLS 7
#define FIRST_LINE 100000   /* behind what a programme has already */

void
veche_plan_template_free (VechePlanTemplate *self)
{
  g_free (self->uid);
  g_free (self->subject);
  g_free (self->code);
  g_free (self->name);
  g_free (self->about);
  g_free (self);
}

void
veche_plan_template_item_free (VechePlanTemplateItem *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->about);
  g_free (self->checklist);
  g_free (self->competency);
  g_free (self->form);
  g_free (self);
}

GPtrArray *
veche_templates_list (VecheDb *db, const char *subject, GError **error)
{
  static const char sql[] =
    "SELECT t.uid, t.subject, t.code, t.name, t.about, ifnull (t.minutes, 0), (SELECT count (*) FROM plan_template_item WHERE template_id = t.id),"
    "       (SELECT count (*) FROM plan_template_item WHERE template_id = t.id AND kind = 'task'),"
    "       (SELECT count (*) FROM plan_template_item WHERE template_id = t.id AND kind = 'part'), t.behind"
    "  FROM plan_template AS t WHERE ?1 IS NULL OR t.subject = ?1 ORDER BY t.subject DESC, t.position, t.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_plan_template_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, subject);
  while (veche_statement_step (row, &local))
    {
      VechePlanTemplate *self = g_new0 (VechePlanTemplate, 1);

      self->uid = veche_statement_dup_text (row, 0);
      self->subject = veche_statement_dup_text (row, 1);
      self->code = veche_statement_dup_text (row, 2);
      self->name = veche_statement_dup_text (row, 3);
      self->about = veche_statement_dup_text (row, 4);
      self->minutes = (int) veche_statement_int (row, 5);
      self->items = (guint) veche_statement_int (row, 6);
      self->tasks = (guint) veche_statement_int (row, 7);
      self->parts = (guint) veche_statement_int (row, 8);
      self->behind = veche_statement_int (row, 9) != 0;
      g_ptr_array_add (templates, self);
    }
  if (local == NULL)
    return g_steal_pointer (&templates);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_templates_list_items (VecheDb *db, const char *template_uid, GError **error)
{
  static const char sql[] =
    "SELECT i.uid, i.kind, i.title, i.about, i.checklist, i.competency, i.shift, i.level, i.needed, i.hours, i.minutes, i.form"
    "  FROM plan_template AS t JOIN plan_template_item AS i ON i.template_id = t.id WHERE t.uid = ?1 ORDER BY i.position, i.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_plan_template_item_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, template_uid);
  while (veche_statement_step (row, &local))
    {
      VechePlanTemplateItem *self = g_new0 (VechePlanTemplateItem, 1);

      self->uid = veche_statement_dup_text (row, 0);
      self->kind = veche_statement_dup_text (row, 1);
      self->title = veche_statement_dup_text (row, 2);
      self->about = veche_statement_dup_text (row, 3);
      self->checklist = veche_statement_dup_text (row, 4);
      self->competency = veche_statement_dup_text (row, 5);
      self->shift = veche_statement_is_null (row, 6) ? VECHE_TASK_NO_SHIFT : (int) veche_statement_int (row, 6);
      self->level = (int) veche_statement_int (row, 7);
      self->needed = (guint) veche_statement_int (row, 8);
      self->hours = (int) veche_statement_int (row, 9);
      self->minutes = (int) veche_statement_int (row, 10);
      self->form = veche_statement_dup_text (row, 11);
      g_ptr_array_add (items, self);
    }
  if (local == NULL)
    return g_steal_pointer (&items);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

char *
veche_templates_find (VecheDb *db, const char *subject, const char *name, GError **error)
{
  static const char sql[] =
    "SELECT uid FROM plan_template WHERE subject = ?1 AND (code = ?2 OR uid = ?2 OR veche_fold (name) = veche_fold (?2)) ORDER BY code = ?2 DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  char *uid = NULL;

  veche_statement_bind_text (row, 1, subject);
  veche_statement_bind_text (row, 2, name);
  if (veche_statement_step (row, &local))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no template “%s”", name);

  return uid;
}

/*** The set of the program ***/

/* behind (nullable): only one that has no programme yet although kinds bring one, called in that language. (transfer full) (nullable): the uid of the one
 * that is there */
static char *
find_there (VecheDb *db, const char *subject, const char *code, const char *behind)
{
  static const char sql[] =
    "SELECT uid FROM plan_template WHERE subject = ?1 AND code = ?2 AND (?3 IS NULL OR (behind = 1 AND (name GLOB '*[а-яёА-ЯЁ]*') = (?3 = 'ru')))";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid;

  veche_statement_bind_text (row, 1, subject);
  veche_statement_bind_text (row, 2, code);
  veche_statement_bind_text (row, 3, behind);
  uid = veche_statement_step (row, NULL) ? veche_statement_dup_text (row, 0) : NULL;
  veche_statement_reset (row);

  return uid;
}

/* Missing cells at the end are "". */
static const char *
cell (GStrv cells, guint i)
{
  return i < g_strv_length (cells) ? cells[i] : "";
}

static const char *
add_template (VecheEdit *edit, GStrv cells, int position)
{
  const char *uid = veche_edit_insert (edit, "plan_template");

  veche_edit_set_text (edit, "plan_template", uid, "subject", cell (cells, 1));
  veche_edit_set_text (edit, "plan_template", uid, "code", cell (cells, 2));
  veche_edit_set_text (edit, "plan_template", uid, "name", cell (cells, 3));
  if (*cell (cells, 4) != '\0')
    veche_edit_set_text (edit, "plan_template", uid, "about", cell (cells, 4));
  veche_edit_set_int (edit, "plan_template", uid, "position", position);
  if (*cell (cells, 5) != '\0')
    veche_edit_set_int (edit, "plan_template", uid, "minutes", g_ascii_strtoll (cell (cells, 5), NULL, 10));

  return uid;
}

static void
add_line (VecheEdit *edit, const char *template_uid, GStrv cells, int position)
{
  const char *uid = veche_edit_insert (edit, "plan_template_item"), *kind = cells[0];
  gboolean slot = strcmp (kind, "slot") == 0, part = strcmp (kind, "part") == 0;

  veche_edit_set_ref (edit, "plan_template_item", uid, "template_id", template_uid);
  veche_edit_set_text (edit, "plan_template_item", uid, "kind", kind);
  veche_edit_set_int (edit, "plan_template_item", uid, "position", position);
  veche_edit_set_text (edit, "plan_template_item", uid, "title", cell (cells, slot ? 5 : part ? 3 : 2));
  if (part)
    {
      veche_edit_set_int (edit, "plan_template_item", uid, "minutes", g_ascii_strtoll (cell (cells, 1), NULL, 10));
      veche_edit_set_text (edit, "plan_template_item", uid, "form", cell (cells, 2));
      return;
    }
  if (!slot)
    veche_edit_set_int (edit, "plan_template_item", uid, "shift", g_ascii_strtoll (cell (cells, 1), NULL, 10));
  if (!slot && *cell (cells, 3) != '\0')
    {
      g_auto (GStrv) lines = g_strsplit (cell (cells, 3), " | ", -1);
      g_autofree char *checklist = g_strjoinv ("\n", lines);

      veche_edit_set_text (edit, "plan_template_item", uid, "checklist", checklist);
    }
  if (!slot)
    return;

  if (*cell (cells, 1) != '\0')
    veche_edit_set_text (edit, "plan_template_item", uid, "competency", cell (cells, 1));
  if (*cell (cells, 6) != '\0')
    veche_edit_set_text (edit, "plan_template_item", uid, "about", cell (cells, 6));
  veche_edit_set_int (edit, "plan_template_item", uid, "level", g_ascii_strtoll (cell (cells, 2), NULL, 10));
  veche_edit_set_int (edit, "plan_template_item", uid, "needed", g_ascii_strtoll (cell (cells, 3), NULL, 10));
  veche_edit_set_int (edit, "plan_template_item", uid, "hours", g_ascii_strtoll (cell (cells, 4), NULL, 10));
}

/* (nullable): an error */
static GStrv
read_set (const char *language, GError **error)
{
  const char *path = g_strcmp0 (language, "ru") == 0 ? "/app/veche/Veche/plan/templates-ru.tsv" : "/app/veche/Veche/plan/templates-en.tsv";
  g_autoptr (GBytes) bytes = NULL;

  /* Nothing else refers to the resource, so without this call the linker would drop it from the static library. */
  veche_plan_get_resource ();
  bytes = g_resources_lookup_data (path, 0, error);

  return bytes != NULL ? g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1) : NULL;
}

static int
catch_up (VecheDb *db, VecheEdit *edit, const char *language, GError **error)
{
  g_auto (GStrv) lines = read_set (language, error);
  g_autofree char *uid = NULL;
  int n = 0;

  if (lines == NULL)
    return -1;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", MOST_CELLS);

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (strcmp (cells[0], "template") == 0)
        {
          g_free (uid);
          uid = find_there (db, cell (cells, 1), cell (cells, 2), language);
          n += uid != NULL;
          if (uid != NULL && *cell (cells, 5) != '\0')
            veche_edit_set_int (edit, "plan_template", uid, "minutes", g_ascii_strtoll (cell (cells, 5), NULL, 10));
        }
      else if (uid != NULL && strcmp (cells[0], "part") == 0)
        add_line (edit, uid, cells, FIRST_LINE + (int) i);
    }

  return n;
}

int
veche_templates_edit_catch_up (VecheDb *db, VecheEdit *edit, GError **error)
{
  int russian = catch_up (db, edit, "ru", error), english = russian >= 0 ? catch_up (db, edit, "en", error) : -1;

  return english >= 0 ? russian + english : -1;
}

int
veche_templates_edit_defaults (VecheDb *db, VecheEdit *edit, const char *language, GError **error)
{
  g_auto (GStrv) lines = read_set (language, error);
  const char *uid = NULL;
  int n = 0, position = 0;

  if (lines == NULL)
    return -1;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", MOST_CELLS);

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (strcmp (cells[0], "template") == 0)
        {
          g_autofree char *there = find_there (db, cell (cells, 1), cell (cells, 2), NULL);

          uid = there != NULL ? NULL : add_template (edit, cells, position);
          n += uid != NULL;
        }
      else if (uid != NULL)
        add_line (edit, uid, cells, position);
      position++;
    }

  return n;
}

/*** What a kind needs ***/

static gboolean
apply_task (VecheDb *db, VecheEdit *edit, const VechePlanTemplateItem *item, gboolean event, const char *uid, GError **error)
{
  g_auto (GStrv) lines = item->checklist != NULL ? g_strsplit (item->checklist, "\n", -1) : NULL;
  VecheTaskNew task = { .title = item->title, .notes = item->about, .shift = item->shift, .items = (const char *const *) lines,
                        .project_uid = event ? NULL : uid, .event_uid = event ? uid : NULL };

  return veche_tasks_edit_add (db, edit, &task, error) != NULL;
}

static void
apply_step (VecheEdit *edit, const VechePlanTemplateItem *item, const char *project_uid, const char *day, guint position)
{
  const char *uid = veche_edit_insert (edit, "project_step");
  g_autofree char *moved = day != NULL && item->shift != VECHE_TASK_NO_SHIFT ? veche_when_add_days (day, item->shift) : NULL;

  veche_edit_set_ref (edit, "project_step", uid, "project_id", project_uid);
  veche_edit_set_text (edit, "project_step", uid, "title", item->title);
  veche_edit_set_text (edit, "project_step", uid, "about", item->about);
  veche_edit_set_text (edit, "project_step", uid, "day", moved);
  if (item->shift != VECHE_TASK_NO_SHIFT)
    veche_edit_set_int (edit, "project_step", uid, "shift", item->shift);
  veche_edit_set_int (edit, "project_step", uid, "position", position);
}

static gboolean
apply_slot (VecheDb *db, VecheEdit *edit, const VechePlanTemplateItem *item, const char *project_uid, GError **error)
{
  g_autofree char *competency = item->competency != NULL ? veche_team_find_competency (db, item->competency) : NULL;
  VecheSlotNew slot = { .title = item->title, .about = item->about, .competency_uid = competency, .level = item->level, .hours = item->hours,
                        .needed = item->needed };

  return veche_team_edit_add_slot (db, edit, project_uid, &slot, error) != NULL;
}

static void
apply_part (VecheDb *db, VecheEdit *edit, const VechePlanTemplateItem *item, const char *event_uid, guint position)
{
  g_autofree char *competency = item->competency != NULL ? veche_team_find_competency (db, item->competency) : NULL;
  const char *uid = veche_events_edit_add_item (edit, event_uid, item->form, item->title, NULL, item->minutes, FIRST_LINE + position);

  veche_edit_set_text (edit, "event_item", uid, "about", item->about);
  if (competency != NULL)
    veche_edit_set_ref (edit, "event_item", uid, "competency_id", competency);
}

/* Has the event a task or a part of that title? */
static gboolean
has_already (VecheDb *db, const char *event_uid, const VechePlanTemplateItem *item)
{
  static const char sql[] =
    "SELECT 1 FROM event AS e WHERE e.uid = ?1 AND (?2 = 'task' AND EXISTS (SELECT 1 FROM task WHERE event_id = e.id AND title = ?3)"
    "   OR ?2 = 'part' AND EXISTS (SELECT 1 FROM event_item WHERE event_id = e.id AND title = ?3))";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean there;

  veche_statement_bind_text (row, 1, event_uid);
  veche_statement_bind_text (row, 2, item->kind);
  veche_statement_bind_text (row, 3, item->title);
  there = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return there;
}

/* What the edit sets it to. (nullable): nothing */
static const char *
find_set (VecheEdit *edit, const char *uid, const char *field)
{
  for (guint i = veche_edit_get_n_steps (edit); i > 0; i--)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i - 1);

      if (step->kind == VECHE_EDIT_SET && strcmp (step->uid, uid) == 0 && strcmp (step->field, field) == 0)
        return G_VALUE_HOLDS_STRING (&step->value) ? g_value_get_string (&step->value) : NULL;
    }

  return NULL;
}

/* One that has hours lasts as long as its kind; one that the same edit makes, and says when it ends, as long as that. */
static void
apply_length (VecheDb *db, VecheEdit *edit, const char *event_uid, int minutes)
{
  const char *starts = find_set (edit, event_uid, "starts");
  g_autoptr (VecheEventCard) event = minutes > 0 && starts == NULL ? veche_events_load (db, event_uid, NULL) : NULL;
  g_autofree char *ends = NULL;

  if (minutes == 0 || (starts != NULL && find_set (edit, event_uid, "ends") != NULL))
    return;
  if (starts == NULL && event != NULL)
    starts = event->starts;
  ends = starts != NULL && !veche_when_is_day (starts) ? veche_when_add_minutes (starts, minutes) : NULL;
  if (ends != NULL)
    veche_edit_set_text (edit, "event", event_uid, "ends", ends);
}

gboolean
veche_templates_edit_apply (VecheDb *db, VecheEdit *edit, const char *template_uid, const char *uid, GError **error)
{
  static const char sql[] = "SELECT subject, code, ifnull (minutes, 0) FROM plan_template WHERE uid = ?1";
  g_autoptr (GPtrArray) items = veche_templates_list_items (db, template_uid, error);
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *day = NULL, *code = NULL;
  gboolean event, ok = TRUE;
  int minutes;

  if (items == NULL)
    return FALSE;
  veche_statement_bind_text (row, 1, template_uid);
  if (!veche_statement_step (row, NULL))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no template “%s”", template_uid);
      return FALSE;
    }
  event = strcmp (veche_statement_text (row, 0), "event") == 0;
  code = veche_statement_dup_text (row, 1);
  minutes = (int) veche_statement_int (row, 2);
  veche_statement_reset (row);
  day = event ? NULL : veche_tasks_find_anchor (db, edit, "project", uid);

  /* An event is of one of the kinds that the program has words for. */
  if (!event || strcmp (code, template_uid) != 0)
    veche_edit_set_text (edit, event ? "event" : "project", uid, "kind", code);
  for (guint i = 0; ok && i < items->len; i++)
    {
      const VechePlanTemplateItem *item = items->pdata[i];

      if (event && has_already (db, uid, item))
        continue;
      if (strcmp (item->kind, "task") == 0)
        ok = apply_task (db, edit, item, event, uid, error);
      else if (!event && strcmp (item->kind, "step") == 0)
        apply_step (edit, item, uid, day, i);
      else if (!event && strcmp (item->kind, "slot") == 0)
        ok = apply_slot (db, edit, item, uid, error);
      else if (event && strcmp (item->kind, "part") == 0)
        apply_part (db, edit, item, uid, i);
    }
  if (event)
    apply_length (db, edit, uid, minutes);

  return ok;
}
