/* veche-harvest-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-harvest.h"
#include "app/veche-harvest-read.h"
#include "model/veche-record.h"
#include "store/veche-db.h"
#include "store/veche-query-sql.h"

typedef struct
{
  VecheSession     *session;      /* (owned) */
  VecheJobView     *job;          /* (nullable) */
  GCancellable     *cancellable;  /* (owned) */
  GStrv             unknown;      /* (owned) (nullable) */
  VecheHarvestDone  done;
  gpointer          user_data;
} Reading;

typedef struct
{
  VecheHarvestWhat *what;
  GCancellable     *cancellable;
} Input;

typedef struct
{
  GPtrArray *finds;
  GStrv      unknown;
} Output;

void
veche_harvest_what_free (VecheHarvestWhat *self)
{
  g_free (self->interaction_uid);
  g_free (self->text);
  g_free (self);
}

static void
input_free (gpointer data)
{
  Input *input = data;

  veche_harvest_what_free (input->what);
  g_object_unref (input->cancellable);
  g_free (input);
}

static void
output_free (gpointer data)
{
  Output *output = data;

  g_clear_pointer (&output->finds, g_ptr_array_unref);
  g_strfreev (output->unknown);
  g_free (output);
}

/* 0: it is in none. */
static gint64
channel_of (VecheDb *db, gint64 id)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_TIMELINE);
  g_autoptr (GPtrArray) records = veche_query_records (db, query, &id, 1, NULL);
  VecheInteraction *it = records != NULL && records->len > 0 ? records->pdata[0] : NULL;

  return it != NULL ? it->channel_id : 0;
}

static gpointer
harvest_find_job (VecheDb *db, gpointer data, GError **error)
{
  Input *input = data;
  Output *output = g_new0 (Output, 1);
  gint64 id = input->what->interaction_uid != NULL ? veche_db_id_for_uid (db, "interaction", input->what->interaction_uid) : 0;

  if (input->what->text != NULL)
    output->finds = veche_harvest_lines (db, input->what->text, &output->unknown, error);
  else if (input->what->from == VECHE_HARVEST_CHANNEL)
    output->finds = veche_harvest_channel (db, channel_of (db, id), 0, input->cancellable, error);
  else
    output->finds = veche_harvest_thread (db, id, error);
  if (output->finds == NULL)
    g_clear_pointer (&output, output_free);

  return output;
}

static gpointer
harvest_keep_job (VecheDb *db, gpointer finds, GError **error)
{
  int n = veche_harvest_keep (db, finds, error);

  return n >= 0 ? GINT_TO_POINTER (n + 1) : NULL;
}

/* Ends and frees the reading. */
static void
reading_end (Reading *reading, int n_new, const GError *error)
{
  if (reading->job != NULL)
    veche_session_end_job (reading->session, reading->job, error);
  reading->done (n_new, (const char *const *) reading->unknown, error, reading->user_data);
  g_object_unref (reading->session);
  g_object_unref (reading->cancellable);
  g_strfreev (reading->unknown);
  g_free (reading);
}

static void
harvest_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  int n = GPOINTER_TO_INT (veche_store_run_finish (VECHE_STORE (source), result, &error));

  reading_end (user_data, n - 1, error);
}

static void
harvest_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  Output *output = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (output == NULL)
    {
      reading_end (reading, -1, error);
      return;
    }
  reading->unknown = g_steal_pointer (&output->unknown);
  veche_store_run_async (VECHE_STORE (source), VECHE_LANE_WRITER, harvest_keep_job, g_steal_pointer (&output->finds),
                         (GDestroyNotify) g_ptr_array_unref, NULL, NULL, harvest_kept_cb, reading);
  output_free (output);
}

void
veche_harvest_read (VecheSession *session, VecheHarvestWhat *what, GCancellable *cancellable, VecheHarvestDone done, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  Input *input = g_new0 (Input, 1);

  reading->session = g_object_ref (session);
  reading->cancellable = g_object_ref (cancellable);
  reading->done = done;
  reading->user_data = user_data;
  if (what->from == VECHE_HARVEST_CHANNEL || what->text != NULL)
    reading->job = veche_session_begin_job (session, _ ("Reading introductions"), reading->cancellable);
  input->what = what;
  input->cancellable = g_object_ref (reading->cancellable);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, harvest_find_job, input, input_free, output_free,
                         reading->cancellable, harvest_found_cb, reading);
}
