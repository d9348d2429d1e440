/* veche-source-errand.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-errand.h"
#include "app/veche-source-words.h"
#include "sync/veche-sync-orders.h"

typedef struct
{
  VecheSession          *session;    /* (owned) */
  VecheJobView          *job;
  GCancellable          *cancellable;   /* (owned) */
  char                  *uid;
  gulong                 progress;
  gboolean               members;
  VecheSourceErrandDone  done;       /* (nullable) */
  gpointer               user_data;
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->session);
  g_object_unref (errand->cancellable);
  g_free (errand->uid);
  g_free (errand);
}

static void
errand_progress_cb (VecheSync *sync, const char *uid, const char *text, Errand *errand)
{
  guint n = (guint) g_ascii_strtoull (text, NULL, 10);
  g_autofree char *detail = errand->members ? g_strdup_printf (ngettext ("%u new person", "%u new people", n), n)
                                            : g_strdup_printf (ngettext ("%u message", "%u messages", n), n);

  if (g_str_equal (uid, errand->uid))
    veche_session_update_job (errand->session, errand->job, -1, detail);
}

/* (transfer full) */
static char *
errand_backfill_words (const VecheErrandCounts *counts)
{
  if (counts->gaps == 0)
    return g_strdup (_ ("There is nothing more that this place gives"));
  if (counts->closed == counts->gaps)
    return g_strdup_printf (ngettext ("%u gap closed", "%u gaps closed", counts->closed), counts->closed);

  /* Translators: numbers of gaps */
  return g_strdup_printf (_ ("%u of %u gaps closed: the rest is not given there"), counts->closed, counts->gaps);
}

/* (transfer full) */
static char *
errand_members_words (const VecheErrandCounts *counts)
{
  g_autofree char *came = g_strdup_printf (ngettext ("%u new person", "%u new people", counts->people), counts->people);
  g_autofree char *left = g_strdup_printf (ngettext ("%u has left", "%u have left", counts->left), counts->left);

  if (counts->people == 0 && counts->left == 0)
    return g_strdup (_ ("Nobody came and nobody left"));
  if (counts->left == 0)
    return g_steal_pointer (&came);
  if (counts->people == 0)
    return g_steal_pointer (&left);

  /* Translators: "12 new people, 3 have left" */
  return g_strdup_printf (_ ("%s, %s"), came, left);
}

static void
errand_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *toast = NULL;
  VecheErrandCounts counts;
  gboolean stopped = g_cancellable_is_cancelled (errand->cancellable), cancelled;

  veche_sync_errand_finish (VECHE_SYNC (object), result, &counts, &error);
  /* A request that was broken off may fail in its own way. */
  cancelled = error != NULL && (stopped || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_signal_handler_disconnect (object, errand->progress);
  veche_session_end_job (errand->session, errand->job, cancelled ? NULL : error);
  if (error == NULL)
    {
      toast = errand->members ? errand_members_words (&counts) : errand_backfill_words (&counts);
      veche_session_toast (errand->session, toast);
    }
  else if (stopped)
    veche_session_toast (errand->session, _ ("Stopped. What was read by then stays"));
  else if (!cancelled)
    veche_session_show_error (errand->session, error);
  if (errand->done != NULL)
    errand->done (errand->user_data);
  errand_free (errand);
}

static Errand *
errand_begin (VecheSession *session, VecheSync *sync, VecheSource *source, gboolean members, GCancellable *cancellable)
{
  g_autofree char *title = veche_source_title (source);
  Errand *errand = g_new0 (Errand, 1);

  errand->session = g_object_ref (session);
  errand->uid = g_strdup (source->uid);
  errand->members = members;
  errand->cancellable = g_object_ref (cancellable);
  errand->job = veche_session_begin_job (session, title, cancellable);
  errand->progress = g_signal_connect (sync, "progress", G_CALLBACK (errand_progress_cb), errand);

  return errand;
}

GCancellable *
veche_source_backfill (VecheSession *session, VecheSource *source, const char *channel_uid, VecheSourceErrandDone done, gpointer user_data)
{
  VecheSync *sync = veche_session_get_sync (session);
  GCancellable *cancellable = sync != NULL ? g_cancellable_new () : NULL;
  Errand *errand;

  if (sync == NULL)
    return NULL;

  errand = errand_begin (session, sync, source, FALSE, cancellable);
  errand->done = done;
  errand->user_data = user_data;
  veche_sync_backfill_async (sync, source->uid, channel_uid, 0, cancellable, errand_done_cb, errand);

  return cancellable;
}

void
veche_source_read_members (VecheSession *session, VecheSource *source)
{
  VecheSync *sync = veche_session_get_sync (session);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (sync != NULL)
    veche_sync_members_async (sync, source->uid, cancellable, errand_done_cb, errand_begin (session, sync, source, TRUE, cancellable));
}
