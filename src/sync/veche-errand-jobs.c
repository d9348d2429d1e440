/* veche-errand-jobs.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-errand-jobs.h"

#include "model/veche-uid.h"
#include "store/veche-coverage.h"
#include "store/veche-ingest.h"
#include "store/veche-roster-table.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-workspace.h"

VecheErrandGap *
veche_errand_gap_copy (const VecheErrandGap *self)
{
  VecheErrandGap *copy = self != NULL ? g_memdup2 (self, sizeof *self) : NULL;

  if (copy != NULL)
    copy->remote_id = g_strdup (self->remote_id);

  return copy;
}

void
veche_errand_gap_free (VecheErrandGap *self)
{
  g_free (self->remote_id);
  g_free (self);
}

void
veche_errand_what_free (gpointer data)
{
  VecheErrandWhat *self = data;

  g_free (self->uid);
  g_free (self->channel_uid);
  g_free (self);
}

void
veche_errand_plan_free (gpointer data)
{
  VecheErrandPlan *self = data;

  g_clear_pointer (&self->source, veche_source_free);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_free (self->cursor);
  g_free (self);
}

void
veche_errand_save_free (gpointer data)
{
  VecheErrandSave *self = data;

  g_clear_pointer (&self->batch, veche_batch_unref);
  g_clear_pointer (&self->gap, veche_errand_gap_free);
  g_free (self->name);
  g_free (self->cursor);
  g_free (self);
}

/*** What is to be done ***/

static int
veche_errand_compare_gaps (gconstpointer a, gconstpointer b)
{
  const VecheErrandGap *first = *(VecheErrandGap *const *) a, *second = *(VecheErrandGap *const *) b;

  return first->until > second->until ? -1 : first->until < second->until;
}

/* What the platform once did not give is asked for again only when a person says where or from when. */
static void
veche_errand_plan_channel (VecheErrandPlan *plan, const VecheErrandWhat *what, const VecheChannelCoverage *channel)
{
  g_autoptr (GArray) gaps = veche_channel_coverage_gaps (channel, what->since, veche_now ());
  gint64 given = what->channel_uid == NULL && what->since == 0 ? channel->gives_from : 0;
  guint before = plan->gaps->len;

  for (guint i = 0; i < gaps->len; i++)
    {
      VecheStretch gap = g_array_index (gaps, VecheStretch, i);
      VecheErrandGap wanted = { channel->id, channel->remote_id, MAX (gap.since, given), gap.until };

      if (wanted.since < wanted.until)
        g_ptr_array_add (plan->gaps, veche_errand_gap_copy (&wanted));
    }
  plan->channels += plan->gaps->len > before;
}

static gboolean
veche_errand_plan_gaps (VecheDb *db, VecheErrandPlan *plan, const VecheErrandWhat *what, GError **error)
{
  g_autoptr (GPtrArray) channels = veche_coverage_list (db, plan->source->id, error);

  if (channels == NULL)
    return FALSE;

  plan->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_errand_gap_free);
  for (guint i = 0; i < channels->len; i++)
    {
      const VecheChannelCoverage *channel = channels->pdata[i];

      if (what->channel_uid == NULL || g_str_equal (what->channel_uid, channel->uid))
        veche_errand_plan_channel (plan, what, channel);
    }
  g_ptr_array_sort (plan->gaps, veche_errand_compare_gaps);

  return TRUE;
}

gpointer
veche_errand_plan_job (VecheDb *db, gpointer input, GError **error)
{
  const VecheErrandWhat *what = input;
  VecheErrandPlan *plan = g_new0 (VecheErrandPlan, 1);

  plan->source = veche_sources_load_plain (db, what->uid, error);
  if (plan->source != NULL && what->kind == VECHE_ERRAND_MEMBERS && !what->planned)
    plan->cursor = veche_sources_dup_members_cursor (db, plan->source->id);
  if (plan->source != NULL && (what->kind == VECHE_ERRAND_MEMBERS || what->planned || veche_errand_plan_gaps (db, plan, what, error)))
    return plan;

  veche_errand_plan_free (plan);

  return NULL;
}

/*** What came ***/

static gboolean
veche_errand_save_batch (VecheDb *db, VecheErrandSave *save, VecheErrandSaved *saved, GError **error)
{
  gint64 community = veche_workspace_only_community (db);
  VecheIngestCounts counts = { 0 };

  if (veche_batch_is_empty (save->batch, FALSE))
    return veche_ingest_coverage (db, save->batch, save->source_id, community, error);

  if (saved->batch_id == 0)
    saved->batch_id = veche_ingest_begin (db, "sync", save->name, error);
  if (saved->batch_id == 0 || !veche_ingest_batch (db, saved->batch_id, save->batch, save->source_id, community, &counts, error) ||
      !veche_ingest_finish (db, saved->batch_id, error))
    return FALSE;
  saved->interactions = counts.interactions;
  saved->people = counts.people;

  return TRUE;
}

/* At its end: what the platform did not give is remembered, and is no longer true when it did. */
static gboolean
veche_errand_save_gap (VecheDb *db, VecheErrandSave *save, VecheErrandSaved *saved, GError **error)
{
  const VecheErrandGap *gap = save->gap;
  g_autoptr (GArray) spans = veche_coverage_load (db, gap->channel_id, error);
  g_autoptr (GArray) left = NULL;

  if (spans == NULL)
    return FALSE;

  left = veche_spans_gaps (spans, gap->since, gap->until, 0);
  saved->missing = gap->until - gap->since - veche_spans_length (spans, gap->since, gap->until);
  if (!save->over)
    return TRUE;

  return veche_coverage_note_end (db, gap->channel_id, gap->since, left->len > 0 ? g_array_index (left, VecheStretch, left->len - 1).until : 0, error);
}

static gboolean
veche_errand_save_members (VecheDb *db, VecheErrandSave *save, VecheErrandSaved *saved, GError **error)
{
  return veche_roster_take_page (db, save->source_id, save->batch, save->first, saved->batch_id, &saved->left, error)
         && (!save->over || veche_roster_end (db, save->source_id, save->batch, saved->batch_id, &saved->left, error))
         && veche_sources_set_members (db, save->source_id, save->over ? NULL : save->cursor, error);
}

gpointer
veche_errand_save_job (VecheDb *db, gpointer input, GError **error)
{
  VecheErrandSave *save = input;
  g_autofree VecheErrandSaved *saved = g_new0 (VecheErrandSaved, 1);
  gboolean ok;

  saved->batch_id = save->batch_id;
  ok = veche_errand_save_batch (db, save, saved, error) && veche_sources_note (db, save->source_id, save->batch, FALSE, error);
  if (ok && save->gap != NULL)
    ok = veche_errand_save_gap (db, save, saved, error);
  else if (ok)
    ok = veche_errand_save_members (db, save, saved, error);

  return ok ? g_steal_pointer (&saved) : NULL;
}
