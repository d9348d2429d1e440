/* veche-ingest-preview.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-ingest-private.h"

/* What a batch would add, told by looking only.  An import shows it before it asks. */
typedef struct
{
  VecheDb           *db;
  VecheBatch        *batch;
  VecheIngestCounts *counts;
  GHashTable        *people;     /* (owned): remote id → VechePerson of the batch, or NULL */
  GHashTable        *answered;   /* (owned): "channel/message" that somebody answers in this batch */
  GHashTable        *by_us;      /* (owned): … that we answer */
} VechePreview;

static gboolean
veche_preview_is_ours (VechePreview *self, const VechePost *post)
{
  const VechePerson *author = post->author != NULL ? g_hash_table_lookup (self->people, post->author) : NULL;

  return post->out || (author != NULL && author->me);
}

static gboolean
veche_preview_has_person (VechePreview *self, const char *remote_id, const VechePerson *person, gboolean *there, GError **error)
{
  static const char sql[] =
    "SELECT 1 FROM identity WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3 UNION ALL\n"
    "SELECT 1 FROM identity WHERE platform = ?1 AND instance IN (?2, '') AND remote_id = ?4 AND batch_id IS NULL LIMIT 1";
  g_autofree char *handle = person != NULL && person->handle != NULL ? g_utf8_strdown (person->handle, -1) : NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, veche_batch_get_platform (self->batch));
  veche_statement_bind_static (statement, 2, veche_batch_get_instance (self->batch));
  veche_statement_bind_static (statement, 3, remote_id);
  veche_statement_bind_static (statement, 4, handle);
  *there = veche_ingest_fetch_id (statement, &local) != 0;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
veche_preview_people (VechePreview *self, GError **error)
{
  GHashTableIter iter;
  gpointer remote_id, person;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, &remote_id, &person))
    {
      gboolean there;

      if (!veche_preview_has_person (self, remote_id, person, &there, error))
        return FALSE;
      self->counts->people += !there;
    }

  return TRUE;
}

static gint64
veche_preview_find_channel (VechePreview *self, const char *remote_id, GError **error)
{
  static const char sql[] = "SELECT id FROM channel WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, veche_batch_get_platform (self->batch));
  veche_statement_bind_static (statement, 2, veche_batch_get_instance (self->batch));
  veche_statement_bind_static (statement, 3, remote_id);

  return veche_ingest_fetch_id (statement, error);
}

/* Is there something that already answers the message, or a mention made of it? */
static gboolean
veche_preview_is_settled (VechePreview *self, const VechePost *post, gint64 id)
{
  static const char sql[] =
    "SELECT 1 FROM triage WHERE interaction_id = ?1 UNION ALL\n"
    "SELECT 1 FROM interaction WHERE reply_to_id = ?1 AND (?2 OR direction = 'out') LIMIT 1";
  g_autofree char *key = g_strdup_printf ("%s/%s", post->channel, post->remote_id);
  VecheStatement *statement;

  if (g_hash_table_contains (self->by_us, key))
    return TRUE;
  if (post->attention == VECHE_ATTENTION_QUESTION && g_hash_table_contains (self->answered, key))
    return TRUE;
  if (id == 0)
    return FALSE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_int (statement, 2, post->attention == VECHE_ATTENTION_QUESTION);

  return veche_ingest_fetch_id (statement, NULL) != 0;
}

static gboolean
veche_preview_post (VechePreview *self, const VechePost *post, gint64 channel, GError **error)
{
  static const char sql[] =
    "SELECT id, (?3 IS NOT NULL AND text IS NOT ?3 AND coalesce (edited, 0) <> ?4) OR (?5 AND deleted IS NULL)\n"
    "  FROM interaction WHERE channel_id = ?1 AND remote_id = ?2";
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gint64 id = 0;

  veche_statement_bind_int (statement, 1, channel);
  veche_statement_bind_static (statement, 2, post->remote_id);
  veche_statement_bind_static (statement, 3, post->text);
  veche_statement_bind_int (statement, 4, post->edited);
  veche_statement_bind_int (statement, 5, post->deleted);
  if (veche_statement_step (statement, &local))
    {
      id = veche_statement_int (statement, 0);
      self->counts->edits += veche_statement_int (statement, 1) != 0;
      veche_statement_reset (statement);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  self->counts->interactions += id == 0;
  if (post->attention != VECHE_ATTENTION_NONE && !post->deleted && !veche_preview_is_ours (self, post)
      && !veche_preview_is_settled (self, post, id))
    self->counts->mentions++;

  return TRUE;
}

static gboolean
veche_preview_posts (VechePreview *self, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint n;
  const VechePost *posts = veche_batch_get_posts (self->batch, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 *channel = g_hash_table_lookup (ids, posts[i].channel);

      if (channel == NULL)
        {
          g_autoptr (GError) local = NULL;
          gint64 id = veche_preview_find_channel (self, posts[i].channel, &local);

          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          channel = g_memdup2 (&id, sizeof id);
          g_hash_table_insert (ids, (gpointer) posts[i].channel, channel);
        }
      if (!veche_preview_post (self, &posts[i], *channel, error))
        return FALSE;
    }

  return TRUE;
}

static void
veche_preview_note_replies (VechePreview *self)
{
  g_autoptr (GHashTable) authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (self->batch, &n);

  for (guint i = 0; i < n; i++)
    {
      if (posts[i].author != NULL && !g_hash_table_contains (self->people, posts[i].author))
        g_hash_table_insert (self->people, (gpointer) posts[i].author, NULL);
      g_hash_table_insert (authors, g_strdup_printf ("%s/%s", posts[i].channel, posts[i].remote_id), (gpointer) posts[i].author);
    }

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = NULL;

      if (posts[i].reply_to == NULL || g_str_equal (posts[i].kind, "reaction"))
        continue;
      key = g_strdup_printf ("%s/%s", posts[i].channel, posts[i].reply_to);
      if (veche_preview_is_ours (self, &posts[i]))
        g_hash_table_add (self->by_us, g_strdup (key));
      if (posts[i].author == NULL || g_strcmp0 (posts[i].author, g_hash_table_lookup (authors, key)) != 0)
        g_hash_table_add (self->answered, g_steal_pointer (&key));
    }
}

static gboolean
veche_preview_channels (VechePreview *self, GError **error)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (self->batch, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) local = NULL;

      self->counts->channels += veche_preview_find_channel (self, channels[i].remote_id, &local) == 0;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
veche_ingest_preview (VecheDb *db, VecheBatch *batch, VecheIngestCounts *would_add, GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_us = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VechePreview self = { .db = db, .batch = batch, .counts = would_add, .people = people, .answered = answered, .by_us = by_us };
  guint n, n_bad;
  const VechePerson *described = veche_batch_get_people (batch, &n);

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (people, (gpointer) described[i].remote_id, (gpointer) &described[i]);
  veche_preview_note_replies (&self);
  veche_batch_get_bad (batch, &n_bad);
  would_add->bad += n_bad;

  return veche_preview_people (&self, error) && veche_preview_channels (&self, error) && veche_preview_posts (&self, error);
}
