/* veche-matrix-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matrix Client-Server API v1.11 (https://spec.matrix.org/v1.11/client-server-api/): "Room Events", "Event replacements",
 * "Event annotations and reactions", "Rich replies", "Threading", "Redactions".
 */

#include "connectors/veche-matrix-private.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-json.h"

#define MAX_LOOKED  100                            /* events asked for beside what an answer brought */

typedef struct { const char *sender; gint64 at; } VecheMatrixSeen;     /* sender: of the batch */

void
veche_matrix_begin (VecheMatrix *self, VecheBatch *batch, VecheMatrixRooms *rooms, const char *me, const char *home)
{
  self->batch = batch;
  self->rooms = rooms;
  self->me = veche_batch_string (batch, me);
  self->home = home;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  veche_batch_set_account (batch, me, me + 1);
}

void
veche_matrix_end (VecheMatrix *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

/*** What was said ***/

static void
veche_matrix_see (VecheMatrix *self, const char *id, const char *sender, gint64 at)
{
  VecheMatrixSeen *seen = g_new0 (VecheMatrixSeen, 1);

  seen->sender = sender;
  seen->at = at;
  g_hash_table_replace (self->seen, g_strdup (id), seen);
}

static gboolean
veche_matrix_is_ours (VecheMatrix *self, const char *user)
{
  if (g_strcmp0 (user, self->me) == 0)
    return TRUE;
  for (guint i = 0; self->mine != NULL && self->mine[i] != NULL; i++)
    if (g_strcmp0 (user, self->mine[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Of this answer, or asked for and added; NULL: it can't be had. */
static const VecheMatrixSeen *
veche_matrix_find (VecheMatrix *self, VecheMatrixRoom *room, const char *id)
{
  const VecheMatrixSeen *seen = g_hash_table_lookup (self->seen, id);
  JsonNode *(*look_up) (gpointer data, const char *room, const char *event) = self->look_up;
  g_autoptr (JsonNode) node = NULL;

  if (seen != NULL || look_up == NULL || !veche_matrix_is_event (id) || self->looked >= MAX_LOOKED)
    return seen;

  self->looked++;
  node = look_up (self->data, room->id, id);
  if (g_strcmp0 (veche_json_string (veche_json_root (node), "event_id", NULL), id) != 0)
    return NULL;
  self->look_up = NULL;      /* not from one to the next, back to the beginning */
  veche_matrix_add_event (self, room, json_node_get_object (node));
  self->look_up = look_up;

  return g_hash_table_lookup (self->seen, id);
}

/* The event that it answers: in a thread, unless it says otherwise, the one that began it. */
static const char *
veche_matrix_answered (JsonObject *content, const char **thread)
{
  JsonObject *relates = veche_json_object (content, "m.relates_to");
  const char *to = veche_json_string (veche_json_object (relates, "m.in_reply_to"), "event_id", NULL);

  *thread = NULL;
  if (g_str_equal (veche_json_string (relates, "rel_type", ""), "m.thread"))
    {
      *thread = veche_json_string (relates, "event_id", NULL);
      if (!veche_matrix_is_event (*thread))
        *thread = NULL;
      if (veche_json_bool (relates, "is_falling_back", FALSE) || to == NULL)
        to = *thread;
    }

  return veche_matrix_is_event (to) ? to : NULL;
}

static VecheAttention
veche_matrix_attention (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *content, const char *sender, const char *reply_to, const char *text)
{
  gboolean says = veche_json_object (content, "m.mentions") != NULL, called;
  const VecheMatrixSeen *answered;
  g_autofree char *word = NULL;

  /* What programs say of themselves calls nobody ("m.notice", and the push rule .m.rule.suppress_notices). */
  if (veche_matrix_is_ours (self, sender) || g_str_equal (veche_json_string (content, "msgtype", ""), "m.notice"))
    return VECHE_ATTENTION_NONE;
  if (room->direct)
    return VECHE_ATTENTION_DIRECT;
  called = veche_matrix_calls (content, self->me, self->rooms->our_name);
  for (guint i = 0; !called && self->mine != NULL && self->mine[i] != NULL; i++)
    called = veche_matrix_calls (content, self->mine[i], NULL);
  /* Who answers us says so in m.mentions; who does not write that has to be asked about. */
  answered = reply_to == NULL ? NULL : called || !says ? veche_matrix_find (self, room, reply_to) : g_hash_table_lookup (self->seen, reply_to);
  if (answered != NULL && veche_matrix_is_ours (self, answered->sender))
    return VECHE_ATTENTION_REPLY;
  if (called)
    return VECHE_ATTENTION_MENTION;

  word = self->words != NULL && *self->words != '\0' && text != NULL ? veche_feed_find_word (text, self->words) : NULL;

  return word != NULL ? VECHE_ATTENTION_WORD : VECHE_ATTENTION_NONE;
}

static VechePost *
veche_matrix_add_post (VecheMatrix *self, VecheMatrixRoom *room, const char *id, const char *kind, const char *author, gint64 at)
{
  VechePost *post = veche_batch_add_post (self->batch, room->id, id);
  g_autofree char *url = veche_matrix_link (room->id, id);

  post->kind = kind;
  post->author = author;
  post->at = at;
  post->url = veche_batch_string (self->batch, url);
  post->out = g_strcmp0 (author, self->me) == 0;

  return post;
}

/* New words for a message. Only its author may do that, whatever a server lets through. */
static void
veche_matrix_add_edit (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *edit, const char *target)
{
  JsonObject *content = veche_json_object (veche_json_object (edit, "content"), "m.new_content");
  const VecheMatrixSeen *seen = veche_matrix_is_event (target) ? veche_matrix_find (self, room, target) : NULL;
  g_autofree char *text = veche_matrix_text (content);
  VecheAttention attention;
  const char *author;
  VechePost *post;
  gint64 at;

  if (content == NULL || seen == NULL || g_strcmp0 (seen->sender, veche_json_string (edit, "sender", NULL)) != 0)
    return;
  author = seen->sender;
  at = seen->at;
  attention = veche_matrix_attention (self, room, content, author, NULL, text);
  post = veche_matrix_add_post (self, room, target, "message", author, at);
  post->edited = MAX (veche_matrix_time (edit), at + 1);
  post->text = veche_batch_string (self->batch, text);
  post->attention = attention;
}

static void
veche_matrix_add_message (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event, const char *id, const char *author, gint64 at)
{
  JsonObject *content = veche_json_object (event, "content"), *aside = veche_json_object (event, "unsigned");
  JsonObject *edit = veche_json_object (veche_json_object (aside, "m.relations"), "m.replace");
  gboolean gone = veche_json_object (aside, "redacted_because") != NULL;
  const char *thread, *reply_to = veche_matrix_answered (content, &thread);
  g_autofree char *text = gone ? NULL : veche_matrix_text (content);
  g_autofree char *meta = veche_matrix_meta (content);
  VecheAttention attention;
  VechePost *post;

  if (!gone && (content == NULL || (veche_json_string (content, "msgtype", NULL) == NULL && veche_json_string (content, "body", NULL) == NULL)))
    {
      veche_json_add_bad (self->batch, "a message without words", event);
      return;
    }

  /* First, for it may bring the message that is answered. */
  attention = gone ? VECHE_ATTENTION_NONE : veche_matrix_attention (self, room, content, author, reply_to, text);
  post = veche_matrix_add_post (self, room, id, reply_to != NULL ? "reply" : "message", author, at);
  post->reply_to = veche_batch_string (self->batch, reply_to);
  post->thread = veche_batch_string (self->batch, thread);
  post->text = veche_batch_string (self->batch, text);
  post->meta = veche_batch_string (self->batch, meta);
  post->attention = attention;
  post->deleted = gone;
  if (edit != NULL && !gone)
    veche_matrix_add_edit (self, room, edit, id);
}

static void
veche_matrix_add_reaction (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event, const char *id, const char *author, gint64 at)
{
  JsonObject *relates = veche_json_object (veche_json_object (event, "content"), "m.relates_to");
  const char *target = veche_json_string (relates, "event_id", NULL), *key = veche_json_string (relates, "key", NULL);
  VechePost *post;

  if (!veche_matrix_is_event (target) || key == NULL)     /* taken back */
    return;
  post = veche_matrix_add_post (self, room, id, "reaction", author, at);
  post->reply_to = veche_batch_string (self->batch, target);
  post->text = veche_batch_string (self->batch, key);
}

static void
veche_matrix_add_redaction (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event, gint64 at)
{
  /* In the content since room version 11. */
  const char *target = veche_json_string (event, "redacts", veche_json_string (veche_json_object (event, "content"), "redacts", NULL));
  const VecheMatrixSeen *seen = g_hash_table_lookup (self->seen, target != NULL ? target : "");
  g_autoptr (JsonNode) node = NULL;
  const char *kind = "message", *type, *author;
  VechePost *post;

  if (!veche_matrix_is_event (target))
    return;
  if (seen == NULL && self->look_up != NULL && self->looked++ < MAX_LOOKED)
    node = self->look_up (self->data, room->id, target);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      type = veche_json_string (json_node_get_object (node), "type", "");
      kind = g_str_equal (type, "m.reaction") ? "reaction" : g_str_equal (type, "m.room.message") || g_str_equal (type, "m.sticker") ? kind : NULL;
      at = MAX (veche_matrix_time (json_node_get_object (node)), 1);
    }
  if (kind == NULL)          /* a change of a room, or what nobody could read */
    return;

  author = seen != NULL ? seen->sender : node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? veche_matrix_add_user (self, veche_json_string (json_node_get_object (node), "sender", NULL), NULL) : NULL;
  post = veche_matrix_add_post (self, room, target, kind, author, seen != NULL ? seen->at : at);
  post->deleted = TRUE;
}

static void
veche_matrix_add_move (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event, const char *id, gint64 at)
{
  JsonObject *before = veche_json_object (veche_json_object (event, "unsigned"), "prev_content");
  const char *was = veche_json_string (before != NULL ? before : veche_json_object (event, "prev_content"), "membership", "");
  const char *is = veche_json_string (veche_json_object (event, "content"), "membership", "");
  const char *user = veche_matrix_add_user (self, veche_json_string (event, "state_key", NULL), NULL);
  gboolean joins = g_str_equal (is, "join"), there = g_str_equal (was, "join");

  if (user == NULL || joins == there || (!joins && !g_str_equal (is, "leave") && !g_str_equal (is, "ban")))
    return;
  veche_matrix_add_post (self, room, id, joins ? "join" : "leave", user, at);
  if (joins)
    {
      VechePerson *person = veche_batch_add_person (self->batch, user);

      person->joined = person->joined == 0 ? at : MIN (person->joined, at);
    }
}

void
veche_matrix_add_event (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event)
{
  const char *type = veche_json_string (event, "type", ""), *id = veche_json_string (event, "event_id", NULL);
  JsonObject *relates = veche_json_object (veche_json_object (event, "content"), "m.relates_to");
  const char *sender = veche_json_string (event, "sender", NULL);
  gint64 at = veche_matrix_time (event);

  if (!veche_matrix_is_event (id) || !veche_matrix_is_user (sender) || at == 0)
    {
      veche_json_add_bad (self->batch, at == 0 ? "an event without a time" : "an event without an id or a sender", event);
      return;
    }
  if (g_str_equal (type, "m.room.member"))
    veche_matrix_add_move (self, room, event, id, at);
  else if (g_str_equal (type, "m.room.redaction"))
    veche_matrix_add_redaction (self, room, event, at);
  else if (g_str_equal (type, "m.room.encrypted"))
    {
      room->encrypted = TRUE;
      veche_batch_add_notice (self->batch, "encrypted-room", room->name != NULL ? room->name : room->id);
    }
  else if (g_str_equal (type, "m.room.message") && g_str_equal (veche_json_string (relates, "rel_type", ""), "m.replace"))
    veche_matrix_add_edit (self, room, event, veche_json_string (relates, "event_id", NULL));
  else if (g_str_equal (type, "m.room.message") || g_str_equal (type, "m.sticker") || g_str_equal (type, "m.reaction"))
    {
      sender = veche_matrix_add_user (self, sender, NULL);
      veche_matrix_see (self, id, sender, at);
      if (g_str_equal (type, "m.reaction"))
        veche_matrix_add_reaction (self, room, event, id, sender, at);
      else
        veche_matrix_add_message (self, room, event, id, sender, at);
    }
}
