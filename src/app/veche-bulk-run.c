/* veche-bulk-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-bulk-run.h"
#include "app/veche-member-words.h"

#define TICK 200   /* ms */

/* One run, on the main thread; the job has its own reference to the bulk. */
typedef struct
{
  VecheSession *session;
  VecheBulk    *bulk;
  VecheJobView *job;
  guint         source;
} VecheBulkRun;

typedef struct
{
  VecheBulk *bulk;
  char      *actor;
} VecheBulkInput;

static void
bulk_input_free (gpointer data)
{
  VecheBulkInput *input = data;

  veche_bulk_unref (input->bulk);
  g_free (input->actor);
  g_free (input);
}

static gpointer
bulk_job (VecheDb *db, gpointer data, GError **error)
{
  VecheBulkInput *input = data;
  gint64 n = veche_bulk_apply (db, input->bulk, input->actor, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

static gboolean
bulk_tick_cb (gpointer data)
{
  VecheBulkRun *run = data;
  gint done = g_atomic_int_get (&run->bulk->done), total = g_atomic_int_get (&run->bulk->total);

  veche_session_update_job (run->session, run->job, total > 0 ? (double) done / total : -1, NULL);

  return G_SOURCE_CONTINUE;
}

static void
bulk_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  VecheBulkRun *run = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = veche_store_run_finish (VECHE_STORE (object), result, &error);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_source_remove (run->source);
  veche_session_end_job (run->session, run->job, NULL);
  if (n != NULL && *n > 0)
    {
      g_autofree char *toast = g_strdup_printf (ngettext ("Changed: %'u person", "Changed: %'u people", (guint) *n), (guint) *n);

      veche_session_toast_action (run->session, toast, _ ("_Undo"), "app.undo");
    }
  else if (n != NULL)
    veche_session_toast (run->session, _ ("Nothing to change: all of them have it so already"));
  else if (cancelled)
    veche_session_toast (run->session, _ ("Stopped. Nothing was changed"));
  else
    veche_session_show_error (run->session, error);

  g_object_unref (run->session);
  veche_bulk_unref (run->bulk);
  g_free (run);
}

void
veche_bulk_run (VecheSession *session, VecheBulk *bulk, guint n)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *people = veche_people_count (n);
  g_autofree char *title = g_strdup_printf (_ ("Changing %s"), people);
  VecheBulkRun *run = g_new0 (VecheBulkRun, 1);
  VecheBulkInput *input = g_new0 (VecheBulkInput, 1);

  g_free (bulk->subject);
  bulk->subject = g_steal_pointer (&people);
  input->bulk = veche_bulk_ref (bulk);
  input->actor = g_strdup (veche_session_get_actor (session));
  run->session = g_object_ref (session);
  run->bulk = veche_bulk_ref (bulk);
  run->job = veche_session_begin_job (session, title, cancellable);
  run->source = g_timeout_add (TICK, bulk_tick_cb, run);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, bulk_job, input, bulk_input_free, g_free, cancellable,
                         bulk_done_cb, run);
}
