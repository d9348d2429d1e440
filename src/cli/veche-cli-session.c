/* veche-cli-session.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open workspace with the same engine as in the window, and a main loop around it.
 */

#include "cli/veche-cli-sources-private.h"

#include <stdio.h>
#include <unistd.h>

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  veche_cli_session_ready (source, result, data);
}

void
veche_cli_session_ready (GObject *source, GAsyncResult *result, gpointer session)
{
  VecheCliSession *self = session;

  self->result = g_object_ref (result);
  g_main_loop_quit (self->loop);
}

GAsyncResult *
veche_cli_session_wait (VecheCliSession *session)
{
  g_main_loop_run (session->loop);

  return g_steal_pointer (&session->result);
}

gboolean
veche_cli_session_open (VecheCli *cli, VecheCliSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  session->loop = g_main_loop_new (NULL, FALSE);
  veche_store_open_async (cli->path, FALSE, NULL, on_ready, session);
  result = veche_cli_session_wait (session);
  session->store = veche_store_open_finish (result, error);
  if (session->store != NULL)
    session->sync = veche_sync_new (session->store);

  return session->store != NULL;
}

void
veche_cli_session_close (VecheCliSession *session)
{
  if (session->sync != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      veche_sync_close_async (session->sync, on_ready, session);
      result = veche_cli_session_wait (session);
      veche_sync_close_finish (session->sync, result, NULL);
      g_clear_object (&session->sync);
    }
  if (session->store != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      veche_store_close_async (session->store, on_ready, session);
      result = veche_cli_session_wait (session);
      veche_store_close_finish (session->store, result, NULL);
      g_clear_object (&session->store);
    }
  g_main_loop_unref (session->loop);
}

gboolean
veche_cli_session_set_token (VecheCliSession *session, const char *source, const char *token, gboolean *kept,
                             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_set_token_async (session->sync, source, token, on_ready, session);
  result = veche_cli_session_wait (session);

  return veche_sync_set_token_finish (session->sync, result, kept, error);
}

static void
on_progress (VecheSync *sync, const char *source, const char *text, gpointer data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K%s", text);
}

void
veche_cli_session_follow (VecheCliSession *session)
{
  g_signal_connect (session->sync, "progress", G_CALLBACK (on_progress), NULL);
}

static gpointer
list_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_sources_list (db, error);
}

GPtrArray *
veche_cli_session_list (VecheCliSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_run_async (session->store, VECHE_LANE_READER, list_job, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         NULL, on_ready, session);
  result = veche_cli_session_wait (session);

  return veche_store_run_finish (session->store, result, error);
}
