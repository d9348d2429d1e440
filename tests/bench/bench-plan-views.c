/* bench-plan-views.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-plan.h"

#include "app/veche-pages.h"
#include "app/veche-plan-load.h"
#include "app/veche-plan-page.h"
#include "app/veche-project-page.h"
#include "app/veche-session.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

/* The Plan page of a big community on a display (5,000 events, 200 of them rituals, 20,000 tasks): each view from the asking to the frame that shows it,
 * and scrolled by 60 px a frame.  The goals: 100 ms to open, and a frame of 16.7 ms.  A frame clock beats 60 times a second: nothing is painted sooner.
 *
 * A project of 106 roles and 300 tasks is opened too: until it is seen, and until it is all there.
 *
 *   VECHE_BENCH_VIEW=NICK   only this view, or "project" */

#define OPEN_GOAL  100.0
#define FRAME_GOAL 16.7
#define FRAMES     60
#define STEP       60

typedef struct
{
  VecheStore   *store;
  VecheSession *session;
  GtkWidget    *window, *page;
  gboolean      read, painted;
} Bench;

static gpointer
nothing_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

static void
flag_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  veche_store_run_finish (VECHE_STORE (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ((Bench *) user_data)->store = veche_store_open_finish (result, &error);
  bench_check (error == NULL, error);
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;

  self->painted = self->read;
}

/* What the page asked of its lane before is answered by then. */
static void
wait_for_view (Bench *self)
{
  self->read = self->painted = FALSE;
  veche_store_run_async (self->store, VECHE_LANE_READER, nothing_job, NULL, NULL, NULL, NULL, flag_cb, &self->read);
  while (!self->painted)
    {
      if (self->read)
        gtk_widget_queue_draw (self->window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkAdjustment *
find_scroll (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

      if (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + FRAMES)
        return adjustment;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_scroll (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
scroll (Bench *self, const char *view)
{
  GtkAdjustment *adjustment = find_scroll (self->page);
  double took[FRAMES];
  guint n = 0;

  for (; adjustment != NULL && n < FRAMES; n++)
    {
      double before = gtk_adjustment_get_value (adjustment), start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

      gtk_adjustment_set_value (adjustment, before + STEP);
      self->read = TRUE;
      self->painted = FALSE;
      gtk_widget_queue_draw (self->page);   /* at the end nothing moves */
      while (!self->painted)
        g_main_context_iteration (NULL, TRUE);
      took[n] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
      if (gtk_adjustment_get_value (adjustment) <= before)
        break;
    }
  if (n > 0)
    g_print ("     %-10s scrolled: %3u frames, p50 %5.1f ms of the processor, p99 %5.1f (goal <= %.1f, ratio %.2f)\n", view, n, 1e3 * bench_at (took, n, 0.5),
             1e3 * bench_at (took, n, 0.99), FRAME_GOAL, 1e3 * bench_at (took, n, 0.99) / FRAME_GOAL);
}

/* anew: the plan has changed since it was shown last, so it is read and made again. */
static void
measure_opening (Bench *self, VechePlanViewKind view, gboolean anew)
{
  const char *nick = veche_plan_view_nick (view), *other = view == VECHE_PLAN_VIEW_YEAR ? "week" : "year";
  double cpu[BENCH_ROUNDS], own[BENCH_ROUNDS], wall[BENCH_ROUNDS], first;

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      g_autoptr (VecheChange) change = veche_change_new ();
      double at;

      gtk_widget_activate_action (self->page, "plan.view", "s", other);
      wait_for_view (self);
      veche_change_add (change, "event", 1);
      if (anew)
        g_signal_emit_by_name (self->store, "changed", change);
      wait_for_view (self);
      at = bench_seconds (CLOCK_MONOTONIC);
      cpu[i] = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);
      own[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
      gtk_widget_activate_action (self->page, "plan.view", "s", nick);
      wait_for_view (self);
      cpu[i] = bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu[i];
      own[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - own[i];
      wall[i] = bench_seconds (CLOCK_MONOTONIC) - at;
    }
  first = cpu[0];
  g_print ("I6   %-10s opened %-5s: first %6.1f, p50 %6.1f ms of all processors (goal <= %.0f, ratio %.2f), p90 %6.1f; of the window's thread %6.1f; wall p50 %6.1f ms\n", nick,
           anew ? "anew" : "again", 1e3 * first, 1e3 * bench_at (cpu, BENCH_ROUNDS, 0.5), OPEN_GOAL, 1e3 * bench_at (cpu, BENCH_ROUNDS, 0.5) / OPEN_GOAL,
           1e3 * bench_at (cpu, BENCH_ROUNDS, 0.9), 1e3 * bench_at (own, BENCH_ROUNDS, 0.5), 1e3 * bench_at (wall, BENCH_ROUNDS, 0.5));
}

static void
measure (Bench *self, VechePlanViewKind view)
{
  measure_opening (self, view, TRUE);
  measure_opening (self, view, FALSE);
  scroll (self, veche_plan_view_nick (view));
}

static void
fill_project (const char *path)
{
  static const char *const all[] = {
    "INSERT INTO project (uid, title, quarter, status, starts, created) VALUES ('bench-project', 'Project', '2027Q1', 'active', '2027-03-01', 0)",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 106)"
    " INSERT INTO project_slot (uid, project_id, title, needed, position) SELECT 'bench-slot-' || i, (SELECT id FROM project WHERE uid = 'bench-project'), 'Role ' || i, 1 + i % 3, i FROM n",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
    " INSERT INTO task (uid, title, project_id, due, shift, state, created) SELECT 'bench-own-' || i, 'Task ' || i, (SELECT id FROM project WHERE uid = 'bench-project'),"
    "        date ('2027-03-01', (i - 300) || ' days'), i - 300, 'open', 0 FROM n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);

  bench_check (db != NULL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (!veche_db_exec (db, all[i], &error))
      g_error ("%s: %s", all[i], error->message);
}

/* To the first frame that shows what was read, and what the rest takes until nothing is left to do. */
static void
measure_project (Bench *self)
{
  double first[BENCH_ROUNDS], rest[BENCH_ROUNDS], wall[BENCH_ROUNDS];

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      GtkWidget *page = g_object_new (VECHE_TYPE_PROJECT_PAGE, "session", self->session, NULL);
      double at = bench_seconds (CLOCK_MONOTONIC), own = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

      veche_page_open_item (VECHE_PAGE (page), "bench-project");
      adw_window_set_content (ADW_WINDOW (self->window), page);
      wait_for_view (self);
      first[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - own;
      wall[i] = bench_seconds (CLOCK_MONOTONIC) - at;
      own = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
      wait_for_view (self);
      wait_for_view (self);
      rest[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - own;
      veche_page_close (VECHE_PAGE (page));
    }
  g_print ("I6   project    opened      : p50 %6.1f ms of the window's thread to its first frame (goal <= %.0f, ratio %.2f), p90 %6.1f; the rest %6.1f; wall p50 %6.1f ms\n",
           1e3 * bench_at (first, BENCH_ROUNDS, 0.5), OPEN_GOAL, 1e3 * bench_at (first, BENCH_ROUNDS, 0.5) / OPEN_GOAL, 1e3 * bench_at (first, BENCH_ROUNDS, 0.9),
           1e3 * bench_at (rest, BENCH_ROUNDS, 0.5), 1e3 * bench_at (wall, BENCH_ROUNDS, 0.5));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = bench_folder (), *own = g_build_filename (folder, "w.veche", NULL);
  const char *only = g_getenv ("VECHE_BENCH_VIEW");
  Bench self = { NULL };

  if (!veche_test_app_init ())
    return 0;
  bench_seed (own, bench_size ("VECHE_BENCH_MEMBERS", 5000), bench_size ("VECHE_BENCH_INTERACTIONS", 20000));
  bench_plan_fill (own);
  fill_project (own);
  veche_store_open_async (own, FALSE, NULL, open_cb, &self);
  veche_test_wait (self.store != NULL);
  self.session = veche_session_new (self.store, NULL, FALSE);
  self.page = g_object_new (VECHE_TYPE_PLAN_PAGE, "session", self.session, NULL);
  self.window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self.window), 1072, 760);
  adw_window_set_content (ADW_WINDOW (self.window), self.page);
  gtk_window_present (GTK_WINDOW (self.window));
  veche_test_wait (gtk_widget_get_mapped (self.window) && gtk_widget_get_frame_clock (self.window) != NULL);
  g_signal_connect (gtk_widget_get_frame_clock (self.window), "after-paint", G_CALLBACK (painted_cb), &self);
  wait_for_view (&self);
  for (int view = 0; view < VECHE_PLAN_N_VIEWS; view++)
    if (only == NULL || g_str_equal (only, veche_plan_view_nick ((VechePlanViewKind) view)))
      measure (&self, (VechePlanViewKind) view);
  if (only == NULL || g_str_equal (only, "project"))
    measure_project (&self);
  bench_remove (folder);

  /* The store is not closed: the process ends. */
  return 0;
}
