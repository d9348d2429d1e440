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
    "       (SELECT count (*) FROM plan_template_item WHERE template_id = t.id AND kind = 'part')"
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

static gboolean
is_there (VecheDb *db, const char *subject, const char *code)
{
  static const char sql[] = "SELECT 1 FROM plan_template WHERE subject = ?1 AND code = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean there;

  veche_statement_bind_text (row, 1, subject);
  veche_statement_bind_text (row, 2, code);
  there = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return there;
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

int
veche_templates_edit_defaults (VecheDb *db, VecheEdit *edit, const char *language, GError **error)
{
  const char *path = g_strcmp0 (language, "ru") == 0 ? "/app/veche/Veche/plan/templates-ru.tsv" : "/app/veche/Veche/plan/templates-en.tsv";
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;
  const char *uid = NULL;
  int n = 0, position = 0;

  /* Nothing else refers to the resource, so without this call the linker would drop it from the static library. */
  veche_plan_get_resource ();
  bytes = g_resources_lookup_data (path, 0, error);
  if (bytes == NULL)
    return -1;
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", MOST_CELLS);

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (strcmp (cells[0], "template") == 0)
        {
          uid = is_there (db, cell (cells, 1), cell (cells, 2)) ? NULL : add_template (edit, cells, position);
          n += uid != NULL;
        }
      else if (uid != NULL)
        add_line (edit, uid, cells, position);
      position++;
    }

  return n;
}

/*** Changed by hand ***/

typedef struct { char *uid, *like; gint64 position; int shift; } Place;   /* position: of before, -1 of a new one */

static void
place_free (gpointer data)
{
  Place *self = data;

  g_free (self->uid);
  g_free (self->like);
  g_free (self);
}

static Place *
place_new (const char *uid, const char *like, gint64 position, int shift)
{
  Place *self = g_new0 (Place, 1);

  self->uid = g_strdup (uid);
  self->like = g_strdup (like);
  self->position = position;
  self->shift = shift;

  return self;
}

/* All kinds; or all that a kind needs, told by its uid or by that of one of them.  In order. (element-type Place) (transfer full) */
static GPtrArray *
list_places (VecheDb *db, const char *table, const char *uid, GError **error)
{
  static const char templates[] = "SELECT uid, subject, position, NULL FROM plan_template ORDER BY position, id";
  static const char items[] =
    "SELECT uid, kind, position, shift FROM plan_template_item WHERE template_id ="
    "  coalesce ((SELECT id FROM plan_template WHERE uid = ?1), (SELECT template_id FROM plan_template_item WHERE uid = ?1)) ORDER BY position, id";
  gboolean kinds = strcmp (table, "plan_template") == 0;
  VecheStatement *row = veche_db_prepare (db, kinds ? templates : items);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (GError) local = NULL;

  if (!kinds)
    veche_statement_bind_text (row, 1, uid);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (places, place_new (veche_statement_text (row, 0), veche_statement_text (row, 1), veche_statement_int (row, 2),
                                        veche_statement_is_null (row, 3) ? VECHE_TASK_NO_SHIFT : (int) veche_statement_int (row, 3)));
  if (local == NULL)
    return g_steal_pointer (&places);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* The same numbers in their new order, so that few rows change; none twice. */
static void
edit_order (VecheEdit *edit, const char *table, GPtrArray *places)
{
  g_autoptr (GArray) positions = g_array_sized_new (FALSE, FALSE, sizeof (gint64), places->len);
  gint64 last = -1;

  for (guint i = 0; i < places->len; i++)
    last = MAX (last, ((Place *) places->pdata[i])->position);
  for (guint i = 0; i < places->len; i++)
    {
      gint64 position = ((Place *) places->pdata[i])->position;

      if (position < 0)
        position = last + 1;
      g_array_append_val (positions, position);
    }
  g_array_sort (positions, compare_positions);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = places->pdata[i];
      gint64 *position = &g_array_index (positions, gint64, i);

      if (i == 0)
        *position = MAX (*position, 0);
      else
        *position = MAX (*position, g_array_index (positions, gint64, i - 1) + 1);
      if (*position != place->position)
        veche_edit_set_int (edit, table, place->uid, "position", *position);
    }
}

const char *
veche_templates_edit_add (VecheDb *db, VecheEdit *edit, const char *subject, const char *name, const char *about, GError **error)
{
  g_autoptr (GPtrArray) places = list_places (db, "plan_template", NULL, error);
  const char *uid;

  if (places == NULL)
    return NULL;

  uid = veche_edit_insert (edit, "plan_template");
  veche_edit_set_text (edit, "plan_template", uid, "subject", subject);
  /* Nobody needs a word for it, and it is never that of another. */
  veche_edit_set_text (edit, "plan_template", uid, "code", uid);
  veche_edit_set_text (edit, "plan_template", uid, "name", name);
  veche_edit_set_text (edit, "plan_template", uid, "about", about);
  veche_edit_set_int (edit, "plan_template", uid, "position", places->len > 0 ? ((Place *) places->pdata[places->len - 1])->position + 1 : 0);

  return uid;
}

/* Behind the last of its sort that is not later; where that sort has none, at the end. */
static guint
find_place (GPtrArray *places, const VechePlanTemplateItem *item)
{
  guint found = 0, first = places->len;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = places->pdata[i];

      if (strcmp (place->like, item->kind) != 0)
        continue;
      first = MIN (first, i);
      if (item->shift == VECHE_TASK_NO_SHIFT || (place->shift != VECHE_TASK_NO_SHIFT && place->shift <= item->shift))
        found = i + 1;
    }

  return found > 0 ? found : first;
}

gboolean
veche_templates_edit_item (VecheDb *db, VecheEdit *edit, const char *template_uid, const VechePlanTemplateItem *item, GError **error)
{
  static const char table[] = "plan_template_item";
  g_autoptr (GPtrArray) places = item->uid == NULL ? list_places (db, table, template_uid, error) : NULL;
  const char *uid = item->uid;

  if (uid == NULL && places == NULL)
    return FALSE;

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, table);
      veche_edit_set_ref (edit, table, uid, "template_id", template_uid);
      veche_edit_set_text (edit, table, uid, "kind", item->kind);
      g_ptr_array_insert (places, (int) find_place (places, item), place_new (uid, item->kind, -1, item->shift));
      edit_order (edit, table, places);
    }
  veche_edit_set_text (edit, table, uid, "title", item->title);
  veche_edit_set_text (edit, table, uid, "about", item->about);
  veche_edit_set_text (edit, table, uid, "checklist", item->checklist);
  veche_edit_set_text (edit, table, uid, "competency", item->competency);
  if (item->shift != VECHE_TASK_NO_SHIFT)
    veche_edit_set_int (edit, table, uid, "shift", item->shift);
  else
    veche_edit_set_null (edit, table, uid, "shift");
  veche_edit_set_int (edit, table, uid, "level", item->level);
  veche_edit_set_int (edit, table, uid, "needed", item->needed);
  veche_edit_set_int (edit, table, uid, "hours", item->hours);
  veche_edit_set_int (edit, table, uid, "minutes", item->minutes);
  veche_edit_set_text (edit, table, uid, "form", item->form);

  return TRUE;
}

gboolean
veche_templates_edit_move (VecheDb *db, VecheEdit *edit, const char *table, const char *uid, int by, GError **error)
{
  g_autoptr (GPtrArray) places = list_places (db, table, uid, error);
  int from = 0, to;

  if (places == NULL)
    return FALSE;
  while (from < (int) places->len && strcmp (((Place *) places->pdata[from])->uid, uid) != 0)
    from++;
  if (from == (int) places->len)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no row “%s”", uid);
      return FALSE;
    }
  for (to = from + by; to >= 0 && to < (int) places->len; to += by)
    if (strcmp (((Place *) places->pdata[to])->like, ((Place *) places->pdata[from])->like) == 0)
      {
        g_ptr_array_insert (places, to, g_ptr_array_steal_index (places, (guint) from));
        edit_order (edit, table, places);
        break;
      }

  return TRUE;
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

/* One that is there, and has hours, lasts as long as its kind. */
static void
apply_length (VecheDb *db, VecheEdit *edit, const char *event_uid, int minutes)
{
  g_autoptr (VecheEventCard) event = minutes > 0 ? veche_events_load (db, event_uid, NULL) : NULL;
  g_autofree char *ends = event != NULL && !event->whole ? veche_when_add_minutes (event->starts, minutes) : NULL;

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
