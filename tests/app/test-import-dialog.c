/* test-import-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-import-dialog.h"
#include "model/veche-query.h"
#include "store/veche-query-sql.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *dialog;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", data, NULL);

  veche_test_workspace_open (&self->workspace);
  self->window = adw_window_new ();
  gtk_window_present (GTK_WINDOW (self->window));
  self->dialog = GTK_WIDGET (veche_import_dialog_open (self->workspace.session, GTK_WINDOW (self->window), path));
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->dialog != NULL)
    gtk_window_close (GTK_WINDOW (self->dialog));
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (self->dialog == NULL);
  veche_test_workspace_close (&self->workspace);
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr(VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);

  return g_strdup_printf ("%" G_GINT64_FORMAT, veche_query_count (db, query, error));
}

static guint
n_members (Fixture *self)
{
  g_autofree char *count = veche_test_run (self->workspace.store, VECHE_LANE_READER, count_job, NULL);

  return (guint) g_ascii_strtoull (count, NULL, 10);
}

static gboolean
says (Fixture *self, const char *text)
{
  return veche_test_find (self->dialog, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static void
test_preview_then_import (Fixture *self, gconstpointer data)
{
  GListModel *jobs = veche_session_get_jobs (self->workspace.session);
  GtkWidget *button;

  veche_test_wait (says (self, "Which Chats"));
  g_assert_true (says (self, "all new"));
  g_assert_true (says (self, "7 People in the File"));
  g_assert_cmpuint (n_members (self), ==, 0);   /* nothing is written by looking */

  button = veche_test_find (self->dialog, GTK_TYPE_BUTTON, "suggested-action", NULL);
  g_signal_emit_by_name (button, "clicked");
  veche_test_wait (self->dialog == NULL);
  veche_test_wait (g_list_model_get_n_items (jobs) == 0);
  g_assert_cmpuint (n_members (self), ==, 7);

  veche_session_undo (self->workspace.session);
  veche_test_wait (n_members (self) == 0);
}

static void
test_damage_is_said (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "The file breaks off at byte"));
  g_assert_true (says (self, "Which Chats"));
}

static void
test_foreign_is_refused (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "made by another program"));
  g_assert_false (gtk_widget_get_visible (veche_test_find (self->dialog, GTK_TYPE_BUTTON, "suggested-action", NULL)));
}

static void
test_pages_say_what_they_lack (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "These pages are made for reading"));
  g_assert_true (says (self, "Machine-readable JSON"));
  g_assert_true (says (self, "Telegram, pages · messages.html"));
  g_assert_true (says (self, "8 People in the File"));
}

static void
test_other_platforms (Fixture *self, gconstpointer data)
{
  GListModel *jobs = veche_session_get_jobs (self->workspace.session);

  veche_test_wait (says (self, "Which Chats"));
  g_signal_emit_by_name (veche_test_find (self->dialog, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  veche_test_wait (self->dialog == NULL);
  veche_test_wait (g_list_model_get_n_items (jobs) == 0);
  g_assert_cmpuint (n_members (self), >, 2);
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_members (self) <= 1);   /* an archive says who is the manager: that stays */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/import/preview-then-import", Fixture, "telegram/single.json", set_up, test_preview_then_import, tear_down);
  g_test_add ("/import/damage-is-said", Fixture, "telegram/damaged.json", set_up, test_damage_is_said, tear_down);
  g_test_add ("/import/foreign-is-refused", Fixture, "telegram/foreign.json", set_up, test_foreign_is_refused, tear_down);
  g_test_add ("/import/pages-say-what-they-lack", Fixture, "telegram-html/chat/messages.html", set_up, test_pages_say_what_they_lack, tear_down);
  g_test_add ("/import/discord", Fixture, "discord/general.json", set_up, test_other_platforms, tear_down);
  g_test_add ("/import/slack", Fixture, "slack/club", set_up, test_other_platforms, tear_down);
  g_test_add ("/import/mastodon-archive", Fixture, "mastodon-archive/vera", set_up, test_other_platforms, tear_down);
  g_test_add ("/import/jsonl", Fixture, "jsonl/talk.jsonl", set_up, test_other_platforms, tear_down);

  return g_test_run ();
}
