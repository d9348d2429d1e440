/* test-golden.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the vendors' own examples become, to the last field: tests/connectors/data/PLATFORM/NAME.json → NAME.expected.
 *
 * telegram: "Testing your bot with updates" of https://core.telegram.org/bots/webhooks, then Update and its parts as
 * https://core.telegram.org/bots/api describes them.  discord: the examples of User, Channel, Message and Guild Member of
 * https://docs.discord.com/developers, then their described parts.  vk: answers and events as VK's JSON schema of its API 5.199 and dev.vk.com
 * describe them; they are held against that schema here.
 */

#include <json-glib/json-glib.h>

#include "connectors/veche-discord-parse.h"
#include "connectors/veche-json.h"
#include "connectors/veche-telegram-parse.h"
#include "connectors/veche-vk-parse.h"
#include "support/fake-shape.h"
#include "support/golden.h"

static JsonNode *
load (const char *platform, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connectors", "data", platform, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = veche_json_parse (text, length, &error);
  g_assert_no_error (error);

  return node;
}

/*** Telegram ***/

static void
test_telegram (gconstpointer data)
{
  const char *name = data;
  g_autoptr (JsonNode) node = load ("telegram", name);
  g_autoptr (JsonNode) me = json_from_string ("{\"id\":77,\"is_bot\":true,\"first_name\":\"Помощник клуба\",\"username\":\"club_helper_bot\"}", NULL);
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  JsonArray *updates = veche_json_array (json_node_get_object (node), "result");
  VecheTelegramBot bot = { .places = places, .words = "запись" };

  g_assert_true (veche_telegram_bot_begin (&bot, batch, json_node_get_object (me)));
  veche_telegram_bot_add_ourself (&bot, json_node_get_object (me));
  for (guint i = 0; i < veche_json_length (updates); i++)
    veche_telegram_bot_add_update (&bot, veche_json_nth (updates, i));
  golden_assert (batch, "telegram", name);
}

/*** Discord ***/

static void
test_discord (void)
{
  g_autoptr (JsonNode) node = load ("discord", "documented");
  JsonObject *all = json_node_get_object (node);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  VecheDiscord discord = { .words = "прощайте" };
  JsonArray *list = veche_json_array (all, "channels");

  g_assert_true (veche_discord_begin (&discord, batch, veche_json_object (all, "me")));
  discord.guild = veche_json_string (all, "guild", NULL);
  veche_discord_add_ourself (&discord, veche_json_object (all, "me"));
  for (guint i = 0; i < veche_json_length (list); i++)
    veche_discord_add_channel (&discord, veche_json_nth (list, i));
  list = veche_json_array (all, "messages");
  for (guint i = 0; i < veche_json_length (list); i++)
    veche_discord_add_message (&discord, veche_json_string (veche_json_nth (list, i), "channel_id", "290926798999357250"), veche_json_nth (list, i));
  list = veche_json_array (all, "members");
  for (guint i = 0; i < veche_json_length (list); i++)
    veche_discord_add_member (&discord, veche_json_nth (list, i));
  golden_assert (batch, "discord", "documented");
}

/*** VK ***/

typedef void (*AddOne) (VecheVk *vk, JsonObject *object);

static void add_post (VecheVk *vk, JsonObject *object) { veche_vk_add_wall_post (vk, object); }
static void add_mention (VecheVk *vk, JsonObject *object) { veche_vk_add_mention (vk, object); }
static void add_board (VecheVk *vk, JsonObject *object) { veche_vk_add_board (vk, 12, object); }
static void add_photo (VecheVk *vk, JsonObject *object) { veche_vk_add_comment (vk, VECHE_VK_PHOTOS, 0, object); }
static void add_video (VecheVk *vk, JsonObject *object) { veche_vk_add_comment (vk, VECHE_VK_VIDEOS, 9, object); }
static void add_message (VecheVk *vk, JsonObject *object) { veche_vk_add_message (vk, object); }
static void add_talk (VecheVk *vk, JsonObject *object) { veche_vk_add_talk (vk, veche_json_object (object, "conversation")); }
static void add_user (VecheVk *vk, JsonObject *object) { veche_vk_add_user (vk, object); }

static void
add_topic (VecheVk *vk, JsonObject *object)
{
  veche_vk_add_topic (vk, veche_json_int (object, "id", 0), veche_json_string (object, "title", NULL));
}

static void
add_comment (VecheVk *vk, JsonObject *object)
{
  JsonArray *answers = veche_json_array (veche_json_object (object, "thread"), "items");

  veche_vk_add_comment (vk, VECHE_VK_WALL, 45, object);
  for (guint i = 0; i < veche_json_length (answers); i++)
    veche_vk_add_comment (vk, VECHE_VK_WALL, 45, veche_json_nth (answers, i));
}

static void
add_answer (VecheVk *vk, const char *method, JsonNode *response)
{
  static const struct { const char *method; AddOne add; } kinds[] = {
    { "wall.get", add_post }, { "wall.getComments", add_comment }, { "board.getTopics", add_topic }, { "board.getComments", add_board },
    { "photos.getAllComments", add_photo }, { "video.getComments", add_video }, { "messages.getConversations", add_talk },
    { "messages.getHistory", add_message }, { "newsfeed.getMentions", add_mention }, { "groups.getMembers", add_user }, { "users.get", add_user },
  };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (response) ? json_node_get_object (response) : NULL;
  JsonArray *items = object != NULL ? veche_json_array (object, "items") : json_node_get_array (response);

  veche_vk_add_authors (vk, object);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; g_str_equal (method, kinds[i].method) && j < veche_json_length (items); j++)
      kinds[i].add (vk, veche_json_nth (items, j));
}

static void
check_shape (JsonObject *shape, JsonNode *node, const char *what)
{
  g_autofree char *wrong = NULL;

  g_assert_nonnull (shape);
  wrong = fake_shape_check (shape, node, what);
  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_vk_answers (void)
{
  g_autoptr (JsonNode) node = load ("vk", "answers");
  g_autoptr (JsonNode) schema = load ("vk", "schema");
  g_autoptr (VecheBatch) batch = veche_batch_new ("vk", "");
  JsonObject *methods = veche_json_object (json_node_get_object (schema), "methods");
  JsonArray *answers = json_node_get_array (node);
  VecheVk vk = { .batch = batch };

  for (guint i = 0; i < veche_json_length (answers); i++)
    {
      JsonObject *answer = veche_json_nth (answers, i);
      const char *method = veche_json_string (answer, "method", "");
      JsonNode *response = json_object_get_member (answer, "response");
      g_autoptr (JsonObject) body = json_object_new ();
      g_autoptr (JsonNode) body_node = json_node_init_object (json_node_alloc (), body);

      json_object_set_member (body, "response", json_node_copy (response));
      check_shape (veche_json_object (veche_json_object (methods, method), "answer"), body_node, method);
      if (g_str_equal (method, "groups.getById"))
        g_assert_true (veche_vk_begin (&vk, veche_json_nth (veche_json_array (json_node_get_object (response), "groups"), 0)));
      else
        add_answer (&vk, method, response);
    }
  golden_assert (batch, "vk", "answers");
}

static void
test_vk_events (void)
{
  g_autoptr (JsonNode) node = load ("vk", "events");
  g_autoptr (JsonNode) schema = load ("vk", "schema");
  g_autoptr (VecheBatch) batch = veche_batch_new ("vk", "");
  JsonObject *events = veche_json_object (json_node_get_object (schema), "events");
  JsonArray *updates = veche_json_array (json_node_get_object (node), "updates");
  VecheVk vk = { .batch = batch, .group = 7 };

  for (guint i = 0; i < veche_json_length (updates); i++)
    {
      JsonObject *update = veche_json_nth (updates, i);
      const char *type = veche_json_string (update, "type", "");

      check_shape (veche_json_object (events, type), json_object_get_member (update, "object"), type);
      veche_vk_add_update (&vk, update);
    }
  golden_assert (batch, "vk", "events");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/connectors/golden/telegram/documented", "documented", test_telegram);
  g_test_add_data_func ("/connectors/golden/telegram/club", "club", test_telegram);
  g_test_add_data_func ("/connectors/golden/telegram/other", "other", test_telegram);
  g_test_add_func ("/connectors/golden/discord", test_discord);
  g_test_add_func ("/connectors/golden/vk/answers", test_vk_answers);
  g_test_add_func ("/connectors/golden/vk/events", test_vk_events);

  return g_test_run ();
}
