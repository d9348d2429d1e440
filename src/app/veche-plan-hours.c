/* veche-plan-hours.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-hours.h"

#include <stdlib.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-plan-words.h"
#include "model/veche-uid.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK  7
#define HOUR         60
#define DAY          (24 * HOUR)
#define HOUR_HEIGHT  44
#define SHORTEST     26   /* minutes: less than a line of text is no button */
#define HATCH_STEP   6

typedef struct { GtkWidget *button; int day, from, to, lane, lanes; } Place;

struct _VechePlanHours
{
  GtkWidget  parent_instance;

  char      *since, *tz;
  GArray    *places;                 /* Place */
  int        hours[DAYS_A_WEEK];     /* 24, or 23 and 25 */
  int        changed[DAYS_A_WEEK];   /* the minute; -1 */
  double     edge;                   /* px that are scrolled away at the left */
};

G_DEFINE_FINAL_TYPE (VechePlanHours, veche_plan_hours, GTK_TYPE_WIDGET)

/*** Clocks ***/

int
veche_plan_hours_of_day (const char *day, const char *tz, int *minute)
{
  g_autofree char *next = veche_when_add_days (day, 1), *midnight = g_strconcat (day, "T00:00", NULL), *end = g_strconcat (next, "T00:00", NULL);
  gint64 from = veche_when_instant (midnight, tz), length = (veche_when_instant (end, tz) - from) / G_TIME_SPAN_MINUTE;

  *minute = -1;
  /* Where the clocks and the minutes that have passed part. */
  for (int at = 0; length != DAY && at <= DAY && *minute < 0; at += HOUR / 2)
    {
      g_autofree char *local = veche_when_local (from + (gint64) at * G_TIME_SPAN_MINUTE, tz);
      int shown = atoi (local + strlen ("2026-12-13T")) * HOUR + atoi (local + strlen ("2026-12-13T19:"));

      if (strncmp (local, day, strlen ("2026-12-13")) == 0 && shown != at)
        *minute = MIN (shown, at);
    }

  return (int) (length / HOUR);
}

gboolean
veche_plan_hours_part (const VechePlanEntry *entry, const char *day, const char *tz, int *from, int *to)
{
  g_autofree char *end = NULL;

  if (entry->time == NULL || strcmp (entry->since, day) > 0 || strcmp (entry->until, day) < 0)
    return FALSE;

  *from = strcmp (entry->since, day) < 0 ? 0 : atoi (entry->time) * HOUR + atoi (entry->time + strlen ("19:"));
  *to = DAY;
  end = veche_when_local (entry->to, tz);
  if (strncmp (end, day, strlen ("2026-12-13")) == 0)
    *to = atoi (end + strlen ("2026-12-13T")) * HOUR + atoi (end + strlen ("2026-12-13T19:"));
  /* In the hour that comes twice the end may be before the beginning. */
  *to = MAX (*to, *from);

  return *to - *from < DAY;
}

/*** Where things stand ***/

static float
margin (VechePlanHours *self)
{
  return VECHE_PLAN_HOURS_MARGIN * (float) veche_draw_scale (GTK_WIDGET (self));
}

static float
day_x (VechePlanHours *self, double day)
{
  float start = margin (self);

  return start + ((float) gtk_widget_get_width (GTK_WIDGET (self)) - start) * (float) day / DAYS_A_WEEK;
}

double
veche_plan_hours_get_y (VechePlanHours *self, int minute)
{
  return HOUR_HEIGHT * veche_draw_scale (GTK_WIDGET (self)) * minute / HOUR;
}

/* Where a day begins when the hours stand before it. */
double
veche_plan_hours_get_x (VechePlanHours *self, int day)
{
  return day_x (self, day) - margin (self);
}

void
veche_plan_hours_set_edge (VechePlanHours *self, double x)
{
  self->edge = x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
veche_plan_hours_find (VechePlanHours *self, double x, double y, int *day, int *minute)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - margin (self);

  if (x < margin (self) + self->edge || width <= 0)
    return FALSE;

  *day = CLAMP ((int) ((x - margin (self)) / width * DAYS_A_WEEK), 0, DAYS_A_WEEK - 1);
  *minute = CLAMP ((int) (y / veche_plan_hours_get_y (self, HOUR) * HOUR), 0, DAY - 1);

  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  if (one->day != other->day)
    return one->day - other->day;

  return one->from != other->from ? one->from - other->from : other->to - one->to;
}

/* Those that touch are a knot; in it each takes the first lane that is free. */
void
veche_plan_hours_arrange (VechePlanHours *self)
{
  guint begin = 0;

  g_array_sort (self->places, compare_places);
  while (begin < self->places->len)
    {
      g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));
      const Place *first = &g_array_index (self->places, Place, begin);
      int day = first->day, last = first->from;
      guint end = begin;

      for (; end < self->places->len; end++)
        {
          Place *place = &g_array_index (self->places, Place, end);
          int until = MAX (place->to, place->from + SHORTEST);
          guint lane = 0;

          if (place->day != day || (end > begin && place->from >= last))
            break;
          while (lane < ends->len && g_array_index (ends, int, lane) > place->from)
            lane++;
          if (lane == ends->len)
            g_array_append_val (ends, until);
          g_array_index (ends, int, lane) = until;
          place->lane = (int) lane;
          last = MAX (last, until);
        }
      for (; begin < end; begin++)
        g_array_index (self->places, Place, begin).lanes = (int) ends->len;
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
veche_plan_hours_add (VechePlanHours *self, GtkWidget *button, int day, int from, int to)
{
  Place place = { button, day, from, to, 0, 1 };

  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_array_append_val (self->places, place);
}

void
veche_plan_hours_reset (VechePlanHours *self, const char *since, const char *tz)
{
  for (guint i = 0; i < self->places->len; i++)
    gtk_widget_unparent (g_array_index (self->places, Place, i).button);
  g_array_set_size (self->places, 0);
  if (since == NULL)
    return;

  g_free (self->since);
  g_free (self->tz);
  self->since = g_strdup (since);
  self->tz = g_strdup (tz);
  for (int day = 0; day < DAYS_A_WEEK; day++)
    {
      g_autofree char *date = veche_when_add_days (since, day);

      self->hours[day] = veche_plan_hours_of_day (date, tz, &self->changed[day]);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*** Drawing ***/

/* An hour that there is not. */
static void
draw_hatch (VechePlanHours *self, GtkSnapshot *snapshot, int day, int minute)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (day_x (self, day), (float) veche_plan_hours_get_y (self, minute), day_x (self, day + 1) - day_x (self, day),
                                             (float) veche_plan_hours_get_y (self, HOUR));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  GdkRGBA ink;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WARN, &ink);
  ink.alpha = .6f;
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.2);
  for (double x = area.origin.x - area.size.height; x < area.origin.x + area.size.width; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, area.origin.y + area.size.height);
      cairo_line_to (cr, x + area.size.height, area.origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_lines (VechePlanHours *self, GtkSnapshot *snapshot, float width)
{
  for (int hour = 0; hour < DAY / HOUR; hour++)
    veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_FG, .08f,
                    &GRAPHENE_RECT_INIT (margin (self), (float) veche_plan_hours_get_y (self, hour * HOUR), width - margin (self), 1), 0);
}

/* Over what is scrolled away below them. */
static void
draw_hours (VechePlanHours *self, GtkSnapshot *snapshot, float height)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->edge > 0)
    veche_draw_box (widget, snapshot, VECHE_INK_WINDOW_BG, 1, &GRAPHENE_RECT_INIT ((float) self->edge, 0, margin (self), height), 0);
  for (int hour = 1; hour < DAY / HOUR; hour++)
    {
      g_autofree char *text = g_strdup_printf ("%02d:00", hour);
      g_autoptr (PangoLayout) layout = veche_draw_layout (widget, text, 9, 400, -1, 1, TRUE);

      veche_draw_text (widget, snapshot, layout, VECHE_INK_70, (float) self->edge + 6, (float) veche_plan_hours_get_y (self, hour * HOUR) - 8);
    }
}

/* Now: a line over its day. */
static void
draw_now (VechePlanHours *self, GtkSnapshot *snapshot)
{
  g_autofree char *now = veche_when_local (veche_now (), self->tz), *day = veche_when_day (now);
  int at = veche_when_days_between (self->since, day);
  int minute = atoi (now + strlen ("2026-12-13T")) * HOUR + atoi (now + strlen ("2026-12-13T19:"));
  float y = (float) veche_plan_hours_get_y (self, minute), x;

  if (at < 0 || at >= DAYS_A_WEEK)
    return;
  x = day_x (self, at);
  veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (x, y - 1, day_x (self, at + 1) - x, 2), 1);
  veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (x - 4, y - 4, 8, 8), 4);
}

static void
veche_plan_hours_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VechePlanHours *self = VECHE_PLAN_HOURS (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);

  if (self->since == NULL)
    return;

  for (int day = 0; day < DAYS_A_WEEK; day++)
    {
      g_autofree char *date = veche_when_add_days (self->since, day);
      g_autoptr (GDateTime) parsed = veche_day_parse (date);
      float x = day_x (self, day);

      if (g_date_time_get_day_of_week (parsed) >= 6)
        veche_draw_box (widget, snapshot, VECHE_INK_FG, .025f, &GRAPHENE_RECT_INIT (x, 0, day_x (self, day + 1) - x, height), 0);
      veche_draw_box (widget, snapshot, VECHE_INK_FG, .10f, &GRAPHENE_RECT_INIT (x, 0, 1, height), 0);
      if (self->hours[day] < DAY / HOUR && self->changed[day] >= 0)
        draw_hatch (self, snapshot, day, self->changed[day]);
    }
  draw_lines (self, snapshot, width);
  for (guint i = 0; i < self->places->len; i++)
    gtk_widget_snapshot_child (widget, g_array_index (self->places, Place, i).button, snapshot);
  draw_now (self, snapshot);
  draw_hours (self, snapshot, height);
}

static void
veche_plan_hours_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VechePlanHours *self = VECHE_PLAN_HOURS (widget);

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      float from = day_x (self, place->day + (double) place->lane / place->lanes) + 2, to = day_x (self, place->day + (place->lane + 1.) / place->lanes) - 2;
      int y = (int) veche_plan_hours_get_y (self, place->from) + 1, least_width, least_height;
      int until = (int) veche_plan_hours_get_y (self, MIN (MAX (place->to, place->from + SHORTEST), DAY)) - 1;

      gtk_widget_measure (place->button, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      least_width = MAX (least_width, (int) (to - from));
      gtk_widget_measure (place->button, GTK_ORIENTATION_VERTICAL, least_width, &least_height, NULL, NULL, NULL);
      gtk_widget_size_allocate (place->button, &(GtkAllocation) { (int) from, y, least_width, MAX (until - y, least_height) }, -1);
    }
}

static void
veche_plan_hours_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) veche_plan_hours_get_y (VECHE_PLAN_HOURS (widget), DAY) + 1;
  else
    *minimum = *natural = VECHE_PLAN_HOURS_MARGIN + DAYS_A_WEEK * 24;
}

static void
veche_plan_hours_dispose (GObject *object)
{
  VechePlanHours *self = VECHE_PLAN_HOURS (object);

  if (self->places != NULL)
    veche_plan_hours_reset (self, NULL, NULL);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->tz, g_free);

  G_OBJECT_CLASS (veche_plan_hours_parent_class)->dispose (object);
}

static void
veche_plan_hours_class_init (VechePlanHoursClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_plan_hours_dispose;
  widget_class->snapshot = veche_plan_hours_snapshot;
  widget_class->measure = veche_plan_hours_measure;
  widget_class->size_allocate = veche_plan_hours_size_allocate;
}

static void
veche_plan_hours_init (VechePlanHours *self)
{
  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
veche_plan_hours_new (void)
{
  return g_object_new (VECHE_TYPE_PLAN_HOURS, NULL);
}
