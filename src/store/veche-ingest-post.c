/* veche-ingest-post.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One post of a batch: a new row, or another sight of one that is there.  Replies find their parents whichever comes first.
 */

#include "store/veche-fts.h"
#include "store/veche-ingest-private.h"
#include "store/veche-ties-table.h"
#include "store/veche-triage-table.h"

typedef struct { gint64 id, member_id; } VecheParent;   /* id 0: not here (yet) */

typedef struct               /* an interaction that is there already */
{
  gint64   id, identity_id, member_id, reply_to_id;
  gboolean out, deleted, same_text, lacks;   /* lacks: something that the post can fill in */
  gboolean new_meta;
} VecheThere;

static gboolean
veche_ingest_find_parent (VecheIngest *self, gint64 channel, const char *remote_id, VecheParent *parent, GError **error)
{
  static const char sql[] = "SELECT id, member_id FROM interaction WHERE channel_id = ?1 AND remote_id = ?2";
  g_autoptr (GError) local = NULL;
  VecheStatement *statement;

  *parent = (VecheParent) { 0 };
  if (remote_id == NULL)
    return TRUE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, channel);
  veche_statement_bind_static (statement, 2, remote_id);
  if (veche_statement_step (statement, &local))
    {
      parent->id = veche_statement_int (statement, 0);
      parent->member_id = veche_statement_int (statement, 1);
      veche_statement_reset (statement);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A reply and what it answers are both known now. */
static gboolean
veche_ingest_replied (VecheIngest *self, const VecheParent *parent, gint64 member, gboolean out, gint64 at, GError **error)
{
  if (parent->member_id != 0 && member != 0 && !veche_ties_add (self->db, parent->member_id, member, at, 1, error))
    return FALSE;
  if (!out)
    return TRUE;

  if (parent->member_id != 0)
    {
      VecheIngestMember *answered = veche_ingest_member (self, parent->member_id);

      answered->last_contact = MAX (answered->last_contact, at);
    }

  return veche_ingest_answered (self, parent->id, at, error);
}

typedef struct { gint64 id, member_id, at; gboolean out; } VecheOrphan;

static GArray *
veche_ingest_list_orphans (VecheIngest *self, gint64 channel, const char *remote_id, GError **error)
{
  static const char sql[] =
    "SELECT id, member_id, at, direction = 'out' FROM interaction\n"
    "  WHERE channel_id = ?1 AND reply_to = ?2 AND reply_to IS NOT NULL AND reply_to_id IS NULL";
  g_autoptr (GArray) orphans = g_array_new (FALSE, FALSE, sizeof (VecheOrphan));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, channel);
  veche_statement_bind_static (statement, 2, remote_id);
  while (veche_statement_step (statement, &local))
    {
      VecheOrphan orphan = { veche_statement_int (statement, 0), veche_statement_int (statement, 1), veche_statement_int (statement, 2),
                             veche_statement_int (statement, 3) != 0 };

      g_array_append_val (orphans, orphan);
    }
  if (local == NULL)
    return g_steal_pointer (&orphans);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Replies that came before what they answer. */
static gboolean
veche_ingest_link_orphans (VecheIngest *self, gint64 channel, const char *remote_id, const VecheParent *parent, GError **error)
{
  static const char sql[] = "UPDATE interaction SET reply_to_id = ?2 WHERE id = ?1";
  g_autoptr (GArray) orphans = veche_ingest_list_orphans (self, channel, remote_id, error);

  if (orphans == NULL)
    return FALSE;

  for (guint i = 0; i < orphans->len; i++)
    {
      const VecheOrphan *orphan = &g_array_index (orphans, VecheOrphan, i);
      VecheStatement *statement = veche_db_prepare (self->db, sql);

      veche_statement_bind_int (statement, 1, orphan->id);
      veche_statement_bind_int (statement, 2, parent->id);
      if (!veche_statement_run (statement, error)
          || !veche_ingest_replied (self, parent, orphan->member_id, orphan->out, orphan->at, error))
        return FALSE;
    }

  return TRUE;
}

static void
veche_ingest_seen (VecheIngest *self, VecheIngestPerson *author, const VechePost *post)
{
  VecheIngestMember *member = veche_ingest_member (self, author->member_id);

  author->first = author->first == 0 ? post->at : MIN (author->first, post->at);
  member->interactions++;
  if (!author->me && !post->out && !g_str_equal (post->kind, "leave"))
    member->last_seen = MAX (member->last_seen, post->at);
  if (g_str_equal (post->kind, "join"))
    author->first_join = author->first_join == 0 ? post->at : MIN (author->first_join, post->at);
  if (g_str_equal (post->kind, "join") || g_str_equal (post->kind, "leave"))
    author->came_or_left = TRUE;
}

/*** New ***/

static gboolean
veche_ingest_insert (VecheIngest *self, const VechePost *post, gint64 channel, const VecheIngestPerson *author, gint64 parent, GError **error)
{
  static const char sql[] =
    "INSERT INTO interaction (kind, at, channel_id, remote_id, identity_id, member_id, direction, reply_to, reply_to_id, thread,\n"
    "                         text, url, edited, deleted, meta, batch_id)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)\n"
    "  ON CONFLICT (channel_id, remote_id) DO NOTHING";
  gboolean out = post->out || (author != NULL && author->me);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, post->kind);
  veche_statement_bind_int (statement, 2, post->at);
  veche_statement_bind_int (statement, 3, channel);
  veche_statement_bind_static (statement, 4, post->remote_id);
  veche_statement_bind_id (statement, 5, author != NULL ? author->identity_id : 0);
  veche_statement_bind_id (statement, 6, author != NULL ? author->member_id : 0);
  veche_statement_bind_static (statement, 7, out ? "out" : "in");
  veche_statement_bind_static (statement, 8, post->reply_to);
  veche_statement_bind_id (statement, 9, parent);
  veche_statement_bind_static (statement, 10, post->thread);
  veche_statement_bind_static (statement, 11, post->text);
  veche_statement_bind_static (statement, 12, post->url);
  veche_statement_bind_id (statement, 13, post->edited);
  veche_statement_bind_id (statement, 14, post->deleted ? self->now : 0);
  veche_statement_bind_static (statement, 15, post->meta);
  veche_statement_bind_int (statement, 16, self->batch_id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_new (VecheIngest *self, const VechePost *post, gint64 id, gint64 channel, VecheIngestPerson *author,
                  const VecheParent *parent, GError **error)
{
  static const char *const silent[] = { "reaction", "join", "leave", "service", NULL };
  VecheParent self_as_parent = { id, author != NULL ? author->member_id : 0 };
  gboolean out = post->out || (author != NULL && author->me);

  self->counts.interactions++;
  self->counts.silent += g_strv_contains (silent, post->kind != NULL ? post->kind : "");
  if (author != NULL)
    veche_ingest_seen (self, author, post);

  return (post->text == NULL || veche_fts_add_interaction (self->db, id, post->text, error))
         && (parent->id == 0 || veche_ingest_replied (self, parent, self_as_parent.member_id, out, post->at, error))
         && veche_ingest_link_orphans (self, channel, post->remote_id, &self_as_parent, error)
         && veche_ingest_attention (self, post, id, out, error);
}

/*** Known ***/

static gboolean
veche_ingest_find_there (VecheIngest *self, const VechePost *post, gint64 channel, VecheThere *there, GError **error)
{
  static const char sql[] =
    "SELECT id, identity_id, member_id, reply_to_id, direction = 'out', deleted IS NOT NULL, ?3 IS NULL OR text IS ?3,\n"
    "    (reply_to IS NULL AND ?4 IS NOT NULL) OR (thread IS NULL AND ?5 IS NOT NULL) OR (url IS NULL AND ?6 IS NOT NULL)\n"
    "      OR (identity_id IS NULL AND ?7 IS NOT NULL),\n"
    "    ?8 IS NOT NULL AND meta IS NOT ?8 AND (meta IS NULL OR ?9)\n"
    "  FROM interaction WHERE channel_id = ?1 AND remote_id = ?2";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, channel);
  veche_statement_bind_static (statement, 2, post->remote_id);
  veche_statement_bind_static (statement, 3, post->text);
  veche_statement_bind_static (statement, 4, post->reply_to);
  veche_statement_bind_static (statement, 5, post->thread);
  veche_statement_bind_static (statement, 6, post->url);
  veche_statement_bind_static (statement, 7, post->author);
  veche_statement_bind_static (statement, 8, post->meta);
  veche_statement_bind_int (statement, 9, self->source_id != 0);
  if (!veche_statement_step (statement, error))
    return FALSE;

  there->id = veche_statement_int (statement, 0);
  there->identity_id = veche_statement_int (statement, 1);
  there->member_id = veche_statement_int (statement, 2);
  there->reply_to_id = veche_statement_int (statement, 3);
  there->out = veche_statement_int (statement, 4) != 0;
  there->deleted = veche_statement_int (statement, 5) != 0;
  there->same_text = veche_statement_int (statement, 6) != 0;
  there->lacks = veche_statement_int (statement, 7) != 0;
  there->new_meta = veche_statement_int (statement, 8) != 0;
  veche_statement_reset (statement);

  return TRUE;
}

/* Our own reply, as the outbox wrote it, knows less than the platform; so may an export. */
static gboolean
veche_ingest_fill (VecheIngest *self, const VechePost *post, const VecheThere *there, VecheIngestPerson *author,
                   const VecheParent *parent, GError **error)
{
  static const char sql[] =
    "UPDATE interaction SET identity_id = coalesce (identity_id, ?2), member_id = coalesce (member_id, ?3),\n"
    "    reply_to = coalesce (reply_to, ?4), reply_to_id = coalesce (reply_to_id, ?5), thread = coalesce (thread, ?6),\n"
    "    url = coalesce (url, ?7), meta = coalesce (?8, meta), direction = CASE WHEN ?9 THEN 'out' ELSE direction END\n"
    "  WHERE id = ?1";
  gboolean out = there->out || post->out || (author != NULL && author->me);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, there->id);
  veche_statement_bind_id (statement, 2, author != NULL ? author->identity_id : 0);
  veche_statement_bind_id (statement, 3, author != NULL ? author->member_id : 0);
  veche_statement_bind_static (statement, 4, post->reply_to);
  veche_statement_bind_id (statement, 5, parent->id);
  veche_statement_bind_static (statement, 6, post->thread);
  veche_statement_bind_static (statement, 7, post->url);
  veche_statement_bind_static (statement, 8, there->new_meta ? post->meta : NULL);
  veche_statement_bind_int (statement, 9, out);
  if (!veche_statement_run (statement, error))
    return FALSE;

  if (there->member_id == 0 && author != NULL)
    {
      veche_ingest_seen (self, author, post);
      if (!veche_triage_follow_author (self->db, there->id, author->member_id, error))
        return FALSE;
    }
  if (there->reply_to_id == 0 && parent->id != 0)
    return veche_ingest_replied (self, parent, author != NULL ? author->member_id : there->member_id, out, post->at, error);

  return TRUE;
}

/* The fact is kept, and so are the words. */
static gboolean
veche_ingest_delete (VecheIngest *self, gint64 id, GError **error)
{
  static const char sql[] = "UPDATE interaction SET deleted = ?2 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_int (statement, 2, self->now);
  self->counts.edits++;

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_known (VecheIngest *self, const VechePost *post, gint64 channel, VecheIngestPerson *author,
                    const VecheParent *parent, GError **error)
{
  VecheThere there = { 0 };
  gboolean ours;

  if (!veche_ingest_find_there (self, post, channel, &there, error))
    return FALSE;

  ours = there.out || post->out || (author != NULL && author->me);
  if ((there.lacks || there.new_meta || ours != there.out) && !veche_ingest_fill (self, post, &there, author, parent, error))
    return FALSE;
  if (!there.same_text && !veche_ingest_wording (self, there.id, post->text, post->edited, post, error))
    return FALSE;
  if (post->deleted && !there.deleted && !veche_ingest_delete (self, there.id, error))
    return FALSE;

  return veche_ingest_attention (self, post, there.id, ours, error);
}

/*** Where it stands, and whether it is known by another id ***/

/* Telegram numbers the messages of a chat throughout its topics, but tells of a reaction only the chat: a live post stands where it, or what it
 * hangs on, stands already.  An import looks for itself. */
static gboolean
veche_ingest_wanders (VecheIngest *self, const VechePost *post)
{
  return self->source_id != 0 && g_str_equal (self->platform, "telegram") && g_str_has_prefix (post->channel, "channel");
}

/* Telegram tells a bot of who came or left without the message that an export has, and numbers the messages of a basic group for each
 * account apart ("b77.9" for a bot; below zero once the group is a supergroup). */
static gboolean
veche_ingest_has_twins (VecheIngest *self, const VechePost *post)
{
  return g_str_equal (self->platform, "telegram")
         && (g_str_equal (post->kind, "join") || g_str_equal (post->kind, "leave") || g_str_has_prefix (post->channel, "chat") || post->remote_id[0] == '-');
}

typedef enum { NUMBERING_WORD = 1 << 0, NUMBERING_NUMBER = 1 << 1, NUMBERING_TOPICS = 1 << 2 } Numbering;

static Numbering
numbering_of (const char *remote_id)
{
  return remote_id[0] >= 'a' && remote_id[0] <= 'z' ? NUMBERING_WORD : NUMBERING_NUMBER;
}

/* Two searches of an index, once for a run of posts of one channel. */
static gboolean
veche_ingest_read_numberings (VecheIngest *self, gint64 channel, GError **error)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM interaction WHERE channel_id = c.id AND remote_id >= 'a' AND remote_id < '{'),\n"
    "    EXISTS (SELECT 1 FROM interaction WHERE channel_id = c.id AND remote_id < 'a')\n"
    "      OR EXISTS (SELECT 1 FROM interaction WHERE channel_id = c.id AND remote_id >= '{'),\n"
    "    parent_id IS NOT NULL OR EXISTS (SELECT 1 FROM channel WHERE parent_id = c.id)\n"
    "  FROM channel AS c WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, channel);
  if (!veche_statement_step (statement, error))
    return FALSE;
  self->numberings = (veche_statement_int (statement, 0) != 0 ? NUMBERING_WORD : 0) | (veche_statement_int (statement, 1) != 0 ? NUMBERING_NUMBER : 0)
                     | (veche_statement_int (statement, 2) != 0 ? NUMBERING_TOPICS : 0);
  self->home = channel;
  veche_statement_reset (statement);

  return TRUE;
}

/* Where all ids are of one kind and there are no topics, nothing is known by another id. */
static gboolean
veche_ingest_may_have_twin (VecheIngest *self, const VechePost *post, gint64 channel, gboolean *may, GError **error)
{
  *may = FALSE;
  if (!veche_ingest_has_twins (self, post))
    return TRUE;
  if (self->home != channel && !veche_ingest_read_numberings (self, channel, error))
    return FALSE;
  *may = ((self->numberings | self->written) & ~(guint) numbering_of (post->remote_id)) != 0;

  return TRUE;
}

/* The channel of the chat that holds it (or, when it hangs on a message, that message) already; else the one it names.  0: an error. */
static gint64
veche_ingest_find_home (VecheIngest *self, const VechePost *post, gint64 channel, GError **error)
{
  static const char sql[] =
    "WITH home AS (SELECT coalesce (parent_id, id) AS id FROM channel WHERE id = ?1)\n"
    "  SELECT i.channel_id FROM home JOIN channel AS c ON c.id = home.id OR c.parent_id = home.id\n"
    "    JOIN interaction AS i ON i.channel_id = c.id AND i.remote_id IN (?2, ?3)\n"
    "    ORDER BY i.remote_id = ?2 DESC, c.id = ?1 DESC LIMIT 1";
  gboolean hangs = g_str_equal (post->kind, "reaction");
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gint64 home;

  veche_statement_bind_int (statement, 1, channel);
  veche_statement_bind_static (statement, 2, post->remote_id);
  veche_statement_bind_static (statement, 3, hangs ? post->reply_to : NULL);
  home = veche_ingest_fetch_id (statement, &local);
  if (local == NULL)
    return home != 0 ? home : channel;

  g_propagate_error (error, g_steal_pointer (&local));
  return 0;
}

/* The id it is known by there, and where: the same person at the same time in the same words, or a coming or going told twice.  One id
 * begins with a letter and the other does not, for two messages of one numbering are never the same.  More than a few dozen at one moment are
 * no talk but an attack, and not all looked at. (transfer full) (nullable) */
static char *
veche_ingest_find_twin (VecheIngest *self, const VechePost *post, gint64 *channel, const VecheIngestPerson *author, GError **error)
{
  static const char sql[] =
    "WITH place AS (SELECT c.id FROM channel AS home JOIN channel AS c ON c.id = home.id OR c.parent_id = home.id\n"
    "                 WHERE home.id = (SELECT coalesce (parent_id, id) FROM channel WHERE id = ?1)),\n"
    "     near AS (SELECT i.channel_id, i.remote_id, i.at, i.kind, i.identity_id, i.text FROM place JOIN interaction AS i\n"
    "                ON i.channel_id = place.id AND i.at BETWEEN ?2 - ?3 AND ?2 + ?3 LIMIT 64)\n"
    "  SELECT channel_id, remote_id, 0 AS rank, 0 AS away FROM place JOIN interaction ON channel_id = place.id AND remote_id = ?4\n"
    "  UNION ALL SELECT channel_id, remote_id, 1, abs (at - ?2) FROM near\n"
    "    WHERE identity_id = ?5 AND (remote_id GLOB '[a-z]*') <> (?4 GLOB '[a-z]*')\n"
    "      AND CASE WHEN ?6 IN ('join', 'leave') THEN kind = ?6 ELSE kind NOT IN ('join', 'leave', 'reaction') AND text IS ?7 END\n"
    "  ORDER BY rank, away LIMIT 1";
  gboolean moves = g_str_equal (post->kind, "join") || g_str_equal (post->kind, "leave");
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  char *remote_id;

  veche_statement_bind_int (statement, 1, *channel);
  veche_statement_bind_int (statement, 2, post->at);
  veche_statement_bind_int (statement, 3, moves ? G_TIME_SPAN_MINUTE : 0);
  veche_statement_bind_static (statement, 4, post->remote_id);
  veche_statement_bind_int (statement, 5, author->identity_id);
  veche_statement_bind_static (statement, 6, post->kind);
  veche_statement_bind_static (statement, 7, post->text);
  if (!veche_statement_step (statement, error))
    return NULL;

  *channel = veche_statement_int (statement, 0);
  remote_id = veche_statement_dup_text (statement, 1);
  veche_statement_reset (statement);

  return remote_id;
}

static gboolean
veche_ingest_place (VecheIngest *self, const VechePost *post, gint64 channel, VecheIngestPerson *author, GError **error)
{
  VecheParent parent;

  if (!veche_ingest_find_parent (self, channel, post->reply_to, &parent, error)
      || !veche_ingest_insert (self, post, channel, author, parent.id, error))
    return FALSE;

  if (veche_db_changes (self->db) == 0)
    return veche_ingest_known (self, post, channel, author, &parent, error);

  return veche_ingest_new (self, post, veche_db_last_id (self->db), channel, author, &parent, error);
}

gboolean
veche_ingest_post (VecheIngest *self, const VechePost *post, GError **error)
{
  gint64 channel = veche_ingest_channel (self, post->channel, error);
  VecheIngestPerson *author = NULL;
  VechePost twin = *post;
  g_autofree char *remote_id = NULL;
  g_autoptr (GError) local = NULL;
  gboolean may;

  if (channel == 0)
    return FALSE;
  if (post->author != NULL)
    {
      author = veche_ingest_person (self, post->author, error);
      if (author == NULL)
        return FALSE;
      if (author->erased)
        return TRUE;
    }
  if (veche_ingest_wanders (self, post) && (channel = veche_ingest_find_home (self, post, channel, error)) == 0)
    return FALSE;
  if (!veche_ingest_may_have_twin (self, post, channel, &may, error))
    return FALSE;
  if (author != NULL && may)
    remote_id = veche_ingest_find_twin (self, post, &channel, author, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (remote_id != NULL)
    twin.remote_id = remote_id;
  self->written |= numbering_of (post->remote_id);

  return veche_ingest_place (self, &twin, channel, author, error);
}
