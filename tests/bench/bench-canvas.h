/* bench-canvas.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "bench.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

/* G4: processor time of the main thread for a frame of a list: scrolled by a line a frame, and jumping to anywhere.  The yardstick is a bare canvas that
 * paints as many rows of what is in ours, alone in its window: a round face with initials, and as many texts, from layouts that it keeps.  What is done
 * between the frames is not a frame's, and told apart. */

#define FRAMES 240
#define JUMPS  120

/*** The canvas ***/

#define CANVAS_KEPT  64
#define CANVAS_TEXTS 6

#define BENCH_TYPE_CANVAS (bench_canvas_get_type ())
G_DECLARE_FINAL_TYPE (BenchCanvas, bench_canvas, BENCH, CANVAS, GtkWidget)
struct _BenchCanvas
{
  GtkWidget    parent_instance;

  double       offset;
  int          row_height;
  guint        texts;         /* of a row: initials, name, second line, time, and of a tall row two lines of words and a badge */
  PangoLayout *kept[CANVAS_KEPT][CANVAS_TEXTS];
  gint64       kept_row[CANVAS_KEPT];
};
G_DEFINE_FINAL_TYPE (BenchCanvas, bench_canvas, GTK_TYPE_WIDGET)

static void
canvas_keep (BenchCanvas *self, guint slot, gint64 row)
{
  static const char *const fonts[] = { "Cantarell Bold 9", "Cantarell Bold 11", "Cantarell 10", "Cantarell 9", "Cantarell 10", "Cantarell Semi-Bold 9" };
  static const char *const texts[] = { "АЛ", "Анна Лебедева", "Анна Лебедева", "12 ч",
    "Подскажите, кто-нибудь уже пробовал так делать на прошлой встрече, и чем это кончилось для тех, кто пришёл впервые?", "Вопрос без ответа" };

  for (guint i = 0; i < self->texts; i++)
    {
      g_autofree char *text = i == 0 ? g_strdup (texts[i]) : g_strdup_printf ("%s %" G_GINT64_FORMAT, texts[i], row);
      g_autoptr (PangoFontDescription) font = pango_font_description_from_string (fonts[i]);

      g_clear_object (&self->kept[slot][i]);
      self->kept[slot][i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_font_description (self->kept[slot][i], font);
      if (i != 4)
        continue;
      pango_layout_set_width (self->kept[slot][i], MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 84, 50) * PANGO_SCALE);
      pango_layout_set_height (self->kept[slot][i], -2);
      pango_layout_set_ellipsize (self->kept[slot][i], PANGO_ELLIPSIZE_END);
    }
  self->kept_row[slot] = row;
}

static void
canvas_fill_round (GtkSnapshot *snapshot, float x, float y, float width, float height, const GdkRGBA *top, const GdkRGBA *bottom)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  if (bottom == NULL)
    gtk_snapshot_append_color (snapshot, top, &shape.bounds);
  else
    gtk_snapshot_append_linear_gradient (snapshot, &shape.bounds, &GRAPHENE_POINT_INIT (x, y), &GRAPHENE_POINT_INIT (x, y + height),
                                         (GskColorStop[]){ { 0, *top }, { 1, *bottom } }, 2);
  gtk_snapshot_pop (snapshot);
}

static void
canvas_draw_row (BenchCanvas *self, GtkSnapshot *snapshot, guint slot, float y)
{
  const GdkRGBA ink = { 0.1f, 0.1f, 0.1f, 1 }, light = { 0.9f, 0.5f, 0.4f, 1 }, dark = { 0.8f, 0.2f, 0.2f, 1 }, faint = { 0.8f, 0.2f, 0.2f, 0.11f };
  const float x[] = { 24, 64, 64, (float) gtk_widget_get_width (GTK_WIDGET (self)) - 90, 64, 72 }, down[] = { 20, 10, 30, 10, 50, 70 };
  int width;

  canvas_fill_round (snapshot, 16, y + 11, 36, 36, &light, &dark);
  if (self->texts == CANVAS_TEXTS)
    {
      pango_layout_get_pixel_size (self->kept[slot][5], &width, NULL);
      canvas_fill_round (snapshot, 64, y + 69, (float) width + 16, 18, &faint, NULL);
    }
  for (guint i = 0; i < self->texts; i++)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x[i], y + down[i]));
      gtk_snapshot_append_layout (snapshot, self->kept[slot][i], &ink);
      gtk_snapshot_restore (snapshot);
    }
}

static void
bench_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BenchCanvas *self = BENCH_CANVAS (widget);
  int height = gtk_widget_get_height (widget);
  gint64 first = (gint64) (self->offset / self->row_height);

  for (gint64 row = first; (double) row * self->row_height < self->offset + height; row++)
    {
      guint slot = (guint) (row % CANVAS_KEPT);

      if (self->kept_row[slot] != row)
        canvas_keep (self, slot, row);
      canvas_draw_row (self, snapshot, slot, (float) ((double) row * self->row_height - self->offset));
    }
}

static void
bench_canvas_dispose (GObject *object)
{
  BenchCanvas *self = BENCH_CANVAS (object);

  for (guint slot = 0; slot < CANVAS_KEPT; slot++)
    for (guint i = 0; i < CANVAS_TEXTS; i++)
      g_clear_object (&self->kept[slot][i]);
  G_OBJECT_CLASS (bench_canvas_parent_class)->dispose (object);
}

static void
bench_canvas_class_init (BenchCanvasClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bench_canvas_snapshot;
  G_OBJECT_CLASS (klass)->dispose = bench_canvas_dispose;
}

static void
bench_canvas_init (BenchCanvas *self)
{
  self->row_height = 58;
  self->texts = 4;
  for (guint slot = 0; slot < CANVAS_KEPT; slot++)
    self->kept_row[slot] = -1;
}

/*** Frames ***/

typedef struct
{
  GtkAdjustment *adjustment;   /* of the list; NULL for the canvas */
  BenchCanvas   *canvas;
  guint64        rows;
  int            row_height;
  double         spent[FRAMES];
  guint          n, wanted;
  gboolean       jumping;
  double         began;
  double         all;          /* of the main thread, from the first frame to the last, and what is between them */
} Run;

static void
move_on (Run *self)
{
  double all = (double) self->rows * self->row_height - 700;
  double to = self->jumping ? floor (g_random_double_range (0, all)) : (double) self->row_height * self->n + MIN (400000, all / 4);

  to = MIN (to, all);
  if (self->adjustment != NULL)
    gtk_adjustment_set_value (self->adjustment, self->jumping ? to / all * (gtk_adjustment_get_upper (self->adjustment) - 700)
                                                              : gtk_adjustment_get_value (self->adjustment) + self->row_height);
  else
    {
      self->canvas->offset = to;
      gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Run *self = user_data;

  if (self->n >= self->wanted)
    return G_SOURCE_REMOVE;
  self->began = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  move_on (self);

  return G_SOURCE_CONTINUE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Run *self = user_data;

  if (self->began == 0 || self->n >= self->wanted)
    return;
  self->spent[self->n++] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - self->began;
  self->began = 0;
}

static void
run_frames (GtkWidget *window, Run *self, gboolean jumping)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);

  self->n = 0;
  self->wanted = jumping ? JUMPS : FRAMES;
  self->jumping = jumping;
  self->all = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  gtk_widget_add_tick_callback (window, tick_cb, self, NULL);
  while (self->n < self->wanted)
    g_main_context_iteration (NULL, TRUE);
  self->all = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - self->all;
  g_signal_handler_disconnect (clock, handler);
}

static GtkWidget *
present (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_mapped (child) && gtk_widget_get_height (child) > 600);

  return window;
}

static void
report (const char *what, Run *ours, Run *bare, double goal)
{
  double own = bench_at (ours->spent, ours->n, 0.99), canvas = bench_at (bare->spent, bare->n, 0.99);

  g_print ("G4   %-7s cpu a frame: median %.2f ms, p99 %.2f ms (goal <= %.0f); canvas %.2f and %.2f: ratio of medians %.2f (goal <= 1.5);"
           " with what is done between frames %.2f and %.2f ms\n", what,
           1e3 * bench_at (ours->spent, ours->n, 0.5), 1e3 * own, goal, 1e3 * bench_at (bare->spent, bare->n, 0.5), 1e3 * canvas,
           bench_at (ours->spent, ours->n, 0.5) / bench_at (bare->spent, bare->n, 0.5), 1e3 * ours->all / ours->n, 1e3 * bare->all / bare->n);
}
