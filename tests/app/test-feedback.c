/* test-feedback.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-feedback-page.h"
#include "app/veche-pages.h"
#include "store/veche-db.h"
#include "store/veche-findings-table.h"
#include "store/veche-statement.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *page;
} Fixture;

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static const char filled[] =
  "INSERT INTO member (uid, name, created) VALUES ('m1', 'Олег Шубин', 1);"
  "INSERT INTO channel (uid, platform, remote_id, name) VALUES ('c1', 'telegram', '1', 'Python-чат');"
  "INSERT INTO interaction (own_uid, kind, at, channel_id, remote_id, member_id, text)"
  "  SELECT 'i1', 'message', 1760000000000000, c.id, '1', m.id, 'Запись <b>не открывается</b>' FROM channel AS c, member AS m;"
  "INSERT INTO finding (uid, kind, title, text, member_id, interaction_id, at)"
  "  SELECT 'f1', 'feedback', 'Запись встречи', i.text, i.member_id, i.id, 1760000001000000 FROM interaction AS i;"
  "INSERT INTO finding (uid, kind, title, at) VALUES ('f2', 'case', 'Zoom is down', 1760000002000000);"
  "INSERT INTO finding (uid, kind, title, at) VALUES ('f3', 'faq', 'Where is it?', 1760000003000000);"
  "INSERT INTO task (uid, title, finding_id, created) SELECT 't1', 'Look', id, 1 FROM finding WHERE uid = 'f1'";

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  if (data != NULL)
    g_assert_nonnull (veche_test_run (self->workspace.store, VECHE_LANE_WRITER, exec_job, (gpointer) data));
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  self->page = g_object_new (VECHE_TYPE_FEEDBACK_PAGE, "session", self->workspace.session, NULL);
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

static GtkWidget *
list (Fixture *self)
{
  return veche_test_find (self->page, GTK_TYPE_LIST_VIEW, NULL, NULL);
}

static guint
rows (Fixture *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list (self)));

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* The newest first, no question for the FAQ, and each part alone. */
static void
test_list (Fixture *self, gconstpointer data)
{
  GtkWidget *feedback;
  int least;

  veche_test_wait (rows (self) == 2);
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  g_assert_true (says (self, "All 2"));
  g_assert_true (says (self, "Cases 1"));
  g_assert_true (says (self, "2 open"));
  g_assert_true (says (self, "Zoom is down"));
  g_assert_true (says (self, "Somebody"));
  g_assert_false (says (self, "Where is it?"));

  feedback = gtk_widget_get_ancestor (veche_test_find (self->page, GTK_TYPE_LABEL, NULL, "Feedback 1"), GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (feedback), TRUE);
  g_assert_cmpuint (rows (self), ==, 1);
  veche_test_wait (says (self, "Запись <b>не открывается</b>"));
  g_assert_true (gtk_widget_activate_action (self->page, "feedback.next", NULL));
  g_assert_true (says (self, "Запись <b>не открывается</b>"));
}

static gpointer
task_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 *n = g_new0 (gint64, 1);
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM task AS t JOIN finding AS f ON f.id = t.finding_id WHERE t.uid = 't1'");

  if (veche_statement_step (row, NULL))
    *n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static gint64
tasks_of_it (Fixture *self)
{
  g_autofree gint64 *n = veche_test_run (self->workspace.store, VECHE_LANE_READER, task_job, NULL);

  return *n;
}

/* Closed, opened again and removed are gestures; the task that was made of it stays, and knows it again when it is back. */
static void
test_gestures (Fixture *self, gconstpointer data)
{
  veche_test_wait (rows (self) == 2);
  g_assert_true (gtk_widget_activate_action (self->page, "feedback.toggle", NULL));
  veche_test_wait (says (self, "Case · closed"));
  g_assert_true (says (self, "1 open"));
  g_assert_true (gtk_widget_activate_action (self->page, "feedback.toggle", NULL));
  veche_test_wait (!says (self, "Case · closed"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (self, "Case · closed"));

  g_assert_cmpint (tasks_of_it (self), ==, 1);
  g_assert_true (gtk_widget_activate_action (self->page, "feedback.next", NULL));
  g_assert_true (gtk_widget_activate_action (self->page, "feedback.remove", NULL));
  veche_test_wait (rows (self) == 1);
  g_assert_cmpint (tasks_of_it (self), ==, 0);
  veche_session_undo (self->workspace.session);
  veche_test_wait (rows (self) == 2);
  g_assert_cmpint (tasks_of_it (self), ==, 1);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "What People Say Is Kept Here"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/feedback/list", Fixture, filled, set_up, test_list, tear_down);
  g_test_add ("/feedback/gestures", Fixture, filled, set_up, test_gestures, tear_down);
  g_test_add ("/feedback/empty", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}
