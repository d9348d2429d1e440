/* veche-calendar-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-calendar-run.h"

#include "store/veche-calendar-links.h"
#include "sync/veche-calendar-pull.h"

#define TAKE_AT_ONCE 100
#define SEND_AT_ONCE 20
#define MAX_ROUNDS   3      /* of what is changed there while it is sent */

typedef struct
{
  VecheStore           *store;        /* (owned) */
  VecheConnector       *connector;    /* (owned) */
  char                 *uid, *name;   /* (owned) */
  char                 *cursor;       /* (owned) (nullable) */
  VecheSourceProgress   progress;     /* (nullable) */
  gpointer              progress_data;

  GHashTable           *links;        /* (owned) (nullable) */
  VecheCalendarPull    *pull;         /* (owned) (nullable) */
  GPtrArray            *pushes;       /* (owned) (nullable) */
  VecheCalendarSending *sending;      /* (owned) (nullable): of the piece */
  VecheCalendarCounts   counts;
  guint                 at, n;        /* the piece */
  guint                 round;
  gboolean              conflict;
  gint64                retry_after;
  GError               *refusal;      /* (owned) (nullable) */
} CalendarRun;

static void
calendar_run_free (gpointer data)
{
  CalendarRun *run = data;

  g_object_unref (run->store);
  g_object_unref (run->connector);
  g_free (run->uid);
  g_free (run->name);
  g_free (run->cursor);
  g_clear_pointer (&run->links, g_hash_table_unref);
  g_clear_pointer (&run->pull, veche_calendar_pull_free);
  g_clear_pointer (&run->pushes, g_ptr_array_unref);
  g_clear_pointer (&run->sending, veche_calendar_sending_free);
  g_clear_error (&run->refusal);
  g_free (run);
}

static void load_links (GTask *task);
static void take_piece (GTask *task);
static void send_piece (GTask *task);

static void
tell (CalendarRun *run)
{
  guint n = run->counts.added + run->counts.changed + run->counts.removed;
  g_autofree char *text = g_strdup_printf ("%u", n);

  if (run->progress != NULL && n > 0)
    run->progress (run->uid, text, run->progress_data);
}

static void
end (GTask *task)
{
  CalendarRun *run = g_task_get_task_data (task);

  if (run->refusal != NULL)
    g_task_return_error (task, g_steal_pointer (&run->refusal));
  else
    g_task_return_boolean (task, TRUE);
}

/*** What changed here ***/

static gpointer
record_job (VecheDb *db, gpointer input, GError **error)
{
  CalendarRun *run = g_task_get_task_data (input);

  for (guint i = 0; i < run->n; i++)
    {
      const VecheCalendarSent *sent = &g_array_index (run->sending->sent, VecheCalendarSent, i);

      if (sent->done && !veche_calendar_pushed (db, run->uid, run->pushes->pdata[run->at + i], sent->etag, sent->text, error))
        return NULL;
    }

  return VECHE_JOB_DONE;
}

static void
recorded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CalendarRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error == NULL)
    error = g_steal_pointer (&run->sending->failure);
  if (run->refusal == NULL)
    run->refusal = g_steal_pointer (&run->sending->refusal);
  for (guint i = 0; i < run->n; i++)
    run->conflict |= g_array_index (run->sending->sent, VecheCalendarSent, i).conflict;
  g_clear_pointer (&run->sending, veche_calendar_sending_free);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->at += run->n;
  send_piece (task);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CalendarRun *run = g_task_get_task_data (task);

  run->sending = g_task_propagate_pointer (G_TASK (result), NULL);
  run->retry_after = MAX (run->retry_after, run->sending->retry_after);
  /* What arrived there is written down even when the run was cancelled meanwhile. */
  veche_store_run_async (run->store, VECHE_LANE_WRITER, record_job, g_object_ref (task), g_object_unref, NULL, NULL, recorded_cb, g_object_ref (task));
}

static void
send_thread (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  CalendarRun *run = g_task_get_task_data (data);

  g_task_return_pointer (worker, veche_calendar_send (run->pull->server, run->pushes, run->at, run->n), veche_calendar_sending_free);
}

static void
send_piece (GTask *task)
{
  CalendarRun *run = g_task_get_task_data (task);
  g_autoptr (GTask) worker = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  run->n = MIN (run->pushes->len - run->at, SEND_AT_ONCE);
  if (run->n == 0)
    {
      /* Something else was there than we knew: it comes first. */
      if (run->conflict && ++run->round < MAX_ROUNDS)
        load_links (task);
      else
        end (task);
      return;
    }
  worker = g_task_new (NULL, NULL, sent_cb, g_object_ref (task));
  g_task_set_task_data (worker, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (worker, send_thread);
}

static gpointer
pushes_job (VecheDb *db, gpointer input, GError **error)
{
  CalendarRun *run = g_task_get_task_data (input);
  gboolean publish = g_strcmp0 (veche_connector_get_setting (run->connector, "publish"), "yes") == 0;
  gboolean tasks = g_strcmp0 (veche_connector_get_setting (run->connector, "tasks"), "yes") == 0;

  return veche_calendar_pushes (db, run->uid, run->pull->folder, publish, tasks, error);
}

static void
pushes_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CalendarRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->pushes, g_ptr_array_unref);
  run->pushes = veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (run->pushes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->at = 0;
  run->conflict = FALSE;
  send_piece (task);
}

/*** What changed there ***/

static gpointer
take_job (VecheDb *db, gpointer input, GError **error)
{
  CalendarRun *run = g_task_get_task_data (input);

  return veche_calendar_follow (db, run->uid, run->name, run->pull->arrivals, run->at, run->n, &run->counts, error) ? VECHE_JOB_DONE : NULL;
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CalendarRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->at += run->n;
  tell (run);
  take_piece (task);
}

static void
take_piece (GTask *task)
{
  CalendarRun *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  run->n = MIN (run->pull->arrivals->len - run->at, TAKE_AT_ONCE);
  if (run->n > 0)
    {
      veche_store_run_async (run->store, VECHE_LANE_WRITER, take_job, g_object_ref (task), g_object_unref, NULL, cancellable, taken_cb, g_object_ref (task));
      return;
    }
  /* All that was read is written: from here on the next run begins after it. */
  g_free (run->cursor);
  run->cursor = g_strdup (run->pull->cursor);
  if (run->pull->server == NULL || run->pull->folder == NULL)
    {
      end (task);
      return;
    }
  veche_store_run_async (run->store, VECHE_LANE_WRITER, pushes_job, g_object_ref (task), g_object_unref, (GDestroyNotify) g_ptr_array_unref, cancellable,
                         pushes_cb, g_object_ref (task));
}

static void
pulled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CalendarRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->pull, veche_calendar_pull_free);
  run->pull = g_task_propagate_pointer (G_TASK (result), &error);
  if (run->pull == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->at = 0;
  take_piece (task);
}

static void
pull_thread (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  CalendarRun *run = g_task_get_task_data (data);
  GError *error = NULL;
  gint64 retry_after;
  VecheCalendarPull *pull = veche_calendar_pull (run->connector, run->cursor, run->links, cancellable, &retry_after, &error);

  run->retry_after = MAX (run->retry_after, retry_after);
  if (pull != NULL)
    g_task_return_pointer (worker, pull, veche_calendar_pull_free);
  else
    g_task_return_error (worker, error);
}

static gpointer
links_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_calendar_links_load (db, input, error);
}

static void
links_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data, worker = NULL;
  CalendarRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->links, g_hash_table_unref);
  run->links = veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (run->links == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  worker = g_task_new (NULL, g_task_get_cancellable (task), pulled_cb, g_object_ref (task));
  g_task_set_task_data (worker, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (worker, pull_thread);
}

static void
load_links (GTask *task)
{
  CalendarRun *run = g_task_get_task_data (task);

  veche_store_run_async (run->store, VECHE_LANE_READER, links_job, g_strdup (run->uid), g_free, (GDestroyNotify) g_hash_table_unref,
                         g_task_get_cancellable (task), links_cb, g_object_ref (task));
}

void
veche_calendar_run_async (VecheStore *store, const VecheCalendarRunHow *how, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  CalendarRun *run = g_new0 (CalendarRun, 1);

  g_task_set_source_tag (task, veche_calendar_run_async);
  g_task_set_check_cancellable (task, FALSE);
  run->store = g_object_ref (store);
  run->connector = g_object_ref (how->connector);
  run->uid = g_strdup (how->source_uid);
  run->name = g_strdup (how->name);
  run->cursor = g_strdup (how->cursor);
  run->progress = how->progress;
  run->progress_data = how->progress_data;
  g_task_set_task_data (task, run, calendar_run_free);
  load_links (task);
}

gboolean
veche_calendar_run_finish (GAsyncResult *result, char **cursor, gint64 *retry_after, GError **error)
{
  CalendarRun *run = g_task_get_task_data (G_TASK (result));

  *cursor = g_strdup (run->cursor);
  *retry_after = run->retry_after;

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*** Events of a platform ***/

typedef struct
{
  VecheStore     *store;        /* (owned) */
  VecheConnector *connector;    /* (owned) */
  char           *uid, *name;
  GPtrArray      *entries;      /* (owned) (nullable) until read */
  gboolean        whole;
} EventsRun;

static void
events_run_free (gpointer data)
{
  EventsRun *run = data;

  g_object_unref (run->store);
  g_object_unref (run->connector);
  g_free (run->uid);
  g_free (run->name);
  g_clear_pointer (&run->entries, g_ptr_array_unref);
  g_free (run);
}

static gpointer
events_job (VecheDb *db, gpointer input, GError **error)
{
  EventsRun *run = g_task_get_task_data (input);
  g_autoptr (GHashTable) links = veche_calendar_links_load (db, run->uid, error);
  VecheCalendarPull *pull = links != NULL ? veche_calendar_pull_entries (run->entries, run->whole, links) : NULL;
  VecheCalendarCounts counts = { 0 };
  gboolean done = pull != NULL
                  && (pull->arrivals->len == 0 || veche_calendar_follow (db, run->uid, run->name, pull->arrivals, 0, pull->arrivals->len, &counts, error));

  g_clear_pointer (&pull, veche_calendar_pull_free);

  return done ? VECHE_JOB_DONE : NULL;
}

static void
events_taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
events_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EventsRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->entries = veche_connector_events_finish (VECHE_CONNECTOR (object), result, &error);
  run->whole = !veche_connector_was_partial (VECHE_CONNECTOR (object));
  if (run->entries == NULL)
    g_task_return_error (task, error);
  else
    veche_store_run_async (run->store, VECHE_LANE_WRITER, events_job, g_object_ref (task), g_object_unref, NULL, g_task_get_cancellable (task), events_taken_cb,
                           g_object_ref (task));
}

/* Those it told of before are asked for by name. */
static void
events_known_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EventsRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) links = veche_store_run_finish (VECHE_STORE (object), result, &error);
  g_autoptr (GStrvBuilder) uids = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;
  GHashTableIter iter;
  VecheCalendarLink *link;

  if (links == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    if (!link->gone)
      g_strv_builder_add (uids, link->href);
  known = g_strv_builder_end (uids);
  veche_connector_events_async (run->connector, (const char *const *) known, g_task_get_cancellable (task), events_read_cb, g_object_ref (task));
}

gboolean
veche_calendar_events_are_due (VecheConnector *connector, guint wait, gint64 last_ok)
{
  return veche_connector_has_events (connector) && (wait == 0 || last_ok / G_TIME_SPAN_HOUR != g_get_real_time () / G_TIME_SPAN_HOUR);
}

void
veche_calendar_events_async (VecheStore *store, const VecheCalendarRunHow *how, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  EventsRun *run = g_new0 (EventsRun, 1);

  g_task_set_source_tag (task, veche_calendar_events_async);
  run->store = g_object_ref (store);
  run->connector = g_object_ref (how->connector);
  run->uid = g_strdup (how->source_uid);
  run->name = g_strdup (how->name);
  g_task_set_task_data (task, run, events_run_free);
  veche_store_run_async (store, VECHE_LANE_READER, links_job, g_strdup (run->uid), g_free, (GDestroyNotify) g_hash_table_unref, cancellable, events_known_cb,
                         g_object_ref (task));
}

gboolean
veche_calendar_events_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
