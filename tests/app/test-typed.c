/* test-typed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words typed into what saves itself stay until the store has them: on a full disk, past a reload, past another thing shown in the same fields.
 */

#include "veche-config.h"

#include <string.h>
#include <sys/resource.h>

#include "app/veche-commit-row.h"
#include "app/veche-day-button.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-page.h"
#include "app/veche-fact-card.h"
#include "app/veche-form-dialog.h"
#include "app/veche-guest-opinion.h"
#include "app/veche-leave.h"
#include "app/veche-pages.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "app/veche-task-dialog.h"
#include "app/veche-tasks-page.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget *window, *page;
} Fixture;

static char *first_event, *other_event, *task;   /* uids */

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Прогулка");
  g_autofree char *today = veche_day_today (), *starts = g_strdup_printf ("%sT19:00", today);
  const char *uid;

  uid = veche_plan_edit_event (db, edit, "Прогулка", "meeting", starts, NULL, "Europe/Moscow");
  first_event = g_strdup (uid);
  veche_events_edit_add_item (edit, uid, NULL, "Знакомство", NULL, 30, 0);
  uid = veche_plan_edit_event (db, edit, "Чтения", "talk", starts, NULL, "Europe/Moscow");
  other_event = g_strdup (uid);
  uid = veche_tasks_edit_add (db, edit, &(VecheTaskNew) { .title = "Позвать гостей", .due = today, .rrule = "FREQ=WEEKLY", .shift = VECHE_TASK_NO_SHIFT }, error);
  task = g_strdup (uid);

  return uid != NULL && veche_journal_apply (db, edit, "test", error) > 0 ? VECHE_JOB_DONE : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  self->page = data == NULL ? veche_event_page_new (self->workspace.session, first_event)
                            : g_object_new (VECHE_TYPE_TASKS_PAGE, "session", self->workspace.session, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_page_close (VECHE_PAGE (self->page));
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_workspace_close (&self->workspace);
  g_clear_pointer (&first_event, g_free);
  g_clear_pointer (&other_event, g_free);
  g_clear_pointer (&task, g_free);
}

/* No file grows past this: as a full disk. */
static void
set_room (gboolean room)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = room ? limit.rlim_max : 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* (nullable) */
static GtkWidget *
row_titled (GtkWidget *root, const char *title)
{
  if (VECHE_IS_COMMIT_ROW (root))
    return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = row_titled (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
toplevel_of_type (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static gboolean
says (GtkWidget *editable, const char *text)
{
  return editable != NULL && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (editable)), text);
}

static void
type_into (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  if (VECHE_IS_COMMIT_ROW (row))
    veche_commit_row_commit (VECHE_COMMIT_ROW (row));
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) items = veche_events_list_programme (db, input, error);

  return items != NULL ? GUINT_TO_POINTER (items->len + 1) : NULL;
}

static guint
programme_length (Fixture *self)
{
  return GPOINTER_TO_UINT (veche_test_run (self->workspace.store, VECHE_LANE_READER, count_job, first_event)) - 1;
}

static gpointer
place_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Прогулка");

  veche_edit_set_text (edit, "event", first_event, "place", input);

  return veche_journal_apply (db, edit, "other", error) > 0 ? VECHE_JOB_DONE : NULL;
}

/* As from another window: everything is read again. */
static void
change_elsewhere (Fixture *self, const char *place)
{
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, place_job, (gpointer) place);
  veche_test_wait (says (row_titled (self->page, "Place"), place));
}

static GtkWidget *
wait_for_title (Fixture *self, const char *text)
{
  veche_test_wait (says (row_titled (self->page, "Title"), text));

  return row_titled (self->page, "Title");
}

/* A field: what could not be saved stays, marked, over a reload; it is said again at the next commit. */
static void
test_field (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка");

  set_room (FALSE);
  type_into (title, "Ночная прогулка");
  veche_test_wait (gtk_widget_has_css_class (title, "error"));
  set_room (TRUE);
  g_assert_true (says (title, "Ночная прогулка"));
  change_elsewhere (self, "Казань");
  g_assert_true (says (title, "Ночная прогулка"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (title));

  veche_commit_row_commit (VECHE_COMMIT_ROW (title));
  veche_test_wait (!gtk_widget_has_css_class (title, "error"));
  g_assert_true (says (title, "Ночная прогулка"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (title, "Прогулка"));
}

/* Whether the field took the key for itself. */
static gboolean
press_escape (GtkWidget *row)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Escape, 0, 0, &taken);
    }

  return taken;
}

/* What is on its way is not taken back: the old words would be said over it. */
static void
test_escape (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка");

  type_into (title, "Прогулка по крышам");
  g_assert_false (press_escape (title));
  gtk_editable_set_text (GTK_EDITABLE (title), "Прогулка п");
  g_assert_true (press_escape (title));
  g_assert_true (says (title, "Прогулка по крышам"));
  change_elsewhere (self, "Пермь");
  g_assert_true (says (title, "Прогулка по крышам"));
  g_assert_false (press_escape (title));
}

/* What was read before the save must not come over what was just said, nor stay over what is read after it. */
static void
test_stale (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка"), *starts = row_titled (self->page, "Starts at, as 19:00");

  type_into (title, "Прогулка по крышам");
  veche_commit_row_set_text (VECHE_COMMIT_ROW (title), "Прогулка");
  g_assert_true (says (title, "Прогулка по крышам"));
  change_elsewhere (self, "Пермь");
  g_assert_true (says (title, "Прогулка по крышам"));

  /* Written otherwise, it is shown as the store has it. */
  type_into (starts, "8.05");
  veche_test_wait (says (starts, "08:05"));
}

/* One event's words are not another's; they are there when it comes back. */
static void
test_other (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка");

  set_room (FALSE);
  type_into (title, "Поход");
  veche_test_wait (gtk_widget_has_css_class (title, "error"));
  set_room (TRUE);
  veche_event_page_show (VECHE_EVENT_PAGE (self->page), other_event, "plan");
  veche_test_wait (gtk_widget_get_mapped (self->page) && says (title, "Чтения"));
  g_assert_false (gtk_widget_has_css_class (title, "error"));
  veche_event_page_show (VECHE_EVENT_PAGE (self->page), first_event, "plan");
  veche_test_wait (says (title, "Поход"));
}

/* Long words, and a line that makes something new: neither leaves before it is in the store. */
static void
test_adding (Fixture *self, gconstpointer data)
{
  GtkWidget *card, *add, *view;

  wait_for_title (self, "Прогулка");
  card = veche_test_find (self->page, VECHE_TYPE_FACT_CARD, NULL, NULL);
  view = veche_test_find (card, GTK_TYPE_TEXT_VIEW, NULL, NULL);
  add = row_titled (self->page, "What else is on the programme");
  set_room (FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Идём вдоль реки", -1);
  veche_fact_card_commit (VECHE_FACT_CARD (card));
  type_into (add, "Чай");
  g_assert_true (says (add, "Чай"));
  veche_test_wait (gtk_widget_has_css_class (card, "error") && gtk_widget_has_css_class (add, "error"));
  set_room (TRUE);
  g_assert_true (says (add, "Чай"));
  g_assert_cmpuint (programme_length (self), ==, 1);

  veche_fact_card_commit (VECHE_FACT_CARD (card));
  veche_commit_row_commit (VECHE_COMMIT_ROW (add));
  gtk_editable_set_text (GTK_EDITABLE (add), "ЧайПесни");   /* typed on while it is on its way */
  veche_test_wait (says (add, "Песни"));
  veche_test_wait (!gtk_widget_has_css_class (card, "error") && !gtk_widget_has_css_class (add, "error"));
  g_assert_cmpuint (programme_length (self), ==, 2);
  veche_commit_row_commit (VECHE_COMMIT_ROW (add));
  veche_test_wait (says (add, ""));
  g_assert_cmpuint (programme_length (self), ==, 3);
}

/* The cards of the programme are made anew when there is one more; what stands in them half typed is not. */
static void
test_made_anew (Fixture *self, gconstpointer data)
{
  wait_for_title (self, "Прогулка");
  veche_test_wait (row_titled (self->page, "Room") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (row_titled (self->page, "Room")), "Читальный зал");
  type_into (row_titled (self->page, "What else is on the programme"), "Чай");
  veche_test_wait (says (row_titled (self->page, "What else is on the programme"), ""));
  change_elsewhere (self, "Тверь");
  g_assert_cmpuint (programme_length (self), ==, 2);
  g_assert_true (says (row_titled (self->page, "Room"), "Читальный зал"));
}

/* A form stays open with all that was typed. */
static void
test_form (Fixture *self, gconstpointer data)
{
  g_autofree char *quarter = veche_quarter_now ();
  GtkWidget *form, *title;

  veche_project_dialog_present (self->page, self->workspace.session, quarter);
  veche_test_wait ((form = toplevel_of_type (VECHE_TYPE_FORM_DIALOG)) != NULL);
  title = veche_test_find (form, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (title), "Книга рецептов");
  set_room (FALSE);
  g_signal_emit_by_name (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  veche_test_wait (gtk_widget_get_sensitive (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL)));
  set_room (TRUE);
  g_assert_true (says (title, "Книга рецептов"));
  g_signal_emit_by_name (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  veche_test_wait (toplevel_of_type (VECHE_TYPE_FORM_DIALOG) == NULL);
}

static gboolean
invite (VecheDb *db, const char *const *people, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", "Анна");

  return veche_events_edit_invite (db, edit, first_event, people, NULL, error) > 0 && veche_journal_apply (db, edit, "test", error) > 0;
}

static gpointer
guest_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", "Анна");
  const char *const people[] = { veche_edit_insert (edit, "member"), NULL };

  veche_edit_set_text (edit, "member", people[0], "name", "Анна & Ко");
  veche_edit_set_int (edit, "member", people[0], "created", 0);

  return veche_journal_apply (db, edit, "test", error) > 0 && invite (db, people, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
guests_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_events_list_guests (db, first_event, NULL, error);
}

static gboolean
said_is (Fixture *self, const char *words, guint rating)
{
  g_autoptr (GPtrArray) guests = veche_test_run (self->workspace.store, VECHE_LANE_READER, guests_job, NULL);
  const VecheGuest *guest = guests->pdata[0];

  return g_strcmp0 (guest->feedback, words) == 0 && guest->rating == rating;
}

/* What a guest said of the event: so does this one; a rating can be taken back, and what was said too. */
static void
test_opinion (Fixture *self, gconstpointer data)
{
  VecheEventCard event = { .uid = first_event };
  g_autoptr (GPtrArray) guests = NULL;
  GtkWidget *form, *words, *rating;

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, guest_job, NULL);
  guests = veche_test_run (self->workspace.store, VECHE_LANE_READER, guests_job, NULL);
  veche_guest_opinion_ask (self->page, self->workspace.session, &event, guests->pdata[0]);
  veche_test_wait ((form = toplevel_of_type (VECHE_TYPE_FORM_DIALOG)) != NULL);
  words = veche_test_find (form, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  rating = veche_test_find (form, ADW_TYPE_COMBO_ROW, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (words), "Тепло, но далеко ехать");
  adw_combo_row_set_selected (ADW_COMBO_ROW (rating), 4);
  set_room (FALSE);
  g_signal_emit_by_name (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  veche_test_wait (gtk_widget_get_sensitive (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL)));
  set_room (TRUE);
  g_assert_true (says (words, "Тепло, но далеко ехать"));
  g_assert_true (said_is (self, NULL, 0));

  g_signal_emit_by_name (veche_test_find (form, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  veche_test_wait (toplevel_of_type (VECHE_TYPE_FORM_DIALOG) == NULL);
  g_assert_true (said_is (self, "Тепло, но далеко ехать", 4));
  veche_session_undo (self->workspace.session);
  veche_test_wait (said_is (self, NULL, 0));
}

static gpointer
title_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, input, error);

  return event != NULL ? g_strdup (event->title) : NULL;
}

static gboolean
stored_title_is (Fixture *self, const char *title)
{
  g_autofree char *stored = veche_test_run (self->workspace.store, VECHE_LANE_READER, title_job, first_event);

  return g_str_equal (stored, title);
}

/* Whoever pauses without leaving the field loses nothing to a kill; what is left unfinished at its end stays as it is typed. */
static void
test_pause (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка"), *price = row_titled (self->page, "Cost for a guest, as 500 RUB (empty: free)");

  gtk_editable_set_text (GTK_EDITABLE (price), "500 R");
  gtk_editable_set_text (GTK_EDITABLE (title), "Прогулка до ");
  veche_test_wait (stored_title_is (self, "Прогулка до"));
  change_elsewhere (self, "Клин");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Прогулка до ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (price)), ==, "500 R");
  g_assert_false (gtk_widget_has_css_class (price, "error"));
}

static gpointer
times_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, input, error);

  return event != NULL ? g_strjoin (" ", event->starts, event->ends, NULL) : NULL;
}

/* (transfer full) */
static char *
dup_times (Fixture *self)
{
  return veche_test_run (self->workspace.store, VECHE_LANE_READER, times_job, first_event);
}

static gboolean
times_have_end (Fixture *self, gboolean end)
{
  g_autofree char *times = dup_times (self);

  return (strchr (times, ' ') != NULL) == end;
}

static gpointer
rule_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheTask) found = veche_tasks_load (db, input, error);

  return found != NULL ? g_strdup (found->rrule != NULL ? found->rrule : "") : NULL;
}

static gboolean
rule_is (Fixture *self, const char *rule)
{
  g_autofree char *stored = veche_test_run (self->workspace.store, VECHE_LANE_READER, rule_job, task);

  return g_str_equal (stored, rule);
}

/* Only the person says that a time is whole: not the zones that are read, nor another field that is saved, nor a window that loses the keyboard. */
static void
test_half_a_time (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка"), *from = row_titled (self->page, "Starts at, as 19:00"), *zone;
  g_autofree char *starts = NULL;

  gtk_editable_set_text (GTK_EDITABLE (from), "1");
  zone = veche_test_find (self->page, GTK_TYPE_DROP_DOWN, NULL, NULL);
  veche_test_wait (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (zone))) > 10);
  type_into (title, "Прогулка у реки");
  veche_test_wait (stored_title_is (self, "Прогулка у реки"));
  change_elsewhere (self, "Орёл");
  g_assert_true (says (from, "1"));
  starts = dup_times (self);
  g_assert_true (g_str_has_suffix (starts, "T19:00"));

  veche_commit_row_commit (VECHE_COMMIT_ROW (from));
  veche_test_wait (says (from, "01:00"));
}

/* The end that is taken away, and the last day of what comes again: one step back each. */
static void
test_one_step (Fixture *self, gconstpointer data)
{
  GtkWidget *to, *dialog, *clear;

  wait_for_title (self, "Прогулка");
  to = row_titled (self->page, "Ends at (may stay empty)");
  type_into (to, "21");
  veche_test_wait (says (to, "21:00"));
  type_into (to, "");
  veche_test_wait (times_have_end (self, FALSE));
  veche_session_undo (self->workspace.session);
  veche_test_wait (times_have_end (self, TRUE));
  veche_test_wait (says (to, "21:00"));

  veche_task_dialog_present (self->page, self->workspace.session, task);
  veche_test_wait ((dialog = toplevel_of_type (VECHE_TYPE_TASK_DIALOG)) != NULL && says (row_titled (dialog, "What is to be done"), "Позвать гостей"));
  clear = veche_test_find (dialog, VECHE_TYPE_DAY_BUTTON, NULL, NULL);
  veche_day_button_set_day (VECHE_DAY_BUTTON (clear), NULL);
  veche_test_wait (rule_is (self, ""));
  veche_session_undo (self->workspace.session);
  veche_test_wait (rule_is (self, "FREQ=WEEKLY"));
  veche_test_wait (veche_day_button_get_day (VECHE_DAY_BUTTON (clear)) != NULL);
  gtk_window_close (GTK_WINDOW (dialog));
  veche_test_wait (toplevel_of_type (VECHE_TYPE_TASK_DIALOG) == NULL);
}

static GtkWidget *
open_form (Fixture *self)
{
  g_autofree char *quarter = veche_quarter_now ();
  GtkWidget *form;

  veche_project_dialog_present (self->page, self->workspace.session, quarter);
  veche_test_wait ((form = toplevel_of_type (VECHE_TYPE_FORM_DIALOG)) != NULL);

  return form;
}

static gpointer
drafts_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count(*) FROM setting WHERE name LIKE 'form:%'");
  guint n = veche_statement_step (row, error) ? (guint) veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return GUINT_TO_POINTER (n + 1);
}

static guint
n_drafts (Fixture *self)
{
  return GPOINTER_TO_UINT (veche_test_run (self->workspace.store, VECHE_LANE_READER, drafts_job, NULL)) - 1;
}

static void
answer (GtkWidget *dialog, const char *response)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);   /* it may go with the window that it asks for */
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  if (dialog != NULL)
    {
      g_object_remove_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

/* A form that ends without an answer, as by a kill, comes back as it was; saved or given up, it is forgotten. */
static void
test_form_comes_back (Fixture *self, gconstpointer data)
{
  GtkWidget *form = open_form (self), *ask;

  gtk_editable_set_text (GTK_EDITABLE (veche_test_find (form, ADW_TYPE_ENTRY_ROW, NULL, NULL)), "Книга рецептов");
  veche_test_wait (n_drafts (self) == 1);
  gtk_window_destroy (GTK_WINDOW (form));

  form = open_form (self);
  veche_test_wait (says (veche_test_find (form, ADW_TYPE_ENTRY_ROW, NULL, NULL), "Книга рецептов"));
  g_assert_nonnull (veche_test_find (form, GTK_TYPE_LABEL, NULL, "is back"));
  gtk_window_close (GTK_WINDOW (form));
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  answer (ask, "discard");
  veche_test_wait (n_drafts (self) == 0);
}

/* The line that takes tasks down, the question for one, and the window of a task, which does not close over words that are nowhere else. */
static void
test_tasks (Fixture *self, gconstpointer data)
{
  GtkWidget *entry = veche_test_find (self->page, GTK_TYPE_ENTRY, NULL, NULL), *dialog, *title, *ask;
  VecheTaskOn on = { NULL };

  set_room (FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Купить чай");
  g_signal_emit_by_name (entry, "activate");
  veche_test_wait (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (says (entry, "Купить чай"));

  veche_task_ask (self->page, self->workspace.session, &on, NULL);
  veche_test_wait ((dialog = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (veche_test_find (dialog, GTK_TYPE_ENTRY, NULL, NULL)), "Поблагодарить Анну");
  answer (dialog, "add");
  veche_test_wait ((dialog = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL && says (veche_test_find (dialog, GTK_TYPE_ENTRY, NULL, NULL), "Поблагодарить Анну"));
  gtk_window_destroy (GTK_WINDOW (dialog));

  veche_task_dialog_present (self->page, self->workspace.session, task);
  veche_test_wait ((dialog = toplevel_of_type (VECHE_TYPE_TASK_DIALOG)) != NULL && says (row_titled (dialog, "What is to be done"), "Позвать гостей"));
  title = row_titled (dialog, "What is to be done");
  gtk_editable_set_text (GTK_EDITABLE (title), "Позвать всех");
  gtk_window_close (GTK_WINDOW (dialog));
  veche_test_wait (gtk_widget_has_css_class (title, "error"));
  g_assert_true (gtk_widget_get_mapped (dialog));
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  set_room (TRUE);
  answer (ask, "save");
  veche_test_wait (toplevel_of_type (VECHE_TYPE_TASK_DIALOG) == NULL);

  g_signal_emit_by_name (entry, "activate");
  veche_test_wait (says (entry, ""));
}

static void
left_cb (gboolean leave, gpointer user_data)
{
  *(int *) user_data = leave;
}

/* At the end everything that is typed is saved first; what can't be is asked about, and given up only by a word of the person. */
static void
test_leave (Fixture *self, gconstpointer data)
{
  GtkWidget *title = wait_for_title (self, "Прогулка"), *ask;
  int left = -1;

  veche_leave (self->workspace.session, GTK_WINDOW (self->window), "_Quit Anyway", left_cb, &left);
  g_assert_cmpint (left, ==, TRUE);   /* nothing was typed */

  left = -1;
  gtk_editable_set_text (GTK_EDITABLE (title), "Прогулка в парке");
  veche_leave (self->workspace.session, GTK_WINDOW (self->window), "_Quit Anyway", left_cb, &left);
  veche_test_wait (left == TRUE);
  g_assert_true (stored_title_is (self, "Прогулка в парке"));

  left = -1;
  gtk_editable_set_text (GTK_EDITABLE (title), "Прогулка ночью");
  set_room (FALSE);
  veche_leave (self->workspace.session, GTK_WINDOW (self->window), "_Quit Anyway", left_cb, &left);
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (ask)), "What you typed is kept in the window"));
  answer (ask, "stay");
  g_assert_cmpint (left, ==, FALSE);
  g_assert_true (says (title, "Прогулка ночью") && gtk_widget_has_css_class (title, "error"));

  left = -1;
  veche_leave (self->workspace.session, GTK_WINDOW (self->window), "_Quit Anyway", left_cb, &left);
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  answer (ask, "retry");   /* the disk is as full as before */
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  set_room (TRUE);
  answer (ask, "retry");
  veche_test_wait (left == TRUE);
  g_assert_true (stored_title_is (self, "Прогулка ночью"));

  left = -1;
  type_into (row_titled (self->page, "Starts at, as 19:00"), "сразу");
  veche_leave (self->workspace.session, GTK_WINDOW (self->window), "_Quit Anyway", left_cb, &left);
  veche_test_wait ((ask = toplevel_of_type (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  answer (ask, "anyway");
  veche_test_wait (left == TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/app/typed/field", Fixture, NULL, set_up, test_field, tear_down);
  g_test_add ("/app/typed/escape", Fixture, NULL, set_up, test_escape, tear_down);
  g_test_add ("/app/typed/stale", Fixture, NULL, set_up, test_stale, tear_down);
  g_test_add ("/app/typed/other", Fixture, NULL, set_up, test_other, tear_down);
  g_test_add ("/app/typed/adding", Fixture, NULL, set_up, test_adding, tear_down);
  g_test_add ("/app/typed/made-anew", Fixture, NULL, set_up, test_made_anew, tear_down);
  g_test_add ("/app/typed/form", Fixture, NULL, set_up, test_form, tear_down);
  g_test_add ("/app/typed/opinion", Fixture, NULL, set_up, test_opinion, tear_down);
  g_test_add ("/app/typed/pause", Fixture, NULL, set_up, test_pause, tear_down);
  g_test_add ("/app/typed/half-a-time", Fixture, NULL, set_up, test_half_a_time, tear_down);
  g_test_add ("/app/typed/one-step", Fixture, NULL, set_up, test_one_step, tear_down);
  g_test_add ("/app/typed/leave", Fixture, NULL, set_up, test_leave, tear_down);
  g_test_add ("/app/typed/form-comes-back", Fixture, NULL, set_up, test_form_comes_back, tear_down);
  g_test_add ("/app/typed/tasks", Fixture, "tasks", set_up, test_tasks, tear_down);

  return g_test_run ();
}
