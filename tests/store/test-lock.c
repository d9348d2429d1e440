/* test-lock.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second process really is one: this program starts itself.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

typedef struct
{
  char *folder, *path;
  GPid  holder;   /* 0: none */
} Fixture;

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-lock-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "work.veche", NULL);
}

static void
end_holder (Fixture *self)
{
  if (self->holder == 0)
    return;

  kill (self->holder, SIGKILL);
  waitpid (self->holder, NULL, 0);
  self->holder = 0;
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  end_holder (self);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->path);
}

/* Returns when the other process holds the workspace. */
static void
start_holder (Fixture *self)
{
  g_autofree char   *program = g_file_read_link ("/proc/self/exe", NULL);
  const char        *argv[] = { program, "--hold", self->path, NULL };
  g_autoptr (GError) error = NULL;
  char               ready;
  int                out;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &self->holder, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (out, &ready, 1), ==, 1);
  g_close (out, NULL);
}

static int
hold (const char *path)
{
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);

  /* A test that fails leaves nobody behind. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (db == NULL || !veche_db_begin (db, NULL) || !veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('t1', 'kept')", NULL) ||
      !veche_db_commit (db, NULL) || write (STDOUT_FILENO, "+", 1) != 1)
    return 1;

  /* Something unfinished, and then nothing: the parent ends us. */
  veche_db_begin (db, NULL);
  veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('t2', 'lost')", NULL);
  for (;;)
    pause ();
}

static void
assert_refused (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "open in another Veche"));
}

static gint64
count_tags (VecheDb *db)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT count(*) FROM tag");
  gint64          n;

  g_assert_true (veche_statement_step (statement, NULL));
  n = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

static void
test_second_process (Fixture *self, gconstpointer data)
{
  g_autofree char    *link = g_build_filename (self->folder, "alias.veche", NULL);
  g_autoptr (VecheDb) reader = NULL;

  start_holder (self);
  assert_refused (self->path);

  /* Nor by another name. */
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  assert_refused (link);

  /* Reading goes on beside it. */
  reader = veche_db_open (self->path, VECHE_DB_READER, NULL);
  g_assert_nonnull (reader);
  g_assert_cmpint (count_tags (reader), ==, 1);
}

static void
test_stopped_holder (Fixture *self, gconstpointer data)
{
  start_holder (self);
  kill (self->holder, SIGSTOP);
  assert_refused (self->path);
}

static void
test_killed_holder (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheDb) db = NULL;
  g_autoptr (GError)  error = NULL;

  start_holder (self);
  end_holder (self);

  db = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_tags (db), ==, 1);
}

static void
test_same_process (Fixture *self, gconstpointer data)
{
  VecheDb            *first = veche_db_open (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autoptr (VecheDb) second = NULL;
  g_autoptr (GError)  error = NULL;

  g_assert_nonnull (first);
  assert_refused (self->path);
  veche_db_close (first);

  second = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return hold (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/lock/second-process", Fixture, NULL, fixture_set_up, test_second_process, fixture_tear_down);
  g_test_add ("/lock/stopped-holder", Fixture, NULL, fixture_set_up, test_stopped_holder, fixture_tear_down);
  g_test_add ("/lock/killed-holder", Fixture, NULL, fixture_set_up, test_killed_holder, fixture_tear_down);
  g_test_add ("/lock/same-process", Fixture, NULL, fixture_set_up, test_same_process, fixture_tear_down);

  return g_test_run ();
}
