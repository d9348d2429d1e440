/* veche-plan-templates-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-templates.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"

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
