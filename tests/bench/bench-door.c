/* bench-door.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-late.h"

#include "app/veche-door-window.h"
#include "app/veche-selection.h"
#include "app/veche-session.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

/* The door desk of a big event on a display: 5,000 guests in a workspace of 50,000 people.  From a key of the search to the frame that shows the rows
 * (p95 <= 33 ms), from Return to the frame that says who is in, which is said once it is on the disk; and what the window's thread does in one go.
 * A frame clock beats 60 times a second: nothing is painted sooner than it beats.
 *
 *   VECHE_BENCH_MEMBERS, VECHE_BENCH_GUESTS   other sizes */

#define GOAL_MS 33.0
#define STEP_MS 16.0
#define ARRIVALS 40

static const char *const typed[] = {
  "иванов", "ёлкина юлия", "elkina", "щукин сергей", "shchukin", "maria_sok", "anna leb", "james fisher", "петров п", "казань",
};

typedef struct
{
  VecheStore      *store;
  VecheSession    *session;
  VecheDoorWindow *door;
  GtkEditable     *entry;
  GListModel      *rows;

  gboolean         changed, painted, read;
} Bench;

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(VecheStore **) user_data = veche_store_open_finish (result, &error);
  bench_check (error == NULL, error);
}

static void
changed_cb (Bench *self)
{
  self->changed = TRUE;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  ((Bench *) user_data)->painted = ((Bench *) user_data)->changed;
}

/* label (nullable): a style class of it, or how it ends. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (label == NULL || gtk_widget_has_css_class (widget, label) || (GTK_IS_LABEL (widget) && g_str_has_suffix (gtk_label_get_text (GTK_LABEL (widget)), label))))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
wait_painted (Bench *self)
{
  while (!self->painted)
    {
      if (self->changed)
        gtk_widget_queue_draw (GTK_WIDGET (self->door));
      g_main_context_iteration (NULL, TRUE);
    }
}

/*** One after the other ***/

typedef struct
{
  GArray *wall, *cpu;    /* of one of them: until it was painted; of all processors */
  double  began, had;
  Late    late;
  guint   watch;
} Series;

static void
series_begin (Series *self)
{
  self->wall = g_array_new (FALSE, FALSE, sizeof (double));
  self->cpu = g_array_new (FALSE, FALSE, sizeof (double));
  self->late = late_now ();
  self->watch = late_watch (&self->late);
}

static void
series_start (Series *self)
{
  self->began = bench_seconds (CLOCK_MONOTONIC);
  self->had = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);
}

static double
series_stop (Series *self)
{
  double wall = bench_seconds (CLOCK_MONOTONIC) - self->began, cpu = bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - self->had;

  g_array_append_val (self->wall, wall);
  g_array_append_val (self->cpu, cpu);

  return wall;
}

static void
series_end (Series *self, const char *what)
{
  double *wall = (double *) (gpointer) self->wall->data, *cpu = (double *) (gpointer) self->cpu->data;
  guint n = self->wall->len;

  rest (300);
  g_source_remove (self->watch);
  g_print ("I6   %-22s %3u times: median %5.1f ms, p95 %5.1f (goal <= %.0f), longest %5.1f; of all processors %5.1f and %5.1f; longest step of the window's"
           " thread %5.1f ms (goal <= %.0f)\n", what, n, 1e3 * bench_at (wall, n, 0.5), 1e3 * bench_at (wall, n, 0.95), GOAL_MS, 1e3 * bench_at (wall, n, 1),
           1e3 * bench_at (cpu, n, 0.5), 1e3 * bench_at (cpu, n, 0.95), 1e3 * self->late.longest_step, STEP_MS);
  g_array_unref (self->wall);
  g_array_unref (self->cpu);
}

static void
measure_opening (Bench *self, GtkWidget *window, const char *event)
{
  Series series;
  GtkWidget *list, *add;

  series_begin (&series);
  series_start (&series);
  self->door = veche_door_window_present (self->session, GTK_WINDOW (window), event);
  list = find (GTK_WIDGET (self->door), GTK_TYPE_LIST_VIEW, NULL);
  self->entry = GTK_EDITABLE (find (GTK_WIDGET (self->door), GTK_TYPE_ENTRY, NULL));
  self->rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (changed_cb), self);
  /* Another letter may show the same rows; what it offers to add is another one. */
  add = find (GTK_WIDGET (self->door), GTK_TYPE_BUTTON, "door-add");
  g_signal_connect_swapped (add, "notify::label", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (add, "notify::visible", G_CALLBACK (changed_cb), self);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->door)), "after-paint", G_CALLBACK (painted_cb), self);
  wait_painted (self);
  series_stop (&series);
  series_end (&series, "opened");
}

static void
type_text (Bench *self, Series *series, const char *text)
{
  double took;

  series_start (series);
  gtk_editable_set_text (self->entry, text);
  self->changed = self->painted = FALSE;
  wait_painted (self);
  took = series_stop (series);
  if (g_getenv ("VECHE_BENCH_EACH") != NULL)
    g_print ("     %-24s %6.1f ms, %5.1f of all processors, %u rows\n", text, 1e3 * took,
             1e3 * g_array_index (series->cpu, double, series->cpu->len - 1), g_list_model_get_n_items (self->rows));
  rest (20);
}

static void
measure_typing (Bench *self)
{
  Series keys, none;

  series_begin (&keys);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (const char *end = typed[i]; *end != '\0';)
      {
        g_autofree char *text = NULL;

        end = g_utf8_next_char (end);
        text = g_strndup (typed[i], (gsize) (end - typed[i]));
        if (!g_str_has_suffix (text, " "))   /* asks nothing anew */
          type_text (self, &keys, text);
      }
  series_end (&keys, "key to rows");
  series_begin (&none);
  for (guint i = 0; i < 5; i++)
    {
      gtk_editable_set_text (self->entry, "anna");
      rest (400);
      type_text (self, &none, "");
    }
  series_end (&none, "emptied to rows");
}

/* One after the other down the list, with nothing typed: the desk says so once it is on the disk. */
static void
measure_arrivals (Bench *self)
{
  GtkWidget *said = NULL;
  Series series;

  series_begin (&series);
  for (guint i = 0; i < ARRIVALS; i++)
    {
      if (said != NULL)
        gtk_label_set_text (GTK_LABEL (said), "");
      self->changed = self->painted = FALSE;
      series_start (&series);
      if (i == 0)
        veche_selection_select_next (VECHE_SELECTION (self->rows));
      g_signal_emit_by_name (self->entry, "activate");
      while (said != NULL ? *gtk_label_get_text (GTK_LABEL (said)) == '\0' : (said = find (GTK_WIDGET (self->door), GTK_TYPE_LABEL, " is in")) == NULL)
        g_main_context_iteration (NULL, TRUE);
      wait_painted (self);
      series_stop (&series);
      rest (100);
    }
  series_end (&series, "Return to row and disk");
}

static char *
make_event (const char *path)
{
  g_autofree char *guests = g_strdup_printf (
    "INSERT INTO event_participant (uid, event_id, member_id, status) SELECT 'bench-guest-' || id, (SELECT id FROM event WHERE uid = 'bench-door'), id, 'accepted'"
    " FROM member WHERE id %% 10 = 3 LIMIT %u", bench_size ("VECHE_BENCH_GUESTS", 5000));
  static const char event[] =
    "INSERT INTO event (uid, title, kind, starts, ends, tz, status, created) VALUES ('bench-door', 'Big one', 'meeting', strftime ('%Y-%m-%dT19:00', 'now'),"
    " strftime ('%Y-%m-%dT22:00', 'now'), 'Europe/Moscow', 'planned', 0)";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);

  bench_check (db != NULL, error);
  bench_check (veche_db_begin (db, &error) && veche_db_exec (db, event, &error) && veche_db_exec (db, guests, &error) && veche_db_commit (db, &error), error);

  return g_strdup ("bench-door");
}

int
main (void)
{
  g_autofree char *folder = bench_folder (), *own = g_build_filename (folder, "w.veche", NULL), *event = NULL;
  GtkWidget *window;
  Bench self = { NULL };

  if (!veche_test_app_init ())
    return 0;
  bench_seed (own, bench_size ("VECHE_BENCH_MEMBERS", 50000), bench_size ("VECHE_BENCH_INTERACTIONS", 50000));
  event = make_event (own);
  veche_store_open_async (own, FALSE, NULL, open_cb, &self.store);
  veche_test_wait (self.store != NULL);
  self.session = veche_session_new (self.store, NULL, FALSE);
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1072, 760);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_mapped (window));
  rest (1000);
  measure_opening (&self, window, event);
  measure_typing (&self);
  measure_arrivals (&self);
  bench_remove (folder);

  /* The store is not closed: the process ends. */
  return 0;
}
