/* test-lane.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-lane.h"
#include "store/veche-statement.h"
#include "support/veche-test-wait.h"

static const char endless[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

/* What came back, in order. */
typedef struct
{
  VecheLane *lane;
  GString   *order;
  guint      n_back;
} Fixture;

typedef struct
{
  Fixture           *fixture;
  VecheLaneJob       job;
  GCancellable      *cancellable;   /* (nullable) */
  char               name;
  gboolean           back;
  GError            *error;         /* (owned) (nullable) */
  gpointer           output;
} Order;

static VecheLane *
new_lane (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb           *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return veche_lane_new ("test-lane", db);
}

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->lane = new_lane ();
  self->order = g_string_new (NULL);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  if (self->lane != NULL)
    {
      veche_lane_stop (self->lane, FALSE);
      veche_lane_free (self->lane);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_string_free (self->order, TRUE);
}

static void
back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;

  order->output = veche_lane_run_finish (source, result, &order->error);
  order->back = TRUE;
  g_string_append_c (order->fixture->order, order->name);
  order->fixture->n_back++;
}

static void
send (Fixture *self, Order *order)
{
  order->fixture = self;
  veche_lane_run_async (self->lane, &order->job, NULL, order->cancellable, back_cb, order);
}

static void
wait_for (Fixture *self, guint n)
{
  veche_test_wait (self->n_back >= n);
  g_assert_cmpuint (self->n_back, ==, n);
}

/*** Jobs ***/

static gpointer
nothing_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

enum { WAITED_FOR, REACHED, OPEN };

/* Says that it has begun, and waits until it is let through. */
static gpointer
gate_job (VecheDb *db, gpointer input, GError **error)
{
  g_atomic_int_set ((int *) input, REACHED);
  while (g_atomic_int_get ((int *) input) != OPEN)
    g_usleep (1000);

  return VECHE_JOB_DONE;
}

static gpointer
endless_job (VecheDb *db, gpointer input, GError **error)
{
  if (input != NULL)
    g_atomic_int_set ((int *) input, TRUE);

  return veche_statement_run (veche_db_prepare (db, endless), error) ? VECHE_JOB_DONE : NULL;
}

static gboolean
add_tag (VecheDb *db, const char *name, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "INSERT INTO tag (uid, name) VALUES (?1, ?1)");

  veche_statement_bind_text (statement, 1, name);

  return veche_statement_run (statement, error);
}

static gpointer
add_tag_job (VecheDb *db, gpointer input, GError **error)
{
  return add_tag (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
add_then_fail_job (VecheDb *db, gpointer input, GError **error)
{
  if (add_tag (db, input, error))
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "no");

  return NULL;
}

static gpointer
add_then_cancel_job (VecheDb *db, gpointer input, GError **error)
{
  gpointer done = add_tag_job (db, (gpointer) "in time", error);

  g_cancellable_cancel (input);

  return done;
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT count(*) FROM tag");

  if (!veche_statement_step (statement, error))
    return NULL;

  /* Left half read: the lane must end it. */
  return GINT_TO_POINTER (veche_statement_int (statement, 0) + 1);
}

/* Commits in chunks and yields between them. */
static gpointer
long_job (VecheDb *db, gpointer input, GError **error)
{
  for (int chunk = 0; chunk < 1000000; chunk++)
    {
      g_autofree char *name = g_strdup_printf ("chunk %d", chunk);

      if (!veche_db_begin (db, error))
        return NULL;
      if (!add_tag (db, name, error))
        {
          veche_db_rollback (db);
          return NULL;
        }
      if (!veche_db_commit (db, error))
        return NULL;
      g_atomic_int_inc ((int *) input);
      veche_lane_yield (db);
    }

  return VECHE_JOB_DONE;
}

static gint64
count_tags (Fixture *self)
{
  Order order = { .job = { VECHE_LANE_READ, G_PRIORITY_LOW + 1, count_job }, .name = '#' };

  send (self, &order);
  wait_for (self, self->n_back + 1);
  g_assert_no_error (order.error);

  return GPOINTER_TO_INT (order.output) - 1;
}

/*** Tests ***/

static void
test_priority (Fixture *self, gconstpointer data)
{
  int   state = WAITED_FOR;
  Order gate = { .job = { VECHE_LANE_READ, G_PRIORITY_DEFAULT, gate_job, &state }, .name = 'g' };
  Order one = { .job = { VECHE_LANE_READ, G_PRIORITY_DEFAULT, nothing_job }, .name = '1' };
  Order low = { .job = { VECHE_LANE_READ, G_PRIORITY_LOW, nothing_job }, .name = 'l' };
  Order two = { .job = { VECHE_LANE_READ, G_PRIORITY_DEFAULT, nothing_job }, .name = '2' };
  Order high = { .job = { VECHE_LANE_READ, G_PRIORITY_HIGH, nothing_job }, .name = 'h' };

  send (self, &gate);
  while (g_atomic_int_get (&state) != REACHED)
    g_usleep (1000);
  send (self, &one);
  send (self, &low);
  send (self, &two);
  send (self, &high);
  g_atomic_int_set (&state, OPEN);
  wait_for (self, 5);

  g_assert_cmpstr (self->order->str, ==, "gh12l");
}

static void
test_transaction (Fixture *self, gconstpointer data)
{
  Order kept = { .job = { VECHE_LANE_WRITE, 0, add_tag_job, g_strdup ("kept"), g_free }, .name = 'k' };
  Order lost = { .job = { VECHE_LANE_WRITE, 0, add_then_fail_job, g_strdup ("lost"), g_free }, .name = 'l' };

  send (self, &kept);
  send (self, &lost);
  wait_for (self, 2);

  g_assert_no_error (kept.error);
  g_assert_true (kept.output == VECHE_JOB_DONE);
  g_assert_error (lost.error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&lost.error);
  g_assert_cmpint (count_tags (self), ==, 1);
}

static void
test_cancel_running (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int                      running = FALSE;
  Order                    order = { .job = { VECHE_LANE_READ, 0, endless_job, &running }, .cancellable = cancellable, .name = 'e' };

  /* Uncancelled it would never end. */
  send (self, &order);
  while (!g_atomic_int_get (&running))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  wait_for (self, 1);

  g_assert_error (order.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&order.error);
  g_assert_cmpint (count_tags (self), ==, 0);
}

static void
test_cancel_waiting (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Order order = { .job = { VECHE_LANE_WRITE, 0, add_tag_job, g_strdup ("never"), g_free }, .cancellable = cancellable, .name = 'n' };

  g_cancellable_cancel (cancellable);
  send (self, &order);
  wait_for (self, 1);

  g_assert_error (order.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&order.error);
  g_assert_cmpint (count_tags (self), ==, 0);
}

/* What is in the file is told as it is. */
static void
test_cancel_too_late (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Order order = { .job = { VECHE_LANE_WRITE, 0, add_then_cancel_job, cancellable }, .cancellable = cancellable, .name = 'c' };

  send (self, &order);
  wait_for (self, 1);

  g_assert_no_error (order.error);
  g_assert_cmpint (count_tags (self), ==, 1);
}

static void
test_long_yields (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int                      chunks = 0, at;
  Order                    import = { .job = { VECHE_LANE_LONG, G_PRIORITY_LOW, long_job, &chunks }, .cancellable = cancellable, .name = 'i' };
  Order                    edit = { .job = { VECHE_LANE_WRITE, 0, add_tag_job, g_strdup ("between"), g_free }, .name = 'e' };

  send (self, &import);
  while (g_atomic_int_get (&chunks) < 10)
    g_usleep (1000);
  send (self, &edit);
  wait_for (self, 1);
  g_assert_cmpstr (self->order->str, ==, "e");
  g_assert_no_error (edit.error);

  /* It still goes on, and its own cancellable still ends it. */
  at = g_atomic_int_get (&chunks);
  while (g_atomic_int_get (&chunks) < at + 10)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  wait_for (self, 2);
  g_assert_error (import.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&import.error);
  g_assert_cmpint (count_tags (self), ==, g_atomic_int_get (&chunks) + 1);
}

static void
test_drain (Fixture *self, gconstpointer data)
{
  int   chunks = 0;
  Order import = { .job = { VECHE_LANE_LONG, G_PRIORITY_LOW, long_job, &chunks }, .name = 'i' };
  Order edits[20];
  Order late = { .job = { VECHE_LANE_WRITE, 0, add_tag_job, g_strdup ("late"), g_free }, .name = 'l' };

  send (self, &import);
  while (g_atomic_int_get (&chunks) < 5)
    g_usleep (1000);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      edits[i] = (Order){ .job = { VECHE_LANE_WRITE, 0, add_tag_job, g_strdup_printf ("edit %zu", i), g_free }, .name = 'e' };
      send (self, &edits[i]);
    }
  veche_lane_stop (self->lane, TRUE);
  send (self, &late);
  veche_lane_free (g_steal_pointer (&self->lane));
  wait_for (self, 22);

  g_assert_error (import.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&import.error);
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&late.error);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    g_assert_no_error (edits[i].error);
}

static void
test_stop (Fixture *self, gconstpointer data)
{
  int   running = FALSE;
  Order first = { .job = { VECHE_LANE_READ, 0, endless_job, &running }, .name = '1' };
  Order second = { .job = { VECHE_LANE_READ, 0, endless_job }, .name = '2' };

  send (self, &first);
  send (self, &second);
  while (!g_atomic_int_get (&running))
    g_usleep (1000);
  veche_lane_stop (self->lane, FALSE);
  veche_lane_free (g_steal_pointer (&self->lane));
  wait_for (self, 2);

  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&first.error);
  g_clear_error (&second.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/lane/priority", Fixture, NULL, fixture_set_up, test_priority, fixture_tear_down);
  g_test_add ("/lane/transaction", Fixture, NULL, fixture_set_up, test_transaction, fixture_tear_down);
  g_test_add ("/lane/cancel-running", Fixture, NULL, fixture_set_up, test_cancel_running, fixture_tear_down);
  g_test_add ("/lane/cancel-waiting", Fixture, NULL, fixture_set_up, test_cancel_waiting, fixture_tear_down);
  g_test_add ("/lane/cancel-too-late", Fixture, NULL, fixture_set_up, test_cancel_too_late, fixture_tear_down);
  g_test_add ("/lane/long-yields", Fixture, NULL, fixture_set_up, test_long_yields, fixture_tear_down);
  g_test_add ("/lane/drain", Fixture, NULL, fixture_set_up, test_drain, fixture_tear_down);
  g_test_add ("/lane/stop", Fixture, NULL, fixture_set_up, test_stop, fixture_tear_down);

  return g_test_run ();
}
