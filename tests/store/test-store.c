/* test-store.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <sys/resource.h>

#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-store.h"
#include "support/veche-test-wait.h"

typedef struct
{
  char         *folder, *path;
  VecheStore   *store;
  GString      *order;     /* what happened: C a change, D a job's callback */
  GAsyncResult *result;    /* (owned) (nullable) */
} Fixture;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  g_string_append_c (self->order, 'D');
  g_set_object (&self->result, result);
}

static void
changed_cb (VecheStore *store, VecheChange *change, gpointer user_data)
{
  g_string_append_c (((Fixture *) user_data)->order, 'C');
}

/* (transfer full) */
static GAsyncResult *
wait_result (Fixture *self)
{
  veche_test_wait (self->result != NULL);

  return g_steal_pointer (&self->result);
}

static void
open_store (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  veche_store_open_async (self->path, TRUE, NULL, result_cb, self);
  result = wait_result (self);
  self->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  g_string_truncate (self->order, 0);
}

static void
close_store (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_close_async (self->store, result_cb, self);
  result = wait_result (self);
  g_assert_true (veche_store_close_finish (self->store, result, NULL));
  g_clear_object (&self->store);
}

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-store-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "work.veche", NULL);
  self->order = g_string_new (NULL);
  open_store (self);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  if (self->store != NULL)
    close_store (self);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_string_free (self->order, TRUE);
  g_free (self->folder);
  g_free (self->path);
}

static VecheEdit *
new_tag (const char *name)
{
  VecheEdit  *edit = veche_edit_new ("tag", NULL);
  const char *uid = veche_edit_insert (edit, "tag");

  veche_edit_set_text (edit, "tag", uid, "name", name);

  return edit;
}

static gboolean
edit_and_wait (Fixture *self, VecheEdit *edit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64                   gesture_id = 0;
  gboolean                 ok;

  veche_store_edit_async (self->store, edit, NULL, result_cb, self);
  result = wait_result (self);
  ok = veche_store_edit_finish (self->store, result, &gesture_id, error);
  g_assert_true (ok == (gesture_id != 0));

  return ok;
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT count(*) FROM tag");

  return veche_statement_step (statement, error) ? GINT_TO_POINTER (veche_statement_int (statement, 0) + 1) : NULL;
}

static int
count_on (Fixture *self, VecheLaneId lane)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  int                      n;

  veche_store_run_async (self->store, lane, count_job, NULL, NULL, NULL, NULL, result_cb, self);
  result = wait_result (self);
  n = GPOINTER_TO_INT (veche_store_run_finish (self->store, result, &error));
  g_assert_no_error (error);

  return n - 1;
}

/* A change is told once, before the callback; and by then every lane sees it. */
static void
test_edit (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = new_tag ("Python");
  g_autoptr (GError)    error = NULL;

  g_assert_true (edit_and_wait (self, edit, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (self->order->str, ==, "CD");
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, 1);
  g_assert_cmpint (count_on (self, VECHE_LANE_SCANNER), ==, 1);
}

static void
test_refused_edit (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) first = new_tag ("Python"), second = new_tag ("Python");
  g_autoptr (GError)    error = NULL;

  g_assert_true (edit_and_wait (self, first, NULL));
  g_string_truncate (self->order, 0);
  g_assert_false (edit_and_wait (self, second, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  g_assert_cmpstr (self->order->str, ==, "D");
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, 1);
}

static void
test_second_open (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  veche_store_open_async (self->path, FALSE, NULL, result_cb, self);
  result = wait_result (self);
  g_assert_null (veche_store_open_finish (result, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_BUSY);
}

/* Closing waits for what was asked for, refuses what comes later, and leaves one file with all in it. */
static void
test_close (Fixture *self, gconstpointer data)
{
  g_autofree char         *wal = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (VecheStore)   store = g_object_ref (self->store);
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError)       error = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char      *name = g_strdup_printf ("tag %d", i);
      g_autoptr (VecheEdit) edit = new_tag (name);

      veche_store_edit_async (self->store, edit, NULL, NULL, NULL);
    }
  close_store (self);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  veche_store_run_async (store, VECHE_LANE_READER, count_job, g_strdup ("input"), g_free, NULL, NULL, result_cb, self);
  late = wait_result (self);
  g_assert_null (veche_store_run_finish (store, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  open_store (self);
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, 20);
}

/* A full disk, played by a limit of the file's size: said, nothing acknowledged is lost, and it goes on when there is room again. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autofree char   *wal = g_strconcat (self->path, "-wal", NULL);
  struct rlimit      before, small;
  g_autoptr (GError) error = NULL;
  GStatBuf           now;
  int                kept = 0;

  g_assert_cmpint (g_stat (wal, &now), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = (rlim_t) now.st_size + 500 * 1024;   /* the tables themselves take more with each schema */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  while (error == NULL && kept < 10000)
    {
      g_autofree char      *name = g_strnfill (4000, 'a');
      g_autoptr (VecheEdit) edit = NULL;

      g_snprintf (name, 12, "%010d", kept);
      name[10] = '-';
      edit = new_tag (name);
      kept += edit_and_wait (self, edit, &error);
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_FULL);
  g_assert_cmpint (kept, >, 0);
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, kept);
  close_store (self);
  open_store (self);
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, kept);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char      *name = g_strdup_printf ("room again %d", i);
      g_autoptr (VecheEdit) edit = new_tag (name);

      g_clear_error (&error);
      g_assert_true (edit_and_wait (self, edit, &error));
      g_assert_no_error (error);
    }
}

static gpointer
fall_due_job (VecheDb *db, gpointer input, GError **error)
{
  static const char sql[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO search_due SELECT i, 1 FROM n";

  return veche_statement_run (veche_db_prepare (db, sql), error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
count_due_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT count(*) FROM search_due");
  gint64 n = veche_statement_step (statement, error) ? veche_statement_int (statement, 0) : -1;

  veche_statement_reset (statement);

  return g_memdup2 (&n, sizeof n);
}

static gint64
count_due (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree gint64 *n = NULL;

  veche_store_run_async (self->store, VECHE_LANE_READER, count_due_job, NULL, NULL, g_free, NULL, result_cb, self);
  result = wait_result (self);
  n = veche_store_run_finish (self->store, result, NULL);

  return *n;
}

static void
wait_until_settled (Fixture *self)
{
  veche_test_wait (count_due (self) == 0);
}

/* What bulk work leaves for later is done behind it, and by the next run if this one ends. */
static void
test_settle (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_run_async (self->store, VECHE_LANE_WRITER, fall_due_job, NULL, NULL, NULL, NULL, result_cb, self);
  result = wait_result (self);
  g_assert_nonnull (veche_store_run_finish (self->store, result, NULL));
  wait_until_settled (self);

  veche_store_run_async (self->store, VECHE_LANE_WRITER, fall_due_job, NULL, NULL, NULL, NULL, NULL, NULL);
  close_store (self);
  open_store (self);
  wait_until_settled (self);
}

static gpointer
pieces_job (VecheDb *db, gpointer input, GError **error)
{
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO tag (uid, name) VALUES ('piece-%d', 'Piece %d')", i, i);

      if (!veche_db_begin (db, error) || !veche_db_exec (db, sql, error) || !veche_db_commit (db, error))
        return NULL;
      veche_store_yield (db);
    }

  return VECHE_JOB_DONE;
}

/* A long job's first commit is told at once, the others together: every list looks at itself each time. */
static void
test_pieces (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 began = g_get_monotonic_time ();

  veche_store_run_long_async (self->store, pieces_job, NULL, NULL, NULL, NULL, result_cb, self);
  result = wait_result (self);
  g_assert_nonnull (veche_store_run_finish (self->store, result, NULL));

  g_assert_true (g_str_has_prefix (self->order->str, "CC") && g_str_has_suffix (self->order->str, "CD"));
  g_assert_cmpint (self->order->len, <=, 3 + (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpint (count_on (self, VECHE_LANE_READER), ==, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/edit", Fixture, NULL, fixture_set_up, test_edit, fixture_tear_down);
  g_test_add ("/store/refused-edit", Fixture, NULL, fixture_set_up, test_refused_edit, fixture_tear_down);
  g_test_add ("/store/second-open", Fixture, NULL, fixture_set_up, test_second_open, fixture_tear_down);
  g_test_add ("/store/close", Fixture, NULL, fixture_set_up, test_close, fixture_tear_down);
  g_test_add ("/store/settle", Fixture, NULL, fixture_set_up, test_settle, fixture_tear_down);
  g_test_add ("/store/pieces", Fixture, NULL, fixture_set_up, test_pieces, fixture_tear_down);
  g_test_add ("/store/full", Fixture, NULL, fixture_set_up, test_full, fixture_tear_down);

  return g_test_run ();
}
