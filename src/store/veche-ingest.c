/* veche-ingest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-ingest.h"

#include "model/veche-change.h"
#include "store/veche-coverage.h"
#include "store/veche-ingest-private.h"

/* batch ─ channels ─ people ─ posts (veche-ingest-post.c) ─ derived numbers ─▶ rows, all in the caller's transaction
 *
 * Nothing is remembered from one batch to the next: what a batch needs it looks up once, by natural key. */

gint64
veche_ingest_fetch_id (VecheStatement *statement, GError **error)
{
  gint64 id;

  if (!veche_statement_step (statement, error))
    return 0;

  id = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return id;
}

gboolean
veche_ingest_untouched (VecheDb *db, const char *uid, const char *field)
{
  static const char sql[] = VECHE_JOURNAL_SAYS_OF ("?1", "?2") " LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_static (statement, 2, field);

  return veche_ingest_fetch_id (statement, NULL) == 0;
}

gint64
veche_ingest_begin (VecheDb *db, const char *kind, const char *name, GError **error)
{
  static const char sql[] = "INSERT INTO batch (uid, kind, name, at) VALUES (?1, ?2, ?3, ?4)";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement;

  g_return_val_if_fail (kind != NULL, 0);

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_static (statement, 2, kind);
  veche_statement_bind_static (statement, 3, name);
  veche_statement_bind_int (statement, 4, veche_now ());

  return veche_statement_run (statement, error) ? veche_db_last_id (db) : 0;
}

/*** Channels ***/

static const VecheChannel *
veche_ingest_find_described (VecheIngest *self, const char *remote_id)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (self->batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (channels[i].remote_id, remote_id))
      return &channels[i];

  return NULL;
}

/* What a person named stays; what nobody said yet is filled in; a live source knows the current name. */
static gint64
veche_ingest_write_channel (VecheIngest *self, const char *remote_id, const VecheChannel *channel, gint64 parent, GError **error)
{
  static const char sql[] =
    "INSERT INTO channel (uid, platform, instance, remote_id, source_id, community_id, parent_id, name, kind, url, batch_id)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)\n"
    "  ON CONFLICT (platform, instance, remote_id) DO UPDATE SET\n"
    "    source_id = coalesce (source_id, excluded.source_id), community_id = coalesce (community_id, excluded.community_id),\n"
    "    parent_id = coalesce (parent_id, excluded.parent_id), kind = coalesce (kind, excluded.kind), url = coalesce (url, excluded.url),\n"
    "    name = CASE WHEN excluded.source_id IS NOT NULL AND NOT EXISTS\n"
    "                     (" VECHE_JOURNAL_SAYS ("channel.uid", "name") ")\n"
    "                THEN coalesce (excluded.name, name) ELSE coalesce (name, excluded.name) END\n"
    "  RETURNING id, uid";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gint64 id;

  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_static (statement, 2, self->platform);
  veche_statement_bind_static (statement, 3, self->instance);
  veche_statement_bind_static (statement, 4, remote_id);
  veche_statement_bind_id (statement, 5, self->source_id);
  veche_statement_bind_id (statement, 6, self->community_id);
  veche_statement_bind_id (statement, 7, parent);
  if (channel != NULL)
    {
      veche_statement_bind_static (statement, 8, channel->name);
      veche_statement_bind_static (statement, 9, channel->kind);
      veche_statement_bind_static (statement, 10, channel->url);
    }
  veche_statement_bind_id (statement, 11, self->batch_id);
  if (!veche_statement_step (statement, error))
    return 0;

  id = veche_statement_int (statement, 0);
  if (g_strcmp0 (veche_statement_text (statement, 1), uid) == 0)
    self->counts.channels++;
  veche_statement_reset (statement);

  return id;
}

gint64
veche_ingest_channel (VecheIngest *self, const char *remote_id, GError **error)
{
  gint64 *known = g_hash_table_lookup (self->channels, remote_id);
  g_autoptr (GError) local = NULL;
  const VecheChannel *channel;
  gint64 parent = 0, id;

  if (known != NULL)
    return *known;

  self->home = 0;
  channel = veche_ingest_find_described (self, remote_id);
  if (channel != NULL && channel->parent != NULL && !g_str_equal (channel->parent, remote_id))
    {
      /* Taken as known meanwhile, so that parents in a circle come to an end. */
      g_hash_table_insert (self->channels, (gpointer) remote_id, g_memdup2 (&parent, sizeof parent));
      parent = veche_ingest_channel (self, channel->parent, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return 0;
        }
    }

  id = veche_ingest_write_channel (self, remote_id, channel, parent, error);
  if (id != 0)
    g_hash_table_insert (self->channels, (gpointer) remote_id, g_memdup2 (&id, sizeof id));

  return id;
}

/* The channel of an account is keyed as the account: "anna@host" in an archive, until the server says its id. */
static gboolean
veche_ingest_adopt_channel (VecheIngest *self, const VechePerson *account, GError **error)
{
  static const char sql[] =
    "UPDATE channel SET remote_id = ?1 WHERE platform = ?2 AND instance = ?3 AND remote_id = ?4\n"
    "  AND NOT EXISTS (SELECT 1 FROM channel AS there WHERE there.platform = ?2 AND there.instance = ?3 AND there.remote_id = ?1)";
  g_autofree char *full = g_strdup_printf ("%s@%s", account->handle, self->instance);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, account->remote_id);
  veche_statement_bind_static (statement, 2, self->platform);
  veche_statement_bind_static (statement, 3, self->instance);
  veche_statement_bind_static (statement, 4, full);

  return veche_statement_run (statement, error);
}

/* Whose word it is: a source's own, or the import's. */
static gint64
veche_ingest_vouches (VecheIngest *self)
{
  return self->source_id != 0 ? 0 : self->batch_id;
}

static gboolean
veche_ingest_channels (VecheIngest *self, GError **error)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (self->batch, &n);

  for (guint i = 0; i < n; i++)
    {
      const VechePerson *account = self->instance[0] != '\0' ? g_hash_table_lookup (self->described, channels[i].remote_id) : NULL;
      gint64 id;

      if (account != NULL && account->handle != NULL && !veche_ingest_adopt_channel (self, account, error))
        return FALSE;
      id = veche_ingest_channel (self, channels[i].remote_id, error);
      if (id == 0)
        return FALSE;
      if (channels[i].complete_until > channels[i].complete_since
          && !veche_coverage_add (self->db, id, channels[i].complete_since, channels[i].complete_until, veche_ingest_vouches (self), error))
        return FALSE;
    }

  return TRUE;
}

/*** The rest of a batch ***/

/* A poisoned item comes again with each run: once is enough. */
static gboolean
veche_ingest_bad (VecheIngest *self, const VecheBadItem *bad, GError **error)
{
  static const char sql[] =
    "INSERT INTO bad_item (source_id, batch_id, at, reason, raw) SELECT ?1, ?2, ?3, ?4, ?5\n"
    "  WHERE NOT EXISTS (SELECT 1 FROM bad_item WHERE source_id IS ?1 AND reason = ?4 AND raw = ?5)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_id (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, self->batch_id);
  veche_statement_bind_int (statement, 3, self->now);
  veche_statement_bind_static (statement, 4, bad->reason);
  veche_statement_bind_static (statement, 5, bad->raw);
  if (!veche_statement_run (statement, error))
    return FALSE;
  self->counts.bad += (guint) veche_db_changes (self->db);

  return TRUE;
}

static gboolean
veche_ingest_count (VecheIngest *self, GError **error)
{
  static const char sql[] = "UPDATE batch SET added = added + ?2, people = people + ?3, mentions = max (0, mentions + ?4) WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  veche_statement_bind_int (statement, 2, self->counts.interactions);
  veche_statement_bind_int (statement, 3, self->counts.people);
  veche_statement_bind_int (statement, 4, (gint32) self->counts.mentions);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_members_flush (VecheIngest *self, GError **error)
{
  static const char sql[] =
    "UPDATE member SET interactions = interactions + ?2,\n"
    "    last_seen = nullif (max (coalesce (last_seen, 0), ?3), 0), last_contact = nullif (max (coalesce (last_contact, 0), ?4), 0)\n"
    "  WHERE id = ?1";
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      VecheIngestMember *member = value;
      VecheStatement *statement = veche_db_prepare (self->db, sql);

      veche_statement_bind_int (statement, 1, *(gint64 *) id);
      veche_statement_bind_int (statement, 2, member->interactions);
      veche_statement_bind_int (statement, 3, member->last_seen);
      veche_statement_bind_int (statement, 4, member->last_contact);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
veche_ingest_write (VecheIngest *self, GError **error)
{
  guint n;
  const VechePerson *people = veche_batch_get_people (self->batch, &n);
  const VechePost *posts;
  const VecheBadItem *bad;

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (self->described, (gpointer) people[i].remote_id, (gpointer) &people[i]);
  if (!veche_ingest_channels (self, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (veche_ingest_person (self, people[i].remote_id, error) == NULL)
      return FALSE;

  posts = veche_batch_get_posts (self->batch, &n);
  for (guint i = 0; i < n; i++)
    if (!veche_ingest_post (self, &posts[i], error))
      return FALSE;

  bad = veche_batch_get_bad (self->batch, &n);
  for (guint i = 0; i < n; i++)
    if (!veche_ingest_bad (self, &bad[i], error))
      return FALSE;

  return veche_ingest_people_flush (self, error) && veche_ingest_members_flush (self, error) && veche_ingest_count (self, error);
}

static void
veche_ingest_add_up (VecheIngestCounts *sum, const VecheIngestCounts *one)
{
  sum->interactions += one->interactions;
  sum->people += one->people;
  sum->mentions += one->mentions;
  sum->channels += one->channels;
  sum->edits += one->edits;
  sum->bad += one->bad;
  sum->silent += one->silent;
}

gboolean
veche_ingest_batch (VecheDb *db, gint64 batch_id, VecheBatch *batch, gint64 source_id, gint64 community_id,
                    VecheIngestCounts *counts, GError **error)
{
  static const char me_sql[] = "SELECT id FROM member WHERE me = 1 ORDER BY id LIMIT 1";
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) described = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) channels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  VecheIngest self = {
    .db = db,
    .batch_id = batch_id,
    .source_id = source_id,
    .community_id = community_id,
    .now = veche_now (),
    .platform = veche_batch_get_platform (batch),
    .instance = veche_batch_get_instance (batch),
    .batch = batch,
    .people = people,
    .described = described,
    .channels = channels,
    .members = members,
  };

  g_return_val_if_fail (batch_id > 0, FALSE);

  if (!veche_ingest_open_questions (db, error))
    return FALSE;
  self.me = veche_ingest_fetch_id (veche_db_prepare (db, me_sql), NULL);
  if (!veche_ingest_write (&self, error))
    return FALSE;
  if (counts != NULL)
    veche_ingest_add_up (counts, &self.counts);

  return TRUE;
}

/* A channel that is there costs one look-up; what it covers, at most one row. */
gboolean
veche_ingest_coverage (VecheDb *db, VecheBatch *batch, gint64 source_id, gint64 community_id, GError **error)
{
  static const char sql[] = "SELECT id FROM channel WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3";
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  VecheIngest self = { .db = db, .source_id = source_id, .community_id = community_id, .batch = batch, .channels = known,
                       .platform = veche_batch_get_platform (batch), .instance = veche_batch_get_instance (batch) };
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (batch, &n);

  for (guint i = 0; i < n; i++)
    {
      VecheStatement *statement = veche_db_prepare (db, sql);
      gint64 id;

      if (channels[i].complete_until <= channels[i].complete_since)
        continue;
      veche_statement_bind_static (statement, 1, self.platform);
      veche_statement_bind_static (statement, 2, self.instance);
      veche_statement_bind_static (statement, 3, channels[i].remote_id);
      id = veche_ingest_fetch_id (statement, NULL);
      if (id == 0)
        id = veche_ingest_channel (&self, channels[i].remote_id, error);
      if (id == 0)
        return FALSE;
      veche_db_tell_as (db, VECHE_CHANGE_ASKED);
      if (!veche_coverage_add (db, id, channels[i].complete_since, channels[i].complete_until, 0, error))
        return FALSE;
      veche_db_tell_as (db, NULL);
    }

  return TRUE;
}
