/* test-door.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door desk of a big event, and windows that are held longer than their parent lives.
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-ask-discard.h"
#include "app/veche-door-window.h"
#include "app/veche-form-dialog.h"
#include "app/veche-plan-words.h"
#include "app/veche-selection.h"
#include "model/veche-item.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

#define GUESTS 300

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window;
  GtkWidget         *door;
  GtkEditable       *entry;
  GListModel        *rows;
} Fixture;

static char *event;   /* uid */

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Сбор");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *today = veche_day_today (), *starts = g_strdup_printf ("%sT00:00", today);
  g_auto (GStrv) uids = NULL;

  event = g_strdup (veche_plan_edit_event (db, edit, "Сбор", "meeting", starts, NULL, "Europe/Moscow"));
  for (guint i = 0; i < GUESTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Гость %03u", i);
      const char *uid = veche_edit_insert (edit, "member");

      veche_edit_set_text (edit, "member", uid, "name", name);
      veche_edit_set_int (edit, "member", uid, "created", 1);
      g_strv_builder_add (builder, uid);
    }
  if (veche_journal_apply (db, edit, "test", error) == 0)
    return NULL;
  uids = g_strv_builder_end (builder);
  g_clear_pointer (&edit, veche_edit_unref);
  edit = veche_edit_new ("guest", "Сбор");

  return veche_events_edit_invite (db, edit, event, (const char *const *) uids, NULL, error) == GUESTS
         && veche_journal_apply (db, edit, "test", error) > 0 ? VECHE_JOB_DONE : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_workspace_close (&self->workspace);
  g_clear_pointer (&event, g_free);
}

static void
open_door (Fixture *self)
{
  self->door = GTK_WIDGET (veche_door_window_present (self->workspace.session, GTK_WINDOW (self->window), event));
  self->entry = GTK_EDITABLE (veche_test_find (self->door, GTK_TYPE_ENTRY, NULL, NULL));
  self->rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (veche_test_find (self->door, GTK_TYPE_LIST_VIEW, NULL, NULL))));
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEventCard) card = veche_events_load (db, event, error);

  return card != NULL ? GUINT_TO_POINTER (card->came + 1) : NULL;
}

static guint
count_came (Fixture *self)
{
  return GPOINTER_TO_UINT (veche_test_run (self->workspace.store, VECHE_LANE_WRITER, count_job, NULL)) - 1;
}

static gboolean
is_said (Fixture *self, const char *text)
{
  return veche_test_find (self->door, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static gboolean
is_answered (Fixture *self, const char *typed)
{
  GtkWidget *add = veche_test_find (self->door, GTK_TYPE_BUTTON, "door-add", NULL);

  return gtk_widget_get_visible (add) && strstr (gtk_button_get_label (GTK_BUTTON (add)), typed) != NULL;
}

static void
press_return (Fixture *self)
{
  g_signal_emit_by_name (self->entry, "activate");
}

/* Of a long list the beginning is there, and how many more; nobody is let in by a Return that nobody meant. */
static void
test_many (Fixture *self, gconstpointer data)
{
  open_door (self);
  veche_test_wait (g_list_model_get_n_items (self->rows) == 200 && is_said (self, "and 100 more: type a name"));
  g_assert_cmpint (veche_selection_get_selected_id (VECHE_SELECTION (self->rows)), ==, 0);
  press_return (self);
  g_assert_cmpuint (count_came (self), ==, 0);

  gtk_editable_set_text (self->entry, "гость 29");
  veche_test_wait (g_list_model_get_n_items (self->rows) == 10);
  g_assert_false (is_said (self, "type a name"));
  press_return (self);
  veche_test_wait (is_said (self, "Гость 290 is in"));
  g_assert_cmpuint (count_came (self), ==, 1);
  veche_test_wait (g_list_model_get_n_items (self->rows) == 200);
}

/* Typed and let in before the list has answered; a key that bounces lets nobody else in. */
static void
test_hurried (Fixture *self, gconstpointer data)
{
  open_door (self);
  gtk_editable_set_text (self->entry, "гость 123");
  press_return (self);
  press_return (self);
  veche_test_wait (is_said (self, "Гость 123 is in"));
  press_return (self);
  press_return (self);
  veche_test_wait (g_list_model_get_n_items (self->rows) == 200);
  press_return (self);
  g_assert_cmpuint (count_came (self), ==, 1);
}

static gpointer
elsewhere_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("check-in", "Гость 000");
  g_autoptr (GPtrArray) guests = veche_events_list_guests (db, event, NULL, error);
  const VecheGuest *first = guests->pdata[0];

  g_assert_cmpstr (first->name, ==, "Гость 000");

  return veche_events_edit_check_in (db, edit, event, first->member_uid, veche_now (), error) && veche_journal_apply (db, edit, "other", error) > 0
         ? VECHE_JOB_DONE : NULL;
}

/* Who is marked is who is let in, though another window lets somebody in meanwhile; then the one below is marked. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  gint64 chosen, next;

  open_door (self);
  veche_test_wait (g_list_model_get_n_items (self->rows) == 200);
  for (guint i = 0; i < 4; i++)
    veche_selection_select_next (VECHE_SELECTION (self->rows));
  chosen = veche_selection_get_selected_id (VECHE_SELECTION (self->rows));
  g_assert_cmpuint (veche_selection_get_selected (VECHE_SELECTION (self->rows)), ==, 3);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, elsewhere_job, NULL);
  veche_test_wait (veche_selection_get_selected (VECHE_SELECTION (self->rows)) == 2);
  g_assert_cmpint (veche_selection_get_selected_id (VECHE_SELECTION (self->rows)), ==, chosen);

  {
    g_autoptr (VecheItem) below = g_list_model_get_item (self->rows, 3);

    next = veche_item_get_id (below);
  }
  press_return (self);
  veche_test_wait (is_said (self, "Гость 003 is in"));
  veche_test_wait (veche_selection_get_selected_id (VECHE_SELECTION (self->rows)) == next);
  g_assert_cmpuint (count_came (self), ==, 2);
}

/* Letter by letter the desk shows what was typed last, whatever comes before. */
static void
test_letters (Fixture *self, gconstpointer data)
{
  open_door (self);
  gtk_editable_set_text (self->entry, "г");
  gtk_editable_set_text (self->entry, "гость 2");
  gtk_editable_set_text (self->entry, "гость 25");
  veche_test_wait (is_answered (self, "гость 25") && g_list_model_get_n_items (self->rows) == 10);
  /* A list that grows has as few rows for a moment: nobody, and then the same in the other layout. */
  gtk_editable_set_text (self->entry, "zzzz");
  veche_test_wait (g_list_model_get_n_items (self->rows) == 0);
  gtk_editable_set_text (self->entry, "ujcnm 25");
  veche_test_wait (g_list_model_get_n_items (self->rows) == 10);
}

/*** Held longer than the parent lives ***/

static int slow;   /* atomic */

static gpointer
slow_job (VecheDb *db, gpointer input, GError **error)
{
  while (g_atomic_int_get (&slow))
    g_usleep (1000);

  return VECHE_JOB_DONE;
}

static void
begin_slow (Fixture *self)
{
  g_atomic_int_set (&slow, TRUE);
  veche_store_run_async (self->workspace.store, VECHE_LANE_READER, slow_job, NULL, NULL, NULL, NULL, NULL, NULL);
  veche_store_run_async (self->workspace.store, VECHE_LANE_WRITER, slow_job, NULL, NULL, NULL, NULL, NULL, NULL);
}

static gboolean
form_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  veche_edit_set_text (edit, "event", event, "title", veche_form_get (form, "title"));

  return TRUE;
}

/* Whether it goes with its parent. */
static gboolean
make_form (Fixture *self, GtkWindow **window)
{
  VecheFormDialog *form = veche_form_dialog_new (self->window, self->workspace.session, "Form", "event", form_build);

  veche_form_dialog_add_text (form, "title", "Title", "Сбор", TRUE);
  veche_form_dialog_present (form);
  gtk_editable_set_text (GTK_EDITABLE (veche_test_find (GTK_WIDGET (form), ADW_TYPE_ENTRY_ROW, NULL, NULL)), "Слёт");
  g_signal_emit_by_name (veche_test_find (GTK_WIDGET (form), GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  *window = GTK_WINDOW (form);

  return FALSE;
}

static gboolean
make_door (Fixture *self, GtkWindow **window)
{
  open_door (self);
  gtk_editable_set_text (self->entry, "гость");
  *window = GTK_WINDOW (self->door);

  return TRUE;
}

static gboolean
make_question (Fixture *self, GtkWindow **window)
{
  *window = GTK_WINDOW (veche_ask_discard_new (GTK_WINDOW (self->window), "Words", TRUE));
  gtk_window_present (*window);

  return TRUE;
}

static void
test_parent_goes (Fixture *self, gconstpointer data)
{
  gboolean (*make) (Fixture *, GtkWindow **) = (gboolean (*) (Fixture *, GtkWindow **)) data;
  gpointer parent = self->window, window;
  GtkWindow *child;
  gboolean goes;

  begin_slow (self);
  goes = make (self, &child);
  window = child;
  veche_test_wait (gtk_widget_get_mapped (GTK_WIDGET (child)));
  g_object_add_weak_pointer (G_OBJECT (self->window), &parent);
  g_object_add_weak_pointer (G_OBJECT (child), &window);
  g_object_ref (child);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->window)));
  veche_test_wait (parent == NULL);
  g_assert_null (gtk_window_get_transient_for (child));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (child)) == !goes);

  g_atomic_int_set (&slow, FALSE);
  if (!goes)
    veche_test_wait (!gtk_widget_get_mapped (GTK_WIDGET (child)));   /* it is saved */
  g_object_unref (child);
  veche_test_wait (window == NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/door/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/door/hurried", Fixture, NULL, set_up, test_hurried, tear_down);
  g_test_add ("/door/chosen", Fixture, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/door/letters", Fixture, NULL, set_up, test_letters, tear_down);
  g_test_add ("/windows/form-of-a-parent-that-goes", Fixture, (gconstpointer) make_form, set_up, test_parent_goes, tear_down);
  g_test_add ("/windows/door-of-a-parent-that-goes", Fixture, (gconstpointer) make_door, set_up, test_parent_goes, tear_down);
  g_test_add ("/windows/question-of-a-parent-that-goes", Fixture, (gconstpointer) make_question, set_up, test_parent_goes, tear_down);

  return g_test_run ();
}
