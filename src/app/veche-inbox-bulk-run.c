/* veche-inbox-bulk-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-inbox-bulk-run.h"

#define TICK      100   /* ms */
#define NOTICEABLE 3    /* ticks before progress is shown */

/* One run, on the main thread; the job has its own reference to the bulk. */
typedef struct
{
  VecheSession   *session;
  VecheInboxBulk *bulk;
  GCancellable   *cancellable;
  VecheJobView   *job;      /* (nullable): not shown yet */
  char           *toast;
  VecheInboxBulkFailed failed;   /* (nullable) */
  gpointer        data;          /* for it */
  GDestroyNotify  destroy;       /* (nullable) */
  guint           source, ticks;
} InboxRun;

typedef struct
{
  VecheInboxBulk *bulk;
  char           *actor;
} RunInput;

static void
run_input_free (gpointer data)
{
  RunInput *input = data;

  veche_inbox_bulk_unref (input->bulk);
  g_free (input->actor);
  g_free (input);
}

static gpointer
run_job (VecheDb *db, gpointer data, GError **error)
{
  RunInput *input = data;
  gint64 n = veche_inbox_bulk_apply (db, input->bulk, input->actor, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

static gboolean
run_tick_cb (gpointer data)
{
  InboxRun *run = data;
  gint done = g_atomic_int_get (&run->bulk->done), total = g_atomic_int_get (&run->bulk->total);

  if (++run->ticks == NOTICEABLE)
    {
      g_autofree char *title = total > 0 ? g_strdup_printf (ngettext ("Changing %'u mention", "Changing %'u mentions", (guint) total), (guint) total)
                                         : g_strdup (_ ("Changing mentions"));

      run->job = veche_session_begin_job (run->session, title, run->cancellable);
    }
  if (run->job != NULL)
    veche_session_update_job (run->session, run->job, total > 0 ? (double) done / total : -1, NULL);

  return G_SOURCE_CONTINUE;
}

static void
run_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  InboxRun *run = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = veche_store_run_finish (VECHE_STORE (object), result, &error);

  g_source_remove (run->source);
  if (run->job != NULL)
    veche_session_end_job (run->session, run->job, NULL);
  if (n != NULL && *n > 0)
    veche_session_toast_action (run->session, run->toast, _ ("_Undo"), "app.undo");
  else if (n != NULL)
    veche_session_toast (run->session, _ ("Nothing to change: all of them have it so already"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_toast (run->session, _ ("Stopped. Nothing was changed"));
  else
    veche_session_show_error (run->session, error);
  if (n == NULL && run->failed != NULL)
    run->failed (run->data);

  g_object_unref (run->session);
  if (run->destroy != NULL)
    run->destroy (run->data);
  g_object_unref (run->cancellable);
  veche_inbox_bulk_unref (run->bulk);
  g_free (run->toast);
  g_free (run);
}

void
veche_inbox_bulk_run (VecheSession *session, VecheInboxBulk *bulk, const char *toast, VecheInboxBulkFailed failed, gpointer data,
                      GDestroyNotify destroy)
{
  InboxRun *run = g_new0 (InboxRun, 1);
  RunInput *input = g_new0 (RunInput, 1);

  input->bulk = veche_inbox_bulk_ref (bulk);
  input->actor = g_strdup (veche_session_get_actor (session));
  run->session = g_object_ref (session);
  run->bulk = veche_inbox_bulk_ref (bulk);
  run->cancellable = g_cancellable_new ();
  run->toast = g_strdup (toast);
  run->failed = failed;
  run->data = data;
  run->destroy = destroy;
  run->source = g_timeout_add (TICK, run_tick_cb, run);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, run_job, input, run_input_free, g_free, run->cancellable, run_done_cb,
                         run);
}
