/* veche-timeline-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-member-words.h"
#include "app/veche-timeline-row.h"
#include "model/veche-text.h"

/* So much fits into one line at any width. */
#define SHORT_TEXT 30

struct _VecheTimelineRow
{
  VecheRow parent_instance;

  gboolean last;
};

G_DEFINE_FINAL_TYPE (VecheTimelineRow, veche_timeline_row, VECHE_TYPE_ROW)

static gboolean
timeline_row_has_text (const VecheInteraction *interaction)
{
  return interaction->text != NULL && *interaction->text != '\0';
}

/* In characters; beyond the first few it does not matter. */
static glong
timeline_row_length (const VecheInteraction *interaction)
{
  return g_utf8_strlen (interaction->text, (gssize) strnlen (interaction->text, 8 * SHORT_TEXT));
}

static float
veche_timeline_row_get_height (VecheRow *row, VecheRecord *record)
{
  if (record == NULL)
    return 78;
  if (record->kind == VECHE_RECORD_HEADING)
    return 36;

  if (!timeline_row_has_text ((VecheInteraction *) record))
    return 42;

  return timeline_row_length ((VecheInteraction *) record) <= SHORT_TEXT ? 60 : 78;
}

static void
timeline_row_draw_heading (GtkWidget *widget, GtkSnapshot *snapshot, const VecheHeading *heading, float scale)
{
  g_autofree char *title = heading->at > 0 ? veche_month_title (heading->at) : g_strdup (heading->text);
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, title != NULL ? title : "", 9, 700, -1, 1, FALSE);

  veche_draw_text (widget, snapshot, layout, VECHE_INK_70, 50 * scale, 14 * scale);
}

static void
timeline_row_draw_rail (VecheTimelineRow *self, GtkSnapshot *snapshot, const VecheInteraction *interaction,
                        float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (self);
  VecheInk ink = veche_interaction_ink (interaction);

  veche_draw_box (widget, snapshot, ink, .13f, &GRAPHENE_RECT_INIT (12 * scale, 5 * scale, 24 * scale, 24 * scale),
                  12 * scale);
  veche_draw_icon (widget, snapshot, veche_interaction_icon (interaction), ink, 18 * scale, 11 * scale, 12 * scale);
  if (!self->last)
    veche_draw_box (widget, snapshot, VECHE_INK_FG, .12f,
                    &GRAPHENE_RECT_INIT (23 * scale, 33 * scale, 2 * scale, height + (2 - 33) * scale), scale);
}

static void
timeline_row_draw_headline (GtkWidget *widget, GtkSnapshot *snapshot, const VecheInteraction *interaction, float right,
                            float scale)
{
  g_autofree char *headline = veche_interaction_headline (interaction);
  g_autofree char *where = veche_interaction_where (interaction);
  float room = right - 50 * scale;
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, headline, 11, 600, MAX ((int) room, 10), 1, FALSE);
  g_autoptr (PangoLayout) where_layout = NULL;
  PangoRectangle extents;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  veche_draw_text (widget, snapshot, layout, VECHE_INK_FG, 50 * scale, 7 * scale);

  room -= (float) extents.width + 8 * scale;
  if (where == NULL || room < 40 * scale)
    return;

  where_layout = veche_draw_layout (widget, where, 9, 400, (int) room, 1, FALSE);
  veche_draw_text (widget, snapshot, where_layout, VECHE_INK_70, (50 + 8) * scale + (float) extents.width, 9 * scale);
}

static void
veche_timeline_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height,
                         float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VecheInteraction *interaction = (VecheInteraction *) record;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) time_layout = NULL;
  int time_width;

  if (record->kind == VECHE_RECORD_HEADING)
    {
      timeline_row_draw_heading (widget, snapshot, (VecheHeading *) record, scale);
      return;
    }

  timeline_row_draw_rail (VECHE_TIMELINE_ROW (row), snapshot, interaction, height, scale);

  when = veche_time_when (interaction->at);
  time_layout = veche_draw_layout (widget, when, 9, 400, -1, 1, TRUE);
  pango_layout_get_pixel_size (time_layout, &time_width, NULL);
  veche_draw_text (widget, snapshot, time_layout, VECHE_INK_70, width - 4 * scale - (float) time_width, 9 * scale);
  timeline_row_draw_headline (widget, snapshot, interaction, width - 14 * scale - (float) time_width, scale);

  if (timeline_row_has_text (interaction))
    {
      g_autoptr (PangoLayout) layout = NULL;

      text = veche_text_clamp (interaction->text, 500, FALSE);
      layout = veche_draw_layout (widget, text, 10, 400, MAX ((int) (width - (50 + 28) * scale), 10), 2, FALSE);
      veche_draw_text (widget, snapshot, layout, VECHE_INK_88, 50 * scale, 29 * scale);
    }
}

static char *
veche_timeline_row_dup_label (VecheRow *row, VecheRecord *record)
{
  VecheInteraction *interaction = (VecheInteraction *) record;
  g_autofree char *headline = NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (record->kind == VECHE_RECORD_HEADING)
    return ((VecheHeading *) record)->at > 0 ? veche_month_title (((VecheHeading *) record)->at) : g_strdup ("");

  headline = veche_interaction_headline (interaction);
  when = veche_time_long (interaction->at);
  text = veche_text_clamp (interaction->text != NULL ? interaction->text : "", 500, FALSE);

  /* Translators: an entry of a timeline for a screen reader: what, when, its text */
  return g_strdup_printf (_ ("%s, %s. %s"), headline, when, text);
}

static void
veche_timeline_row_class_init (VecheTimelineRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_timeline_row_get_height;
  row_class->draw = veche_timeline_row_draw;
  row_class->dup_label = veche_timeline_row_dup_label;
}

static void
veche_timeline_row_init (VecheTimelineRow *self)
{
  /* The rail runs two pixels into the row below. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
}

void
veche_timeline_row_set_last (VecheTimelineRow *self, gboolean last)
{
  g_return_if_fail (VECHE_IS_TIMELINE_ROW (self));

  if (self->last == last)
    return;

  self->last = last;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
