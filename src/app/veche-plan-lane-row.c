/* veche-plan-lane-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-lane-row.h"

#include "app/veche-draw.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-row.h"
#include "app/veche-plan-timeline.h"
#include "model/veche-when.h"

#define HEADING_HEIGHT 36
#define ROW_HEIGHT     30
#define BAR_HEIGHT     12
#define MARK           12
#define GRIP           7      /* px on either side of an end that take hold of it */
#define DAYS_A_WEEK    7

struct _VechePlanLaneRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VechePlanLaneRow, veche_plan_lane_row, VECHE_TYPE_ROW)

static const VechePlanAxis *
row_axis (VecheRow *row)
{
  GtkWidget *timeline = gtk_widget_get_ancestor (GTK_WIDGET (row), VECHE_TYPE_PLAN_TIMELINE);

  return timeline != NULL ? veche_plan_timeline_get_axis (VECHE_PLAN_TIMELINE (timeline)) : NULL;
}

static float
veche_plan_lane_row_get_height (VecheRow *row, VecheRecord *record)
{
  return record != NULL && record->kind == VECHE_RECORD_HEADING ? HEADING_HEIGHT : ROW_HEIGHT;
}

/* What is only a point in time: a mark. */
static gboolean
is_mark (const VechePlanEntry *entry)
{
  return entry->kind == VECHE_PLAN_STEP || entry->kind == VECHE_PLAN_TASK || (entry->kind == VECHE_PLAN_EVENT && g_str_equal (entry->since, entry->until));
}

static void
draw_line (GtkWidget *widget, GtkSnapshot *snapshot, VecheInk ink, float alpha, float x, float height, float width)
{
  veche_draw_box (widget, snapshot, ink, alpha, &GRAPHENE_RECT_INIT (x, 0, width, height), 0);
}

/* The weeks, the lane's band, and today. */
static void
draw_ground (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanAxis *axis, float width, float height)
{
  int today = veche_when_days_between (axis->since, axis->today);

  for (int day = 0; day < axis->n_days; day += DAYS_A_WEEK)
    draw_line (widget, snapshot, VECHE_INK_FG, .06f, veche_plan_axis_x (axis, width, day), height, 1);
  if (today >= 0 && today < axis->n_days)
    draw_line (widget, snapshot, VECHE_INK_ACCENT_BG, .9f, veche_plan_axis_x (axis, width, today) - .5f, height, 1.5f);
}

static void
draw_bar (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float from, float to, float height, float scale)
{
  float bar = BAR_HEIGHT * scale;
  GskRoundedRect area;
  GdkRGBA ink;

  veche_draw_shape_ink (widget, veche_plan_entry_shape (entry), &ink);
  ink.alpha = entry->stage >= VECHE_PLAN_DONE ? .35f : entry->kind == VECHE_PLAN_PROJECT ? .85f : .65f;
  gsk_rounded_rect_init_from_rect (&area, &GRAPHENE_RECT_INIT (from, (height - bar) / 2, MAX (to - from, bar), bar), bar / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &area);
  gtk_snapshot_append_color (snapshot, &ink, &area.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_mark (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float middle, float height, float scale)
{
  float size = (entry->kind == VECHE_PLAN_TASK ? MARK + 1 : MARK - 1) * scale, x = middle - size / 2, y = (height - size) / 2;

  if (entry->kind == VECHE_PLAN_TASK)
    veche_draw_icon (widget, snapshot, entry->stage == VECHE_PLAN_DONE ? "veche-check-symbolic" : "veche-promise-symbolic", VECHE_INK_70, x, y, size);
  else if (entry->stage == VECHE_PLAN_DONE && entry->kind == VECHE_PLAN_STEP)
    veche_draw_icon (widget, snapshot, "veche-check-symbolic", VECHE_INK_POS, x, y, size);
  else
    veche_draw_shape (widget, snapshot, entry->kind == VECHE_PLAN_STEP ? "diamond" : veche_plan_entry_shape (entry), x, y, size);
}

static void
draw_time (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanAxis *axis, const VechePlanEntry *entry, float width, float height, float scale)
{
  int first, last;

  if (!veche_plan_axis_span (axis, entry, &first, &last))
    return;
  if (is_mark (entry) && first == last)
    draw_mark (widget, snapshot, entry, (veche_plan_axis_x (axis, width, first) + veche_plan_axis_x (axis, width, first + 1)) / 2, height, scale);
  else
    draw_bar (widget, snapshot, entry, veche_plan_axis_x (axis, width, first), veche_plan_axis_x (axis, width, last + 1), height, scale);
}

static gboolean
is_lane (VecheRecord *record)
{
  return record->kind == VECHE_RECORD_EVENT && ((VechePlanEntry *) record)->kind == VECHE_PLAN_EVENT && ((VechePlanEntry *) record)->recurs != NULL;
}

static void
veche_plan_lane_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const VechePlanAxis *axis = row_axis (row);
  const VechePlanEntry *entry = (VechePlanEntry *) record;
  g_autoptr (PangoLayout) title = NULL;
  float start = veche_plan_axis_start (width);

  if (axis == NULL)
    return;
  if (record->kind == VECHE_RECORD_HEADING)
    {
      draw_ground (widget, snapshot, axis, width, height);
      veche_draw_box (widget, snapshot, VECHE_INK_FG, .045f, &GRAPHENE_RECT_INIT (0, 9 * scale, width, height - 9 * scale), 0);
      veche_plan_draw_heading (widget, snapshot, (VecheHeading *) record, width, scale);
      return;
    }

  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, height - 2 * scale);
  draw_ground (widget, snapshot, axis, width, height);
  if (is_lane (record))
    for (guint i = 0; i < ((VechePlanLane *) record)->times->len; i++)
      draw_time (widget, snapshot, axis, ((VechePlanLane *) record)->times->pdata[i], width, height, scale);
  else
    draw_time (widget, snapshot, axis, entry, width, height, scale);

  draw_mark (widget, snapshot, entry, 24 * scale, height, scale * .85f);
  title = veche_draw_layout (widget, entry->title, 10, entry->kind == VECHE_PLAN_PROJECT ? 700 : 400, MAX ((int) (start - 48 * scale), 10), 1, FALSE);
  veche_draw_text (widget, snapshot, title, entry->stage >= VECHE_PLAN_DONE ? VECHE_INK_70 : VECHE_INK_FG, 38 * scale, 6 * scale);
}

static char *
veche_plan_lane_row_dup_label (VecheRow *row, VecheRecord *record)
{
  return record->kind == VECHE_RECORD_HEADING ? g_strdup (((VecheHeading *) record)->text) : veche_plan_entry_spoken ((VechePlanEntry *) record);
}

static void
veche_plan_lane_row_class_init (VechePlanLaneRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_plan_lane_row_get_height;
  row_class->draw = veche_plan_lane_row_draw;
  row_class->dup_label = veche_plan_lane_row_dup_label;
}

static void
veche_plan_lane_row_init (VechePlanLaneRow *self)
{
}

gboolean
veche_plan_lane_row_grip (VechePlanLaneRow *self, double x, VechePlanEdge *edge)
{
  const VechePlanAxis *axis = row_axis (VECHE_ROW (self));
  VecheItem *item = veche_row_get_item (VECHE_ROW (self));
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  const VechePlanEntry *entry = (VechePlanEntry *) record;
  float from, to;
  int first, last;

  if (axis == NULL || record == NULL || record->kind != VECHE_RECORD_EVENT || !veche_plan_axis_span (axis, entry, &first, &last))
    return FALSE;
  from = veche_plan_axis_x (axis, width, first);
  to = veche_plan_axis_x (axis, width, last + 1);
  if (x < from - GRIP || x > to + GRIP)
    return FALSE;

  *edge = VECHE_PLAN_BODY;
  /* The ends of what is short are beside it, not on it. */
  if (veche_plan_can_shift (entry, VECHE_PLAN_END) && (to - from > 3 * GRIP ? x > to - GRIP : x > to))
    *edge = VECHE_PLAN_END;
  else if (veche_plan_can_shift (entry, VECHE_PLAN_BEGIN) && (to - from > 3 * GRIP ? x < from + GRIP : x < from))
    *edge = VECHE_PLAN_BEGIN;

  return TRUE;
}
