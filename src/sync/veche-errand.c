/* veche-errand.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-errand-jobs.h"

#include "sync/veche-source-access.h"

#define SLICE_LEAST    G_TIME_SPAN_MINUTE
#define SLICE_PAGES    100       /* fewer than a connector lets one run have */
#define MAX_PAGES      20000     /* of one gap, or of all members: beyond, the server makes them up */

struct _VecheErrand
{
  VecheErrandKind    kind;
  char              *uid, *channel_uid;    /* channel_uid (nullable) */
  gint64             since;

  GPtrArray         *gaps;                 /* (owned) (nullable) (element-type VecheErrandGap) */
  guint              at;                   /* the gap that is read */
  gint64             missing;              /* of it, after its last page */
  char              *cursor;               /* (owned) (nullable): of the gap, or of the members */
  GHashTable        *cursors;              /* (owned) set: those of the gap, or of the members */
  guint              pages;                /* of the gap, or of the members */
  gboolean           planned, resumed, over;
  VecheErrandCounts  counts;
  GError            *refused;              /* (owned) (nullable): the first gap that could not be read */

  /* Of the slice that is on. */
  VecheStore        *store;                /* (unowned) */
  VecheSecrets      *secrets;              /* (unowned) */
  VecheSourceProgress progress;            /* (nullable) */
  gpointer           progress_data;
  VecheSource       *source;               /* (owned) (nullable) */
  VecheConnector    *connector;            /* (owned) (nullable) */
  char              *token;                /* (owned) (nullable): what the connector began with */
  char              *kept;                 /* (owned) (nullable): a refreshed secret that was handed to the secrets */
  GError            *failure;              /* (owned) (nullable): its answer, while we look for a fresher secret */
  gboolean           renewed;              /* it goes on with the fresher one */
  gint64             batch_id, began;      /* began: monotonic */
  guint              slice_pages;
  gboolean           hurry;
};

static void veche_errand_next_page (GTask *task);
static void veche_errand_connect   (GTask *task, const char *token);

VecheErrand *
veche_errand_new (VecheErrandKind kind, const char *source_uid, const char *channel_uid, gint64 since)
{
  VecheErrand *self = g_new0 (VecheErrand, 1);

  self->kind = kind;
  self->uid = g_strdup (source_uid);
  self->channel_uid = g_strdup (channel_uid);
  self->since = since;
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static void
veche_errand_end_slice (VecheErrand *self)
{
  g_clear_pointer (&self->source, veche_source_free);
  g_clear_object (&self->connector);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->kept, g_free);
  g_clear_error (&self->failure);
}

void
veche_errand_free (VecheErrand *self)
{
  veche_errand_end_slice (self);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_hash_table_unref (self->cursors);
  g_clear_error (&self->refused);
  g_free (self->uid);
  g_free (self->channel_uid);
  g_free (self->cursor);
  g_free (self);
}

const VecheErrandCounts *
veche_errand_get_counts (VecheErrand *self)
{
  return &self->counts;
}

void
veche_errand_hurry (VecheErrand *self)
{
  self->hurry = TRUE;
}

/* error (transfer full) (nullable) */
static void
veche_errand_return (GTask *task, GError *error)
{
  VecheErrand *self = g_task_get_task_data (task);

  veche_errand_end_slice (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --------------------------------------------------------------------------------------------------------------------- gap after gap */

static const VecheErrandGap *
veche_errand_gap (VecheErrand *self)
{
  return self->gaps != NULL && self->at < self->gaps->len ? g_ptr_array_index (self->gaps, self->at) : NULL;
}

static void
veche_errand_forget_place (VecheErrand *self)
{
  g_clear_pointer (&self->cursor, g_free);
  g_hash_table_remove_all (self->cursors);
  self->pages = 0;
}

/* This gap is as full as it gets; the next one. */
static void
veche_errand_leave_gap (VecheErrand *self)
{
  const VecheErrandGap *next;

  self->counts.missing += self->missing;
  self->counts.closed += self->missing == 0;
  self->at++;
  veche_errand_forget_place (self);
  next = veche_errand_gap (self);
  self->missing = next != NULL ? next->until - next->since : 0;
}

static gboolean
veche_errand_is_slice_over (VecheErrand *self)
{
  gint64 slice = MAX (SLICE_LEAST, (gint64) self->source->every * G_USEC_PER_SEC);

  return self->hurry || self->slice_pages >= SLICE_PAGES || g_get_monotonic_time () - self->began >= slice;
}

/* A place that refuses one channel may give the next. */
static gboolean
veche_errand_is_refusal (const GError *error)
{
  return error->domain == VECHE_CONNECTOR_ERROR
         && (error->code == VECHE_CONNECTOR_ERROR_REJECTED || error->code == VECHE_CONNECTOR_ERROR_NOT_FOUND
             || error->code == VECHE_CONNECTOR_ERROR_PROTOCOL);
}

static void
veche_errand_renewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheErrand *self = g_task_get_task_data (task);
  g_autofree char *token = veche_secrets_get_finish (result, NULL);

  if (!veche_source_token_is_newer (token, self->token, self->kept))
    {
      veche_errand_return (task, g_steal_pointer (&self->failure));
      return;
    }
  g_clear_error (&self->failure);
  veche_errand_connect (task, token);
}

/* error (transfer full) */
static void
veche_errand_fail (GTask *task, GError *error)
{
  VecheErrand *self = g_task_get_task_data (task);

  /* Refused, while a reply on its way may have refreshed the session that both share: once more, with that one. */
  if (self->token != NULL && !self->renewed && g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    {
      self->renewed = TRUE;
      self->failure = error;
      veche_secrets_get_async (self->secrets, self->uid, g_task_get_cancellable (task), veche_errand_renewed_cb, g_object_ref (task));
      return;
    }
  if (self->kind == VECHE_ERRAND_MEMBERS && self->resumed && veche_errand_is_refusal (error))
    {
      /* The place where it was broken off is no longer known there: from the beginning. */
      self->resumed = FALSE;
      veche_errand_forget_place (self);
      g_error_free (error);
      veche_errand_next_page (task);
      return;
    }
  if (self->kind == VECHE_ERRAND_BACKFILL && veche_errand_is_refusal (error))
    {
      if (self->refused == NULL)
        self->refused = g_error_copy (error);
      g_error_free (error);
      veche_errand_leave_gap (self);
      veche_errand_next_page (task);
      return;
    }
  veche_errand_return (task, error);
}

/* ------------------------------------------------------------------------------------------------------------------------- page after page */

static void
veche_errand_tell (VecheErrand *self)
{
  guint n = self->kind == VECHE_ERRAND_MEMBERS ? self->counts.people : self->counts.interactions;
  g_autofree char *text = g_strdup_printf ("%u", n);

  if (self->progress != NULL)
    self->progress (self->uid, text, self->progress_data);
}

static void
veche_errand_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheErrand *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree VecheErrandSaved *saved = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (saved == NULL)
    {
      veche_errand_return (task, error);
      return;
    }

  self->batch_id = saved->batch_id;
  self->counts.interactions += saved->interactions;
  self->counts.people += saved->people;
  self->counts.left += saved->left;
  self->counts.pages++;
  self->missing = saved->missing;
  self->resumed = FALSE;
  veche_errand_tell (self);
  if (self->over && self->kind == VECHE_ERRAND_BACKFILL)
    veche_errand_leave_gap (self);
  veche_errand_next_page (task);
}

/* FALSE: this cursor was there before, or there have been too many. */
static gboolean
veche_errand_move (VecheErrand *self, VecheBatch *batch)
{
  const char *cursor = veche_batch_get_cursor (batch);

  self->over = !veche_batch_has_more (batch);
  self->slice_pages++;
  g_free (self->cursor);
  self->cursor = g_strdup (cursor);

  return self->over || (cursor != NULL && ++self->pages < MAX_PAGES && g_hash_table_add (self->cursors, g_strdup (cursor)));
}

/* batch (transfer full) (nullable), error (transfer full) (nullable): one of them. */
static void
veche_errand_take (GTask *task, VecheBatch *batch, GError *error)
{
  VecheErrand *self = g_task_get_task_data (task);
  gboolean first = self->cursor == NULL;
  VecheErrandSave *save;

  veche_source_keep_token (self->secrets, self->uid, self->connector, &self->kept);
  if (batch != NULL && !veche_errand_move (self, batch))
    {
      g_set_error (&error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "%s: its pages go in circles", self->source->name);
      g_clear_pointer (&batch, veche_batch_unref);
    }
  if (error != NULL)
    {
      veche_errand_fail (task, error);
      return;
    }

  save = g_new0 (VecheErrandSave, 1);
  save->batch = batch;
  save->gap = veche_errand_gap_copy (veche_errand_gap (self));
  save->source_id = self->source->id;
  save->batch_id = self->batch_id;
  save->name = g_strdup (self->source->name);
  save->cursor = g_strdup (self->cursor);
  save->first = first;
  save->over = self->over;
  veche_store_run_async (self->store, VECHE_LANE_WRITER, veche_errand_save_job, save, veche_errand_save_free, g_free, NULL,
                         veche_errand_saved_cb, g_object_ref (task));
}

static void
veche_errand_backfilled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  VecheBatch *batch = veche_connector_backfill_finish (VECHE_CONNECTOR (object), result, &error);

  veche_errand_take (task, batch, error);
}

static void
veche_errand_members_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  VecheBatch *batch = veche_connector_members_finish (VECHE_CONNECTOR (object), result, &error);

  veche_errand_take (task, batch, error);
}

/* Nothing could be read anywhere: that is how it went. */
static void
veche_errand_end (GTask *task)
{
  VecheErrand *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->over = TRUE;
  self->at = self->gaps != NULL ? self->gaps->len : 0;
  if (self->refused != NULL && self->counts.pages == 0)
    error = g_steal_pointer (&self->refused);
  veche_errand_return (task, error);
}

static gboolean
veche_errand_has_more (VecheErrand *self)
{
  return self->kind == VECHE_ERRAND_BACKFILL ? veche_errand_gap (self) != NULL : !self->over;
}

static void
veche_errand_next_page (GTask *task)
{
  VecheErrand *self = g_task_get_task_data (task);
  const VecheErrandGap *at = veche_errand_gap (self);

  if (!veche_errand_has_more (self))
    veche_errand_end (task);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    veche_errand_return (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  else if (veche_errand_is_slice_over (self))
    veche_errand_return (task, NULL);
  else if (at != NULL)
    {
      const VecheGap gap = { at->remote_id, at->since, at->until };

      veche_connector_backfill_async (self->connector, &gap, self->cursor, g_task_get_cancellable (task), veche_errand_backfilled_cb,
                                      g_object_ref (task));
    }
  else
    veche_connector_members_async (self->connector, self->cursor, g_task_get_cancellable (task), veche_errand_members_cb, g_object_ref (task));
}

/* ------------------------------------------------------------------------------------------------------------------------- the beginning */

static void
veche_errand_connect (GTask *task, const char *token)
{
  VecheErrand *self = g_task_get_task_data (task);

  g_free (self->token);
  self->token = g_strdup (token);
  g_clear_object (&self->connector);
  self->connector = veche_source_connect (self->source, token);
  if (self->connector == NULL)
    {
      veche_errand_return (task, g_error_new (VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "No connector for %s.", self->source->type));
      return;
    }
  veche_errand_next_page (task);
}

static void
veche_errand_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *token = veche_source_get_token_finish (result, &error);

  if (error != NULL)
    veche_errand_return (task, error);
  else
    veche_errand_connect (task, token);
}

static void
veche_errand_learn (VecheErrand *self, VecheErrandPlan *plan)
{
  self->source = g_steal_pointer (&plan->source);
  if (self->planned)
    return;

  self->planned = TRUE;
  self->gaps = g_steal_pointer (&plan->gaps);
  self->cursor = g_steal_pointer (&plan->cursor);
  self->resumed = self->cursor != NULL;
  self->counts.channels = plan->channels;
  self->counts.gaps = self->gaps != NULL ? self->gaps->len : 0;
  if (veche_errand_gap (self) != NULL)
    self->missing = veche_errand_gap (self)->until - veche_errand_gap (self)->since;
}

static void
veche_errand_planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheErrand *self = g_task_get_task_data (task);
  GError *error = NULL;
  VecheErrandPlan *plan = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (plan != NULL)
    {
      veche_errand_learn (self, plan);
      veche_errand_plan_free (plan);
      veche_source_is_held (self->source, &error);
    }
  if (error != NULL || !veche_errand_has_more (self))
    {
      veche_errand_return (task, error);
      return;
    }

  veche_source_get_token_async (self->secrets, self->source, g_task_get_cancellable (task), veche_errand_token_cb, g_object_ref (task));
}

void
veche_errand_run_async (VecheErrand *self, VecheStore *store, VecheSecrets *secrets, VecheSourceProgress progress, gpointer progress_data,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheErrandWhat *what = g_new0 (VecheErrandWhat, 1);

  g_task_set_source_tag (task, veche_errand_run_async);
  g_task_set_check_cancellable (task, FALSE);   /* what came before is kept, and counted */
  g_task_set_task_data (task, self, NULL);
  self->store = store;
  self->secrets = secrets;
  self->progress = progress;
  self->progress_data = progress_data;
  self->began = g_get_monotonic_time ();
  self->slice_pages = 0;
  self->batch_id = 0;
  self->hurry = FALSE;
  self->renewed = FALSE;
  *what = (VecheErrandWhat) { self->kind, g_strdup (self->uid), g_strdup (self->channel_uid), self->since, self->planned };
  veche_store_run_async (store, VECHE_LANE_SCANNER, veche_errand_plan_job, what, veche_errand_what_free, veche_errand_plan_free, cancellable,
                         veche_errand_planned_cb, g_object_ref (task));
}

gboolean
veche_errand_run_finish (VecheErrand *self, GAsyncResult *result, gboolean *more, GError **error)
{
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  *more = done && veche_errand_has_more (self);

  return done;
}
