/* veche-plan-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-row.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"

#define HEADING_HEIGHT  34
#define ROW_HEIGHT      46
#define CARD_HEIGHT     58
#define PROJECT_HEIGHT  76
#define PROJECT_COLUMN  190   /* width of the project's name, where there is room: at least, and of the row */
#define PROJECT_PART    .26f
#define ROOM_FOR_MORE   620

struct _VechePlanRow
{
  VecheRow parent_instance;
};

struct _VechePlanCard
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VechePlanRow, veche_plan_row, VECHE_TYPE_ROW)
G_DEFINE_FINAL_TYPE (VechePlanCard, veche_plan_card, VECHE_TYPE_ROW)

/*** Headings ***/

static void
heading_clear (gpointer data)
{
  g_free (((VecheHeading *) data)->text);
}

VecheHeading *
veche_plan_heading_new (const char *uid, const char *text, guint count)
{
  VecheHeading *self = veche_record_alloc (sizeof *self, VECHE_RECORD_HEADING, -1, uid, heading_clear);

  self->text = g_strdup (text);
  self->count = count;

  return self;
}

void
veche_plan_draw_heading (GtkWidget *widget, GtkSnapshot *snapshot, VecheHeading *heading, float width, float scale)
{
  g_autofree char *count = heading->count > 0 ? g_strdup_printf ("%u", heading->count) : g_strdup ("");
  g_autoptr (PangoLayout) label = veche_draw_layout (widget, heading->text, 9, 700, (int) (width - 60 * scale), 1, FALSE);
  g_autoptr (PangoLayout) number = veche_draw_layout (widget, count, 9, 700, -1, 1, TRUE);
  int number_width;

  pango_layout_get_pixel_size (number, &number_width, NULL);
  veche_draw_text (widget, snapshot, label, VECHE_INK_70, 18 * scale, 13 * scale);
  veche_draw_text (widget, snapshot, number, VECHE_INK_70, width - 18 * scale - (float) number_width, 13 * scale);
}

static char *
plan_dup_label (VecheRow *row, VecheRecord *record)
{
  return record->kind == VECHE_RECORD_HEADING ? g_strdup (((VecheHeading *) record)->text) : veche_plan_entry_spoken ((VechePlanEntry *) record);
}

/* What is done or given up steps back. */
static VecheInk
title_ink (const VechePlanEntry *entry)
{
  return entry->stage >= VECHE_PLAN_DONE ? VECHE_INK_70 : VECHE_INK_FG;
}

static void
draw_shape (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float x, float y, float size)
{
  const char *shape = veche_plan_entry_shape (entry);

  if (entry->kind == VECHE_PLAN_TASK)
    veche_draw_icon (widget, snapshot, entry->stage == VECHE_PLAN_DONE ? "veche-check-symbolic" : "veche-promise-symbolic", VECHE_INK_70, x, y, size);
  else if (entry->kind == VECHE_PLAN_STEP && entry->stage == VECHE_PLAN_DONE)
    veche_draw_icon (widget, snapshot, "veche-check-symbolic", VECHE_INK_POS, x, y, size);
  else if (shape != NULL)
    veche_draw_shape (widget, snapshot, shape, x, y, size);
}

/*** The row ***/

static float
veche_plan_row_get_height (VecheRow *row, VecheRecord *record)
{
  return record != NULL && record->kind == VECHE_RECORD_HEADING ? HEADING_HEIGHT : ROW_HEIGHT;
}

static void
row_draw_day (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float scale)
{
  g_autofree char *weekday = veche_day_weekday (entry->since), *day = veche_day_short (entry->since);
  g_autoptr (PangoLayout) top = veche_draw_layout (widget, day, 10, 600, (int) (64 * scale), 1, TRUE);
  g_autoptr (PangoLayout) bottom = veche_draw_layout (widget, weekday, 9, 400, (int) (64 * scale), 1, FALSE);

  veche_draw_text (widget, snapshot, top, VECHE_INK_FG, 18 * scale, 5 * scale);
  veche_draw_text (widget, snapshot, bottom, VECHE_INK_70, 18 * scale, 24 * scale);
}

/* At the end: the state, and before it the project where there is room. Returns where the rest has to end. */
static float
row_draw_end (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float width, float scale)
{
  VecheInk ink = entry->stage == VECHE_PLAN_DONE ? VECHE_INK_POS : entry->stage == VECHE_PLAN_ACTIVE ? VECHE_INK_ACC : VECHE_INK_70;
  g_autoptr (PangoLayout) stage = veche_draw_layout (widget, veche_plan_entry_state (entry), 9, 600, -1, 1, FALSE);
  float end, column = MAX (PROJECT_COLUMN * scale, PROJECT_PART * width);
  int stage_width;

  pango_layout_get_pixel_size (stage, &stage_width, NULL);
  end = width - 18 * scale - (float) stage_width;
  veche_draw_text (widget, snapshot, stage, ink, end, 15 * scale);
  if (width < ROOM_FOR_MORE * scale)
    return end - 9 * scale;

  end = width - 110 * scale - column;
  if (entry->project_title != NULL && entry->kind != VECHE_PLAN_PROJECT)
    {
      g_autoptr (PangoLayout) project = veche_draw_layout (widget, entry->project_title, 10, 400, (int) column, 1, FALSE);

      veche_draw_text (widget, snapshot, project, VECHE_INK_70, end, 14 * scale);
    }

  return end - 12 * scale;
}

static void
veche_plan_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const VechePlanEntry *entry = (VechePlanEntry *) record;
  g_autoptr (PangoLayout) title = NULL, about = NULL;
  g_autofree char *words = NULL;
  int room;

  if (record->kind == VECHE_RECORD_HEADING)
    {
      veche_plan_draw_heading (widget, snapshot, (VecheHeading *) record, width, scale);
      return;
    }

  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, height - 2 * scale);
  row_draw_day (widget, snapshot, entry, scale);
  draw_shape (widget, snapshot, entry, 88 * scale, 17 * scale, 12 * scale);
  room = (int) (row_draw_end (widget, snapshot, entry, width, scale) - 110 * scale);
  words = veche_plan_entry_about (entry, FALSE);
  title = veche_draw_layout (widget, entry->title, 11, 600, MAX (room, 10), 1, FALSE);
  about = veche_draw_layout (widget, words, 10, 400, MAX (room, 10), 1, FALSE);
  veche_draw_text (widget, snapshot, title, title_ink (entry), 110 * scale, 4 * scale);
  veche_draw_text (widget, snapshot, about, VECHE_INK_70, 110 * scale, 23 * scale);
}

static void
veche_plan_row_class_init (VechePlanRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_plan_row_get_height;
  row_class->draw = veche_plan_row_draw;
  row_class->dup_label = plan_dup_label;
}

static void
veche_plan_row_init (VechePlanRow *self)
{
}

/*** The card ***/

static float
veche_plan_card_get_height (VecheRow *row, VecheRecord *record)
{
  const VechePlanEntry *entry = (VechePlanEntry *) record;

  return entry != NULL && entry->kind == VECHE_PLAN_PROJECT && entry->steps > 0 ? PROJECT_HEIGHT : CARD_HEIGHT;
}

/* How far the project is: a bar, and in words. */
static void
card_draw_steps (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanEntry *entry, float width, float scale)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u step", "%u of %u steps", entry->steps), entry->steps_done, entry->steps);
  g_autoptr (PangoLayout) words = veche_draw_layout (widget, text, 9, 400, -1, 1, TRUE);
  float room;
  int words_width;

  pango_layout_get_pixel_size (words, &words_width, NULL);
  room = width - 64 * scale - (float) words_width;
  veche_draw_text (widget, snapshot, words, VECHE_INK_70, width - 20 * scale - (float) words_width, 50 * scale);
  if (room < 20)
    return;
  veche_draw_box (widget, snapshot, VECHE_INK_FG, .10f, &GRAPHENE_RECT_INIT (36 * scale, 55 * scale, room, 5 * scale), 2.5f * scale);
  veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (36 * scale, 55 * scale, room * entry->steps_done / entry->steps, 5 * scale), 2.5f * scale);
}

static void
veche_plan_card_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const VechePlanEntry *entry = (VechePlanEntry *) record;
  int room = MAX ((int) (width - 56 * scale), 10);
  g_autofree char *words = veche_plan_entry_about (entry, TRUE);
  g_autoptr (PangoLayout) title = veche_draw_layout (widget, entry->title, 11, entry->kind == VECHE_PLAN_PROJECT ? 700 : 600, room, 1, FALSE);
  g_autoptr (PangoLayout) about = veche_draw_layout (widget, words, 10, 400, room, 1, FALSE);
  graphene_rect_t area = GRAPHENE_RECT_INIT (6 * scale, 3 * scale, width - 12 * scale, height - 6 * scale);

  veche_draw_box (widget, snapshot, VECHE_INK_FG, .045f, &area, 9 * scale);
  veche_draw_selection (widget, snapshot, area.origin.x, area.origin.y, area.size.width, area.size.height);
  draw_shape (widget, snapshot, entry, 16 * scale, 14 * scale, 12 * scale);
  veche_draw_text (widget, snapshot, title, title_ink (entry), 36 * scale, 10 * scale);
  veche_draw_text (widget, snapshot, about, VECHE_INK_70, 36 * scale, 30 * scale);
  if (entry->kind == VECHE_PLAN_PROJECT && entry->steps > 0)
    card_draw_steps (widget, snapshot, entry, width, scale);
}

static void
veche_plan_card_class_init (VechePlanCardClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_plan_card_get_height;
  row_class->draw = veche_plan_card_draw;
  row_class->dup_label = plan_dup_label;
}

static void
veche_plan_card_init (VechePlanCard *self)
{
}
