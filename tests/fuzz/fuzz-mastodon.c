/* fuzz-mastodon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "model/veche-html.h"
#include "connectors/veche-json.h"
#include "connectors/veche-mastodon-cursor.h"
#include "connectors/veche-mastodon-parse.h"

/* Any bytes as what the Mastodon API answered: notifications, a thread, a status, ourselves, our own cursor. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_status (VecheMastodon *mastodon, JsonObject *status)
{
  g_autofree char *fingerprint = veche_mastodon_fingerprint (status);

  veche_mastodon_add_status (mastodon, status, NULL);
  veche_mastodon_is_our_reply (status, "1", "2", "текст");
}

static void
try_node (JsonNode *node)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "here.example");
  g_autoptr (JsonNode) me = json_from_string ("{\"id\":\"1\",\"acct\":\"us\"}", NULL);
  VecheMastodon mastodon = { 0 };

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (VecheBatch) other = veche_batch_new ("mastodon", "here.example");
      VecheMastodon stranger = { 0 };
      g_autofree char *root = NULL;

      veche_mastodon_begin (&stranger, other, "here.example", json_node_get_object (node));
      veche_mastodon_begin (&mastodon, batch, "here.example", json_node_get_object (me));
      root = veche_mastodon_add_context (&mastodon, json_node_get_object (node), "7");
      try_status (&mastodon, json_node_get_object (node));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      veche_mastodon_begin (&mastodon, batch, "here.example", json_node_get_object (me));
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        {
          JsonObject *item = veche_json_nth (json_node_get_array (node), i);

          if (item != NULL)
            {
              veche_mastodon_add_notification (&mastodon, item);
              try_status (&mastodon, item);
            }
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *plain = veche_html_to_text (text, 500);
  g_autofree char *link = veche_mastodon_link_max_id (text);
  g_autoptr (VecheMastodonCursor) cursor = veche_mastodon_cursor_read (g_utf8_validate (text, -1, NULL) ? text : NULL);
  g_autofree char *written = veche_mastodon_cursor_write (cursor);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  if (node != NULL)
    try_node (node);

  return 0;
}
