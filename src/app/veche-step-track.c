/* veche-step-track.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-plan-words.h"
#include "app/veche-step-track.h"
#include "store/veche-plan-table.h"

#define TRACK_HEIGHT   60
#define DOT_RADIUS      7
#define DOT_Y           9
#define TITLE_Y        22
#define DAY_Y          41
#define MIN_STEP_WIDTH 60

typedef struct
{
  char    *title, *day;
  gboolean done;
} VecheTrackStep;

struct _VecheStepTrack
{
  GtkWidget  parent_instance;

  GArray    *steps;   /* (element-type VecheTrackStep) */
};

G_DEFINE_FINAL_TYPE (VecheStepTrack, veche_step_track, GTK_TYPE_WIDGET)

static void
track_step_clear (gpointer data)
{
  VecheTrackStep *step = data;

  g_free (step->title);
  g_free (step->day);
}

/* The first step that is not done yet: what the community works on now. */
static guint
veche_step_track_current (VecheStepTrack *self)
{
  guint i = 0;

  while (i < self->steps->len && g_array_index (self->steps, VecheTrackStep, i).done)
    i++;

  return i;
}

static void
veche_step_track_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  VecheStepTrack *self = VECHE_STEP_TRACK (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) (TRACK_HEIGHT * veche_draw_scale (widget));
  else
    {
      *minimum = 120;
      *natural = MAX (120, (int) self->steps->len * MIN_STEP_WIDTH * 2);
    }
}

static void
veche_step_track_draw_dot (VecheStepTrack *self, cairo_t *cr, const VecheTrackStep *step, gboolean current, double x)
{
  GdkRGBA accent, faint, background;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACCENT_BG, &accent);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_55, &faint);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WINDOW_BG, &background);

  cairo_arc (cr, x, DOT_Y, DOT_RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, step->done ? &accent : &background);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, step->done || current ? &accent : &faint);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);

  if (!step->done)
    return;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, x - 3, DOT_Y + 0.5);
  cairo_line_to (cr, x - 0.8, DOT_Y + 2.8);
  cairo_line_to (cr, x + 3.2, DOT_Y - 2.2);
  cairo_stroke (cr);
}

static void
veche_step_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheStepTrack *self = VECHE_STEP_TRACK (widget);
  int width = gtk_widget_get_width (widget);
  guint n = self->steps->len;
  guint current = veche_step_track_current (self);
  double step_width = n > 0 ? (double) width / n : 0;
  double scale = veche_draw_scale (widget);
  GdkRGBA accent, rail;
  cairo_t *cr;

  if (n == 0)
    return;

  veche_draw_ink (widget, VECHE_INK_ACCENT_BG, &accent);
  veche_draw_ink (widget, VECHE_INK_FG, &rail);
  rail.alpha *= .12;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, 2 * DOT_Y));
  cairo_set_line_width (cr, 2);
  for (guint i = 0; i + 1 < n; i++)
    {
      double from = (i + .5) * step_width + DOT_RADIUS, to = (i + 1.5) * step_width - DOT_RADIUS;

      gdk_cairo_set_source_rgba (cr, i + 1 <= current && i < current ? &accent : &rail);
      cairo_move_to (cr, from, DOT_Y);
      cairo_line_to (cr, i + 1 == current && current < n ? (from + to) / 2 : to, DOT_Y);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < n; i++)
    veche_step_track_draw_dot (self, cr, &g_array_index (self->steps, VecheTrackStep, i), i == current, (i + .5) * step_width);
  cairo_destroy (cr);

  for (guint i = 0; i < n; i++)
    {
      const VecheTrackStep *step = &g_array_index (self->steps, VecheTrackStep, i);
      g_autofree char *day = veche_day_short (step->day);
      g_autoptr (PangoLayout) title = veche_draw_layout (widget, step->title, 10, i == current ? 700 : 400, (int) step_width - 6, 1, FALSE);
      g_autoptr (PangoLayout) when = veche_draw_layout (widget, day != NULL ? day : "", 9, 400, (int) step_width - 6, 1, TRUE);

      pango_layout_set_alignment (title, PANGO_ALIGN_CENTER);
      pango_layout_set_alignment (when, PANGO_ALIGN_CENTER);
      veche_draw_text (widget, snapshot, title, VECHE_INK_FG, i * step_width + 3, TITLE_Y * scale);
      veche_draw_text (widget, snapshot, when, VECHE_INK_70, i * step_width + 3, DAY_Y * scale);
    }
}

static void
veche_step_track_finalize (GObject *object)
{
  g_array_unref (VECHE_STEP_TRACK (object)->steps);

  G_OBJECT_CLASS (veche_step_track_parent_class)->finalize (object);
}

static void
veche_step_track_class_init (VecheStepTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_step_track_finalize;
  widget_class->measure = veche_step_track_measure;
  widget_class->snapshot = veche_step_track_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
veche_step_track_init (VecheStepTrack *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (VecheTrackStep));
  g_array_set_clear_func (self->steps, track_step_clear);
}

GtkWidget *
veche_step_track_new (GPtrArray *steps)
{
  VecheStepTrack *self = g_object_new (VECHE_TYPE_STEP_TRACK, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const VecheStep *step = g_ptr_array_index (steps, i);
      VecheTrackStep copy = { g_strdup (step->title), g_strdup (step->day), step->done };
      g_autofree char *day = veche_day_short (step->day);

      g_array_append_val (self->steps, copy);
      g_string_append_printf (words, "%s%s, %s%s%s", i > 0 ? "; " : "", step->title, step->done ? _("done") : _("not done yet"),
                              day != NULL ? ", " : "", day != NULL ? day : "");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Steps of the project"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);

  return GTK_WIDGET (self);
}
