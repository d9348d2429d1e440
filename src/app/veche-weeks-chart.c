/* veche-weeks-chart.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-weeks-chart.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-plan-words.h"
#include "app/veche-wrap-layout.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK 7
#define LABELS      18    /* height of the days under the bars */
#define TOP         12    /* of the shapes over them */
#define MARK        9
#define MOST_SPOKEN 40    /* what was done */
#define MOST_KEYS   12

typedef struct { char *day, *title, *shape; gboolean main; } Mark;

struct _VecheWeeksChart
{
  GtkWidget  parent_instance;

  char      *since, *shape;   /* shape (nullable) */
  GArray    *weeks;           /* (owned) guint */
  GArray    *marks;           /* (owned) Mark */
  int        height;
};

G_DEFINE_FINAL_TYPE (VecheWeeksChart, veche_weeks_chart, GTK_TYPE_WIDGET)

static void
mark_clear (gpointer data)
{
  Mark *self = data;

  g_free (self->day);
  g_free (self->title);
  g_free (self->shape);
}

static float
week_x (VecheWeeksChart *self, double week)
{
  return (float) (gtk_widget_get_width (GTK_WIDGET (self)) * week / self->weeks->len);
}

static void
draw_bar (VecheWeeksChart *self, GtkSnapshot *snapshot, guint week, float top, float bottom)
{
  float step = week_x (self, 1), width = step * .6f;
  GskRoundedRect bar;
  GdkRGBA ink;

  if (self->shape != NULL)
    veche_draw_shape_ink (GTK_WIDGET (self), self->shape, &ink);
  else
    veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACCENT_BG, &ink);
  ink.alpha = week + 1 == self->weeks->len ? 1 : .45f;
  gsk_rounded_rect_init_from_rect (&bar, &GRAPHENE_RECT_INIT (week_x (self, week) + (step - width) / 2, top, width, MAX (bottom - top, 1)), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &ink, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_mark (VecheWeeksChart *self, GtkSnapshot *snapshot, const Mark *mark, float bottom)
{
  static const double dashes[] = { 3, 3 };
  double week = (double) veche_when_days_between (self->since, mark->day) / DAYS_A_WEEK;
  float x = week_x (self, week);
  GdkRGBA ink;
  cairo_t *cr;

  if (week < 0 || week > self->weeks->len)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x - 2, TOP, 4, bottom - TOP));
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_FG, &ink);
  ink.alpha = mark->main ? .75f : .25f;
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, mark->main ? 1.5 : 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, x, TOP);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
  cairo_destroy (cr);
  veche_draw_shape (GTK_WIDGET (self), snapshot, mark->shape != NULL ? mark->shape : "diamond", x - MARK / 2.f, 1, MARK);
}

/* The first and the last week by their days, the highest number. */
static void
draw_labels (VecheWeeksChart *self, GtkSnapshot *snapshot, guint most, float bottom)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *last = veche_when_add_days (self->since, (int) (self->weeks->len - 1) * DAYS_A_WEEK);
  g_autofree char *from = veche_day_short (self->since), *to = veche_day_short (last), *number = g_strdup_printf ("%u", most);
  g_autoptr (PangoLayout) left = veche_draw_layout (widget, from, 9, 400, -1, 1, TRUE), right = veche_draw_layout (widget, to, 9, 400, -1, 1, TRUE);
  g_autoptr (PangoLayout) high = veche_draw_layout (widget, number, 9, 400, -1, 1, TRUE);
  int width;

  pango_layout_get_pixel_size (right, &width, NULL);
  veche_draw_text (widget, snapshot, left, VECHE_INK_70, 0, bottom + 2);
  veche_draw_text (widget, snapshot, right, VECHE_INK_70, (float) (gtk_widget_get_width (widget) - width), bottom + 2);
  if (most > 0)
    veche_draw_text (widget, snapshot, high, VECHE_INK_70, 0, TOP - 2);
}

static void
veche_weeks_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheWeeksChart *self = VECHE_WEEKS_CHART (widget);
  float bottom = (float) (gtk_widget_get_height (widget) - LABELS), room = bottom - TOP - 6;
  guint most = 0;

  for (guint i = 0; i < self->weeks->len; i++)
    most = MAX (most, g_array_index (self->weeks, guint, i));
  veche_draw_box (widget, snapshot, VECHE_INK_FG, .18f, &GRAPHENE_RECT_INIT (0, bottom, (float) gtk_widget_get_width (widget), 1), 0);
  for (guint i = 0; i < self->weeks->len && most > 0; i++)
    draw_bar (self, snapshot, i, bottom - room * (float) g_array_index (self->weeks, guint, i) / (float) most, bottom);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, snapshot, &g_array_index (self->marks, Mark, i), bottom);
  draw_labels (self, snapshot, most, bottom);
}

static gboolean
veche_weeks_chart_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  VecheWeeksChart *self = VECHE_WEEKS_CHART (widget);
  guint week = (guint) CLAMP (x / MAX (week_x (self, 1), 1), 0, (float) self->weeks->len - 1);
  g_autofree char *day = veche_when_add_days (self->since, (int) week * DAYS_A_WEEK), *end = veche_when_add_days (day, DAYS_A_WEEK), *words = veche_day_long (day);
  g_autoptr (GString) text = g_string_new (NULL);

  if (keyboard)
    return FALSE;
  /* Translators: the first day of a week, and a number: "The week of November 2: 14" */
  g_string_printf (text, _("The week of %1$s: %2$u"), words, g_array_index (self->weeks, guint, week));
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (strcmp (mark->day, day) >= 0 && strcmp (mark->day, end) < 0)
        g_string_append_printf (text, "\n%s", mark->title);
    }
  gtk_tooltip_set_text (tooltip, text->str);

  return TRUE;
}

static void
veche_weeks_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? VECHE_WEEKS_CHART (widget)->height : 60;
}

static void
veche_weeks_chart_finalize (GObject *object)
{
  VecheWeeksChart *self = VECHE_WEEKS_CHART (object);

  g_free (self->since);
  g_free (self->shape);
  g_array_unref (self->weeks);
  g_array_unref (self->marks);

  G_OBJECT_CLASS (veche_weeks_chart_parent_class)->finalize (object);
}

static void
veche_weeks_chart_class_init (VecheWeeksChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_weeks_chart_finalize;
  widget_class->snapshot = veche_weeks_chart_snapshot;
  widget_class->measure = veche_weeks_chart_measure;
  widget_class->query_tooltip = veche_weeks_chart_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
veche_weeks_chart_init (VecheWeeksChart *self)
{
  self->marks = g_array_new (FALSE, TRUE, sizeof (Mark));
  g_array_set_clear_func (self->marks, mark_clear);
}

GtkWidget *
veche_weeks_chart_new (const char *title, const char *since, GArray *weeks, const char *shape, int height)
{
  VecheWeeksChart *self = g_object_new (VECHE_TYPE_WEEKS_CHART, NULL);
  g_autoptr (GString) spoken = g_string_new (title);

  g_return_val_if_fail (weeks->len > 0, NULL);

  self->since = g_strdup (since);
  self->weeks = g_array_ref (weeks);
  self->shape = g_strdup (shape);
  self->height = height;
  for (guint i = 0; i < weeks->len; i++)
    g_string_append_printf (spoken, "%s%u", i > 0 ? ", " : ": ", g_array_index (weeks, guint, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);

  return GTK_WIDGET (self);
}

/* "November 12: Reading night; …", of the time that is drawn. */
static void
speak_marks (VecheWeeksChart *self)
{
  g_autoptr (GString) spoken = g_string_new (NULL);
  guint said = 0, left = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      int day = veche_when_days_between (self->since, mark->day);
      g_autofree char *words = veche_day_long (mark->day);

      if (day < 0 || day > (int) self->weeks->len * DAYS_A_WEEK)
        continue;
      if (said++ < MOST_SPOKEN)
        g_string_append_printf (spoken, "%s%s: %s", spoken->len > 0 ? "; " : "", words, mark->title);
      else
        left++;
    }
  if (left > 0)
    {
      g_string_append (spoken, "; ");
      g_string_append_printf (spoken, ngettext ("%u more", "%u more", left), left);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken->str, -1);
}

GtkWidget *
veche_weeks_chart_legend_new (const VecheWeeksKey *keys, guint n)
{
  GtkWidget *legend;
  guint shown = 0;

  if (n == 0)
    return NULL;
  legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (legend, veche_wrap_layout_new (15, 3));
  for (guint i = 0; i < n && shown < MOST_KEYS; i++)
    {
      GtkWidget *key;
      gboolean again = FALSE;

      for (guint j = 0; j < i && !again; j++)
        again = g_strcmp0 (keys[j].shape, keys[i].shape) == 0 && g_strcmp0 (keys[j].name, keys[i].name) == 0;
      if (again)
        continue;
      shown++;
      key = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (key), veche_mark_new (keys[i].shape != NULL ? keys[i].shape : "diamond", MARK));
      gtk_box_append (GTK_BOX (key), veche_label_new (keys[i].name != NULL ? keys[i].name : _("Without an agenda"), "plan-caption", NULL));
      gtk_box_append (GTK_BOX (legend), key);
    }

  return legend;
}

void
veche_weeks_chart_mark (VecheWeeksChart *self, const char *day, const char *title, const char *shape, gboolean main)
{
  Mark mark = { g_strndup (day, strlen ("2026-12-13")), g_strdup (title), g_strdup (shape), main };

  g_return_if_fail (VECHE_IS_WEEKS_CHART (self));

  g_array_append_val (self->marks, mark);
  speak_marks (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
