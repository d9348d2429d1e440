/* veche-task-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-task-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-plan-words.h"
#include "app/veche-task-words.h"
#include "model/veche-text.h"

#define HEADING_HEIGHT 34
#define ROW_HEIGHT     58
#define RING_X         20
#define RING           20
#define TEXT_X         54

struct _VecheTaskRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheTaskRow, veche_task_row, VECHE_TYPE_ROW)

static void
task_record_clear (gpointer data)
{
  VecheTaskRecord *self = data;

  veche_task_free (self->task);
  g_free (self->title);
}

VecheTaskRecord *
veche_task_record_new (VecheTask *task)
{
  VecheTaskRecord *self = veche_record_alloc (sizeof (VecheTaskRecord), VECHE_RECORD_TABLE_ROW, task->id, task->uid, task_record_clear);

  self->task = task;
  self->title = veche_text_clamp (task->title, 300, FALSE);

  return self;
}

static float
veche_task_row_get_height (VecheRow *row, VecheRecord *record)
{
  VecheItem *item = veche_row_get_item (row);

  return item != NULL && veche_item_get_id (item) < 0 ? HEADING_HEIGHT : ROW_HEIGHT;
}

static void
task_row_draw_heading (GtkWidget *widget, GtkSnapshot *snapshot, VecheHeading *heading, float width, float scale)
{
  g_autofree char *count = heading->count > 0 ? g_strdup_printf ("%u", heading->count) : g_strdup ("");
  g_autoptr (PangoLayout) label = veche_draw_layout (widget, heading->text, 9, 700, -1, 1, FALSE);
  g_autoptr (PangoLayout) number = veche_draw_layout (widget, count, 9, 700, -1, 1, TRUE);
  int number_width;

  pango_layout_get_pixel_size (number, &number_width, NULL);
  veche_draw_text (widget, snapshot, label, VECHE_INK_70, 20 * scale, 12 * scale);
  veche_draw_text (widget, snapshot, number, VECHE_INK_70, width - 16 * scale - (float) number_width, 12 * scale);
}

static void
task_row_draw_ring (GtkWidget *widget, GtkSnapshot *snapshot, const VecheTask *task, float scale)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (RING_X * scale, 19 * scale, RING * scale, RING * scale);
  GskRoundedRect outline;
  GdkRGBA ink;

  gsk_rounded_rect_init_from_rect (&outline, &area, RING / 2 * scale);
  if (strcmp (task->state, "open") != 0)
    {
      veche_draw_box (widget, snapshot, VECHE_INK_POS, .13f, &area, RING / 2 * scale);
      veche_draw_icon (widget, snapshot, "object-select-symbolic", VECHE_INK_POS, (RING_X + 4) * scale, 23 * scale, 12 * scale);
      return;
    }
  veche_draw_ink (widget, VECHE_INK_55, &ink);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2 * scale, 2 * scale, 2 * scale, 2 * scale }, (GdkRGBA[4]) { ink, ink, ink, ink });
}

static void
veche_task_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VecheTaskRecord *self = (VecheTaskRecord *) record;
  g_autofree char *today = NULL, *due = NULL, *about = NULL;
  g_autoptr (PangoLayout) title = NULL, second = NULL, when = NULL;
  VecheInk ink;
  int when_width = 0, room;
  gboolean open;

  if (record->kind == VECHE_RECORD_HEADING)
    {
      task_row_draw_heading (widget, snapshot, (VecheHeading *) record, width, scale);
      return;
    }

  today = veche_day_today ();
  due = veche_task_due_words (self->task, today, &ink);
  about = veche_task_about (self->task);
  open = strcmp (self->task->state, "open") == 0;
  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, 56 * scale);
  task_row_draw_ring (widget, snapshot, self->task, scale);
  if (due != NULL)
    {
      when = veche_draw_layout (widget, due, 9, ink == VECHE_INK_70 ? 400 : 600, -1, 1, TRUE);
      pango_layout_get_pixel_size (when, &when_width, NULL);
      veche_draw_text (widget, snapshot, when, open ? ink : VECHE_INK_70, width - 18 * scale - (float) when_width, (*about != '\0' ? 12 : 22) * scale);
    }
  room = MAX ((int) (width - (TEXT_X + 30) * scale) - when_width, 10);
  title = veche_draw_layout (widget, self->title, 11, 600, room, 1, FALSE);
  veche_draw_text (widget, snapshot, title, open ? VECHE_INK_FG : VECHE_INK_70, TEXT_X * scale, (*about != '\0' ? 9 : 20) * scale);
  if (*about == '\0')
    return;
  second = veche_draw_layout (widget, about, 10, 400, MAX ((int) (width - (TEXT_X + 18) * scale), 10), 1, FALSE);
  veche_draw_text (widget, snapshot, second, VECHE_INK_70, TEXT_X * scale, 30 * scale);
}

static char *
veche_task_row_dup_label (VecheRow *row, VecheRecord *record)
{
  VecheTaskRecord *self = (VecheTaskRecord *) record;
  g_autofree char *today = NULL, *due = NULL, *about = NULL;
  VecheInk ink;

  if (record->kind == VECHE_RECORD_HEADING)
    return g_strdup (((VecheHeading *) record)->text);

  today = veche_day_today ();
  due = veche_task_due_words (self->task, today, &ink);
  about = veche_task_about (self->task);

  return g_strdup_printf ("%s, %s, %s%s%s", self->title, strcmp (self->task->state, "done") == 0 ? C_ ("task", "done") : C_ ("task", "to do"),
                          due != NULL ? due : _ ("no date"), *about != '\0' ? ", " : "", about);
}

static void
task_row_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VecheTaskRow *self)
{
  double scale = veche_draw_scale (GTK_WIDGET (self));
  VecheItem *item = veche_row_get_item (VECHE_ROW (self));

  if (item == NULL || veche_item_get_id (item) < 0 || x > (RING_X + RING + 10) * scale)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "tasks.toggle", "x", veche_item_get_id (item));
}

static void
veche_task_row_class_init (VecheTaskRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_task_row_get_height;
  row_class->draw = veche_task_row_draw;
  row_class->dup_label = veche_task_row_dup_label;
}

static void
veche_task_row_init (VecheTaskRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (task_row_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
