/* veche-store.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three lanes of the same class.  Measured on 10^6 rows: an unindexed sort takes 2.3 s and a scan 2.9 s, a page of 100 rows by id
 * 0.3 ms; so what is on the screen must not wait behind what looks through everything.
 */

#include "store/veche-store.h"

#include <string.h>

#include "model/veche-change-private.h"
#include "store/veche-db.h"
#include "store/veche-attachments-table.h"
#include "store/veche-erase.h"
#include "store/veche-import-table.h"
#include "store/veche-journal.h"
#include "store/veche-lane.h"
#include "store/veche-migrations.h"
#include "store/veche-search-rows.h"

#define N_LANES 3
#define TELL_US G_USEC_PER_SEC   /* between two looks at what a long job has done so far: each makes every list look at itself */
#define SETTLED 400   /* members a transaction whose search rows are made anew: others wait for 20 ms at most */

struct _VecheStore
{
  GObject       parent_instance;

  char         *path;             /* (owned) */
  char         *actor;            /* (owned): who is at the keyboard, for the journal */
  GMainContext *context;          /* (owned): where ::changed is emitted */
  VecheLane    *lanes[N_LANES];   /* (owned) (nullable): by VecheLaneId; NULL once closed */
  gboolean      closing;
  gboolean      settling;         /* search rows are being made anew after bulk work */

  VecheChange  *untold;           /* (owned) (nullable): by a long job, since it was told last */
  gint64        told_at;
  guint         tell_id;
};

G_DEFINE_FINAL_TYPE (VecheStore, veche_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const lane_names[N_LANES] = { "veche-writer", "veche-reader", "veche-scanner" };

/*** Changes ***/

typedef struct
{
  VecheStore  *store;    /* (owned) */
  VecheChange *change;   /* (owned) */
} VecheNews;

static void
veche_news_free (gpointer data)
{
  VecheNews *news = data;

  g_object_unref (news->store);
  veche_change_unref (news->change);
  g_free (news);
}

static void veche_store_settle (VecheStore *self);

static gpointer
veche_store_settle_job (VecheDb *db, gpointer input, GError **error)
{
  gboolean more = FALSE;

  return veche_search_rows_settle (db, SETTLED, &more, error) ? g_memdup2 (&more, sizeof more) : NULL;
}

/* What fails here is still due when the workspace is opened again. */
static void
veche_store_settled_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  VecheStore          *self = VECHE_STORE (object);
  g_autoptr (GError)   error = NULL;
  g_autofree gboolean *more = veche_store_run_finish (self, result, &error);

  self->settling = FALSE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The search rows of changed people can't be made: %s", error->message);
  if (more == NULL || self->closing)
    return;
  if (*more)
    veche_store_settle (self);
  else
    {
      g_autoptr (VecheChange) change = veche_change_new ();

      veche_change_add (change, "member", 0);   /* who is found by words may have changed */
      g_signal_emit (self, signals[CHANGED], 0, change);
    }
}

/* Piece by piece behind everything else that waits for the writer. */
static void
veche_store_settle (VecheStore *self)
{
  if (self->settling)
    return;
  self->settling = TRUE;
  veche_store_run_priority_async (self, VECHE_LANE_WRITER, G_PRIORITY_LOW, veche_store_settle_job, NULL, NULL, g_free, NULL, veche_store_settled_cb, NULL);
}

static void
veche_store_tell (VecheStore *self, VecheChange *change)
{
  g_signal_emit (self, signals[CHANGED], 0, change);
  if (veche_change_has_row (change, "search_due", 0))   /* so many that they are not told one by one */
    veche_store_settle (self);
}

static void
veche_store_tell_rest (VecheStore *self)
{
  g_autoptr (VecheChange) change = g_steal_pointer (&self->untold);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  self->told_at = g_get_monotonic_time ();
  if (change != NULL && !self->closing)
    veche_store_tell (self, change);
}

static gboolean
veche_store_tell_rest_cb (gpointer data)
{
  g_autoptr (VecheStore) self = g_object_ref (data);

  self->tell_id = 0;
  veche_store_tell_rest (self);

  return G_SOURCE_REMOVE;
}

/* The first piece at once, the others together. */
static void
veche_store_keep_piece (VecheStore *self, VecheChange *change)
{
  gint64 wait = self->told_at + TELL_US - g_get_monotonic_time ();

  if (self->untold == NULL)
    self->untold = veche_change_new ();
  veche_change_add_all (self->untold, change);
  if (self->told_at == 0 || wait <= 0)
    veche_store_tell_rest (self);
  else if (self->tell_id == 0)
    self->tell_id = g_timeout_add ((guint) (wait / 1000) + 1, veche_store_tell_rest_cb, self);
}

static gboolean
veche_store_tell_cb (gpointer data)
{
  VecheNews *news = data;

  if (news->store->closing)
    return G_SOURCE_REMOVE;
  if (veche_change_is_piece (news->change))
    veche_store_keep_piece (news->store, news->change);
  else
    veche_store_tell (news->store, news->change);

  return G_SOURCE_REMOVE;
}

/* On the writer. An idle source of the priority that GTask uses: a change is told before its job's callback is called. */
static void
veche_store_publish_cb (VecheChange *change, gpointer user_data)
{
  VecheStore        *self = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();
  VecheNews         *news = g_new0 (VecheNews, 1);

  news->store = g_object_ref (self);
  news->change = change;
  g_source_set_static_name (source, "veche-store-changed");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, veche_store_tell_cb, news, veche_news_free);
  g_source_attach (source, self->context);
}

/*** Class ***/

static void
veche_store_dispose (GObject *object)
{
  VecheStore *self = VECHE_STORE (object);

  /* Lanes are joined by veche_store_close_async (): the last unref is no place to wait. */
  g_assert (self->lanes[VECHE_LANE_WRITER] == NULL);

  G_OBJECT_CLASS (veche_store_parent_class)->dispose (object);
}

static void
veche_store_finalize (GObject *object)
{
  VecheStore *self = VECHE_STORE (object);

  g_clear_pointer (&self->untold, veche_change_unref);
  g_main_context_unref (self->context);
  g_free (self->actor);
  g_free (self->path);

  G_OBJECT_CLASS (veche_store_parent_class)->finalize (object);
}

static void
veche_store_class_init (VecheStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = veche_store_dispose;
  object_class->finalize = veche_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", VECHE_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   VECHE_TYPE_CHANGE);
}

static void
veche_store_init (VecheStore *self)
{
  const char *name = g_get_real_name ();

  self->context = g_main_context_ref_thread_default ();
  self->actor = g_strdup (g_strcmp0 (name, "Unknown") == 0 || *name == '\0' ? g_get_user_name () : name);
}

/*** Opening ***/

typedef struct
{
  char    *path;           /* (owned) */
  gboolean create;
  VecheDb *dbs[N_LANES];   /* (owned) (nullable) */
  gboolean due;            /* search rows that an earlier run did not come to */
} VecheOpening;

static void
veche_opening_free (gpointer data)
{
  VecheOpening *opening = data;

  /* The writer last: it checkpoints what the others let go. */
  for (int i = N_LANES - 1; i >= 0; i--)
    {
      if (opening->dbs[i] != NULL)
        veche_db_take_ownership (opening->dbs[i]);
      veche_db_close (opening->dbs[i]);
    }
  g_free (opening->path);
  g_free (opening);
}

/* What a kill or a full disk left undone. */
static gboolean
veche_opening_tidy (VecheDb *db, GError **error)
{
  return veche_import_adopt (db, error) && veche_attachments_sweep (db, error) && veche_erase_finish (db, error);
}

static gboolean
veche_opening_run (VecheOpening *self, GError **error)
{
  for (int i = 0; i < N_LANES; i++)
    {
      VecheDbFlags flags = i != VECHE_LANE_WRITER ? VECHE_DB_READER
                           : self->create        ? VECHE_DB_WRITER | VECHE_DB_CREATE
                                                 : VECHE_DB_WRITER;

      self->dbs[i] = veche_db_open (self->path, flags, error);
      if (self->dbs[i] == NULL || (i == VECHE_LANE_WRITER && !veche_opening_tidy (self->dbs[i], error)))
        return FALSE;
    }
  self->due = veche_search_rows_are_due (self->dbs[VECHE_LANE_WRITER]);

  return TRUE;
}

static void
veche_store_open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheOpening *opening = data;
  GError       *error = NULL;

  if (veche_opening_run (opening, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
veche_store_is_upgrading (void)
{
  return veche_migrations_are_running ();
}

void
veche_store_open_async (const char *path, gboolean create, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheOpening     *opening = g_new0 (VecheOpening, 1);

  g_return_if_fail (path != NULL);

  opening->path = g_strdup (path);
  opening->create = create;
  g_task_set_source_tag (task, veche_store_open_async);
  g_task_set_task_data (task, opening, veche_opening_free);
  g_task_run_in_thread (task, veche_store_open_thread);
}

VecheStore *
veche_store_open_finish (GAsyncResult *result, GError **error)
{
  VecheOpening *opening;
  VecheStore   *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  opening = g_task_get_task_data (G_TASK (result));
  self = g_object_new (VECHE_TYPE_STORE, NULL);
  self->path = g_strdup (veche_db_get_path (opening->dbs[VECHE_LANE_WRITER]));
  veche_db_set_publisher (opening->dbs[VECHE_LANE_WRITER], veche_store_publish_cb, self);
  for (int i = 0; i < N_LANES; i++)
    self->lanes[i] = veche_lane_new (lane_names[i], g_steal_pointer (&opening->dbs[i]));
  if (opening->due)
    veche_store_settle (self);

  return self;
}

const char *
veche_store_get_path (VecheStore *self)
{
  g_return_val_if_fail (VECHE_IS_STORE (self), NULL);

  return self->path;
}

/*** Closing ***/

static void
veche_store_close_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheLane **lanes = data;

  for (int i = N_LANES - 1; i >= 0; i--)
    veche_lane_free (lanes[i]);
  g_task_return_boolean (task, TRUE);
}

void
veche_store_close_async (VecheStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (VECHE_IS_STORE (self));
  g_return_if_fail (!self->closing);

  self->closing = TRUE;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  for (int i = 0; i < N_LANES; i++)
    veche_lane_stop (self->lanes[i], i == VECHE_LANE_WRITER);

  g_task_set_source_tag (task, veche_store_close_async);
  g_task_set_task_data (task, g_memdup2 (self->lanes, sizeof self->lanes), g_free);
  memset (self->lanes, 0, sizeof self->lanes);
  g_task_run_in_thread (task, veche_store_close_thread);
}

gboolean
veche_store_close_finish (VecheStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*** Jobs ***/

static void
veche_store_push (VecheStore *self, VecheLaneId lane, VecheLaneJob *job, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer user_data)
{
  if (self->closing)
    {
      g_task_report_new_error (self, callback, user_data, veche_store_push, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the workspace is closed");
      if (job->free_input != NULL && job->input != NULL)
        job->free_input (job->input);
      return;
    }

  veche_lane_run_async (self->lanes[lane], job, self, cancellable, callback, user_data);
}

void
veche_store_run_priority_async (VecheStore *self, VecheLaneId lane, int priority, VecheJob job, gpointer input, GDestroyNotify free_input,
                                GDestroyNotify free_output, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheLaneKind kind = lane == VECHE_LANE_WRITER ? VECHE_LANE_WRITE : VECHE_LANE_READ;
  VecheLaneJob  order = { kind, priority, job, input, free_input, free_output };

  g_return_if_fail (VECHE_IS_STORE (self));

  veche_store_push (self, lane, &order, cancellable, callback, user_data);
}

void
veche_store_run_async (VecheStore *self, VecheLaneId lane, VecheJob job, gpointer input, GDestroyNotify free_input, GDestroyNotify free_output,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  veche_store_run_priority_async (self, lane, G_PRIORITY_DEFAULT, job, input, free_input, free_output, cancellable, callback, user_data);
}

gpointer
veche_store_run_finish (VecheStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (VECHE_IS_STORE (self), NULL);

  return veche_lane_run_finish (self, result, error);
}

typedef struct
{
  GAsyncReadyCallback callback;
  gpointer            user_data;
} VecheLongEnd;

/* What the job has done is told before its end is. */
static void
veche_store_long_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree VecheLongEnd *end = user_data;

  veche_store_tell_rest (VECHE_STORE (object));
  if (end->callback != NULL)
    end->callback (object, result, end->user_data);
}

void
veche_store_run_long_async (VecheStore *self, VecheJob job, gpointer input, GDestroyNotify free_input, GDestroyNotify free_output,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheLaneJob order = { VECHE_LANE_LONG, G_PRIORITY_LOW, job, input, free_input, free_output };
  VecheLongEnd end = { callback, user_data };

  g_return_if_fail (VECHE_IS_STORE (self));

  veche_store_push (self, VECHE_LANE_WRITER, &order, cancellable, veche_store_long_cb, g_memdup2 (&end, sizeof end));
}

void
veche_store_yield (VecheDb *db)
{
  veche_lane_yield (db);
}

/*** Edits ***/

typedef struct
{
  VecheEdit *edit;    /* (owned) */
  char      *actor;   /* (owned) */
} VecheEditOrder;

static void
veche_edit_order_free (gpointer data)
{
  VecheEditOrder *order = data;

  veche_edit_unref (order->edit);
  g_free (order->actor);
  g_free (order);
}

static gpointer
veche_store_edit_job (VecheDb *db, gpointer input, GError **error)
{
  VecheEditOrder *order = input;
  gint64          gesture_id = veche_journal_apply (db, order->edit, order->actor, error);

  return gesture_id != 0 ? g_memdup2 (&gesture_id, sizeof gesture_id) : NULL;
}

void
veche_store_edit_async (VecheStore *self, VecheEdit *edit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheEditOrder *order = g_new0 (VecheEditOrder, 1);

  g_return_if_fail (VECHE_IS_STORE (self));

  order->edit = veche_edit_ref (edit);
  order->actor = g_strdup (self->actor);
  veche_store_run_async (self, VECHE_LANE_WRITER, veche_store_edit_job, order, veche_edit_order_free, g_free, cancellable, callback, user_data);
}

gboolean
veche_store_edit_finish (VecheStore *self, GAsyncResult *result, gint64 *gesture_id, GError **error)
{
  g_autofree gint64 *id = veche_store_run_finish (self, result, error);

  if (gesture_id != NULL)
    *gesture_id = id != NULL ? *id : 0;

  return id != NULL;
}
