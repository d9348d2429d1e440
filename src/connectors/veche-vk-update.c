/* veche-vk-update.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-parse.h"

#include <string.h>

#include "connectors/veche-json.h"

/* Events of the Bots Long Poll: dev.vk.com, "Bots Long Poll API", "События", and the schema's callback objects. */

static void
veche_vk_delete (VecheVk *self, const char *channel, const char *id)
{
  VechePost *post = veche_batch_add_post (self->batch, channel, veche_batch_string (self->batch, id));

  post->kind = "comment";
  post->deleted = TRUE;
}

static void
veche_vk_delete_comment (VecheVk *self, VecheVkPlace place, const char *parent_key, JsonObject *object)
{
  g_autofree char *channel = veche_vk_dup_place (self, place);
  g_autofree char *parent = veche_json_dup_id (object, parent_key);
  g_autofree char *id = veche_json_dup_id (object, "id");
  g_autofree char *key = parent != NULL && id != NULL ? g_strconcat (parent, "_", id, NULL) : NULL;

  if (key != NULL)
    {
      veche_batch_add_channel (self->batch, channel)->kind = "group";
      veche_vk_delete (self, veche_batch_intern (self->batch, channel), key);
    }
}

static void
veche_vk_delete_board (VecheVk *self, JsonObject *object)
{
  gint64 topic = veche_json_int (object, "topic_id", 0);
  g_autofree char *channel = g_strdup_printf ("board-%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, self->group, topic);
  g_autofree char *id = veche_json_dup_id (object, "id");

  if (topic <= 0 || id == NULL)
    return;
  veche_vk_add_topic (self, topic, NULL);
  veche_vk_delete (self, veche_batch_intern (self->batch, channel), id);
}

/* Came or went: an event has an id of its own, and no time. */
static void
veche_vk_add_coming (VecheVk *self, JsonObject *update, JsonObject *object, gboolean joins)
{
  g_autofree char *place = veche_vk_dup_place (self, VECHE_VK_WALL);
  const char *event = veche_json_string (update, "event_id", NULL);
  g_autofree char *key = NULL;
  gint64 id = veche_json_int (object, "user_id", 0);
  g_autofree char *who = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *handle = g_strconcat ("id", who, NULL);
  VecheChannel *channel;
  VechePerson *person;
  VechePost *post;

  if (id <= 0)
    return;

  channel = veche_batch_add_channel (self->batch, place);
  channel->kind = "group";
  if (channel->name == NULL)
    channel->name = veche_batch_get_place (self->batch, NULL);
  key = event != NULL && *event != '\0' ? g_strconcat ("e:", event, NULL) : g_strdup_printf ("e:%s:%" G_GINT64_FORMAT, who, g_get_real_time () / G_TIME_SPAN_DAY);
  person = veche_batch_add_person (self->batch, veche_batch_intern (self->batch, who));
  if (person->handle == NULL)
    {
      person->handle = veche_batch_string (self->batch, handle);
      if (self->unnamed != NULL)
        g_hash_table_add (self->unnamed, g_strdup (who));
    }
  if (joins)
    person->joined = g_get_real_time ();
  post = veche_batch_add_post (self->batch, channel->remote_id, veche_batch_string (self->batch, key));
  post->kind = joins ? "join" : "leave";
  post->author = veche_batch_intern (self->batch, who);
  post->at = g_get_real_time ();
}

static gboolean
veche_vk_is (const char *type, const char *what)
{
  gsize length = strlen (what);

  return strncmp (type, what, length) == 0
         && (strcmp (type + length, "_new") == 0 || strcmp (type + length, "_edit") == 0 || strcmp (type + length, "_restore") == 0);
}

/* A comment that was changed says so by its event alone. */
static void
veche_vk_mark (VechePost *post, const char *type)
{
  if (post != NULL && g_str_has_suffix (type, "_edit") && post->edited == 0)
    post->edited = g_get_real_time ();
}

static void
veche_vk_add_comment_update (VecheVk *self, const char *type, JsonObject *object)
{
  static const struct { const char *what, *deleted, *parent; VecheVkPlace place; } kinds[] = {
    { "wall_reply", "wall_reply_delete", "post_id", VECHE_VK_WALL },
    { "photo_comment", "photo_comment_delete", "photo_id", VECHE_VK_PHOTOS },
    { "video_comment", "video_comment_delete", "video_id", VECHE_VK_VIDEOS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!veche_vk_wants (self, kinds[i].place))
        continue;
      if (g_str_equal (type, kinds[i].deleted))
        veche_vk_delete_comment (self, kinds[i].place, kinds[i].parent, object);
      else if (veche_vk_is (type, kinds[i].what))
        veche_vk_mark (veche_vk_add_comment (self, kinds[i].place, 0, object), type);
    }
}

void
veche_vk_add_update (VecheVk *self, JsonObject *update)
{
  const char *type = veche_json_string (update, "type", "");
  JsonObject *object = veche_json_object (update, "object");
  JsonObject *message = veche_json_object (object, "message");

  if (object == NULL)
    return;

  veche_vk_add_comment_update (self, type, object);
  if (g_str_equal (type, "wall_post_new") && veche_vk_wants (self, VECHE_VK_WALL))
    veche_vk_add_wall_post (self, object);
  else if (g_str_equal (type, "board_post_delete") && veche_vk_wants (self, VECHE_VK_BOARDS))
    veche_vk_delete_board (self, object);
  else if (veche_vk_is (type, "board_post") && veche_vk_wants (self, VECHE_VK_BOARDS))
    veche_vk_mark (veche_vk_add_board (self, veche_json_int (object, "topic_id", 0), object), type);
  else if ((g_str_equal (type, "message_new") || g_str_equal (type, "message_reply") || g_str_equal (type, "message_edit"))
           && veche_vk_wants (self, VECHE_VK_MESSAGES))
    veche_vk_add_message (self, message != NULL ? message : object);
  else if (g_str_equal (type, "group_join") || g_str_equal (type, "group_leave"))
    veche_vk_add_coming (self, update, object, g_str_equal (type, "group_join"));
}
