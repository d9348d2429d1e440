/* test-faces.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gstdio.h>

#include "app/veche-faces.h"
#include "app/veche-settings.h"
#include "connectors/veche-net.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"
#include "support/fake-pictures.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

#define N_PEOPLE 12

/* Pictures of people, from a server of our own: who is on screen, how many at once, what is kept. */

typedef struct
{
  char         *folder, *pictures;
  FakePictures *server;
  VecheStore   *store;
  GPtrArray    *uids;       /* of the members, in the order of people */
  GtkWidget    *window;
  GtkWidget    *labels[N_PEOPLE];
} Fixture;

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->store = veche_store_open_finish (result, NULL);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = veche_store_close_finish (VECHE_STORE (source), result, NULL);
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(gpointer *) user_data = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_assert_no_error (error);
}

/* People 0…9 have good pictures, 10 has a bomb, 11 is of a platform that nobody connected. */
static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  Fixture *self = input;
  g_autofree char *url = fake_pictures_url (self->server, "");
  g_autofree char *sql = g_strdup_printf ("INSERT INTO source (id, uid, type, name, url, own_server, created) VALUES (1, 'S', 'mastodon', 'Наш', '%s', 1, 1)", url);
  gint64 id;

  if (!veche_db_exec (db, sql, error) || (id = veche_ingest_begin (db, "sync", "Наш", error)) == 0)
    return NULL;
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new (i < 11 ? "mastodon" : "discord", "");
      g_autofree char *who = g_strdup_printf ("%u", i);
      g_autofree char *path = i < 10 ? g_strdup_printf ("/slow/%u", i) : g_strdup (i == 10 ? "/huge.png" : "/good.png");
      g_autofree char *picture = fake_pictures_url (self->server, path);
      VechePerson *person = veche_batch_add_person (batch, who);

      person->name = veche_batch_string (batch, who);
      person->avatar_url = veche_batch_string (batch, picture);
      if (!veche_ingest_batch (db, id, batch, 1, 0, NULL, error))
        return NULL;
    }

  return veche_ingest_finish (db, id, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
uids_job (VecheDb *db, gpointer input, GError **error)
{
  GPtrArray *uids = g_ptr_array_new_with_free_func (g_free);
  VecheStatement *row = veche_db_prepare (db, "SELECT m.uid FROM member AS m JOIN identity AS i ON i.member_id = m.id ORDER BY CAST (i.remote_id AS INTEGER)");

  while (veche_statement_step (row, NULL))
    g_ptr_array_add (uids, veche_statement_dup_text (row, 0));

  return uids;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gpointer filled = NULL, uids = NULL;

  self->folder = g_dir_make_tmp ("veche-faces-XXXXXX", NULL);
  self->pictures = g_build_filename (self->folder, "pictures", NULL);
  path = g_build_filename (self->folder, "f.veche", NULL);
  self->server = fake_pictures_new ();
  g_settings_reset (veche_settings_get (), "show-pictures");
  veche_store_open_async (path, TRUE, NULL, open_cb, self);
  veche_test_wait (self->store != NULL);
  veche_store_run_async (self->store, VECHE_LANE_WRITER, fill_job, self, NULL, NULL, NULL, job_cb, &filled);
  veche_test_wait (filled != NULL);
  veche_store_run_async (self->store, VECHE_LANE_READER, uids_job, NULL, NULL, NULL, NULL, job_cb, &uids);
  veche_test_wait (uids != NULL);
  self->uids = uids;
  g_assert_cmpuint (self->uids->len, ==, N_PEOPLE);

  self->window = gtk_window_new ();
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      self->labels[i] = gtk_label_new ("·");
      gtk_box_append (GTK_BOX (box), self->labels[i]);
    }
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  gtk_window_present (GTK_WINDOW (self->window));
  veche_test_wait (gtk_widget_get_mapped (self->labels[0]));
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      g_remove (path);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gboolean closed = FALSE;

  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_store_close_async (self->store, close_cb, &closed);
  veche_test_wait (closed);
  g_object_unref (self->store);
  fake_pictures_free (self->server);
  g_ptr_array_unref (self->uids);
  remove_all (self->folder);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->pictures);
}

/* How many of the first n have a picture by now; asks for those that have none. */
static guint
count_faces (Fixture *self, VecheFaces *faces, guint n)
{
  guint have = 0;

  for (guint i = 0; i < n; i++)
    have += veche_faces_get (faces, self->labels[i], g_ptr_array_index (self->uids, i), 72) != NULL;

  return have;
}

static guint
count_files (Fixture *self, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (self->pictures, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ending);

  return n;
}

static void
let_pass (guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * 1000;

  veche_test_wait (g_get_monotonic_time () >= until);
}

static void
test_seen (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheFaces) faces = veche_faces_new (self->store, self->pictures);
  g_autoptr (VecheFaces) again = veche_faces_new (self->store, self->pictures);
  GdkTexture *texture;

  g_assert_cmpuint (count_faces (self, faces, 10), ==, 0);
  veche_test_wait (count_faces (self, faces, 10) == 10);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/slow/"), ==, 10);
  g_assert_cmpuint (fake_pictures_at_once (self->server), <=, 4);
  texture = veche_faces_get (faces, self->labels[0], g_ptr_array_index (self->uids, 0), 72);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 72);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 72);
  veche_test_wait (count_files (self, ".png") == 10);

  /* Another day, from the files alone. */
  veche_test_wait (count_faces (self, again, 10) == 10);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/slow/"), ==, 10);

  /* Switched off: initials again, and nothing stays. */
  g_settings_set_boolean (veche_settings_get (), "show-pictures", FALSE);
  g_assert_cmpuint (count_faces (self, faces, 10), ==, 0);
  veche_test_wait (count_files (self, ".png") == 0);
  let_pass (250);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/slow/"), ==, 10);
}

static void
test_bad (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheFaces) faces = veche_faces_new (self->store, self->pictures);
  g_autoptr (VecheFaces) again = veche_faces_new (self->store, self->pictures);

  count_faces (self, faces, N_PEOPLE);
  veche_test_wait (count_faces (self, faces, 10) == 10 && count_files (self, ".none") == 1);
  g_assert_null (veche_faces_get (faces, self->labels[10], g_ptr_array_index (self->uids, 10), 72));
  g_assert_null (veche_faces_get (faces, self->labels[11], g_ptr_array_index (self->uids, 11), 72));
  g_assert_cmpuint (fake_pictures_requests (self->server, "/good"), ==, 0);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/huge"), ==, 1);

  /* What was no good is not asked for again today. */
  veche_test_wait (count_faces (self, again, N_PEOPLE) == 10);
  let_pass (250);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/huge"), ==, 1);
}

static gpointer
remove_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM identity WHERE member_id = (SELECT id FROM member WHERE uid = '%s')", (const char *) input);
  g_autofree char *rest = g_strdup_printf ("DELETE FROM member WHERE uid = '%s'", (const char *) input);

  return veche_db_exec (db, sql, error) && veche_db_exec (db, rest, error) ? VECHE_JOB_DONE : NULL;
}

/* The picture of somebody who was removed goes with them; those of others, of another workspace's too, stay. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheFaces) faces = veche_faces_new (self->store, self->pictures);
  g_autofree char *other = g_build_filename (self->pictures, "00000000_018f6a1e-0000-7000-8000-000000000000_abcd.png", NULL);
  gpointer removed = NULL;

  count_faces (self, faces, 10);
  veche_test_wait (count_files (self, ".png") == 10);
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  veche_store_run_async (self->store, VECHE_LANE_WRITER, remove_job, g_ptr_array_index (self->uids, 3), NULL, NULL, NULL, job_cb, &removed);
  veche_test_wait (removed != NULL);
  veche_test_wait (count_files (self, ".png") == 10);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

/* Who is gone again before anybody could look is not asked for. */
static void
test_unseen (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheFaces) faces = veche_faces_new (self->store, self->pictures);

  count_faces (self, faces, 10);
  for (guint i = 1; i < 10; i++)
    gtk_widget_set_visible (self->labels[i], FALSE);
  veche_test_wait (veche_faces_get (faces, self->labels[0], g_ptr_array_index (self->uids, 0), 72) != NULL);
  let_pass (200);
  g_assert_cmpuint (fake_pictures_requests (self->server, "/slow/"), ==, 1);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/app/faces/seen", Fixture, NULL, set_up, test_seen, tear_down);
  g_test_add ("/app/faces/bad", Fixture, NULL, set_up, test_bad, tear_down);
  g_test_add ("/app/faces/removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add ("/app/faces/unseen", Fixture, NULL, set_up, test_unseen, tear_down);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
