/* fuzz-discord-api.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-discord-cursor.h"
#include "connectors/veche-discord-parse.h"
#include "connectors/veche-json.h"

/* Any bytes as what Discord's REST API answered: ourselves, channels, messages, members; as our own cursor. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_object (JsonObject *object)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (JsonNode) me = json_from_string ("{\"id\":\"77\",\"username\":\"us\"}", NULL);
  VecheDiscord discord = { .guild = "900", .words = "встреча" };

  veche_discord_begin (&discord, batch, object);
  veche_discord_begin (&discord, batch, json_node_get_object (me));
  veche_discord_add_ourself (&discord, object);
  veche_discord_add_channel (&discord, object);
  veche_discord_add_message (&discord, "901", object);
  veche_discord_add_member (&discord, object);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (VecheDiscordCursor) cursor = veche_discord_cursor_read (g_utf8_validate (text, -1, NULL) ? text : NULL);
  g_autofree char *written = veche_discord_cursor_write (cursor);

  veche_discord_time (text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_object (json_node_get_object (node));
  for (guint i = 0; node != NULL && JSON_NODE_HOLDS_ARRAY (node) && i < veche_json_length (json_node_get_array (node)); i++)
    if (veche_json_nth (json_node_get_array (node), i) != NULL)
      try_object (veche_json_nth (json_node_get_array (node), i));

  return 0;
}
