/* veche-people-apply.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carrying a plan out: one gesture.  The steps go through the journal in pieces, so that fifty thousand rows need no more memory than five
 * hundred; a piece ends early when a row concerns somebody whom the piece has touched, because what is new is always asked of the rows as they
 * stand.
 *
 *   rows ─▶ piece (200, one edit) ─▶ chunk (200, one transaction) ─▶ let others write ─▶ … ─▶ fields that name others ─▶ the gesture is let go
 *
 * A row is in wholly or not at all.  A cancel drops the chunk that is being made; what earlier ones brought stays, as one gesture.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-store.h"

#define PIECE_ROWS 200
#define CHUNK_ROWS 200     /* a transaction: 50 ms */
#define GESTURE    "import-people"

typedef struct
{
  VecheDb            *db;
  VechePeoplePlan    *plan;
  const char         *actor;
  VechePeopleLabels   labels;
  VechePeopleContext  context;
  VecheEdit          *edit;        /* (owned): the piece */
  guint               rows;        /* in it */
  GHashTable         *touched;     /* uids of members in it */
  GPtrArray          *became;      /* one a row: uid of the member that it became (nullable) */
  GHashTable         *accounts;    /* of the piece: accounts that it makes → uid of the member */
  VechePeopleRefs    *refs;        /* (owned) */
  guint               n_refs;      /* of those rows that are committed */
  guint               in_chunk;    /* rows since it began */
  VechePeopleResult   result, committed;
} VechePeopleApply;

static void
veche_people_apply_clear (VechePeopleApply *self)
{
  veche_people_labels_clear (&self->labels);
  g_clear_pointer (&self->edit, veche_edit_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->became, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->refs, veche_people_refs_free);
}

static gboolean
veche_people_apply_flush (VechePeopleApply *self, GError **error)
{
  gint64 gesture = 0;

  if (!veche_edit_is_empty (self->edit))
    {
      gesture = veche_journal_apply_more (self->db, self->edit, self->result.gesture, self->actor, error);
      if (gesture == 0)
        return FALSE;
      if (gesture > 0)
        self->result.gesture = gesture;
    }
  veche_edit_unref (self->edit);
  self->edit = veche_edit_new (GESTURE, veche_table_source_get_name (veche_table_get_source (self->plan->table)));
  self->rows = 0;
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->accounts);

  return TRUE;
}

/* The uid of the member that the row is; NULL: a new one. */
static const char *
veche_people_apply_target (VechePeopleApply *self, const VechePeopleRow *row)
{
  if (row->first != 0)
    return self->became->pdata[row->first - 1];

  return row->member_uid;
}

static gboolean
veche_people_apply_accounts_clash (VechePeopleApply *self, VecheEntrant *entrant)
{
  for (guint i = 0; i < entrant->accounts->len; i++)
    {
      const VecheTableAccount *account = &g_array_index (entrant->accounts, VecheEntrantAccount, i).account;
      g_autofree char *key = g_strjoin ("/", account->platform, account->remote_id, NULL);

      if (!g_hash_table_add (self->accounts, g_steal_pointer (&key)))
        return TRUE;
    }

  return FALSE;
}

static VechePersonFacts *
veche_people_apply_new_member (VechePeopleApply *self, VecheEntrant *entrant)
{
  VechePersonFacts *facts = veche_person_facts_new ();
  gboolean ours = entrant->uid != NULL && g_uuid_string_is_valid (entrant->uid) && veche_db_id_for_uid (self->db, "member", entrant->uid) == 0;

  /* Out of our own export a person comes back as the same one. */
  if (ours)
    veche_edit_insert_uid (self->edit, "member", entrant->uid);
  facts->uid = g_strdup (ours ? entrant->uid : veche_edit_insert (self->edit, "member"));
  facts->name = g_strdup (entrant->name);
  veche_edit_set_text (self->edit, "member", facts->uid, "name", entrant->name);
  veche_edit_set_int (self->edit, "member", facts->uid, "created", veche_now ());

  return facts;
}

static gboolean
veche_people_apply_row (VechePeopleApply *self, guint index, GError **error)
{
  const VechePeopleRow *row = veche_people_plan_get_row (self->plan, index);
  VechePeopleDecision action = veche_people_row_action (self->plan, row);
  const char *target = action == VECHE_PEOPLE_MERGE ? veche_people_apply_target (self, row) : NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (VecheEntrant) entrant = NULL;
  g_autoptr (VechePersonFacts) facts = NULL;
  VechePeopleFill fill;
  gint64 id;

  if (action == VECHE_PEOPLE_LEAVE_OUT)
    {
      self->result.left_out++;
      return TRUE;
    }
  problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
  entrant = veche_entrant_read (self->plan, index, problems);
  if ((self->rows >= PIECE_ROWS || (target != NULL && g_hash_table_contains (self->touched, target)) ||
       veche_people_apply_accounts_clash (self, entrant)) &&
      !veche_people_apply_flush (self, error))
    return FALSE;

  id = target != NULL ? veche_match_uid (self->db, target) : 0;
  facts = id != 0 ? veche_match_facts (self->db, id, error) : NULL;
  if (id != 0 && facts == NULL)
    return FALSE;
  if (facts == NULL && entrant->name == NULL)
    {
      self->result.left_out++;
      return TRUE;
    }
  if (facts == NULL)
    {
      facts = veche_people_apply_new_member (self, entrant);
      self->result.added++;
    }
  veche_people_fill (entrant, facts, &self->context, self->edit, problems, &fill);
  veche_people_refs_take (self->refs, self->plan, entrant, facts);
  self->result.merged += id != 0 && fill.gains != 0;
  self->result.same += id != 0 && fill.gains == 0;
  g_hash_table_add (self->touched, g_strdup (facts->uid));
  self->became->pdata[index] = g_strdup (facts->uid);
  self->rows++;

  return TRUE;
}

/* Whoever wrote meanwhile may have taken a label away. */
static gboolean
veche_people_apply_begin (VechePeopleApply *self, GError **error)
{
  if (!veche_db_begin (self->db, error))
    return FALSE;

  veche_people_labels_clear (&self->labels);
  self->in_chunk = 0;

  return veche_people_labels_read (&self->labels, self->db, error);
}

static gboolean
veche_people_apply_commit (VechePeopleApply *self, gboolean last, GError **error)
{
  if (!veche_people_apply_flush (self, error) ||
      (self->result.gesture != 0 && !veche_journal_hold (self->db, self->result.gesture, !last, error)) || !veche_db_commit (self->db, error))
    return FALSE;

  self->committed = self->result;
  self->n_refs = veche_people_refs_count (self->refs);

  return TRUE;
}

/* The chunk that is being made has never been. */
static void
veche_people_apply_drop (VechePeopleApply *self)
{
  if (veche_db_in_transaction (self->db))
    veche_db_rollback (self->db);
  veche_edit_unref (self->edit);
  self->edit = veche_edit_new (GESTURE, veche_table_source_get_name (veche_table_get_source (self->plan->table)));
  self->result = self->committed;
  veche_people_refs_cut (self->refs, self->n_refs);
}

static gboolean
veche_people_apply_rows (VechePeopleApply *self, VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                         GError **error)
{
  guint n = veche_people_plan_get_n_rows (self->plan);

  if (!veche_people_apply_begin (self, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !veche_people_apply_row (self, i, error))
        return FALSE;
      if (progress != NULL && i % 50 == 0)
        progress (i, n, progress_data);
      if (++self->in_chunk < CHUNK_ROWS)
        continue;
      if (!veche_people_apply_commit (self, FALSE, error))
        return FALSE;
      veche_store_yield (self->db);
      if (!veche_people_apply_begin (self, error))
        return FALSE;
    }

  return TRUE;
}

/* Inside a transaction: the fields that name others, and the end of the gesture. */
static gboolean
veche_people_apply_end (VechePeopleApply *self, gboolean remember, GError **error)
{
  if (!veche_people_apply_flush (self, error))
    return FALSE;
  veche_people_refs_settle (self->refs, self->db, self->edit);

  return (!remember || veche_people_plan_remember (self->plan, self->db, error)) && veche_people_apply_commit (self, TRUE, error);
}

/* What was committed becomes one gesture that can be taken back. If that fails, too (a full disk), the next opening does it. */
static void
veche_people_apply_break_off (VechePeopleApply *self)
{
  g_autoptr (GError) error = NULL;

  veche_people_apply_drop (self);
  if (self->committed.gesture == 0)
    return;
  if (!veche_db_begin (self->db, &error) || !veche_people_apply_end (self, FALSE, &error))
    {
      veche_people_apply_drop (self);
      g_info ("A stopped import stays as it is until the workspace is opened again: %s", error->message);
    }
}

gboolean
veche_people_plan_apply (VecheDb *db, VechePeoplePlan *plan, gboolean remember, const char *actor, VecheProgress progress,
                         gpointer progress_data, GCancellable *cancellable, VechePeopleResult *result, GError **error)
{
  VechePeopleApply self = { .db = db, .plan = plan, .actor = actor };
  gboolean ok;

  veche_db_set_cancellable (db, NULL);   /* a cancel is heard between two rows: the end of a gesture must not be cut short */
  self.context = (VechePeopleContext){ &self.labels, veche_people_owner_cb, db, veche_people_kind_of_cb, plan };
  self.edit = veche_edit_new (GESTURE, veche_table_source_get_name (veche_table_get_source (plan->table)));
  self.touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.refs = veche_people_refs_new ();
  self.became = g_ptr_array_new_full (plan->rows->len, g_free);
  g_ptr_array_set_size (self.became, (int) plan->rows->len);
  ok = veche_people_apply_rows (&self, progress, progress_data, cancellable, error) && veche_people_apply_end (&self, remember, error);
  if (!ok)
    veche_people_apply_break_off (&self);
  if (result != NULL)
    *result = self.committed;
  veche_people_apply_clear (&self);

  return ok;
}

/* ---------------------------------------------------------------------------------------------------------------------- on the lane */

typedef struct
{
  VechePeoplePlan *plan;
  gboolean         remember;
  char            *actor;
  GCancellable    *cancellable;
  VecheProgress    progress;       /* (nullable) */
  gpointer         progress_data;
} VechePeopleJob;

static void
veche_people_job_free (gpointer data)
{
  VechePeopleJob *job = data;

  veche_people_plan_unref (job->plan);
  g_clear_object (&job->cancellable);
  g_free (job->actor);
  g_free (job);
}

/* Also what failed has its result. */
typedef struct
{
  VechePeopleResult result;
  GError           *error;   /* (owned) (nullable) */
} VechePeopleDone;

static void
veche_people_done_free (gpointer data)
{
  VechePeopleDone *done = data;

  g_clear_error (&done->error);
  g_free (done);
}

static gpointer
veche_people_apply_job (VecheDb *db, gpointer input, GError **error)
{
  VechePeopleJob *job = input;
  VechePeopleDone *done = g_new0 (VechePeopleDone, 1);

  veche_people_plan_apply (db, job->plan, job->remember, job->actor, job->progress, job->progress_data, job->cancellable, &done->result, &done->error);

  return done;
}

void
veche_people_plan_apply_async (VecheStore *store, VechePeoplePlan *self, gboolean remember, const char *actor, VecheProgress progress,
                               gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VechePeopleJob *job = g_new0 (VechePeopleJob, 1);

  job->plan = veche_people_plan_ref (self);
  job->remember = remember;
  job->actor = g_strdup (actor);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->progress = progress;
  job->progress_data = progress_data;
  veche_store_run_long_async (store, veche_people_apply_job, job, veche_people_job_free, veche_people_done_free, cancellable, callback, user_data);
}

gboolean
veche_people_plan_apply_finish (VecheStore *store, GAsyncResult *result, VechePeopleResult *out, GError **error)
{
  VechePeopleDone *done = veche_store_run_finish (store, result, error);
  gboolean ok;

  if (done == NULL)
    return FALSE;
  if (out != NULL)
    *out = done->result;
  ok = done->error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&done->error));
  veche_people_done_free (done);

  return ok;
}
