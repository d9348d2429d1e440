/* test-plan-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/veche-commit-row.h"
#include "app/veche-door-window.h"
#include "app/veche-event-page.h"
#include "app/veche-event-when.h"
#include "app/veche-event-words.h"
#include "app/veche-month-view.h"
#include "app/veche-pages.h"
#include "app/veche-plan-board.h"
#include "app/veche-plan-chip.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-hours.h"
#include "app/veche-plan-load.h"
#include "app/veche-plan-page.h"
#include "app/veche-plan-table.h"
#include "app/veche-plan-timeline.h"
#include "app/veche-plan-week.h"
#include "app/veche-plan-words.h"
#include "app/veche-plan-year.h"
#include "app/veche-project-candidates.h"
#include "app/veche-project-card.h"
#include "app/veche-form-dialog.h"
#include "app/veche-project-dialog.h"
#include "app/veche-project-page.h"
#include "app/veche-row.h"
#include "model/veche-when.h"
#include "app/veche-session.h"
#include "app/veche-settings.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-templates.h"
#include "store/veche-tasks-table.h"
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

  g_settings_reset (veche_settings_get (), "plan-view");
  g_settings_reset (veche_settings_get (), "plan-day");
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

/* What a drawn row of that title shows. */
static VechePlanEntry *
find_card (GtkWidget *widget, const char *title)
{
  VecheItem *item = VECHE_IS_ROW (widget) && gtk_widget_get_mapped (widget) ? veche_row_get_item (VECHE_ROW (widget)) : NULL;
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;

  if (record != NULL && record->kind == VECHE_RECORD_EVENT && strstr (((VechePlanEntry *) record)->title, title) != NULL)
    return (VechePlanEntry *) record;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      VechePlanEntry *found = find_card (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_chip (GtkWidget *widget, const char *title)
{
  VechePlanEntry *entry = gtk_widget_get_mapped (widget) ? veche_plan_chip_entry_around (widget, gtk_widget_get_parent (widget)) : NULL;

  if (entry != NULL && strstr (entry->title, title) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_chip (child, title))
      return TRUE;

  return FALSE;
}

/* The quarter shows its project, who is missing, and the event; the next quarter says that it is empty. */
static void
test_quarter (Fixture *self, gconstpointer data)
{
  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Осенняя конференция"));
  g_assert_nonnull (find (self->page, GTK_TYPE_LABEL, "Gathered 2 of 5"));
  g_assert_nonnull (find_card (self->page, "Прогулка и чай"));
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

/* Ctrl+N: a new event stands in the list; its page names it, and each answer is saved by itself. Undo takes both away. */
static void
test_add_event (Fixture *self, gconstpointer data)
{
  VechePlanEntry *entry;
  GtkWidget *page, *title, *window = gtk_window_new ();

  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  veche_page_add (VECHE_PAGE (self->page));
  veche_test_wait ((entry = find_card (self->page, "New event")) != NULL);

  page = veche_event_page_new (self->session, entry->parent.uid);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait ((title = find (page, VECHE_TYPE_COMMIT_ROW, NULL)) != NULL && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (title)), "New event"));
  gtk_editable_set_text (GTK_EDITABLE (title), "Разбор резюме");
  veche_commit_row_commit (VECHE_COMMIT_ROW (title));
  veche_test_wait (find_card (self->page, "Разбор резюме") != NULL);
  veche_page_close (VECHE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));

  veche_session_undo (self->session);
  veche_test_wait (find_card (self->page, "New event") != NULL);
  veche_session_undo (self->session);
  veche_test_wait (find_card (self->page, "New event") == NULL);
  g_assert_nonnull (find_card (self->page, "Прогулка и чай"));
}

static gpointer
find_event_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_uid_for_id (db, "event", 1);
}

static gpointer
forget_events_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "DELETE FROM event WHERE id > 0", error) ? VECHE_JOB_DONE : NULL;
}

/* Whoever could not be written down is typed still, and called by their own name. */
static void
test_door_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *uid = NULL;
  GtkWidget *entry, *add;
  VecheDoorWindow *door;
  gpointer done = NULL;

  veche_store_run_async (self->store, VECHE_LANE_READER, find_event_job, NULL, NULL, g_free, NULL, job_cb, &uid);
  veche_test_wait (uid != NULL);
  door = veche_door_window_present (self->session, GTK_WINDOW (self->window), uid);
  veche_test_wait (find (GTK_WIDGET (door), GTK_TYPE_LABEL, "Прогулка и чай") != NULL);
  veche_store_run_async (self->store, VECHE_LANE_WRITER, forget_events_job, NULL, NULL, NULL, NULL, job_cb, &done);
  veche_test_wait (done != NULL);

  entry = find (GTK_WIDGET (door), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Пётр Новый");
  veche_test_wait ((add = find (GTK_WIDGET (door), GTK_TYPE_BUTTON, "“Пётр Новый” is new here: let in (Ctrl+Return)")) != NULL);
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  veche_test_wait (find (GTK_WIDGET (door), GTK_TYPE_LABEL, "Пётр Новый could not be written down") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Пётр Новый");
  gtk_window_destroy (GTK_WINDOW (door));
}

/* What a calendar brought is said as it is. */
static void
test_reminder (Fixture *self, gconstpointer data)
{
  static const struct { int minutes; const char *words; } cases[] = {
    { 30, "30 minutes before" }, { 15, "15 minutes before" }, { 180, "3 hours before" }, { 4320, "3 days before" }, { -1, "No reminder" }, { 1, "1 minute before" },
  };
  GtkWidget *when = veche_event_when_new (self->session), *window = gtk_window_new (), *row;

  gtk_window_set_child (GTK_WINDOW (window), when);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait ((row = find (when, ADW_TYPE_COMBO_ROW, NULL)) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheEventCard event = { .uid = (char *) "1", .title = (char *) "Вечер", .starts = (char *) "2026-12-05T19:00", .tz = (char *) "UTC", .remind = cases[i].minutes };
      gpointer shown;

      veche_event_when_show (VECHE_EVENT_WHEN (when), &event);
      shown = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));
      g_assert_cmpstr (gtk_string_object_get_string (shown), ==, cases[i].words);
      veche_event_when_show (VECHE_EVENT_WHEN (when), NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The month shows the event on its day. */
static void
test_month (Fixture *self, gconstpointer data)
{
  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  gtk_widget_activate_action (self->page, "plan.view", "s", "month");
  veche_test_wait (find (self->page, VECHE_TYPE_MONTH_VIEW, NULL) != NULL &&
                   has_chip (find (self->page, VECHE_TYPE_MONTH_VIEW, NULL), "Прогулка и чай"));
}

/* The project goes to another column and back; the view is remembered. */
static void
test_board (Fixture *self, gconstpointer data)
{
  g_autofree char *view = NULL;
  GtkWidget *board;

  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  gtk_widget_activate_action (self->page, "plan.view", "s", "board");
  veche_test_wait ((board = find (self->page, VECHE_TYPE_PLAN_BOARD, NULL)) != NULL && find_card (board, "Осенняя конференция") != NULL);
  view = g_settings_get_string (veche_settings_get (), "plan-view");
  g_assert_cmpstr (view, ==, "board");

  g_assert_cmpint (find_card (board, "Осенняя конференция")->stage, ==, VECHE_PLAN_PLANNED);
  veche_plan_set_stage (self->session, find_card (board, "Осенняя конференция"), VECHE_PLAN_ACTIVE);
  veche_test_wait (find_card (board, "Осенняя конференция")->stage == VECHE_PLAN_ACTIVE);
  veche_session_undo (self->session);
  veche_test_wait (find_card (board, "Осенняя конференция")->stage == VECHE_PLAN_PLANNED);
}

/* A bar moves by a day and by its end, each one undo; the list has what the timeline has. */
static void
test_timeline (Fixture *self, gconstpointer data)
{
  GtkWidget *timeline;
  g_autofree char *until = NULL, *later = NULL;

  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  gtk_widget_activate_action (self->page, "plan.view", "s", "timeline");
  veche_test_wait ((timeline = find (self->page, VECHE_TYPE_PLAN_TIMELINE, NULL)) != NULL && find_card (timeline, "Осенняя конференция") != NULL);
  until = g_strdup (find_card (timeline, "Осенняя конференция")->until);
  later = veche_day_step (until, 1);
  veche_plan_shift (self->session, find_card (timeline, "Осенняя конференция"), VECHE_PLAN_END, 1);
  veche_test_wait (g_str_equal (find_card (timeline, "Осенняя конференция")->until, later));
  veche_session_undo (self->session);
  veche_test_wait (g_str_equal (find_card (timeline, "Осенняя конференция")->until, until));

  gtk_widget_activate_action (self->page, "plan.view", "s", "list");
  veche_test_wait (find (self->page, VECHE_TYPE_PLAN_TABLE, NULL) != NULL && find_card (find (self->page, VECHE_TYPE_PLAN_TABLE, NULL), "Прогулка и чай") != NULL);
}

static gpointer
long_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("project", "Длинное");
  char *uid = g_strdup (veche_plan_edit_project (db, edit, "2027Q3", "Длинное", NULL));

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("Роль %d.", i);
      const char *slot = add_row (edit, "project_slot", "project_id", uid);

      veche_edit_set_text (edit, "project_slot", slot, "title", title);
      veche_edit_set_int (edit, "project_slot", slot, "position", i);
    }
  g_assert_cmpint (veche_journal_apply (db, edit, "test", error), >, 0);

  return uid;
}

/* A project of many roles begins with the first ones; the others come when they are asked for. */
static void
test_long_project_comes_in_parts (Fixture *self, gconstpointer data)
{
  GtkWidget *window = gtk_window_new (), *page, *more;
  gpointer uid = NULL;

  veche_store_run_async (self->store, VECHE_LANE_WRITER, long_job, NULL, NULL, g_free, NULL, job_cb, &uid);
  veche_test_wait (uid != NULL);
  page = g_object_new (VECHE_TYPE_PROJECT_PAGE, "session", self->session, NULL);
  veche_page_open_item (VECHE_PAGE (page), uid);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (find (page, GTK_TYPE_LABEL, "Роль 29.") != NULL);
  g_assert_null (find (page, GTK_TYPE_LABEL, "Роль 30."));
  veche_test_wait ((more = find (page, GTK_TYPE_BUTTON, "Show 40 More")) != NULL);
  g_signal_emit_by_name (more, "clicked");
  veche_test_wait (find (page, GTK_TYPE_LABEL, "Роль 69.") != NULL);
  veche_test_wait ((more = find (page, GTK_TYPE_BUTTON, "Show 30 More")) != NULL);
  g_signal_emit_by_name (more, "clicked");
  veche_test_wait (find (page, GTK_TYPE_LABEL, "Роль 99.") != NULL);

  /* Escape leaves who could take a role, not the project. */
  g_signal_emit_by_name (find (page, GTK_TYPE_BUTTON, "Find"), "clicked");
  g_assert_nonnull (find (page, VECHE_TYPE_PROJECT_CANDIDATES, NULL));
  g_assert_true (veche_page_back (VECHE_PAGE (page)));
  g_assert_null (find (page, VECHE_TYPE_PROJECT_CANDIDATES, NULL));
  veche_page_close (VECHE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  g_free (uid);
}

/* Closing the project dialog with a changed title asks first. */
static void
test_project_dialog_asks (Fixture *self, gconstpointer data)
{
  g_autofree char *quarter = veche_quarter_now ();
  GtkWidget *dialog, *ask;

  veche_project_dialog_present (self->page, self->session, quarter);
  veche_test_wait ((dialog = toplevel_of_type (VECHE_TYPE_FORM_DIALOG)) != NULL && gtk_widget_get_mapped (dialog));
  gtk_editable_set_text (GTK_EDITABLE (find (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Хакатон");
  gtk_window_close (GTK_WINDOW (dialog));
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ask), "save");
  veche_test_wait (find (self->page, GTK_TYPE_LABEL, "Хакатон") != NULL);
}

static gpointer
entries_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *uid = veche_templates_find (db, "project", input, error);
  g_autoptr (GPtrArray) items = uid != NULL ? veche_templates_list_items (db, uid, error) : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const VechePlanTemplateItem *item = items->pdata[i];

      g_string_append_printf (text, "%s%s %d %s", i > 0 ? "; " : "", item->kind, item->shift == VECHE_TASK_NO_SHIFT ? 0 : item->shift, item->title);
    }

  return g_string_free (text, FALSE);
}

static gboolean
has_entries (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *text = NULL;
  gpointer output = NULL;

  veche_store_run_async (self->store, VECHE_LANE_READER, entries_job, g_strdup (name), g_free, g_free, NULL, job_cb, &output);
  veche_test_wait (output != NULL);
  text = output;

  return g_str_equal (text, expected);
}

static GtkWidget *
window_titled (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), title) == 0)
        return GTK_WIDGET (window);
    }

  return NULL;
}

static GtkWidget *
row_of (GtkWidget *window, const char *title)
{
  GtkWidget *label = find (window, GTK_TYPE_LABEL, title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

/* Fills in the form that the action shows, and saves it. */
static void
fill_form (GtkWidget *window, const char *action, const char *target, const char *title, int days)
{
  GtkWidget *form, *spin, *save;

  gtk_widget_activate_action (window, action, "s", target);
  veche_test_wait ((form = toplevel_of_type (VECHE_TYPE_FORM_DIALOG)) != NULL && gtk_widget_get_mapped (form));
  gtk_editable_set_text (GTK_EDITABLE (find (form, ADW_TYPE_ENTRY_ROW, NULL)), title);
  if ((spin = find (form, GTK_TYPE_SPIN_BUTTON, NULL)) != NULL && days > 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), days);
  veche_test_wait ((save = find (form, GTK_TYPE_BUTTON, "_Save")) != NULL && gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  veche_test_wait (toplevel_of_type (VECHE_TYPE_FORM_DIALOG) == NULL);
}

/* The built-in kinds come; one of our own gets tasks, which stand by their days until they are moved; removing and undo. */
static void
test_checklists (Fixture *self, gconstpointer data)
{
  GtkWidget *window, *row;

  gtk_widget_activate_action (self->page, "plan.checklists", NULL);
  veche_test_wait ((window = window_titled ("Checklists")) != NULL && find (window, GTK_TYPE_LABEL, "No Checklists") != NULL);
  gtk_widget_activate_action (window, "checklist.defaults", NULL);
  veche_test_wait (row_of (window, "Concert") != NULL && row_of (window, "Webinar") != NULL);

  fill_form (window, "checklist.add", "kind", "Хакатон", 0);
  veche_test_wait ((row = row_of (window, "Хакатон")) != NULL);
  gtk_widget_activate_action (window, "checklist.open", "s", gtk_widget_get_name (row));
  veche_test_wait (find (window, GTK_TYPE_LABEL, "Who Does What") != NULL);
  fill_form (window, "checklist.add", "task", "Напомнить", 1);
  fill_form (window, "checklist.add", "task", "Позвать", 14);
  fill_form (window, "checklist.add", "step", "Тема", 30);
  veche_test_wait (row_of (window, "Тема") != NULL && find (window, GTK_TYPE_LABEL, "T−14") != NULL);
  g_assert_true (has_entries (self, "Хакатон", "task -14 Позвать; task -1 Напомнить; step -30 Тема"));

  gtk_widget_activate_action (window, "checklist.up", "s", gtk_widget_get_name (row_of (window, "Напомнить")));
  veche_test_wait (has_entries (self, "Хакатон", "task -1 Напомнить; task -14 Позвать; step -30 Тема"));
  gtk_widget_activate_action (window, "checklist.remove", "s", gtk_widget_get_name (row_of (window, "Позвать")));
  veche_test_wait (row_of (window, "Позвать") == NULL);
  g_assert_true (has_entries (self, "Хакатон", "task -1 Напомнить; step -30 Тема"));
  veche_session_undo (self->session);
  veche_test_wait (row_of (window, "Позвать") != NULL);
  veche_session_undo (self->session);
  veche_test_wait (has_entries (self, "Хакатон", "task -14 Позвать; task -1 Напомнить; step -30 Тема"));

  /* A kind of the program that was removed can be had again. */
  gtk_widget_activate_action (window, "checklist.back", NULL);
  veche_test_wait ((row = row_of (window, "Concert")) != NULL);
  gtk_widget_activate_action (window, "checklist.remove", "s", gtk_widget_get_name (row));
  veche_test_wait (row_of (window, "Concert") == NULL && find (window, GTK_TYPE_BUTTON, "_Add the Built-in Ones") != NULL);
  gtk_widget_activate_action (window, "checklist.defaults", NULL);
  veche_test_wait (row_of (window, "Concert") != NULL && find (window, GTK_TYPE_BUTTON, "_Add the Built-in Ones") == NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_bounds (void)
{
  g_autofree char *since = NULL, *until = NULL;

  veche_plan_view_bounds (VECHE_PLAN_VIEW_MONTH, "2026-11-21", &since, &until);
  g_assert_cmpint (veche_day_until (until) - veche_day_until (since), >=, 30);
  g_assert_cmpint ((veche_day_until (until) - veche_day_until (since)) % 7, ==, 0);
  g_assert_cmpstr (since, <=, "2026-11-01");
  g_assert_cmpstr (until, >=, "2026-12-01");
}

/* Days of 23 and 25 hours, where they lose or gain it; what goes on past midnight; midnight itself. */
static void
test_clocks (void)
{
  g_autoptr (VecheRecord) record = veche_record_alloc (sizeof (VechePlanEntry), VECHE_RECORD_EVENT, 1, "e", NULL);
  VechePlanEntry *entry = (VechePlanEntry *) record;
  int minute, from, to;

  g_assert_cmpint (veche_plan_hours_of_day ("2026-03-29", "Europe/Berlin", &minute), ==, 23);
  g_assert_cmpint (minute, ==, 120);
  g_assert_cmpint (veche_plan_hours_of_day ("2026-10-25", "Europe/Berlin", &minute), ==, 25);
  g_assert_cmpint (minute, ==, 120);
  g_assert_cmpint (veche_plan_hours_of_day ("2018-11-04", "America/Sao_Paulo", &minute), ==, 23);
  g_assert_cmpint (minute, ==, 0);
  g_assert_cmpint (veche_plan_hours_of_day ("2018-02-17", "America/Sao_Paulo", &minute), ==, 25);
  g_assert_cmpint (minute, ==, 1380);
  g_assert_cmpint (veche_plan_hours_of_day ("2026-11-22", "Asia/Kathmandu", &minute), ==, 24);
  g_assert_cmpint (veche_plan_hours_of_day ("2026-03-29", "Europe/Moscow", &minute), ==, 24);

  entry->since = (char *) "2026-12-05";
  entry->until = (char *) "2026-12-06";
  entry->time = (char *) "22:30";
  entry->to = veche_when_instant ("2026-12-06T01:15", "Asia/Kathmandu");
  g_assert_true (veche_plan_hours_part (entry, "2026-12-05", "Asia/Kathmandu", &from, &to));
  g_assert_cmpint (from, ==, 22 * 60 + 30);
  g_assert_cmpint (to, ==, 24 * 60);
  g_assert_true (veche_plan_hours_part (entry, "2026-12-06", "Asia/Kathmandu", &from, &to));
  g_assert_cmpint (from, ==, 0);
  g_assert_cmpint (to, ==, 75);
  g_assert_false (veche_plan_hours_part (entry, "2026-12-07", "Asia/Kathmandu", &from, &to));
}

/* The week has the event among its hours, the year its project; each view opens. */
static void
test_week_and_year (Fixture *self, gconstpointer data)
{
  GtkWidget *week, *year;

  veche_test_wait (find (self->page, VECHE_TYPE_PROJECT_CARD, NULL) != NULL);
  gtk_widget_activate_action (self->page, "plan.view", "s", "week");
  veche_test_wait ((week = find (self->page, VECHE_TYPE_PLAN_WEEK, NULL)) != NULL && has_chip (week, "Прогулка и чай"));
  gtk_widget_activate_action (self->page, "plan.next", NULL);
  veche_test_wait (!has_chip (week, "Прогулка и чай"));
  gtk_widget_activate_action (self->page, "plan.today", NULL);
  veche_test_wait (has_chip (week, "Прогулка и чай"));
  gtk_widget_activate_action (self->page, "plan.view", "s", "year");
  veche_test_wait ((year = find (self->page, VECHE_TYPE_PLAN_YEAR, NULL)) != NULL && find (year, GTK_TYPE_LABEL, "Осенняя конференция") != NULL);
}

/* As people write them; what is no price is said again, not guessed. */
static void
test_prices (void)
{
  static const struct { const char *typed; gint64 price; const char *currency; } cases[] = {
    { "500 RUB", 50000, "RUB" },      { "1 500 ₽", 150000, "RUB" },   { "1 500,50 руб.", 150050, "RUB" }, { "12.5 eur", 1250, "EUR" },
    { "€", 0, NULL },                 { "0", 0, "RUB" },              { "2147483647 ₽", 214748364700, "RUB" },
    { "2147483648", 0, NULL },        { "-5", 0, NULL },              { "500 R", 0, NULL },               { "5.555 RUB", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *currency = NULL;
      gint64 price;
      gboolean ok = veche_price_read (cases[i].typed, &price, &currency);

      g_assert_cmpint (ok, ==, cases[i].currency != NULL);
      if (!ok)
        continue;
      g_assert_cmpint (price, ==, cases[i].price);
      if (strcmp (cases[i].typed, "0") != 0)   /* that of this computer */
        g_assert_cmpstr (currency, ==, cases[i].currency);
    }
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
  g_test_add ("/app/plan/door-refused", Fixture, NULL, set_up, test_door_refused, tear_down);
  g_test_add ("/app/plan/reminder", Fixture, NULL, set_up, test_reminder, tear_down);
  g_test_add ("/app/plan/month", Fixture, NULL, set_up, test_month, tear_down);
  g_test_add ("/app/plan/board", Fixture, NULL, set_up, test_board, tear_down);
  g_test_add ("/app/plan/timeline-and-list", Fixture, NULL, set_up, test_timeline, tear_down);
  g_test_add_func ("/app/plan/clocks", test_clocks);
  g_test_add_func ("/app/plan/prices", test_prices);
  g_test_add ("/app/plan/week-and-year", Fixture, NULL, set_up, test_week_and_year, tear_down);
  g_test_add ("/app/plan/checklists", Fixture, NULL, set_up, test_checklists, tear_down);
  g_test_add ("/app/plan/long-project-comes-in-parts", Fixture, NULL, set_up, test_long_project_comes_in_parts, tear_down);
  g_test_add ("/app/plan/project-dialog-asks", Fixture, NULL, set_up, test_project_dialog_asks, tear_down);

  return g_test_run ();
}
