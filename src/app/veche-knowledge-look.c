/* veche-knowledge-look.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-knowledge-look.h"

#include "analysis/veche-candidates.h"

typedef struct { GPtrArray *candidates; GArray *heard; } Looked;

static void
looked_free (gpointer data)
{
  Looked *looked = data;

  g_clear_pointer (&looked->candidates, g_ptr_array_unref);
  g_clear_pointer (&looked->heard, g_array_unref);
  g_free (looked);
}

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  Looked *looked = g_new0 (Looked, 1);

  looked->candidates = veche_candidates_find (db, error);
  looked->heard = looked->candidates != NULL ? veche_candidates_hear (db, error) : NULL;
  if (looked->heard == NULL)
    g_clear_pointer (&looked, looked_free);

  return looked;
}

static gpointer
keep_job (VecheDb *db, gpointer input, GError **error)
{
  Looked *looked = input;

  return veche_candidates_keep (db, looked->candidates, looked->heard, error) ? VECHE_JOB_DONE : NULL;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Repeated questions were not kept: %s", error->message);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = user_data;
  g_autoptr (GError) error = NULL;
  Looked *looked = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (looked == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Repeated questions were not looked for: %s", error->message);
  else if (looked != NULL && (cancellable == NULL || !g_cancellable_is_cancelled (cancellable)))
    veche_store_run_priority_async (VECHE_STORE (source), VECHE_LANE_WRITER, G_PRIORITY_LOW, keep_job, looked, looked_free, NULL, cancellable, kept_cb, NULL);
  else if (looked != NULL)
    looked_free (looked);
}

void
veche_knowledge_look (VecheSession *session, GCancellable *cancellable)
{
  veche_store_run_priority_async (veche_session_get_store (session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, look_job, NULL, NULL, looked_free, cancellable,
                                  looked_cb, cancellable != NULL ? g_object_ref (cancellable) : NULL);
}
