/* veche-triager.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pacer judges after each change of mentions, messages and corrections, until nothing is due.  A timer looks for heat and for what time alone puts in
 * doubt; what it finds is written by a step of its own, so that the writer never waits for the look.  Another looks for questions that come again.
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-triager.h"
#include "analysis/veche-heat.h"
#include "analysis/veche-triage.h"
#include "app/veche-knowledge-look.h"
#include "app/veche-pacer.h"
#include "store/veche-db.h"

#define PUT_AWAY "heat:put-away"   /* a setting: a line "number key" for each alert that was put away */
#define MOST_PUT_AWAY 100

#define BUDGET   200     /* mentions a step */
#define LOOK     180     /* s between two looks for heat */
#define FIRST    5000    /* ms before the first */
#define STIRRED  15      /* s after messages came before the next look */
#define APART    60      /* s between two looks, at least */
#define SETTLED  45      /* s without a change before questions are looked for */
#define ASK      20      /* min between two looks for questions, at least */

struct _VecheTriager
{
  GObject       parent_instance;

  VecheSession *session;        /* (owned) (nullable) after close */
  GCancellable *cancellable;    /* (owned) */
  VechePacer   *judging;        /* (owned) (nullable) after close */
  GPtrArray    *alerts;         /* (owned) (nullable) */
  GHashTable   *dismissed;      /* (owned): what an alert is about → its number of messages when it was put away */
  guint         look, ask;      /* sources */
  gboolean      stirred;        /* messages have come: the next look is soon */
  gint64        looked;         /* monotonic: the last look; 0: none yet */
  gint64        asked;          /* monotonic: when questions were looked for; 0: never */
};

G_DEFINE_FINAL_TYPE (VecheTriager, veche_triager, G_TYPE_OBJECT)

enum
{
  ALERTS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/*** Judging ***/

static gpointer
step_job (VecheDb *db, gpointer input, GError **error)
{
  int n = veche_triage_judge (db, BUDGET, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

/* Soon after the first change, however many follow; a third of the writer's time at most.  "Other" are the settings of the workspace: the switch of
 * moods is one. */
static const VechePace pace = {
  .tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_INTERACTION | VECHE_TABLE_OTHER, .quiet = 250, .latest = 1, .rest = 2, .pause = 30,
  .step = step_job, .failure = "cannot judge mentions",
};

/*** Questions that come again ***/

static gboolean
ask_cb (gpointer user_data)
{
  VecheTriager *self = user_data;

  self->ask = 0;
  self->asked = g_get_monotonic_time ();
  veche_knowledge_look (self->session, self->cancellable);

  return G_SOURCE_REMOVE;
}

/* Once what came has settled, and not often: nobody waits for it. */
static void
triager_wait_to_ask (VecheTriager *self)
{
  gint64 since = (g_get_monotonic_time () - self->asked) / G_TIME_SPAN_SECOND;
  gint64 rest = self->asked != 0 ? ASK * 60 - since : 0;

  if (self->ask == 0)
    self->ask = g_timeout_add_seconds_full (G_PRIORITY_LOW, (guint) MAX (rest, SETTLED), ask_cb, self, NULL);
}

/*** Heat ***/

typedef struct
{
  GPtrArray *alerts;   /* (owned) */
  gboolean   due;      /* a day began, or another program set something */
} Looked;

static void
looked_free (gpointer data)
{
  Looked *looked = data;

  g_clear_pointer (&looked->alerts, g_ptr_array_unref);
  g_free (looked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looked, looked_free)

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Looked) looked = g_new0 (Looked, 1);

  looked->alerts = veche_heat_find (db, 0, error);
  looked->due = veche_triage_is_due (db);

  return looked->alerts != NULL ? g_steal_pointer (&looked) : NULL;
}

static gpointer
apply_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_heat_apply (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTriager) self = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (object), result, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("cannot keep what is hot: %s", error->message);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTriager) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Looked) looked = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;
  if (looked == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("cannot look for what is hot: %s", error->message);
      return;
    }

  if (looked->due)
    veche_pacer_ask (self->judging);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  self->alerts = g_ptr_array_ref (looked->alerts);
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, G_PRIORITY_LOW, apply_job, g_ptr_array_ref (looked->alerts),
                                  (GDestroyNotify) g_ptr_array_unref, NULL, self->cancellable, applied_cb, g_object_ref (self));
  g_signal_emit (self, signals[ALERTS], 0, looked->alerts);
}

static gboolean
look_cb (gpointer user_data)
{
  VecheTriager *self = user_data;

  self->looked = g_get_monotonic_time ();
  self->stirred = FALSE;
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, look_job, NULL, NULL,
                                  looked_free, self->cancellable, looked_cb, g_object_ref (self));
  self->look = g_timeout_add_seconds (LOOK, look_cb, self);

  return G_SOURCE_REMOVE;
}

/* A thread does not wait three minutes to be seen to grow. */
static void
triager_look_soon (VecheTriager *self)
{
  gint64 since = (g_get_monotonic_time () - self->looked) / G_TIME_SPAN_SECOND;

  if (self->stirred || self->looked == 0)
    return;
  self->stirred = TRUE;
  g_clear_handle_id (&self->look, g_source_remove);
  self->look = g_timeout_add_seconds ((guint) MAX (STIRRED, APART - MIN (since, APART)), look_cb, self);
}

static void
triager_changed_cb (VecheTriager *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & pace.tables) != 0)
    triager_wait_to_ask (self);
  if ((veche_change_get_tables (change) & VECHE_TABLE_INTERACTION) != 0)
    triager_look_soon (self);
}

/*** What is told ***/

/* What an alert is about. (transfer full) */
static char *
alert_key (const VecheHeatAlert *alert)
{
  switch (alert->kind)
    {
    case VECHE_HEAT_THREAD:
      return g_strdup_printf ("thread/%" G_GINT64_FORMAT, alert->interaction_id);
    case VECHE_HEAT_SOURCE:
      return g_strconcat ("source/", alert->source_uid, NULL);
    case VECHE_HEAT_CRITIC:
    default:
      return g_strconcat ("critic/", alert->member_uid, NULL);
    }
}

GPtrArray *
veche_triager_list_fresh (VecheTriager *self)
{
  g_autoptr (GPtrArray) fresh = NULL;

  g_return_val_if_fail (VECHE_IS_TRIAGER (self), NULL);

  fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_heat_alert_unref);
  for (guint i = 0; self->alerts != NULL && i < self->alerts->len; i++)
    {
      VecheHeatAlert *alert = self->alerts->pdata[i];
      g_autofree char *key = alert_key (alert);
      gpointer n;

      if (!g_hash_table_lookup_extended (self->dismissed, key, NULL, &n) || alert->n > GPOINTER_TO_UINT (n))
        g_ptr_array_add (fresh, veche_heat_alert_ref (alert));
    }

  return g_steal_pointer (&fresh);
}

static gpointer
put_away_load_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GVariant) kept = veche_db_get_setting (db, PUT_AWAY);

  return g_strdup (kept != NULL && g_variant_is_of_type (kept, G_VARIANT_TYPE_STRING) ? g_variant_get_string (kept, NULL) : "");
}

static void
put_away_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTriager) self = user_data;
  g_autofree char *kept = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_auto (GStrv) lines = g_strsplit (kept != NULL ? kept : "", "\n", MOST_PUT_AWAY);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *key = strchr (lines[i], ' ');

      if (key != NULL && !g_hash_table_contains (self->dismissed, key + 1))
        g_hash_table_insert (self->dismissed, g_strdup (key + 1), GUINT_TO_POINTER ((guint) g_ascii_strtoull (lines[i], NULL, 10)));
    }
  if (self->session != NULL && self->alerts != NULL)
    g_signal_emit (self, signals[ALERTS], 0, self->alerts);
}

static gpointer
put_away_save_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_set_setting (db, PUT_AWAY, g_variant_new_string (input), error) ? VECHE_JOB_DONE : NULL;
}

/* Those that were put away and still stand: what cooled down may be told again. (transfer full) */
static char *
put_away_dup (VecheTriager *self)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; self->alerts != NULL && i < MIN (self->alerts->len, MOST_PUT_AWAY); i++)
    {
      g_autofree char *key = alert_key (self->alerts->pdata[i]);
      gpointer n;

      if (g_hash_table_lookup_extended (self->dismissed, key, NULL, &n))
        g_string_append_printf (lines, "%u %s\n", GPOINTER_TO_UINT (n), key);
    }

  return g_string_free (lines, FALSE);
}

void
veche_triager_dismiss (VecheTriager *self, const VecheHeatAlert *alert)
{
  g_return_if_fail (VECHE_IS_TRIAGER (self) && alert != NULL);

  g_hash_table_replace (self->dismissed, alert_key (alert), GUINT_TO_POINTER (alert->n));
  if (self->session != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, put_away_save_job, put_away_dup (self), g_free, NULL, NULL,
                           NULL, NULL);
}

static gboolean
alert_holds (const VecheHeatAlert *alert, gint64 interaction_id)
{
  if (alert->kind != VECHE_HEAT_THREAD)
    return FALSE;
  for (guint i = 0; i < alert->ids->len; i++)
    if (g_array_index (alert->ids, gint64, i) == interaction_id)
      return TRUE;

  return alert->interaction_id == interaction_id;
}

const VecheHeatAlert *
veche_triager_find_thread (VecheTriager *self, gint64 interaction_id)
{
  g_return_val_if_fail (VECHE_IS_TRIAGER (self), NULL);

  for (guint i = 0; self->alerts != NULL && i < self->alerts->len; i++)
    if (alert_holds (self->alerts->pdata[i], interaction_id))
      return self->alerts->pdata[i];

  return NULL;
}

/*** Public ***/

VecheTriager *
veche_triager_new (VecheSession *session)
{
  VecheTriager *self;

  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  self = g_object_new (VECHE_TYPE_TRIAGER, NULL);
  self->session = g_object_ref (session);
  g_object_set_data (G_OBJECT (session), "veche-triager", self);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (triager_changed_cb), self, G_CONNECT_SWAPPED);
  self->judging = veche_pacer_new (session, &pace, 0);
  triager_wait_to_ask (self);
  self->look = g_timeout_add (FIRST, look_cb, self);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, put_away_load_job, NULL, NULL, g_free, NULL, put_away_loaded_cb,
                         g_object_ref (self));

  return self;
}

void
veche_triager_close (VecheTriager *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->judging, veche_pacer_close);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_handle_id (&self->ask, g_source_remove);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_object_set_data (G_OBJECT (self->session), "veche-triager", NULL);
    }
  g_clear_object (&self->session);
  g_object_unref (self);
}

VecheTriager *
veche_triager_find (VecheSession *session)
{
  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  return g_object_get_data (G_OBJECT (session), "veche-triager");
}

static void
veche_triager_finalize (GObject *object)
{
  VecheTriager *self = VECHE_TRIAGER (object);

  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_hash_table_unref (self->dismissed);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (veche_triager_parent_class)->finalize (object);
}

static void
veche_triager_class_init (VecheTriagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_triager_finalize;

  signals[ALERTS] = g_signal_new ("alerts", VECHE_TYPE_TRIAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
veche_triager_init (VecheTriager *self)
{
  self->cancellable = g_cancellable_new ();
  self->dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
