/* test-sources-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-pages.h"
#include "app/veche-source-row.h"
#include "app/veche-sources-page.h"
#include "store/veche-db.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *page;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created, last_ok, next_run) VALUES"
                            " ('s1', 'mastodon', 'well.example', 'https://well.example', 1, 1760000000000000, 1760000300000000);"
                            "INSERT INTO source (uid, type, name, url, created, error, failures) VALUES"
                            " ('s2', 'mastodon', 'ill.example', 'https://ill.example', 1, 'auth', 3);"
                            "INSERT INTO source (uid, type, name, url, words, created, paused) VALUES"
                            " ('s3', 'feed', 'Blog', 'https://blog.example', 'маяк', 1, 1)", error)
           ? VECHE_JOB_DONE
           : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  if (data != NULL)
    veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  self->page = g_object_new (VECHE_TYPE_SOURCES_PAGE, "session", self->workspace.session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer page = self->page;

  veche_page_close (VECHE_PAGE (self->page));
  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (page == NULL);
  veche_test_workspace_close (&self->workspace);
}

static gboolean
says (Fixture *self, const char *text)
{
  return veche_test_find (self->page, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static void
test_states_in_words (Fixture *self, gconstpointer data)
{
  GtkWidget *first;

  veche_test_wait (says (self, "Mastodon · ill.example"));
  g_assert_true (says (self, "Asks to sign in again"));
  g_assert_true (says (self, "Paused"));
  g_assert_true (says (self, "words: маяк"));
  g_assert_true (says (self, "Nothing has been read yet"));

  /* Trouble first, with the one blue button. */
  first = veche_test_find (self->page, VECHE_TYPE_SOURCE_ROW, NULL, NULL);
  g_assert_cmpstr (veche_source_row_get_uid (VECHE_SOURCE_ROW (first)), ==, "s2");
  g_assert_nonnull (veche_test_find (first, GTK_TYPE_BUTTON, "suggested-action", NULL));
}

static void
test_pause_is_a_gesture (Fixture *self, gconstpointer data)
{
  GtkWidget *row = NULL;

  veche_test_wait (says (self, "Mastodon · well.example"));
  for (row = veche_test_find (self->page, VECHE_TYPE_SOURCE_ROW, NULL, NULL); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (veche_source_row_get_uid (VECHE_SOURCE_ROW (row)), "s2"))
      break;
  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "source.pause", NULL);
  veche_test_wait (!says (self, "Asks to sign in again"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (self, "Asks to sign in again"));
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "No Sources Yet"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/sources/states-in-words", Fixture, "filled", set_up, test_states_in_words, tear_down);
  g_test_add ("/sources/pause-is-a-gesture", Fixture, "filled", set_up, test_pause_is_a_gesture, tear_down);
  g_test_add ("/sources/empty", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}
