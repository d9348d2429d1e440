/* veche-task-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-task-list.h"

#include "app/veche-task-words.h"

static void
heading_clear (gpointer data)
{
  g_free (((VecheHeading *) data)->text);
}

static void
add_heading (GPtrArray *made, VecheDays days, guint count)
{
  VecheHeading *heading = veche_record_alloc (sizeof (VecheHeading), VECHE_RECORD_HEADING, -(gint64) days - 1, NULL, heading_clear);
  VecheItem *item = veche_item_new (-(gint64) days - 1);

  heading->text = g_strdup (veche_days_title (days));
  heading->count = count;
  veche_item_set_record (item, (VecheRecord *) heading);
  veche_record_unref (heading);
  g_ptr_array_add (made, item);
}

static void
add_task (GPtrArray *made, VecheTask *task)
{
  VecheTaskRecord *record = veche_task_record_new (task);
  VecheItem *item = veche_item_new (record->parent.id);

  veche_item_set_record (item, (VecheRecord *) record);
  veche_record_unref (record);
  g_ptr_array_add (made, item);
}

static GPtrArray *
make_items (GPtrArray *tasks, const char *today, gboolean whole)
{
  GPtrArray *made = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[VECHE_N_DAYS] = { 0 };
  int last = -1;

  for (guint i = 0; today != NULL && whole && i < tasks->len; i++)
    counts[veche_task_days (tasks->pdata[i], today)]++;
  for (guint i = 0; i < tasks->len; i++)
    {
      int days = today != NULL ? (int) veche_task_days (tasks->pdata[i], today) : -1;

      if (days != last)
        add_heading (made, days, counts[days]);
      last = days;
      add_task (made, tasks->pdata[i]);
    }
  g_ptr_array_set_free_func (tasks, NULL);   /* the records have taken them */

  return made;
}

void
veche_task_list_fill (GListStore *items, GPtrArray *tasks, const char *today, gboolean whole)
{
  g_autoptr (GPtrArray) made = make_items (tasks, today, whole);

  veche_item_fill_list (items, made);
}
