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

/* At both positions the same task stands: it gets the new record. */
static gboolean
take_over (GListStore *items, guint position, VecheItem *fresh)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (items), position);

  if (veche_item_get_id (item) != veche_item_get_id (fresh))
    return FALSE;
  veche_item_set_record (item, veche_item_get_record (fresh));

  return TRUE;
}

void
veche_task_list_fill (GListStore *items, GPtrArray *tasks, const char *today, gboolean whole)
{
  g_autoptr (GPtrArray) made = make_items (tasks, today, whole);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (items)), head = 0, tail = 0;

  while (head < n && head < made->len && take_over (items, head, made->pdata[head]))
    head++;
  while (tail < n - head && tail < made->len - head && take_over (items, n - 1 - tail, made->pdata[made->len - 1 - tail]))
    tail++;
  if (head < n - tail || head < made->len - tail)
    g_list_store_splice (items, head, n - head - tail, made->pdata + head, made->len - head - tail);
}
