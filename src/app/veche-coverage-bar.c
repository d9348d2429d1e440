/* veche-coverage-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-draw.h"
#include "model/veche-spans.h"

#define BAR_HEIGHT 10
#define GAP_HEIGHT 14
#define GAP_LEAST  4    /* px: a hole of an hour is still seen */
#define AXIS_HEIGHT 18
#define HATCH_STEP 5
#define KEY_WIDTH  26
#define MARK_APART 9

struct _VecheCoverageBar
{
  GtkWidget parent_instance;

  GArray   *spans;    /* (owned) (nullable): NULL is the axis */
  gint64    known;
  gint64    now;
  gint64    slack;
  gboolean  trouble;
  char     *kind;     /* (owned) (nullable): a key of the legend */
};

enum
{
  PROP_KIND = 1,
};

G_DEFINE_FINAL_TYPE (VecheCoverageBar, veche_coverage_bar, GTK_TYPE_WIDGET)

static float
veche_coverage_bar_x (VecheCoverageBar *self, gint64 at)
{
  gint64 span = VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY;
  gint64 from = self->now - span;

  return (float) gtk_widget_get_width (GTK_WIDGET (self)) * (float) (CLAMP (at, from, self->now) - from) / (float) span;
}

static void
veche_coverage_bar_draw_gap (VecheCoverageBar *self, GtkSnapshot *snapshot, float x, float end, VecheInk ink)
{
  float s = (float) veche_draw_scale (GTK_WIDGET (self));
  graphene_rect_t area;
  GdkRGBA color, back;
  cairo_t *cr;

  end = MAX (end, x + GAP_LEAST * s);
  x = MIN (x, (float) gtk_widget_get_width (GTK_WIDGET (self)) - GAP_LEAST * s);
  area = GRAPHENE_RECT_INIT (x, 0, end - x, GAP_HEIGHT * s);
  veche_draw_ink (GTK_WIDGET (self), ink, &color);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WINDOW_BG, &back);
  gtk_snapshot_append_color (snapshot, &back, &area);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.2 * s);
  cairo_rectangle (cr, x + .5, .5, end - x - 1, GAP_HEIGHT * s - 1);
  cairo_clip_preserve (cr);
  cairo_stroke (cr);
  for (float line = x - GAP_HEIGHT * s; line < end; line += HATCH_STEP * s)
    {
      cairo_move_to (cr, line, GAP_HEIGHT * s);
      cairo_line_to (cr, line + GAP_HEIGHT * s, 0);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
veche_coverage_bar_draw_bar (VecheCoverageBar *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float s = (float) veche_draw_scale (widget), width = (float) gtk_widget_get_width (widget);
  float y = (GAP_HEIGHT - BAR_HEIGHT) / 2 * s, known = veche_coverage_bar_x (self, self->known);
  g_autoptr(GArray) gaps = NULL;

  if (known > 0)
    veche_draw_box (widget, snapshot, VECHE_INK_FG, .07f, &GRAPHENE_RECT_INIT (0, y, known, BAR_HEIGHT * s), 3 * s);
  if (self->spans->len == 0)
    {
      veche_draw_box (widget, snapshot, VECHE_INK_FG, .07f, &GRAPHENE_RECT_INIT (known, y, width - known, BAR_HEIGHT * s), 3 * s);
      return;
    }
  veche_draw_box (widget, snapshot, VECHE_INK_FG, .42f, &GRAPHENE_RECT_INIT (known, y, width - known, BAR_HEIGHT * s), 3 * s);
  gaps = veche_spans_gaps (self->spans, MAX (self->known, self->now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY), self->now,
                              self->slack);
  for (guint i = 0; i < gaps->len; i++)
    {
      VecheStretch *gap = &g_array_index (gaps, VecheStretch, i);
      gboolean open = self->trouble && gap->until == self->now;
      veche_coverage_bar_draw_gap (self, snapshot, veche_coverage_bar_x (self, gap->since),
                                   veche_coverage_bar_x (self, gap->until), open ? VECHE_INK_NEG : VECHE_INK_WARN);
    }
}

/* Below its time as far as there is room: not before *from, not beyond until, or not at all. Afterwards *from is where the next may begin. */
static void
veche_coverage_bar_draw_mark (VecheCoverageBar *self, GtkSnapshot *snapshot, const char *text, gint64 at, float *from, float until)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(PangoLayout) layout = veche_draw_layout (widget, text, 9, 400, -1, 1, TRUE);
  float x = veche_coverage_bar_x (self, at), end = (float) gtk_widget_get_width (widget);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = MAX (0, MIN (x - (float) width / 2, end - (float) width));
  if (x < *from || x + (float) width > until)
    return;
  veche_draw_text (widget, snapshot, layout, VECHE_INK_70, x, 0);
  *from = x + (float) width + MARK_APART;
}

static void
veche_coverage_bar_draw_axis (VecheCoverageBar *self, GtkSnapshot *snapshot)
{
  const char *today = C_ ("axis", "today");
  g_autoptr(PangoLayout) layout = veche_draw_layout (GTK_WIDGET (self), today, 9, 400, -1, 1, TRUE);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (self->now / G_USEC_PER_SEC);
  g_autoptr(GDateTime) first = g_date_time_add_days (now, -VECHE_COVERAGE_DAYS);
  g_autofree char *from = veche_time_short (g_date_time_to_unix (first) * G_USEC_PER_SEC);
  float free_from = -1, end = (float) gtk_widget_get_width (GTK_WIDGET (self)), free_until;
  int width;

  /* Both ends are named first: months stand where there is room between them. */
  pango_layout_get_pixel_size (layout, &width, NULL);
  free_until = end - (float) width - MARK_APART;
  veche_coverage_bar_draw_mark (self, snapshot, from, g_date_time_to_unix (first) * G_USEC_PER_SEC, &free_from, free_until);
  for (int month = 1; month <= VECHE_COVERAGE_DAYS / 28 + 1; month++)
    {
      g_autoptr(GDateTime) start
        = g_date_time_new_local (g_date_time_get_year (first), g_date_time_get_month (first), 1, 0, 0, 0);
      g_autoptr(GDateTime) mark = g_date_time_add_months (start, month);
      gint64 at = g_date_time_to_unix (mark) * G_USEC_PER_SEC;
      g_autofree char *text = veche_time_short (at);

      if (at < self->now)
        veche_coverage_bar_draw_mark (self, snapshot, text, at, &free_from, free_until);
    }
  free_from = -1;
  veche_coverage_bar_draw_mark (self, snapshot, today, self->now, &free_from, end + 1);
}

static void
veche_coverage_bar_draw_key (VecheCoverageBar *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float s = (float) veche_draw_scale (widget), width = (float) gtk_widget_get_width (widget);
  float y = (GAP_HEIGHT - BAR_HEIGHT) / 2 * s;

  if (g_str_equal (self->kind, "gap"))
    veche_coverage_bar_draw_gap (self, snapshot, 0, width, VECHE_INK_WARN);
  else
    veche_draw_box (widget, snapshot, VECHE_INK_FG, g_str_equal (self->kind, "complete") ? .42f : .07f,
                    &GRAPHENE_RECT_INIT (0, y, width, BAR_HEIGHT * s), 3 * s);
}

static void
veche_coverage_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheCoverageBar *self = VECHE_COVERAGE_BAR (widget);

  if (gtk_widget_get_width (widget) < 1)
    return;
  if (self->kind != NULL)
    veche_coverage_bar_draw_key (self, snapshot);
  else if (self->spans != NULL)
    veche_coverage_bar_draw_bar (self, snapshot);
  else if (self->now > 0)
    veche_coverage_bar_draw_axis (self, snapshot);
}

static void
veche_coverage_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  double s = veche_draw_scale (widget);
  gboolean key = VECHE_COVERAGE_BAR (widget)->kind != NULL, axis = VECHE_COVERAGE_BAR (widget)->spans == NULL && !key;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) ((axis ? AXIS_HEIGHT : GAP_HEIGHT) * s + .5);
  else
    *minimum = *natural = (int) ((key ? KEY_WIDTH : 120) * s);
}

static void
veche_coverage_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KIND)
    g_value_set_string (value, VECHE_COVERAGE_BAR (object)->kind);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_coverage_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KIND)
    VECHE_COVERAGE_BAR (object)->kind = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_coverage_bar_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_COVERAGE_BAR (object)->kind, g_free);
  g_clear_pointer (&VECHE_COVERAGE_BAR (object)->spans, g_array_unref);
  G_OBJECT_CLASS (veche_coverage_bar_parent_class)->finalize (object);
}

static void
veche_coverage_bar_class_init (VecheCoverageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_coverage_bar_finalize;
  G_OBJECT_CLASS (klass)->get_property = veche_coverage_bar_get_property;
  G_OBJECT_CLASS (klass)->set_property = veche_coverage_bar_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_KIND,
                                   g_param_spec_string ("kind", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  widget_class->snapshot = veche_coverage_bar_snapshot;
  widget_class->measure = veche_coverage_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
veche_coverage_bar_init (VecheCoverageBar *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
veche_coverage_bar_new (void)
{
  return g_object_new (VECHE_TYPE_COVERAGE_BAR, NULL);
}

void
veche_coverage_bar_set (VecheCoverageBar *self, GArray *spans, gint64 known, gint64 now, gint64 slack, gboolean trouble)
{
  g_return_if_fail (VECHE_IS_COVERAGE_BAR (self));

  g_array_ref (spans);
  g_clear_pointer (&self->spans, g_array_unref);
  self->spans = spans;
  self->known = known;
  self->now = now;
  self->slack = slack;
  self->trouble = trouble;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
veche_coverage_bar_set_axis (VecheCoverageBar *self, gint64 now)
{
  self->now = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
