/* killloop.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * killloop [ROUNDS]: kill -9 at any moment loses nothing that was acknowledged.
 *
 * The child opens the workspace as the window does and makes members through the journal, three at a time; when a callback says that one
 * is kept, it writes its number to a pipe.  The parent kills it after a few milliseconds, trusts complete lines only, lets recovery run and
 * looks: every acknowledged member is there, none is missing between, each has its gesture and its search row, and what recovery has once
 * shown stays.  Now and then the whole file and the fold of the journal are checked.
 */

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"
#include "store/veche-store.h"

#define ROUNDS 200
#define CHECK_EACH 25
#define IN_FLIGHT 3
#define OPENING_EACH 4
#define MAX_LIFE_US 30000
#define MAX_WAIT_MS 10000

/*** The child ***/

typedef struct
{
  VecheStore *store;
  gint64      next;
} Writer;

static void send_next (Writer *self);

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writer            *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *line = NULL;
  gint64             gesture_id;

  if (!veche_store_edit_finish (VECHE_STORE (source), result, &gesture_id, &error))
    g_error ("%s", error->message);

  line = g_strdup_printf ("%" G_GINT64_FORMAT "\n", gesture_id);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (1);
  send_next (self);
}

static void
send_next (Writer *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", NULL);
  g_autofree char      *name = g_strdup_printf ("Участник %" G_GINT64_FORMAT, self->next++);
  g_autofree char      *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", veche_now ());
  veche_store_edit_async (self->store, edit, NULL, kept_cb, self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writer            *self = user_data;
  g_autoptr (GError) error = NULL;

  self->store = veche_store_open_finish (result, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
  for (int i = 0; i < IN_FLIGHT; i++)
    send_next (self);
}

static int
write_for_ever (const char *path, gint64 next)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Writer                writer = { NULL, next };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  veche_store_open_async (path, TRUE, NULL, opened_cb, &writer);
  g_main_loop_run (loop);

  return 0;
}

/*** The parent ***/

typedef struct
{
  char  *path;
  gint64 acknowledged;   /* by complete lines: gesture ids */
  gint64 known;          /* shown by recovery */
  guint  n_acknowledged;
} Judge;

static gint64
look (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  VecheStatement    *statement = veche_db_prepare (db, sql);
  gint64             n;

  g_assert_true (veche_statement_step (statement, &error));
  g_assert_no_error (error);
  n = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

static void
assert_nothing_found (GStrv found, GError *error)
{
  g_assert_no_error (error);
  for (guint i = 0; found[i] != NULL; i++)
    g_test_message ("%s", found[i]);
  g_assert_cmpuint (g_strv_length (found), ==, 0);
}

static void
judge_all (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)     found = veche_db_check (db, &error);
  g_auto (GStrv)     differences = NULL;

  assert_nothing_found (found, error);
  differences = veche_journal_verify (db, &error);
  assert_nothing_found (differences, error);
}

/* What the killed child left behind, after recovery. */
static gint64
judge (Judge *self, gboolean all)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  gint64              members, last;

  g_assert_no_error (error);
  members = look (db, "SELECT count(*) FROM member");
  last = look (db, "SELECT coalesce (max (id), 0) FROM gesture");

  g_assert_cmpint (last, >=, self->acknowledged);
  g_assert_cmpint (last, >=, self->known);
  g_assert_cmpint (look (db, "SELECT count(*) FROM gesture"), ==, last);
  g_assert_cmpint (members, ==, last);
  g_assert_cmpint (look (db, "SELECT coalesce (max (CAST (substr (name, 10) AS INTEGER)), 0) FROM member"), ==, members);
  g_assert_cmpint (look (db, "SELECT count(*) FROM member_fts ('участник')"), ==, members);
  g_assert_cmpint (look (db, "SELECT count(DISTINCT object_uid) FROM journal WHERE object = 'member'"), ==, members);
  if (all)
    judge_all (db);
  self->known = last;

  return members;
}

/* Complete lines only: the last one may be torn. */
static void
read_acknowledged (Judge *self, int in)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char                part[4096];
  gssize              n;
  char               *line = text->str, *end;

  while ((n = read (in, part, sizeof part)) > 0)
    g_string_append_len (text, part, n);
  for (line = text->str; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      self->acknowledged = MAX (self->acknowledged, g_ascii_strtoll (line, NULL, 10));
      self->n_acknowledged++;
    }
}

static void
let_live (int out, gboolean only_opening)
{
  struct pollfd first = { .fd = out, .events = POLLIN };

  if (!only_opening)
    g_assert_cmpint (poll (&first, 1, MAX_WAIT_MS), ==, 1);
  g_usleep ((gulong) g_test_rand_int_range (0, MAX_LIFE_US));
}

static void
live_and_die (Judge *self, gint64 next, gboolean only_opening)
{
  g_autofree char   *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char   *number = g_strdup_printf ("%" G_GINT64_FORMAT, next);
  const char        *argv[] = { program, "--write", self->path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid               child;
  int                out;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  let_live (out, only_opening);
  kill (child, SIGKILL);
  read_acknowledged (self, out);
  g_close (out, NULL);
  waitpid (child, NULL, 0);
}

static void
test_kill (gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-kill-XXXXXX", NULL);
  const char      *argv[] = { "rm", "-rf", folder, NULL };
  int              rounds = GPOINTER_TO_INT (data);
  Judge            self = { g_build_filename (folder, "work.veche", NULL) };
  gint64           members = 0;

  for (int round = 1; round <= rounds; round++)
    {
      live_and_die (&self, members + 1, round % OPENING_EACH == 0);
      members = judge (&self, round % CHECK_EACH == 0 || round == rounds);
    }
  g_test_message ("%d kills, %u acknowledged, %" G_GINT64_FORMAT " kept, 0 lost", rounds, self.n_acknowledged, members);
  g_assert_cmpuint (self.n_acknowledged, >=, (guint) (rounds / 2));

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self.path);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_for_ever (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/kill", GINT_TO_POINTER (argc > 1 ? atoi (argv[1]) : ROUNDS), test_kill);

  return g_test_run ();
}
