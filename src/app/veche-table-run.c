/* veche-table-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-job-progress.h"
#include "app/veche-table-report.h"
#include "app/veche-table-run.h"

/* One import; lives until its answer has come. */
typedef struct
{
  VecheSession    *session;
  GtkWindow       *parent;       /* (nullable): gone meanwhile */
  VechePeoplePlan *plan;
  GCancellable    *cancellable;
  VecheJobProgress *progress;
  VecheTableRunEnded ended;
  gpointer          user_data;
} Run;

static void
run_free (Run *run)
{
  g_clear_weak_pointer (&run->parent);
  g_object_unref (run->session);
  veche_people_plan_unref (run->plan);
  veche_job_progress_unref (run->progress);
  g_object_unref (run->cancellable);
  g_free (run);
}

/* Only what there is: "0 updates" would make one look for a fault. */
static char *
run_sum_up (const VechePeopleResult *result)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  if (result->gesture == 0)
    return g_strdup (_ ("Nothing new: everybody in the table was here already"));

  if (result->added > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'u new person", "%'u new people", result->added), result->added));
  if (result->merged > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'u update", "%'u updates", result->merged), result->merged));
  if (result->left_out > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'u line skipped", "%'u lines skipped", result->left_out), result->left_out));
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv (", ", (char **) parts->pdata);

  /* Translators: new people, updates, skipped lines, each with its number, as far as there are any */
  return g_strdup_printf (_ ("Imported: %s"), joined);
}

static void
run_finished_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  VechePeopleResult counts = { 0 };
  gboolean ok = veche_people_plan_apply_finish (VECHE_STORE (object), result, &counts, &error);
  g_autofree char *sum = ok || counts.gesture != 0 ? run_sum_up (&counts) : NULL;

  veche_job_progress_end (run->progress, error);
  if (counts.gesture != 0)
    veche_session_toast_action (run->session, sum, _ ("_Undo"), "app.undo");
  else if (ok)
    veche_session_toast (run->session, sum);
  if (ok && counts.left_out > 0 && run->parent != NULL)
    veche_table_report_open (run->session, run->parent, run->plan);
  run->ended (&counts, error, run->user_data);
  run_free (run);
}

void
veche_table_run (VecheSession *session, GtkWindow *parent, VechePeoplePlan *plan, gboolean remember, VecheTableRunEnded ended,
                 gpointer user_data)
{
  Run *run = g_new0 (Run, 1);
  const char *name = veche_table_source_get_name (veche_table_get_source (veche_people_plan_get_table (plan)));
  /* Translators: %s is a file name */
  g_autofree char *title = name != NULL ? g_strdup_printf (_ ("Importing %s"), name) : g_strdup (_ ("Importing from the clipboard"));

  run->session = g_object_ref (session);
  g_set_weak_pointer (&run->parent, parent);
  run->plan = veche_people_plan_ref (plan);
  run->ended = ended;
  run->user_data = user_data;
  run->cancellable = g_cancellable_new ();
  run->progress = veche_job_progress_new (session, title, run->cancellable);
  veche_people_plan_apply_async (veche_session_get_store (session), plan, remember, veche_session_get_actor (session), veche_job_progress_tell, run->progress,
                                 run->cancellable, run_finished_cb, run);
}
