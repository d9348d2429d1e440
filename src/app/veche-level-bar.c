/* veche-level-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-level-bar.h"
#include "app/veche-level.h"

#define CELL   24.f
#define HEIGHT 20.f
#define GAP    2.f
#define HATCH  6.f

struct _VecheLevelBar
{
  GtkWidget parent_instance;

  guint     levels[VECHE_LEVEL_MOST];
};

G_DEFINE_FINAL_TYPE (VecheLevelBar, veche_level_bar, GTK_TYPE_WIDGET)

static void
level_bar_hatch (VecheLevelBar *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  float scale = (float) veche_draw_scale (GTK_WIDGET (self)), w = area->size.width, h = area->size.height;
  GskRoundedRect outline;
  GdkRGBA color;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, area);

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WARN, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.2);
  for (float x = -h; x < w; x += HATCH * scale)
    {
      cairo_move_to (cr, area->origin.x + x, area->origin.y + h);
      cairo_line_to (cr, area->origin.x + x + h, area->origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
  gsk_rounded_rect_init_from_rect (&outline, area, 3);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 1, 1, 1, 1 }, (GdkRGBA[]){ color, color, color, color });
}

static void
veche_level_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheLevelBar *self = VECHE_LEVEL_BAR (widget);
  float scale = (float) veche_draw_scale (widget), y = ((float) gtk_widget_get_height (widget) - HEIGHT * scale) / 2;
  guint most = 0;

  for (guint i = 0; i < VECHE_LEVEL_MOST; i++)
    most = MAX (most, self->levels[i]);
  if (most == 0)
    {
      level_bar_hatch (self, snapshot, &GRAPHENE_RECT_INIT (0, y, (VECHE_LEVEL_MOST * (CELL + GAP) - GAP) * scale, HEIGHT * scale));
      return;
    }
  for (guint i = 0; i < VECHE_LEVEL_MOST; i++)
    {
      graphene_rect_t area = GRAPHENE_RECT_INIT ((float) i * (CELL + GAP) * scale, y, CELL * scale, HEIGHT * scale);
      g_autofree char *number = g_strdup_printf ("%u", self->levels[i]);
      g_autoptr (PangoLayout) layout = NULL;
      int width;

      if (self->levels[i] == 0)
        {
          veche_draw_box (widget, snapshot, VECHE_INK_FG, .06f, &area, 3);
          continue;
        }
      veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, .14f + .10f * (float) i, &area, 3);
      layout = veche_draw_layout (widget, number, 9, 600, -1, 1, TRUE);
      pango_layout_get_pixel_size (layout, &width, NULL);
      if ((float) width < CELL * scale)
        veche_draw_text (widget, snapshot, layout, VECHE_INK_FG, area.origin.x + (CELL * scale - (float) width) / 2, y + 2 * scale);
    }
}

static void
veche_level_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  float scale = (float) veche_draw_scale (widget);

  *minimum = *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? VECHE_LEVEL_MOST * (CELL + GAP) - GAP : HEIGHT) * scale);
}

static void
veche_level_bar_class_init (VecheLevelBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = veche_level_bar_measure;
  widget_class->snapshot = veche_level_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
veche_level_bar_init (VecheLevelBar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
veche_level_bar_new (const guint levels[VECHE_LEVEL_MOST])
{
  VecheLevelBar *self = g_object_new (VECHE_TYPE_LEVEL_BAR, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < VECHE_LEVEL_MOST; i++)
    {
      self->levels[i] = levels[i];
      if (levels[i] > 0)
        g_string_append_printf (words, "%s%s: %u", words->len > 0 ? ", " : "", veche_level_word ((int) i + 1), levels[i]);
    }
  if (words->len == 0)
    g_string_append (words, _ ("Nobody yet"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);

  return GTK_WIDGET (self);
}
