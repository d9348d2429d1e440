/* veche-pair-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-pair-row.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-pair-words.h"
#include "model/veche-text.h"

#define HEADING_HEIGHT 34
#define ROW_HEIGHT     58

struct _VechePairListRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VechePairListRow, veche_pair_list_row, VECHE_TYPE_ROW)

static void
pair_record_clear (gpointer data)
{
  VechePair *self = data;

  veche_pair_row_free (self->pair);
  g_free (self->title);
  g_free (self->reasons);
}

VechePair *
veche_pair_record_new (VechePairRow *pair)
{
  VechePair *self = veche_record_alloc (sizeof (VechePair), VECHE_RECORD_PAIR, pair->id, NULL, pair_record_clear);
  g_autofree char *a = veche_text_clamp (pair->a_name, 100, FALSE);
  g_autofree char *b = veche_text_clamp (pair->b_name, 100, FALSE);

  self->pair = pair;
  /* Translators: two names in a list of pairs: "Ivan Petrov and ivan_petrov" */
  self->title = g_strdup_printf (C_ ("pair", "%s and %s"), a, b);
  self->reasons = veche_pair_short_reasons (pair->reasons);

  return self;
}

static float
veche_pair_list_row_get_height (VecheRow *row, VecheRecord *record)
{
  VecheItem *item = veche_row_get_item (row);

  return item != NULL && veche_item_get_id (item) < 0 ? HEADING_HEIGHT : ROW_HEIGHT;
}

static void
pair_row_draw_heading (GtkWidget *widget, GtkSnapshot *snapshot, VecheHeading *heading, float width, float scale)
{
  g_autofree char *count = g_strdup_printf ("%u", heading->count);
  g_autoptr (PangoLayout) label = veche_draw_layout (widget, heading->text, 9, 700, -1, 1, FALSE);
  g_autoptr (PangoLayout) number = veche_draw_layout (widget, count, 9, 700, -1, 1, TRUE);
  int number_width;

  pango_layout_get_pixel_size (number, &number_width, NULL);
  veche_draw_text (widget, snapshot, label, VECHE_INK_70, 20 * scale, 12 * scale);
  veche_draw_text (widget, snapshot, number, VECHE_INK_70, width - 16 * scale - (float) number_width, 12 * scale);
}

static void
veche_pair_list_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VechePair *pair = (VechePair *) record;
  graphene_rect_t disc = GRAPHENE_RECT_INIT (14 * scale, 11 * scale, 36 * scale, 36 * scale);
  int room = MAX ((int) (width - 94 * scale), 10);
  g_autoptr (PangoLayout) title = NULL;
  g_autoptr (PangoLayout) reasons = NULL;

  if (record->kind == VECHE_RECORD_HEADING)
    {
      pair_row_draw_heading (widget, snapshot, (VecheHeading *) record, width, scale);
      return;
    }

  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, 56 * scale);
  veche_draw_avatar (widget, snapshot, pair->pair->b_name, 32 * scale, 15 * scale, 32 * scale);
  veche_draw_box (widget, snapshot, VECHE_INK_WINDOW_BG, 1, &disc, 18 * scale);
  veche_draw_avatar (widget, snapshot, pair->pair->a_name, 16 * scale, 13 * scale, 32 * scale);
  title = veche_draw_layout (widget, pair->title, 11, 600, room, 1, FALSE);
  veche_draw_text (widget, snapshot, title, VECHE_INK_FG, 78 * scale, 9 * scale);
  reasons = veche_draw_layout (widget, pair->reasons, 10, 400, room, 1, FALSE);
  veche_draw_text (widget, snapshot, reasons, VECHE_INK_70, 78 * scale, 30 * scale);
}

static char *
veche_pair_list_row_dup_label (VecheRow *row, VecheRecord *record)
{
  VechePair *pair = (VechePair *) record;

  if (record->kind == VECHE_RECORD_HEADING)
    return g_strdup (((VecheHeading *) record)->text);

  /* Translators: for a screen reader: the two names, how sure, and why */
  return g_strdup_printf (_ ("%s, %d of 100: %s"), pair->title, pair->pair->score, pair->reasons);
}

static void
veche_pair_list_row_class_init (VechePairListRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_pair_list_row_get_height;
  row_class->draw = veche_pair_list_row_draw;
  row_class->dup_label = veche_pair_list_row_dup_label;
}

static void
veche_pair_list_row_init (VechePairListRow *self)
{
}
