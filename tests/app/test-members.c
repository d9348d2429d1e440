/* test-members.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gstdio.h>

#include "app/veche-fact-card.h"
#include "app/veche-member-filter.h"
#include "app/veche-members-page.h"
#include "app/veche-pages.h"
#include "app/veche-profile-view.h"
#include "app/veche-session.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-seed.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

typedef struct
{
  char         *folder;
  VecheStore   *store;
  VecheSession *session;
  GtkWidget    *window, *page;
  gint64        id;         /* of the first member by name */
} Fixture;

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) user_data)->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
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

static gpointer
seed_job (VecheDb *db, gpointer input, GError **error)
{
  VecheSeed seed = { .members = 40, .interactions = 400, .seed = 3 };

  return veche_seed (db, &seed, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
first_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = veche_query_ids (db, query, error);

  return veche_members_load_profile (db, g_array_index (ids, gint64, 0), error);
}

static VecheProfile *
load_first (Fixture *self)
{
  gpointer output = NULL;

  veche_store_run_async (self->store, VECHE_LANE_READER, first_job, NULL, NULL, veche_record_unref, NULL, job_cb,
                         &output);
  veche_test_wait (output != NULL);

  return output;
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *title)
{
  g_autofree char *own = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      if (title != NULL)
        g_object_get (widget, "title", &own, NULL);
      if (g_strcmp0 (own, title) == 0)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static guint
n_rows (Fixture *self)
{
  GtkWidget *pane = gtk_widget_get_parent (find (self->page, VECHE_TYPE_MEMBER_FILTER, NULL));
  GtkListView *list = GTK_LIST_VIEW (find (pane, GTK_TYPE_LIST_VIEW, NULL));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  gpointer seeded = NULL;

  self->folder = g_dir_make_tmp ("veche-members-XXXXXX", NULL);
  path = g_build_filename (self->folder, "m.veche", NULL);
  veche_store_open_async (path, TRUE, NULL, open_cb, self);
  veche_test_wait (self->store != NULL);
  veche_store_run_long_async (self->store, seed_job, NULL, NULL, NULL, NULL, job_cb, &seeded);
  veche_test_wait (seeded != NULL);

  self->session = veche_session_new (self->store, NULL, FALSE);
  self->page = g_object_new (VECHE_TYPE_MEMBERS_PAGE, "session", self->session, NULL);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  veche_test_wait (n_rows (self) > 20);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gboolean closed = FALSE;

  veche_page_close (VECHE_PAGE (self->page));
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_store_close_async (self->store, close_cb, &closed);
  veche_test_wait (closed);
  /* A reading under way holds it a moment longer. */
  g_object_add_weak_pointer (G_OBJECT (self->session), (gpointer *) &self->session);
  g_object_unref (self->session);
  veche_test_wait (self->session == NULL);
  g_object_unref (self->store);
  g_free (self->folder);
}

static void
test_search (Fixture *self, gconstpointer data)
{
  guint all = n_rows (self);

  /* Given everybody, when a name in the other script is looked for, then few are left, and all come back. */
  veche_page_search (VECHE_PAGE (self->page), "anna");
  veche_test_wait (n_rows (self) < all);
  veche_page_search (VECHE_PAGE (self->page), "");
  veche_test_wait (n_rows (self) == all);

  veche_page_search (VECHE_PAGE (self->page), "\"*) OR (ъъъ");
  veche_test_wait (n_rows (self) == 0);
}

static void
type_into (GtkWidget *card, const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (find (card, GTK_TYPE_TEXT_VIEW, NULL));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static gboolean
has_manner (Fixture *self, const char *manner)
{
  g_autoptr (VecheRecord) first = (VecheRecord *) load_first (self);

  return g_strcmp0 (((VecheProfile *) first)->manner, manner) == 0;
}

static void
test_typed_is_kept (Fixture *self, gconstpointer data)
{
  GtkWidget *card;
  g_autoptr (VecheRecord) before = (VecheRecord *) load_first (self);
  const char *uid = ((VecheProfile *) before)->member->parent.uid;

  /* Given something typed and not yet saved, when the page closes, then it is in the store. */
  veche_page_open_member (VECHE_PAGE (self->page), uid);
  card = find (self->page, VECHE_TYPE_FACT_CARD, "How to talk");
  g_assert_nonnull (card);
  veche_test_wait (gtk_widget_get_mapped (card));
  type_into (card, "Short, in the evening");
  veche_page_close (VECHE_PAGE (self->page));

  veche_test_wait (has_manner (self, "Short, in the evening"));
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  GtkWidget *card;
  g_autoptr (VecheRecord) before = (VecheRecord *) load_first (self);
  g_autofree char *was = g_strdup (((VecheProfile *) before)->needs);
  gboolean back = FALSE;

  veche_page_open_member (VECHE_PAGE (self->page), ((VecheProfile *) before)->member->parent.uid);
  card = find (self->page, VECHE_TYPE_FACT_CARD, "Needs");
  veche_test_wait (gtk_widget_get_mapped (card));
  type_into (card, "A room for forty");
  veche_fact_card_commit (VECHE_FACT_CARD (card));
  veche_session_undo (self->session);

  for (guint i = 0; i < 100 && !back; i++)
    {
      g_autoptr (VecheRecord) after = (VecheRecord *) load_first (self);

      back = g_strcmp0 (((VecheProfile *) after)->needs, was) == 0;
    }
  g_assert_true (back);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/members/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/members/typed-is-kept", Fixture, NULL, set_up, test_typed_is_kept, tear_down);
  g_test_add ("/members/undo", Fixture, NULL, set_up, test_undo, tear_down);

  return g_test_run ();
}
