/* test-table-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-job-view.h"
#include "app/veche-table-dialog.h"
#include "app/veche-table-head.h"
#include "app/veche-table-words.h"
#include "model/veche-query.h"
#include "store/veche-query-sql.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

static const char cells[] = "ФИО\tТелега\tГород\tВступил\n"
                            "Лебедева Анна\t@anna_leb\tКазань\t14.03.2023\n"
                            "Сафина Алина\t@alina_saf\tУфа\t18.11.2025\n"
                            "\t@q_1988\t\t\n"
                            "Петров Иван\tivan_petrov\tПермь\t31.02.2025\n";

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *dialog;
} Fixture;

static void
open_cells (Fixture *self)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (cells, strlen (cells));

  self->dialog = GTK_WIDGET (veche_table_dialog_open_cells (self->workspace.session, GTK_WINDOW (self->window), bytes));
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  self->window = adw_window_new ();
  gtk_window_present (GTK_WINDOW (self->window));
  open_cells (self);
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
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);

  return g_strdup_printf ("%" G_GINT64_FORMAT, veche_query_count (db, query, error));
}

static guint
n_members (Fixture *self)
{
  g_autofree char *count = veche_test_run (self->workspace.store, VECHE_LANE_READER, count_job, NULL);

  return (guint) g_ascii_strtoull (count, NULL, 10);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  return veche_test_find (root, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static GtkWidget *
import_button (Fixture *self)
{
  return veche_test_find (self->dialog, GTK_TYPE_BUTTON, "suggested-action", NULL);
}

static gboolean
would_import (Fixture *self, const char *label)
{
  return gtk_widget_get_sensitive (import_button (self)) && g_str_equal (gtk_button_get_label (GTK_BUTTON (import_button (self))), label);
}

static void
test_paste_then_import_then_undo (Fixture *self, gconstpointer data)
{
  GListModel *jobs = veche_session_get_jobs (self->workspace.session);

  veche_test_wait (would_import (self, "_Import 3"));
  g_assert_true (says (self->dialog, "From the clipboard · 4 rows"));
  g_assert_true (says (self->dialog, "Telegram handle"));
  g_assert_cmpuint (n_members (self), ==, 0);   /* nothing is written by looking */

  g_signal_emit_by_name (import_button (self), "clicked");
  veche_test_wait (self->dialog == NULL);
  veche_test_wait (g_list_model_get_n_items (jobs) == 0);
  g_assert_cmpuint (n_members (self), ==, 3);

  veche_session_undo (self->workspace.session);
  veche_test_wait (n_members (self) == 0);
}

/* A name that is left out leaves nobody to bring in but by handles, of which none is known. */
static void
test_another_column (Fixture *self, gconstpointer data)
{
  GtkWidget *head;

  veche_test_wait (would_import (self, "_Import 3"));
  head = veche_test_find (self->dialog, VECHE_TYPE_TABLE_HEAD, NULL, NULL);
  gtk_widget_activate_action (head, "head.column-0", "s", "skip");
  veche_test_wait (!gtk_widget_get_sensitive (import_button (self)) && says (self->dialog, "Leave out"));

  gtk_widget_activate_action (head, "head.column-0", "s", "name");
  veche_test_wait (would_import (self, "_Import 3"));
}

static void
leave_out_first (Fixture *self)
{
  gtk_widget_activate_action (self->dialog, "table.decide", "s", "skip");
  veche_test_wait (would_import (self, "_Import 2"));
}

static gpointer
hold_job (VecheDb *db, gpointer input, GError **error)
{
  g_mutex_lock (input);
  g_mutex_unlock (input);

  return VECHE_JOB_DONE;
}

static void
test_stopped_import_keeps_decisions (Fixture *self, gconstpointer data)
{
  GListModel *jobs = veche_session_get_jobs (self->workspace.session);
  g_autoptr (VecheJobView) job = NULL;
  GMutex held;

  veche_test_wait (would_import (self, "_Import 3"));
  leave_out_first (self);
  g_mutex_init (&held);
  g_mutex_lock (&held);
  veche_store_run_async (self->workspace.store, VECHE_LANE_WRITER, hold_job, &held, NULL, NULL, NULL, NULL, NULL);
  g_signal_emit_by_name (import_button (self), "clicked");
  g_assert_false (gtk_widget_get_visible (self->dialog));
  job = g_list_model_get_item (jobs, 0);
  veche_job_view_cancel (job);
  g_mutex_unlock (&held);
  veche_test_wait (gtk_widget_get_visible (self->dialog));
  g_assert_true (says (self->dialog, "what you decided is kept"));
  veche_test_wait (would_import (self, "_Import 2"));
  g_assert_cmpuint (n_members (self), ==, 0);

  g_signal_emit_by_name (import_button (self), "clicked");
  veche_test_wait (self->dialog == NULL && n_members (self) == 2);
  g_mutex_clear (&held);
}

/* Another column and back, other dates: the first line stays left out. */
static void
test_another_reading_keeps_decisions (Fixture *self, gconstpointer data)
{
  GtkWidget *head;

  veche_test_wait (would_import (self, "_Import 3"));
  leave_out_first (self);
  head = veche_test_find (self->dialog, VECHE_TYPE_TABLE_HEAD, NULL, NULL);
  gtk_widget_activate_action (head, "head.column-0", "s", "skip");
  veche_test_wait (!gtk_widget_get_sensitive (import_button (self)) && says (self->dialog, "Leave out"));
  gtk_widget_activate_action (head, "head.column-0", "s", "name");
  veche_test_wait (would_import (self, "_Import 2"));
  gtk_widget_activate_action (self->dialog, "table.header", "i", 0);
  veche_test_wait (says (self->dialog, "5 rows") && would_import (self, "_Import 3"));
}

static void
test_first_row_is_a_person (Fixture *self, gconstpointer data)
{
  veche_test_wait (would_import (self, "_Import 3"));
  gtk_widget_activate_action (self->dialog, "table.header", "i", 0);
  veche_test_wait (says (self->dialog, "5 rows"));
}

static void
test_skipped_lines_are_told (Fixture *self, gconstpointer data)
{
  GtkWidget *report;
  GListModel *windows = gtk_window_get_toplevels ();

  veche_test_wait (would_import (self, "_Import 3"));
  g_signal_emit_by_name (import_button (self), "clicked");
  veche_test_wait (self->dialog == NULL);
  veche_test_wait (n_members (self) == 3);
  veche_test_wait (g_list_model_get_n_items (windows) == 2);
  for (guint i = 0; i < 2; i++)
    {
      report = g_list_model_get_item (windows, i);
      if (report != self->window)
        {
          g_assert_true (says (report, "1 line"));
          gtk_window_close (GTK_WINDOW (report));
        }
      g_object_unref (report);
    }
}

/*** Words ***/

static void
test_words (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  VechePeopleProblem date = { VECHE_PROBLEM_BAD_DATE, 3, (char *) "31.02.2025", NULL };
  VechePeopleRow row = { .line = 7, .outcome = VECHE_PEOPLE_CHECK, .problems = problems };
  VechePeopleRow update = { .line = 2, .outcome = VECHE_PEOPLE_UPDATE, .member_uid = (char *) "u", .member_name = (char *) "Anna",
                            .gains = VECHE_GAIN_CITY | VECHE_GAIN_TAG };
  VechePeopleRow other = { .line = 4, .outcome = VECHE_PEOPLE_CHECK, .why = VECHE_WHY_OTHER_NAME, .member_name = (char *) "Timur" };
  g_autofree char *no_date = NULL, *gains = NULL, *doubt = NULL;

  g_ptr_array_add (problems, &date);
  no_date = veche_table_row_reason (&row);
  gains = veche_table_row_reason (&update);
  doubt = veche_table_row_reason (&other);
  g_assert_cmpstr (veche_table_row_badge (&row).word, ==, "without date");
  g_assert_cmpstr (no_date, ==, "No such date: 31.02.2025");
  g_assert_cmpstr (gains, ==, "Anna: tag, city will be added");
  g_assert_cmpstr (doubt, ==, "The handle is that of Timur, the name is another");
  other.decision = VECHE_PEOPLE_LEAVE_OUT;
  g_assert_cmpstr (veche_table_row_badge (&other).word, ==, "skip");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/table/words", test_words);
  g_test_add ("/table/paste-then-import-then-undo", Fixture, NULL, set_up, test_paste_then_import_then_undo, tear_down);
  g_test_add ("/table/another-column", Fixture, NULL, set_up, test_another_column, tear_down);
  g_test_add ("/table/stopped-import-keeps-decisions", Fixture, NULL, set_up, test_stopped_import_keeps_decisions, tear_down);
  g_test_add ("/table/another-reading-keeps-decisions", Fixture, NULL, set_up, test_another_reading_keeps_decisions, tear_down);
  g_test_add ("/table/first-row-is-a-person", Fixture, NULL, set_up, test_first_row_is_a_person, tear_down);
  g_test_add ("/table/skipped-lines-are-told", Fixture, NULL, set_up, test_skipped_lines_are_told, tear_down);

  return g_test_run ();
}
