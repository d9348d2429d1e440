/* veche-discourse-send.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-private.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "model/veche-html.h"

#define LOOK_BACK 5     /* pages of a topic's end that are searched for our own post */

static void
veche_discourse_tell (VecheApi *api, const char *topic, JsonObject *post, VecheSent *sent)
{
  sent->remote_id = veche_json_dup_id (post, "post_number");
  if (sent->remote_id != NULL)
    sent->url = g_strdup_printf ("%s/t/%s/%s", api->base, topic, sent->remote_id);
}

static guint
veche_discourse_count_uploads (const char *text)
{
  guint n = 0;

  for (const char *at = strstr (text, "upload://"); at != NULL; at = strstr (at + 1, "upload://"))
    n++;

  return n;
}

/* What was typed, when the forum shows it; else letters and digits of what it made of it.  The same words may have gone to somebody else. */
static gboolean
veche_discourse_is_ours (JsonObject *post, const char *me, const VecheReply *reply)
{
  g_autofree char *above = veche_json_dup_id (post, "reply_to_post_number");
  const char *raw = veche_json_string (post, "raw", NULL);
  g_autofree char *typed = g_strstrip (g_strdup (raw != NULL ? raw : ""));
  g_autofree char *sent = g_strstrip (g_strdup (reply->text));
  g_autofree char *plain = NULL, *ours = NULL, *theirs = NULL;

  if (g_ascii_strcasecmp (veche_json_string (post, "username", ""), me) != 0
      || (above != NULL && reply->in_reply_to != NULL && !g_str_equal (above, reply->in_reply_to)))
    return FALSE;
  /* What was uploaded follows the words. */
  if (raw != NULL && reply->files != NULL && reply->files->len > 0)
    return g_str_has_prefix (typed, sent) && veche_discourse_count_uploads (typed + strlen (sent)) == reply->files->len;
  if (raw != NULL)
    return g_str_equal (typed, sent);

  plain = veche_html_to_text (veche_json_string (post, "cooked", ""), 0);
  ours = veche_discourse_essence (sent);
  theirs = veche_discourse_essence (plain);

  return g_str_equal (ours, theirs);
}

/* Our answer, when an earlier attempt brought it there.  FALSE: could not look. */
static gboolean
veche_discourse_find_sent (VecheApi *api, const char *me, const char *topic, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/t/%s.json", topic);
  g_autoptr (JsonNode) first = veche_discourse_get (api, path, error);
  JsonArray *ids = first != NULL ? veche_json_array (veche_json_object (json_node_get_object (first), "post_stream"), "stream") : NULL;
  guint n = veche_json_length (ids);

  if (first == NULL)
    return FALSE;
  for (guint back = 0; back < LOOK_BACK && n > 0 && sent->remote_id == NULL; back++)
    {
      guint from = n > VECHE_DISCOURSE_POSTS ? n - VECHE_DISCOURSE_POSTS : 0;
      g_autoptr (JsonNode) node = veche_discourse_get_posts (api, topic, ids, from, TRUE, error);
      JsonArray *posts;

      if (node == NULL)
        return FALSE;
      posts = veche_json_array (veche_json_object (json_node_get_object (node), "post_stream"), "posts");
      for (guint i = veche_json_length (posts); i > 0 && sent->remote_id == NULL; i--)
        if (veche_discourse_is_ours (veche_json_nth (posts, i - 1), me, reply))
          veche_discourse_tell (api, topic, veche_json_nth (posts, i - 1), sent);
      n = from;
    }

  return TRUE;
}

/* In slow mode each may speak once in so many seconds; the refusal says so only in the forum's language, the topic in numbers. */
static gint64
veche_discourse_slow_until (VecheApi *api, const char *topic)
{
  g_autofree char *path = g_strdup_printf ("/t/%s.json", topic);
  g_autoptr (JsonNode) node = veche_discourse_get (api, path, NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  gint64 seconds = CLAMP (veche_json_int (object, "slow_mode_seconds", 0), 0, 30 * 86400), ends = veche_json_time (object, "slow_mode_enabled_until");
  gint64 last = veche_json_time (object, "user_last_posted_at"), now = g_get_real_time ();

  if (seconds == 0 || (ends != 0 && ends <= now))
    return 0;

  return last > 0 ? last + seconds * G_TIME_SPAN_SECOND : now + seconds * G_TIME_SPAN_SECOND;
}

/* local (transfer full): why it was not taken; a refusal that only asks for patience says until when. */
static void
veche_discourse_refuse (VecheApi *api, const char *topic, GError *local, GError **error)
{
  gint64 until = local->code == VECHE_CONNECTOR_ERROR_REJECTED ? veche_discourse_slow_until (api, topic) : 0;

  if (until > g_get_real_time ())
    {
      g_clear_error (&local);
      api->retry_after = until;
      veche_http_set_error (&local, VECHE_CONNECTOR_ERROR_RATE_LIMITED, api->base, "the topic is in slow mode: one post in a while from each");
    }
  g_propagate_error (error, local);
}

/* A post may be kept back for a moderator; it has no number then, and must not be sent again. */
static gboolean
veche_discourse_is_taken (VecheApi *api, const char *topic, JsonNode *node, VecheSent *sent, GError **error)
{
  JsonObject *answer = veche_json_root (node);
  JsonObject *nested = veche_json_object (answer, "post");

  if (g_str_equal (veche_json_string (answer, "action", ""), "enqueued"))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base,
                            "it keeps the reply for a moderator to look at; it will stand there when they agree, so do not send it again");
      return FALSE;
    }
  veche_discourse_tell (api, topic, nested != NULL ? nested : answer, sent);
  if (sent->remote_id == NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the reply");

  return sent->remote_id != NULL;
}

/* docs.discourse.org, "Creates an upload": a picture or a file is a line of Markdown that names it. */
static gboolean
veche_discourse_upload (VecheApi *api, const VecheReplyFile *file, GString *text, GError **error)
{
  const VechePart parts[] = { { .name = "type", .text = "composer" },
                              { .name = "synchronous", .text = "true" },
                              { .name = "file", .file_name = file->name, .type = file->type, .data = file->data } };
  g_autoptr (JsonNode) node = veche_api_call (api, &(VecheApiRequest) { .path = "/uploads.json", .parts = parts, .n_parts = G_N_ELEMENTS (parts),
                                                                        .harmless = TRUE }, NULL, error);
  JsonObject *up = veche_json_root (node);
  const char *url = veche_json_string (up, "short_url", NULL);
  g_autofree char *name = g_strdelimit (g_strdup (*file->alt != '\0' ? file->alt : file->name), "[]|\r\n", ' ');

  if (node != NULL && (url == NULL || !g_str_has_prefix (url, "upload://")))
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not say what became of “%s”", file->name);
  if (url == NULL || !g_str_has_prefix (url, "upload://"))
    return FALSE;
  if (veche_file_is_picture (file->type))
    g_string_append_printf (text, "\n\n![%s|%" G_GINT64_FORMAT "x%" G_GINT64_FORMAT "](%s)", name, veche_json_int (up, "width", 690),
                            veche_json_int (up, "height", 500), url);
  else
    g_string_append_printf (text, "\n\n[%s|attachment](%s)", name, url);

  return TRUE;
}

gboolean
veche_discourse_send (VecheApi *api, const char *me, const VecheReply *reply, VecheSent *sent, GError **error)
{
  const char *topic = reply->channel != NULL && g_str_has_prefix (reply->channel, "topic-") ? reply->channel + strlen ("topic-") : NULL;
  g_autoptr (GString) text = g_string_new (reply->text);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) json = json_node_init_object (json_node_alloc (), body);
  g_autoptr (JsonNode) node = NULL;
  GError *local = NULL;

  if (topic == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "there is no way to answer this");
      return FALSE;
    }
  if (reply->maybe_sent && !veche_discourse_find_sent (api, me, topic, reply, sent, error))
    return FALSE;
  if (sent->remote_id != NULL)
    return TRUE;

  json_object_set_int_member (body, "topic_id", g_ascii_strtoll (topic, NULL, 10));
  for (guint i = 0; reply->files != NULL && i < reply->files->len; i++)
    if (!veche_discourse_upload (api, reply->files->pdata[i], text, error))
      return FALSE;
  json_object_set_string_member (body, "raw", text->str + strspn (text->str, "\n"));
  if (reply->in_reply_to != NULL)
    json_object_set_int_member (body, "reply_to_post_number", g_ascii_strtoll (reply->in_reply_to, NULL, 10));
  node = veche_api_call (api, &(VecheApiRequest) { .path = "/posts.json", .json = json }, NULL, &local);
  if (node == NULL)
    {
      veche_discourse_refuse (api, topic, local, error);
      return FALSE;
    }

  return veche_discourse_is_taken (api, topic, node, sent, error);
}
