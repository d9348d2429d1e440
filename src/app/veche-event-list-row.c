/* veche-event-list-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-list-row.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "store/veche-plan-entries.h"

#define ROW_HEIGHT   33   /* a line of 11 pt and one of 9 */
#define SECOND_LINE  18
#define DATE_WIDTH   36
#define MARK_SIZE    12
#define GAP          10

struct _VecheEventListRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheEventListRow, veche_event_list_row, VECHE_TYPE_ROW)

/* What is said of it under its title; of a milestone, whose it is. */
static char *
about_words (const VechePlanEntry *entry)
{
  if (entry->kind == VECHE_PLAN_EVENT && entry->stage == VECHE_PLAN_OFF)
    return g_strdup (veche_plan_entry_state (entry));

  return entry->kind == VECHE_PLAN_STEP ? g_strdup (_("Milestone of the project")) : veche_plan_entry_about (entry, FALSE);
}

static char *
veche_event_list_row_dup_label (VecheRow *row, VecheRecord *record)
{
  return veche_plan_entry_spoken ((VechePlanEntry *) record);
}

static float
veche_event_list_row_get_height (VecheRow *row, VecheRecord *record)
{
  return ROW_HEIGHT;
}

static void
draw_centred (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, VecheInk ink, float centre, float y)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  veche_draw_text (widget, snapshot, layout, ink, centre - (float) width / 2, y);
}

static void
draw_date (GtkWidget *widget, GtkSnapshot *snapshot, const char *day, float scale)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autofree char *number = date != NULL ? g_date_time_format (date, "%-e") : g_strdup ("—");
  const char *month = date != NULL ? veche_month_short (g_date_time_get_month (date)) : "";
  g_autoptr (PangoLayout) top = veche_draw_layout (widget, number, 11, 600, -1, 1, TRUE), bottom = veche_draw_layout (widget, month, 9, 400, -1, 1, FALSE);

  draw_centred (widget, snapshot, top, VECHE_INK_FG, DATE_WIDTH * scale / 2, 0);
  draw_centred (widget, snapshot, bottom, VECHE_INK_70, DATE_WIDTH * scale / 2, SECOND_LINE * scale);
}

/* What was called off is struck through. */
static void
draw_title (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float x, int room, float scale)
{
  g_autoptr (PangoLayout) title = veche_draw_layout (widget, entry->title, 11, 600, room, 1, FALSE);
  gboolean off = entry->stage == VECHE_PLAN_OFF;
  int width;

  veche_draw_text (widget, snapshot, title, off ? VECHE_INK_70 : VECHE_INK_FG, x, 0);
  if (!off)
    return;

  pango_layout_get_pixel_size (title, &width, NULL);
  veche_draw_box (widget, snapshot, VECHE_INK_70, 1, &GRAPHENE_RECT_INIT (x, 10 * scale, (float) width, MAX (scale, 1)), 0);
}

static void
veche_event_list_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const VechePlanEntry *entry = (VechePlanEntry *) record;
  const char *shape = veche_plan_entry_shape (entry);
  float mark = (DATE_WIDTH + GAP) * scale, words = mark + (MARK_SIZE + GAP) * scale, end;
  g_autofree char *weekday = veche_day_weekday (entry->since), *text = about_words (entry);
  g_autoptr (PangoLayout) about = NULL, day = veche_draw_layout (widget, weekday, 9, 400, -1, 1, FALSE);
  int day_width, room;

  pango_layout_get_pixel_size (day, &day_width, NULL);
  end = width - (float) day_width;
  room = MAX ((int) (end - GAP * scale - words), 10);
  about = veche_draw_layout (widget, text, 9, 400, room, 1, FALSE);
  draw_date (widget, snapshot, entry->since, scale);
  if (shape != NULL)
    veche_draw_shape (widget, snapshot, shape, mark, (height - MARK_SIZE * scale) / 2, MARK_SIZE * scale);
  draw_title (widget, snapshot, entry, words, room, scale);
  veche_draw_text (widget, snapshot, about, VECHE_INK_70, words, SECOND_LINE * scale);
  veche_draw_text (widget, snapshot, day, VECHE_INK_70, end, 9 * scale);
}

static void
veche_event_list_row_class_init (VecheEventListRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_event_list_row_get_height;
  row_class->draw = veche_event_list_row_draw;
  row_class->dup_label = veche_event_list_row_dup_label;
}

static void
veche_event_list_row_init (VecheEventListRow *self)
{
}
