/* bench-inbox-next.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-canvas.h"
#include "bench-late.h"
#include "bench-mentions.h"

#include "app/veche-conversation-private.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-session.h"

/* The whole Inbox page on a display: from the key of the next mention to the frame that shows its conversation, to the one that shows all that is read
 * for it (person, playbook, articles, why), and to the one with what is looked for in all messages (experts, earlier answers); then the list scrolled,
 * and all of them done at once and taken back.
 *
 *   VECHE_BENCH_WORKSPACE=FILE   made by make-workspace FILE MEMBERS INTERACTIONS OPEN; it is written to, and left as it was
 *   VECHE_BENCH_MEMBERS, VECHE_BENCH_INTERACTIONS, VECHE_BENCH_OPEN   the size of a fresh one
 *   VECHE_BENCH_KEYS             how often the key is pressed (200)
 *   VECHE_BENCH_REST             milliseconds without a frame before the next key (20)
 *   VECHE_BENCH_BULK=0           without the last part
 *   VECHE_BENCH_LIST=0           without the one before
 *
 * A frame clock beats 60 times a second here: nothing is painted sooner than it beats. */

#define GOAL_MS      33.0
#define FRAMES_ALONE 15

enum { WALL, ALL_THREADS, MAIN_THREAD, CLOCKS };
enum { KEY, UPDATE, LAYOUT, PAINT, PHASES };      /* what the key does itself, and the phases of the frames that come after it */
enum { ROW, TALK, ALL, FOUND, STAGES };   /* the row that is selected; its conversation; all that is read for it; what was looked for */

typedef struct
{
  VecheStore     *store;
  VecheSession   *session;
  GtkWidget      *window;
  VecheInboxPage *page;

  /* Of the key now on its way. */
  gboolean        selected, loaded, asked, read, found;   /* what is there, and not painted yet */
  guint           steps;
  double          pressed[CLOCKS];
  double          shown[STAGES][CLOCKS];                  /* when it was painted */
  double          done[PHASES];                           /* of the main thread's processor, in the frame that shows the conversation */
  double          begun;
  guint           beats, shown_beats;                     /* of the frame clock; until the conversation was there */
} Bench;

static void
stamp (double *at)
{
  at[WALL] = bench_seconds (CLOCK_MONOTONIC);
  at[ALL_THREADS] = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);
  at[MAIN_THREAD] = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
}

/*** Watching ***/

static gpointer
nothing_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

/* What was asked of the lane before has been answered by now. */
static void
came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *came = user_data;

  veche_store_run_finish (VECHE_STORE (source), result, NULL);
  *came = TRUE;
}

static void
loaded_cb (Bench *self)
{
  self->loaded = self->loaded || self->steps > 0;
}

/* What stands around the message is asked for once it is painted. */
static void
watch_lanes (Bench *self)
{
  if (self->asked || !self->loaded || self->page->later != 0 || self->page->conversation->later != 0)
    return;
  self->asked = TRUE;
  veche_store_run_async (self->store, VECHE_LANE_READER, nothing_job, NULL, NULL, NULL, NULL, came_cb, &self->read);
  veche_store_run_async (self->store, VECHE_LANE_SCANNER, nothing_job, NULL, NULL, NULL, NULL, came_cb, &self->found);
}

/* Since the phase before it. */
static void
count_phase (Bench *self, guint phase)
{
  double now = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  if (self->shown[TALK][WALL] == 0)
    self->done[phase] += now - self->begun;
  self->begun = now;
}

static void
update_cb (GdkFrameClock *clock, gpointer user_data)
{
  count_phase (user_data, UPDATE);
}

static void
layout_cb (GdkFrameClock *clock, gpointer user_data)
{
  count_phase (user_data, LAYOUT);
}

static void
before_cb (GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;

  self->begun = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;
  gboolean there[STAGES] = { self->selected, self->loaded, self->read, self->read && self->found };

  self->beats++;
  count_phase (self, PAINT);
  if (self->loaded && self->shown[TALK][WALL] == 0)
    self->shown_beats = self->beats;
  for (guint i = 0; i < STAGES; i++)
    if (there[i] && self->shown[i][WALL] == 0)
      stamp (self->shown[i]);
  watch_lanes (self);
}

/* The key's action, on the row that has the focus, as its shortcut does it. */
static gboolean
press_next (Bench *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  gint64 before = self->page->mention->parent.id;

  self->loaded = self->asked = self->read = self->found = self->selected = FALSE;
  memset (self->shown, 0, sizeof self->shown);
  memset (self->done, 0, sizeof self->done);
  self->beats = 0;
  self->steps++;
  stamp (self->pressed);
  gtk_widget_activate_action (focus != NULL ? focus : GTK_WIDGET (self->page->list), "inbox.next", NULL);
  self->selected = TRUE;
  self->done[KEY] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - self->pressed[MAIN_THREAD];
  if (self->page->mention->parent.id == before && veche_item_get_record (self->page->item) != NULL)
    return FALSE;    /* the end of the list */
  while (self->shown[FOUND][WALL] == 0)
    {
      if (self->loaded && (!self->asked || (self->read && self->found)))
        gtk_widget_queue_draw (self->window);   /* it may have changed nothing */
      g_main_context_iteration (NULL, TRUE);
    }

  return TRUE;
}

/*** From the key to the frame ***/

static void
tell (const char *what, double *took, guint keys, guint n, gboolean goal)
{
  double *wall = took + WALL * keys, *cpu = took + ALL_THREADS * keys, *own = took + MAIN_THREAD * keys;
  double p50 = 1e3 * bench_at (wall, n, 0.5), p95 = 1e3 * bench_at (wall, n, 0.95), p99 = 1e3 * bench_at (wall, n, 0.99);
  g_autofree char *wanted = goal ? g_strdup_printf (" (goal: p95 <= %.0f, ratio %.2f)", GOAL_MS, p95 / GOAL_MS) : g_strdup ("");

  g_print ("I5   %-34s p50 %6.1f ms, p95 %6.1f, p99 %6.1f%s; processor, all threads: p50 %5.1f ms, p95 %5.1f; main thread: p50 %5.1f ms, p95 %5.1f\n", what, p50,
           p95, p99, wanted, 1e3 * bench_at (cpu, n, 0.5), 1e3 * bench_at (cpu, n, 0.95), 1e3 * bench_at (own, n, 0.5), 1e3 * bench_at (own, n, 0.95));
}

/* Nobody reads faster; and the next one begins with the clock at rest, else it waits for the beat that comes next. */
static void
rest_well (Bench *self, guint ms)
{
  guint beats;

  do
    {
      beats = self->beats;
      rest (ms);
    }
  while (self->beats != beats);
}

/* Nothing but painting the whole page once: a frame that shows another message paints the greater part of it. */
static double
measure_paint (Bench *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->page)), height = gtk_widget_get_height (GTK_WIDGET (self->page));
  g_autoptr (GdkPaintable) page = gtk_widget_paintable_new (GTK_WIDGET (self->page));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  double spent[FRAMES_ALONE];

  for (guint i = 0; i < FRAMES_ALONE;)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;
      cairo_t *cr = cairo_create (surface);

      spent[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
      gdk_paintable_snapshot (page, snapshot, width, height);
      node = gtk_snapshot_free_to_node (snapshot);
      if (node != NULL)
        gsk_render_node_draw (node, cr);
      else    /* it is about to be painted anew */
        rest (20);
      spent[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - spent[i];
      i += node != NULL;
      g_clear_pointer (&node, gsk_render_node_unref);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (surface);

  return 1e3 * bench_at (spent, FRAMES_ALONE, 0.5);
}

static void
measure_keys (Bench *self, guint keys)
{
  static const char *const words[] = { "key to the row that is selected", "key to the conversation", "key to all that is read for it",
                                       "key to what is looked for" };
  static const char *const parts[PHASES] = { "the key itself", "update", "styles and layout", "painting" };
  g_autofree double *took = g_new0 (double, (gsize) keys * STAGES * CLOCKS);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  double paint = measure_paint (self);
  const gulong watching[] = { g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), self),
                              g_signal_connect_after (clock, "update", G_CALLBACK (update_cb), self),
                              g_signal_connect_after (clock, "layout", G_CALLBACK (layout_cb), self),
                              g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), self) };
  gulong loaded = g_signal_connect_swapped (self->page->conversation, "loaded", G_CALLBACK (loaded_cb), self);
  g_autofree double *phases = g_new0 (double, (gsize) keys * PHASES);
  guint n = 0, answerable = 0, beats = 0, reads = bench_size ("VECHE_BENCH_REST", 20);

  for (; n < keys && press_next (self); n++)
    {
      for (guint i = 0; i < STAGES * CLOCKS; i++)
        took[i * keys + n] = self->shown[i / CLOCKS][i % CLOCKS] - self->pressed[i % CLOCKS];
      for (guint i = 0; i < PHASES; i++)
        phases[i * keys + n] = self->done[i];
      beats = MAX (beats, self->shown_beats);
      answerable += veche_conversation_can_reply (self->page->conversation);
      rest_well (self, reads);
    }
  for (guint i = 0; i < STAGES && n > 0; i++)
    tell (words[i], took + i * CLOCKS * keys, keys, n, i == TALK);
  if (n > 0)
    g_print ("I5   painting the whole page once: %.1f ms of the processor; the main thread's median key is %.2f times that\n", paint,
             1e3 * bench_at (took + (TALK * CLOCKS + MAIN_THREAD) * keys, n, 0.5) / paint);
  g_print ("I5   of the main thread, until the conversation is painted:");
  for (guint i = 0; i < PHASES && n > 0; i++)
    g_print (" %s p50 %.1f ms, p95 %.1f%s", parts[i], 1e3 * bench_at (phases + i * keys, n, 0.5), 1e3 * bench_at (phases + i * keys, n, 0.95), i < PAINT ? ";" : "\n");
  g_print ("# %u keys in a list of %u, at most %u beats of the frame clock to the conversation, %u with a composer\n", n, veche_row_model_get_n_rows (self->page->model), beats, answerable);
  for (guint i = 0; i < G_N_ELEMENTS (watching); i++)
    g_signal_handler_disconnect (clock, watching[i]);
  g_signal_handler_disconnect (self->page->conversation, loaded);
  self->steps = 0;
}

/*** The list ***/

static void
measure_list (Bench *self)
{
  BenchCanvas *canvas = g_object_new (BENCH_TYPE_CANVAS, NULL);
  GtkWidget *window;
  Run ours = { .adjustment = gtk_scrolled_window_get_vadjustment (self->page->scroller) }, bare = { .canvas = canvas };

  canvas->row_height = gtk_widget_get_height (gtk_window_get_focus (GTK_WINDOW (self->window)));
  canvas->texts = CANVAS_TEXTS;
  ours.row_height = bare.row_height = canvas->row_height;
  ours.rows = bare.rows = veche_row_model_get_n_rows (self->page->model);
  window = present (GTK_WIDGET (canvas), gtk_widget_get_width (GTK_WIDGET (self->page->scroller)), gtk_widget_get_height (GTK_WIDGET (self->page->scroller)));
  for (int jumping = 0; jumping < 2; jumping++)
    {
      run_frames (window, &bare, jumping);
      run_frames (self->window, &ours, jumping);
      report (jumping ? "jump" : "scroll", &ours, &bare, jumping ? 5 : 6);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/*** All of them at once ***/

#define watched(what, condition)                                                                                                            \
  G_STMT_START                                                                                                                              \
    {                                                                                                                                       \
      double watched_start = bench_seconds (CLOCK_MONOTONIC), watched_end, watched_cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);            \
      Late watched_late = late_now ();                                                                                                      \
      guint watched_source = late_watch (&watched_late);                                                                                    \
                                                                                                                                            \
      while (!(condition))                                                                                                                  \
        g_main_context_iteration (NULL, TRUE);                                                                                              \
      watched_end = bench_seconds (CLOCK_MONOTONIC);                                                                                        \
      rest (300);                                                                                                                           \
      g_source_remove (watched_source);                                                                                                     \
      g_print ("I5   %-34s %6.0f ms; main loop: %5.0f ms of the processor, longest step %5.1f ms of it, longest lateness %5.1f ms\n", what, \
               1e3 * (watched_end - watched_start), 1e3 * (bench_seconds (CLOCK_THREAD_CPUTIME_ID) - watched_cpu),                          \
               1e3 * watched_late.longest_step, 1e3 * watched_late.longest);                                                                \
    }                                                                                                                                       \
  G_STMT_END

static void
measure_bulk (Bench *self)
{
  guint n = veche_row_model_get_n_rows (self->page->model);

  gtk_widget_activate_action (GTK_WIDGET (self->page->list), "inbox.tick-all", NULL);
  watched ("all of them ticked", g_hash_table_size (self->page->ticked) == n);
  gtk_widget_activate_action (GTK_WIDGET (self->page->list), "inbox.done", NULL);
  watched ("all of them done", veche_row_model_get_n_rows (self->page->model) == 0);
  veche_session_undo (self->session);
  watched ("taken back", veche_row_model_get_n_rows (self->page->model) == n);
}

/*** The workspace ***/

static const char *
make_workspace (const char *own)
{
  const char *path = bench_workspace (own, 5000, 60000);
  guint wanted = bench_size ("VECHE_BENCH_OPEN", path == own ? 5000 : 20000);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);   /* brings an older file up to this version */
  gint64 there = 0;

  bench_check (db != NULL, error);
  there = bench_count (db, "SELECT count(*) FROM triage WHERE state = 'open' AND judged > 0");
  veche_db_close (g_steal_pointer (&db));
  if (there < (gint64) wanted)
    bench_open_mentions (path, wanted);
  bench_add_desk (path);

  return path;
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(VecheStore **) user_data = veche_store_open_finish (result, &error);
  bench_check (error == NULL, error);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = veche_store_close_finish (VECHE_STORE (source), result, NULL);
}

static void
show (Bench *self)
{
  self->session = veche_session_new (self->store, NULL, FALSE);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1400, 900);
  self->page = g_object_new (VECHE_TYPE_INBOX_PAGE, "session", self->session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  veche_test_wait (self->page->model != NULL && !veche_row_model_get_loading (self->page->model) && self->page->mention != NULL);
  veche_test_wait (gtk_widget_get_height (GTK_WIDGET (self->page)) > 600);
  veche_page_focus (VECHE_PAGE (self->page));
  rest (1000);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *own = g_build_filename (folder, "w.veche", NULL);
  gboolean closed = FALSE;
  Bench self = { 0 };

  if (!veche_test_app_init ())
    return 0;
  veche_store_open_async (make_workspace (own), FALSE, NULL, open_cb, &self.store);
  veche_test_wait (self.store != NULL);
  show (&self);
  measure_keys (&self, bench_size ("VECHE_BENCH_KEYS", 200));
  if (bench_size ("VECHE_BENCH_LIST", 1) > 0)
    measure_list (&self);
  if (bench_size ("VECHE_BENCH_BULK", 1) > 0)
    measure_bulk (&self);
  veche_page_close (VECHE_PAGE (self.page));
  gtk_window_destroy (GTK_WINDOW (self.window));
  rest (200);
  g_object_unref (self.session);
  veche_store_close_async (self.store, close_cb, &closed);
  veche_test_wait (closed);
  g_object_unref (self.store);
  bench_remove (folder);

  return 0;
}
