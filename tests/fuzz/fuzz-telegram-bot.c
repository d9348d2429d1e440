/* fuzz-telegram-bot.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-json.h"
#include "connectors/veche-telegram-parse.h"

/* Any bytes as what the Bot API answered, as our own cursor, as a reply to be sent. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_updates (JsonArray *updates, VecheTelegramPlaces *places)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (JsonNode) me = json_from_string ("{\"id\":77,\"username\":\"club_helper_bot\"}", NULL);
  VecheTelegramBot bot = { .places = places, .words = "запись, встреча" };

  veche_telegram_bot_begin (&bot, batch, json_node_get_object (me));
  for (guint i = 0; i < veche_json_length (updates); i++)
    if (veche_json_nth (updates, i) != NULL)
      veche_telegram_bot_add_update (&bot, veche_json_nth (updates, i));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (text);
  g_autofree char *written = veche_telegram_places_write (places);
  g_autoptr (JsonArray) entities = NULL;
  g_autofree char *sent = veche_telegram_bot_render (text, 5, "Анна", &entities);
  gint64 chat, topic;

  g_assert_true (g_utf8_validate (sent, -1, NULL));
  veche_telegram_bot_find_chat (text, &chat, &topic);
  veche_telegram_bot_find_message (text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_updates (veche_json_array (json_node_get_object (node), "result"), places);
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    try_updates (json_node_get_array (node), places);

  return 0;
}
