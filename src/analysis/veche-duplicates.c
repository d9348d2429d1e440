/* veche-duplicates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * everybody, read page by page ─▶ crowd ─ candidates, compared ─▶ the likeliest ─ compared with their timelines ─▶ table 'duplicate'
 *
 * All but the last step runs on a thread and a connection of its own: ten seconds of it would hold up every list on a lane.
 */

#include "analysis/veche-duplicates.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-duplicates-table.h"
#include "store/veche-store.h"

#define PAGE        1000
#define MAX_PAIRS   2000     /* more than anybody looks through */

static void
veche_duplicate_free (gpointer data)
{
  VecheDuplicate *self = data;

  g_free (self->reasons);
  g_free (self);
}

static GPtrArray *
load_all (VecheDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_persona_free);
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page = NULL;
      guint n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      page = veche_duplicates_load_personas (db, last, PAGE, error);
      if (page == NULL)
        return NULL;
      n = page->len;
      if (n == 0)
        return g_steal_pointer (&all);
      last = ((VechePersona *) page->pdata[n - 1])->id;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
    }
}

typedef struct { guint a, b; int score; } VecheScored;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  return ((const VecheScored *) b)->score - ((const VecheScored *) a)->score;
}

static GArray *
score_all (VecheCrowd *crowd, GArray *candidates, VecheDuplicatesProgress progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) scored = g_array_new (FALSE, FALSE, sizeof (VecheScored));

  for (guint i = 0; i < candidates->len; i++)
    {
      VecheCrowdPair pair = g_array_index (candidates, VecheCrowdPair, i);
      VecheScored one = { pair.a, pair.b, veche_crowd_score (crowd, pair.a, pair.b) };

      if (one.score >= VECHE_DUPLICATES_FLOOR)
        g_array_append_val (scored, one);
      if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (i % 4096 == 0 && progress != NULL)
        progress (0.3 + 0.5 * i / candidates->len, user_data);
    }
  g_array_sort (scored, compare_scores);
  if (scored->len > MAX_PAIRS)
    g_array_set_size (scored, MAX_PAIRS);

  return g_steal_pointer (&scored);
}

static GPtrArray *
look_closer (VecheDb *db, VecheCrowd *crowd, GPtrArray *personas, GArray *scored, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (veche_duplicate_free);

  for (guint i = 0; i < scored->len; i++)
    {
      VecheScored one = g_array_index (scored, VecheScored, i);
      const VechePersona *a = personas->pdata[one.a], *b = personas->pdata[one.b];
      g_autoptr (VecheLikeness) likeness = NULL;
      VechePairFacts facts;
      VecheDuplicate *duplicate;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !veche_duplicates_load_facts (db, a->id, b->id, &facts, error))
        return NULL;
      likeness = veche_crowd_compare (crowd, one.a, one.b, &facts);
      if (likeness->score < VECHE_DUPLICATES_FLOOR)
        continue;
      duplicate = g_new0 (VecheDuplicate, 1);
      *duplicate = (VecheDuplicate){ a->id, b->id, likeness->score, veche_likeness_to_json (likeness) };
      g_ptr_array_add (found, duplicate);
    }

  return g_steal_pointer (&found);
}

GPtrArray *
veche_duplicates_find (VecheDb *db, GHashTable *only, VecheDuplicatesProgress progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *names = veche_duplicates_get_names (db);
  g_autoptr (GPtrArray) personas = load_all (db, cancellable, error);
  g_autoptr (VecheCrowd) crowd = NULL;
  g_autoptr (GArray) candidates = NULL, scored = NULL;

  if (personas == NULL)
    return NULL;
  crowd = veche_crowd_new (personas, names);
  if (progress != NULL)
    progress (0.2, user_data);
  candidates = veche_crowd_candidates (crowd, only, cancellable);
  if (candidates == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  scored = score_all (crowd, candidates, progress, user_data, cancellable, error);

  return scored != NULL ? look_closer (db, crowd, personas, scored, cancellable, error) : NULL;
}

gboolean
veche_duplicates_save_all (VecheDb *db, GHashTable *only, GPtrArray *found, GError **error)
{
  if (!veche_duplicates_begin_save (db, only, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      VecheDuplicate *one = found->pdata[i];

      if (!veche_duplicates_save (db, one->a_id, one->b_id, one->score, one->reasons, error))
        return FALSE;
    }

  return veche_duplicates_end_save (db, error);
}

/*** In the background ***/

typedef struct
{
  char       *path;       /* (owned) */
  GHashTable *only;       /* (owned) (nullable) */
  GPtrArray  *found;      /* (owned) (nullable) */

  VecheDuplicatesProgress progress;
  gpointer                progress_data;
} VecheRefresh;

static void
refresh_free (gpointer data)
{
  VecheRefresh *self = data;

  g_free (self->path);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheRefresh *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (self->path, VECHE_DB_READER, &error);

  if (db != NULL)
    self->found = veche_duplicates_find (db, self->only, self->progress, self->progress_data, cancellable, &error);
  if (self->found == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  VecheRefresh *self = input;

  return veche_duplicates_save_all (db, self->only, self->found, error) ? VECHE_JOB_DONE : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (veche_store_run_finish ((VecheStore *) source, result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheRefresh *self = g_task_get_task_data (G_TASK (result)), *copy;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  copy = g_new0 (VecheRefresh, 1);
  copy->only = g_steal_pointer (&self->only);
  copy->found = g_steal_pointer (&self->found);
  veche_store_run_priority_async ((VecheStore *) source, VECHE_LANE_WRITER, G_PRIORITY_LOW, save_job, copy, refresh_free, NULL,
                                  g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

void
veche_duplicates_refresh_async (VecheStore *store, GHashTable *only, VecheDuplicatesProgress progress, gpointer progress_data,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GTask) work = g_task_new (store, cancellable, found_cb, task);
  VecheRefresh *self = g_new0 (VecheRefresh, 1);

  g_task_set_source_tag (task, veche_duplicates_refresh_async);
  self->path = g_strdup (veche_store_get_path (store));
  self->only = only != NULL ? g_hash_table_ref (only) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (work, self, refresh_free);
  g_task_run_in_thread (work, find_in_thread);
}

gboolean
veche_duplicates_refresh_finish (VecheStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
