/* test-plan-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/veche-event-dialog.h"
#include "app/veche-month-view.h"
#include "app/veche-pages.h"
#include "app/veche-plan-page.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-card.h"
#include "app/veche-project-dialog.h"
#include "app/veche-session.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-workspace.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

typedef struct
{
  char         *folder;
  VecheStore   *store;
  VecheSession *session;
  GtkWidget    *window, *page;
} Fixture;

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GError) error = NULL;

  self->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *closed = user_data;
  g_autoptr (GError) error = NULL;

  *closed = veche_store_close_finish (VECHE_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gpointer *output = user_data;
  g_autoptr (GError) error = NULL;

  *output = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_assert_no_error (error);
}

static const char *
add_row (VecheEdit *edit, const char *table, const char *owner_field, const char *owner)
{
  const char *uid = veche_edit_insert (edit, table);

  veche_edit_set_ref (edit, table, uid, owner_field, owner);

  return uid;
}

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  static const char *const agendas[] = { "Внешняя тема", "Внутренняя жизнь", "Общее дело" };
  static const struct { const char *title, *about; int needed; } roles[] = {
    { "Ведение встреч", "ведущие двух залов", 1 }, { "Программа и доклады", "отбор и репетиции", 3 }, { "Видеозапись", NULL, 1 },
  };
  g_autoptr (VecheEdit) edit = veche_edit_new ("project", "Осенняя конференция");
  g_autofree char *quarter = veche_quarter_now (), *today = veche_day_today (), *later = veche_day_step (today, 23);
  g_autofree char *starts = g_strdup_printf ("%sT19:00", today);
  const char *member, *project, *event;

  if (!veche_workspace_begin (db, "Маяк", agendas, "test", error))
    return NULL;

  member = veche_edit_insert (edit, "member");
  veche_edit_set_text (edit, "member", member, "name", "Анна Лебедева");
  veche_edit_set_int (edit, "member", member, "created", 1);
  project = veche_plan_edit_project (db, edit, quarter, "Осенняя конференция «Маяка»", "120 гостей, 12 докладов своих людей");
  veche_edit_set_text (edit, "project", project, "starts", later);
  veche_edit_set_ref (edit, "project", project, "owner_id", member);
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const char *slot = add_row (edit, "project_slot", "project_id", project);
      const char *place;

      veche_edit_set_text (edit, "project_slot", slot, "title", roles[i].title);
      veche_edit_set_text (edit, "project_slot", slot, "about", roles[i].about);
      veche_edit_set_int (edit, "project_slot", slot, "needed", roles[i].needed);
      veche_edit_set_int (edit, "project_slot", slot, "position", (gint64) i);
      if (i == 2)
        continue;
      place = add_row (edit, "project_member", "project_id", project);
      veche_edit_set_ref (edit, "project_member", place, "member_id", member);
      veche_edit_set_ref (edit, "project_member", place, "slot_id", slot);
    }
  for (int i = 0; i < 4; i++)
    {
      const char *step = add_row (edit, "project_step", "project_id", project);
      g_autofree char *day = veche_day_step (today, 7 * (i - 1));

      veche_edit_set_text (edit, "project_step", step, "title", i < 2 ? "Площадка" : "Регистрация");
      veche_edit_set_text (edit, "project_step", step, "day", day);
      veche_edit_set_int (edit, "project_step", step, "done", i < 2);
      veche_edit_set_int (edit, "project_step", step, "position", i);
    }
  event = veche_plan_edit_event (db, edit, "Прогулка и чай", "meeting", starts, NULL, "Europe/Moscow");
  veche_edit_set_text (edit, "event", event, "place", "Казань");

  return veche_journal_apply (db, edit, "test", error) > 0 ? VECHE_JOB_DONE : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gpointer output = NULL;

  self->folder = g_dir_make_tmp ("veche-plan-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "test.veche", NULL);
  veche_store_open_async (path, TRUE, NULL, open_cb, self);
  veche_test_wait (self->store != NULL);
  veche_store_run_async (self->store, VECHE_LANE_WRITER, fill_job, NULL, NULL, NULL, NULL, job_cb, &output);
  veche_test_wait (output != NULL);

  self->session = veche_session_new (self->store, NULL, FALSE);
  self->page = g_object_new (VECHE_TYPE_PLAN_PAGE, "session", self->session, NULL);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1072, 760);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gboolean closed = FALSE;
  g_autofree char *command = NULL;
  GDir *folder;
  const char *name;

  veche_page_close (VECHE_PAGE (self->page));
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_store_close_async (self->store, close_cb, &closed);
  veche_test_wait (closed);
  /* A reading under way holds it a moment longer. */
  g_object_add_weak_pointer (G_OBJECT (self->session), (gpointer *) &self->session);
  g_object_unref (self->session);
  veche_test_wait (self->session == NULL);
  g_clear_object (&self->store);

  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (folder);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) &&
      (text == NULL || (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL) ||
       (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The quarter shows its project, who is missing, and the event; the next quarter says that it is empty. */
static void
test_quarter (Fixture *self, gconstpointer data)
{
  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Осенняя конференция"));
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Gathered 2 of 5"));
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Прогулка и чай"));
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "is empty so far"));
}

static GtkWidget *
toplevel_of_type (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}

/* Ctrl+N, a title, Save: the event stands in the list; undo takes it away. */
static void
test_add_event (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog, *title;

  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  veche_page_add (VECHE_PAGE (self->page));
  veche_test_wait ((dialog = toplevel_of_type (VECHE_TYPE_EVENT_DIALOG)) != NULL && gtk_widget_get_mapped (dialog));
  title = find (dialog, ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (title), "Разбор резюме");
  g_signal_emit_by_name (find (dialog, GTK_TYPE_BUTTON, "_Save"), "clicked");
  veche_test_wait (find (self->page, GTK_TYPE_LABEL, "Разбор резюме") != NULL);
  veche_test_wait (toplevel_of_type (VECHE_TYPE_EVENT_DIALOG) == NULL);

  veche_session_undo (self->session);
  veche_test_wait (find (self->page, GTK_TYPE_LABEL, "Разбор резюме") == NULL);
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Прогулка и чай"));
}

/* The month shows the event on its day. */
static void
test_month (Fixture *self, gconstpointer data)
{
  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (self->page, GTK_TYPE_TOGGLE_BUTTON, "Month")), TRUE);
  veche_test_wait (find (self->page, VECHE_TYPE_MONTH_VIEW, NULL) != NULL &&
                   find (find (self->page, VECHE_TYPE_MONTH_VIEW, NULL), GTK_TYPE_LABEL, "Прогулка и чай") != NULL);
}

/* Closing the project dialog with a changed title asks first. */
static void
test_project_dialog_asks (Fixture *self, gconstpointer data)
{
  g_autofree char *quarter = veche_quarter_now ();
  GtkWidget *dialog, *ask;

  veche_project_dialog_present (self->page, self->session, NULL, quarter);
  veche_test_wait ((dialog = toplevel_of_type (VECHE_TYPE_PROJECT_DIALOG)) != NULL && gtk_widget_get_mapped (dialog));
  gtk_editable_set_text (GTK_EDITABLE (find (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Хакатон");
  gtk_window_close (GTK_WINDOW (dialog));
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ask), "save");
  veche_test_wait (find (self->page, GTK_TYPE_LABEL, "Хакатон") != NULL);
}

static void
test_bounds (void)
{
  g_autofree char *since = NULL, *until = NULL;

  veche_month_view_bounds ("2026-11-21", &since, &until);
  g_assert_cmpint (veche_day_until (until) - veche_day_until (since), >=, 30);
  g_assert_cmpint ((veche_day_until (until) - veche_day_until (since)) % 7, ==, 0);
  g_assert_cmpstr (since, <=, "2026-11-01");
  g_assert_cmpstr (until, >=, "2026-12-01");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/app/plan/month-bounds", test_bounds);
  g_test_add ("/app/plan/quarter", Fixture, NULL, set_up, test_quarter, tear_down);
  g_test_add ("/app/plan/add-event", Fixture, NULL, set_up, test_add_event, tear_down);
  g_test_add ("/app/plan/month", Fixture, NULL, set_up, test_month, tear_down);
  g_test_add ("/app/plan/project-dialog-asks", Fixture, NULL, set_up, test_project_dialog_asks, tear_down);

  return g_test_run ();
}
