/* veche-source-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-source-run.h"

#include "connectors/veche-connector.h"
#include "store/veche-ingest.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-workspace.h"
#include "sync/veche-calendar-run.h"
#include "sync/veche-source-access.h"
#include "sync/veche-turns.h"

#define DESCRIBE_EVERY   G_TIME_SPAN_DAY
#define DESCRIBE_AGAIN   G_TIME_SPAN_HOUR         /* where it could not be told what can be seen */
#define USUAL_WAIT       25                       /* seconds */
#define HELD_AT_LEAST    (5 * G_TIME_SPAN_SECOND) /* a server that answers a long poll sooner, with nothing, does not hold it */

typedef struct
{
  VecheStore          *store;          /* (owned) */
  VecheSecrets        *secrets;        /* (unowned): outlives every run */
  char                *uid;
  guint                wait;           /* seconds that the first answer may be held */
  gboolean             describe;
  VecheSourceProgress  progress;       /* (nullable) */
  gpointer             progress_data;

  VecheSource         *source;         /* (owned) (nullable) until loaded */
  VecheConnector      *connector;      /* (owned) (nullable) until the token is there */
  char                *token;          /* (owned) (nullable): what the connector began with */
  char                *kept;           /* (owned) (nullable): the refreshed one that was handed to the secrets */
  gboolean             renewed;        /* somebody else refreshed it meanwhile, and it was tried with that one */
  gint64               asked;          /* monotonic: when the last answer was asked for */
  gboolean             anew;           /* a long poll that goes on */
  gint64               asked_to_wait;  /* by a calendar's server: microseconds UTC, 0: not */
  char                *cursor;         /* (owned) (nullable): as last saved */
  GHashTable          *cursors;        /* (owned) set: a page that comes again would come for ever */
  gint64               batch_id;       /* 0: nothing brought yet */
  gboolean             more;
  guint                interactions;
  GError              *failure;        /* (owned) (nullable) */
} VecheSourceRun;

static void
veche_source_run_free (gpointer data)
{
  VecheSourceRun *run = data;

  g_object_unref (run->store);
  g_free (run->uid);
  g_clear_pointer (&run->source, veche_source_free);
  g_clear_object (&run->connector);
  g_free (run->token);
  g_free (run->kept);
  g_free (run->cursor);
  g_hash_table_unref (run->cursors);
  g_clear_error (&run->failure);
  g_free (run);
}

/* --------------------------------------------------------------------------------------------------------------------- writer jobs */

/* Owned by its job; strings are copies. */
typedef struct
{
  VecheBatch *batch;             /* (owned) (nullable): none after a failure */
  gint64      source_id, batch_id, next_run;
  char       *name, *cursor, *account_id, *account, *nick, *text;
  VecheBudgetState budget;
  gboolean    last, known;
  gint64      described;         /* of a place that did not say what can be seen: when that counts as asked */
} VecheSourceSave;

static void
veche_source_save_free (gpointer data)
{
  VecheSourceSave *save = data;

  g_clear_pointer (&save->batch, veche_batch_unref);
  g_free (save->name);
  g_free (save->cursor);
  g_free (save->account_id);
  g_free (save->account);
  g_free (save->nick);
  g_free (save->text);
  g_free (save);
}

typedef struct { gint64 batch_id; VecheIngestCounts counts; } VecheSourceSaved;

static gpointer
veche_source_save_job (VecheDb *db, gpointer input, GError **error)
{
  VecheSourceSave *save = input;
  g_autofree VecheSourceSaved *saved = g_new0 (VecheSourceSaved, 1);
  VecheSourceReport report;

  saved->batch_id = save->batch_id;
  if (save->batch != NULL && !veche_batch_is_empty (save->batch, save->known))
    {
      if (saved->batch_id == 0)
        saved->batch_id = veche_ingest_begin (db, "sync", save->name, error);
      if (saved->batch_id == 0 || !veche_ingest_batch (db, saved->batch_id, save->batch, save->source_id, veche_workspace_only_community (db),
                                                       &saved->counts, error))
        return NULL;
    }
  else if (save->batch != NULL && !veche_ingest_coverage (db, save->batch, save->source_id, veche_workspace_only_community (db), error))
    return NULL;
  if (save->last && saved->batch_id != 0 && !veche_ingest_finish (db, saved->batch_id, error))
    return NULL;
  if (save->batch != NULL && !veche_sources_note (db, save->source_id, save->batch, FALSE, error))
    return NULL;
  report = (VecheSourceReport) { save->source_id, save->next_run, save->cursor, save->account_id, save->account, save->nick, save->text,
                                 save->budget.limit, save->budget.remaining, save->budget.reset };
  if (!veche_sources_report (db, &report, error))
    return NULL;

  return g_steal_pointer (&saved);
}

/* What can be seen there; the run goes on after it, so it does not say how that went. */
static gpointer
veche_source_note_job (VecheDb *db, gpointer input, GError **error)
{
  VecheSourceSave *save = input;
  gboolean done = save->batch != NULL ? veche_sources_note (db, save->source_id, save->batch, TRUE, error)
                                      : veche_sources_set_described (db, save->source_id, save->described, error);

  return done ? VECHE_JOB_DONE : NULL;
}

static gpointer
veche_source_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_sources_load_plain (db, input, error);
}

/* ------------------------------------------------------------------------------------------------------------------------- the run */

static void veche_source_run_next_page (GTask *task);
static void veche_source_run_connect   (GTask *task, const char *token);

static gint64
veche_source_run_after (VecheSourceRun *run, int code, gint64 retry_after)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const VecheTurnsWorld world = { .now = g_get_real_time (), .zone = zone, .online = TRUE };
  const VecheTurnsEnd end = { code, retry_after, run->anew ? MAX (run->wait, USUAL_WAIT) : 0, g_random_double () };

  return veche_turns_after (run->source, &end, &world);
}

static void
veche_source_run_return (GTask *task)
{
  VecheSourceRun *run = g_task_get_task_data (task);

  if (run->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&run->failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
veche_source_run_reported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  g_free (veche_store_run_finish (VECHE_STORE (object), result, &error));
  if (error != NULL)
    g_warning ("Could not note how a source went: %s", error->message);
  veche_source_run_return (task);
}

static int
veche_source_error_code (const GError *error)
{
  return error->domain == VECHE_CONNECTOR_ERROR ? error->code : VECHE_CONNECTOR_ERROR_PROTOCOL;
}

static VecheSourceSave *
veche_source_run_new_save (VecheSourceRun *run)
{
  VecheBudget *budget = run->connector != NULL ? veche_connector_get_budget (run->connector) : NULL;
  VecheSourceSave *save = g_new0 (VecheSourceSave, 1);

  if (budget != NULL)
    veche_budget_get_state (budget, g_get_real_time (), &save->budget);
  save->source_id = run->source->id;
  save->known = run->source->last_ok != 0;
  save->batch_id = run->batch_id;
  save->name = g_strdup (run->source->name);
  save->cursor = g_strdup (run->cursor);
  save->account_id = g_strdup (run->source->account_id);
  save->account = g_strdup (run->source->account);

  return save;
}

/* error (transfer full): why the run ends here.  Cancelled runs leave no trace. */
static void
veche_source_run_give_up (GTask *task, GError *error)
{
  VecheSourceRun *run = g_task_get_task_data (task);
  gint64 retry_after = run->asked_to_wait != 0 || run->connector == NULL ? run->asked_to_wait : veche_connector_get_retry_after (run->connector);
  int code = veche_source_error_code (error);
  VecheSourceSave *save;

  run->failure = error;
  run->anew = FALSE;
  if (run->source == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      veche_source_run_return (task);
      return;
    }

  save = veche_source_run_new_save (run);
  save->last = TRUE;
  save->nick = g_strdup (veche_connector_error_nick (code));
  save->text = g_strdup (error->message);
  save->next_run = veche_source_run_after (run, code, retry_after);
  veche_store_run_async (run->store, VECHE_LANE_WRITER, veche_source_save_job, save, veche_source_save_free, g_free, NULL,
                         veche_source_run_reported_cb, g_object_ref (task));
}

static void
veche_source_run_renewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);
  g_autofree char *token = veche_secrets_get_finish (result, NULL);

  if (!veche_source_token_is_newer (token, run->token, run->kept))
    {
      veche_source_run_give_up (task, g_steal_pointer (&run->failure));
      return;
    }
  g_clear_error (&run->failure);
  veche_source_run_connect (task, token);
}

/* error (transfer full).  Refused, while a reply on its way may have refreshed the session that both share: once more, with that one. */
static void
veche_source_run_fail (GTask *task, GError *error)
{
  VecheSourceRun *run = g_task_get_task_data (task);

  if (run->token == NULL || run->renewed || !g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    {
      veche_source_run_give_up (task, error);
      return;
    }
  run->renewed = TRUE;
  run->failure = error;
  veche_secrets_get_async (run->secrets, run->uid, g_task_get_cancellable (task), veche_source_run_renewed_cb, g_object_ref (task));
}

/* What is said there was read and kept, whatever becomes of its events. */
static void
veche_source_run_events_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!veche_calendar_events_finish (result, &error))
    g_debug ("The events of a source could not be read: %s", error->message);
  veche_source_run_return (task);
}

static void
veche_source_run_ask_events (GTask *task)
{
  VecheSourceRun *run = g_task_get_task_data (task);
  const VecheCalendarRunHow how = { .connector = run->connector, .source_uid = run->uid, .name = run->source->name };

  veche_calendar_events_async (run->store, &how, g_task_get_cancellable (task), veche_source_run_events_cb, g_object_ref (task));
}

static void
veche_source_run_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree VecheSourceSaved *saved = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (saved == NULL)
    {
      veche_source_run_fail (task, error);
      return;
    }

  run->batch_id = saved->batch_id;
  run->interactions += saved->counts.interactions;
  if (run->progress != NULL && run->interactions > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", run->interactions);

      run->progress (run->uid, text, run->progress_data);
    }

  if (run->more)
    veche_source_run_next_page (task);
  else if (veche_calendar_events_are_due (run->connector, run->wait, run->source->last_ok))
    veche_source_run_ask_events (task);
  else
    veche_source_run_return (task);
}

/* FALSE: this cursor was there before in this run; the connector itself knows how many pages are too many. */
static gboolean
veche_source_run_move (VecheSourceRun *run, VecheBatch *batch)
{
  const char *cursor = veche_batch_get_cursor (batch);

  run->more = veche_batch_has_more (batch);
  g_free (run->cursor);
  run->cursor = g_strdup (cursor);

  return !run->more || (cursor != NULL && g_hash_table_add (run->cursors, g_strdup (cursor)));
}

/* Who we are there.  TRUE: that is news. */
static gboolean
veche_source_run_learn_account (VecheSourceRun *run, VecheBatch *batch)
{
  const char *handle, *id = veche_batch_get_account (batch, &handle);
  gboolean news = id != NULL && g_strcmp0 (id, run->source->account_id) != 0;

  if (id == NULL)
    return FALSE;

  g_free (run->source->account);
  run->source->account = g_strdup (handle);
  if (news)
    {
      g_free (run->source->account_id);
      run->source->account_id = g_strdup (id);
    }

  return news;
}

/* Whether a long poll begins anew at once: its server held the answer, or had something to say. */
static void
veche_source_run_learn_wait (VecheSourceRun *run, VecheBatch *batch)
{
  const VecheConnectorInfo *info = veche_connectors_find (run->source->type);
  gboolean held = g_get_monotonic_time () - run->asked >= HELD_AT_LEAST || run->wait == 0;   /* asked by a person, for an answer now */

  /* Its pages tell nothing of whether the server held them. */
  if (info->listens)
    run->anew |= veche_connector_was_held (run->connector);
  else if (info->waits && (held || !veche_batch_is_empty (batch, run->source->last_ok != 0) || g_strcmp0 (veche_batch_get_cursor (batch), run->cursor) != 0))
    run->anew = TRUE;
}

/* A good answer may have been the last for a while. */
static gint64
veche_source_run_patience (const VecheBudgetState *budget)
{
  return budget->remaining == 0 ? MAX (budget->reset, budget->held_until) : budget->held_until;
}

static void
veche_source_run_fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VecheBatch) batch = veche_connector_fetch_finish (VECHE_CONNECTOR (object), result, &error);
  VecheSourceSave *save;

  veche_source_keep_token (run->secrets, run->uid, run->connector, &run->kept);
  if (batch != NULL)
    veche_source_run_learn_wait (run, batch);
  if (batch != NULL && !veche_source_run_move (run, batch))
    g_set_error (&error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "%s: its pages go in circles", run->source->name);
  if (error != NULL)
    {
      veche_source_run_fail (task, error);
      return;
    }

  veche_source_run_learn_account (run, batch);
  save = veche_source_run_new_save (run);
  save->batch = g_steal_pointer (&batch);
  save->last = !run->more;
  save->next_run = veche_source_run_after (run, -1, veche_source_run_patience (&save->budget));
  veche_store_run_async (run->store, VECHE_LANE_WRITER, veche_source_save_job, save, veche_source_save_free, g_free, NULL,
                         veche_source_run_saved_cb, g_object_ref (task));
}

/* A calendar has no pages: all of it was written by then. */
static void
veche_source_run_followed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);
  g_autofree char *cursor = NULL;
  gint64 retry_after;
  GError *error = NULL;
  VecheSourceSave *save;

  veche_calendar_run_finish (result, &cursor, &retry_after, &error);
  g_free (run->cursor);
  run->cursor = g_steal_pointer (&cursor);
  if (error != NULL)
    {
      run->asked_to_wait = retry_after;
      veche_source_run_fail (task, error);
      return;
    }
  save = veche_source_run_new_save (run);
  save->last = TRUE;
  save->next_run = veche_source_run_after (run, -1, retry_after);
  veche_store_run_async (run->store, VECHE_LANE_WRITER, veche_source_save_job, save, veche_source_save_free, g_free, NULL,
                         veche_source_run_saved_cb, g_object_ref (task));
}

static void
veche_source_run_follow (GTask *task)
{
  VecheSourceRun *run = g_task_get_task_data (task);
  const VecheCalendarRunHow how = { run->connector, run->uid, run->source->name, run->cursor, run->progress, run->progress_data };

  veche_calendar_run_async (run->store, &how, g_task_get_cancellable (task), veche_source_run_followed_cb, g_object_ref (task));
}

static void
veche_source_run_next_page (GTask *task)
{
  VecheSourceRun *run = g_task_get_task_data (task);

  if (veche_connectors_find (run->source->type)->calendar)
    {
      veche_source_run_follow (task);
      return;
    }
  run->asked = g_get_monotonic_time ();
  veche_connector_set_wait (run->connector, g_hash_table_size (run->cursors) == 0 ? run->wait : 0);
  veche_connector_fetch_async (run->connector, run->cursor, g_task_get_cancellable (task), veche_source_run_fetched_cb, g_object_ref (task));
}

/* ------------------------------------------------------------------------------------------------------------- what can be seen there */

static void
veche_source_run_noted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    veche_source_run_give_up (task, error);
  else
    veche_source_run_next_page (task);
}

/* A place that does not tell what can be seen may be read all the same; one that can't be reached, not. */
static gboolean
veche_source_run_may_go_on (const GError *error)
{
  return error->domain == VECHE_CONNECTOR_ERROR
         && (error->code == VECHE_CONNECTOR_ERROR_REJECTED || error->code == VECHE_CONNECTOR_ERROR_NOT_FOUND
             || error->code == VECHE_CONNECTOR_ERROR_PROTOCOL);
}

static void
veche_source_run_described_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VecheBatch) batch = veche_connector_describe_finish (VECHE_CONNECTOR (object), result, &error);
  VecheSourceSave *save;

  veche_source_keep_token (run->secrets, run->uid, run->connector, &run->kept);
  if (error != NULL && !veche_source_run_may_go_on (error))
    {
      veche_source_run_fail (task, error);
      return;
    }

  if (batch != NULL && veche_source_run_learn_account (run, batch))
    {
      g_autofree char *token = g_strdup (veche_connector_get_token (run->connector));

      /* It knows now for whom it asks. */
      g_object_unref (run->connector);
      run->connector = veche_source_connect (run->source, token);
    }
  run->describe = FALSE;
  run->source->described = g_get_real_time () - (batch != NULL ? 0 : DESCRIBE_EVERY - DESCRIBE_AGAIN);
  g_clear_error (&error);
  save = veche_source_run_new_save (run);
  save->batch = g_steal_pointer (&batch);
  save->described = run->source->described;
  veche_store_run_async (run->store, VECHE_LANE_WRITER, veche_source_note_job, save, veche_source_save_free, NULL, NULL,
                         veche_source_run_noted_cb, g_object_ref (task));
}

static gboolean
veche_source_run_should_describe (VecheSourceRun *run)
{
  gint64 age = g_get_real_time () - run->source->described;

  return veche_connector_can_describe (run->connector) && (run->describe || age >= DESCRIBE_EVERY || age < 0);
}

static void
veche_source_run_connect (GTask *task, const char *token)
{
  VecheSourceRun *run = g_task_get_task_data (task);
  VecheSource *source = run->source;

  g_free (run->token);
  run->token = g_strdup (token);
  g_clear_object (&run->connector);
  run->connector = veche_source_connect (source, token);
  if (run->connector == NULL)
    {
      veche_source_run_fail (task, g_error_new (VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "No connector for %s.", source->type));
      return;
    }
  if (veche_source_run_should_describe (run))
    veche_connector_describe_async (run->connector, g_task_get_cancellable (task), veche_source_run_described_cb, g_object_ref (task));
  else
    veche_source_run_next_page (task);
}

static void
veche_source_run_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *token = veche_source_get_token_finish (result, &error);

  if (error != NULL)
    veche_source_run_fail (task, error);
  else
    veche_source_run_connect (task, token);
}

static void
veche_source_run_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSourceRun *run = g_task_get_task_data (task);

  run->source = veche_store_run_finish (VECHE_STORE (object), result, &run->failure);
  if (run->source == NULL || veche_source_is_held (run->source, &run->failure))
    {
      veche_source_run_return (task);
      return;
    }

  run->cursor = g_strdup (run->source->cursor);
  veche_source_get_token_async (run->secrets, run->source, g_task_get_cancellable (task), veche_source_run_token_cb, g_object_ref (task));
}

void
veche_source_run_async (VecheStore *store, VecheSecrets *secrets, const VecheSourceRunHow *how, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheSourceRun *run = g_new0 (VecheSourceRun, 1);

  g_task_set_source_tag (task, veche_source_run_async);
  g_task_set_check_cancellable (task, FALSE);   /* what was fetched before is kept, and said so */
  run->store = g_object_ref (store);
  run->secrets = secrets;
  run->uid = g_strdup (how->source_uid);
  run->wait = how->wait;
  run->describe = how->describe;
  run->progress = how->progress;
  run->progress_data = how->progress_data;
  run->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, run, veche_source_run_free);

  veche_store_run_async (store, VECHE_LANE_READER, veche_source_load_job, g_strdup (how->source_uid), g_free, (GDestroyNotify) veche_source_free,
                         cancellable, veche_source_run_loaded_cb, g_object_ref (task));
}

gboolean
veche_source_run_finish (GAsyncResult *result, gboolean *anew, GError **error)
{
  VecheSourceRun *run = g_task_get_task_data (G_TASK (result));

  if (anew != NULL)
    *anew = run->anew;

  return g_task_propagate_boolean (G_TASK (result), error);
}
