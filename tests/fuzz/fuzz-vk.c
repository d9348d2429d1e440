/* fuzz-vk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-json.h"
#include "connectors/veche-vk-cursor.h"
#include "connectors/veche-vk-parse.h"
#include "connectors/veche-vk-send.h"

/* Any bytes as what VK answered: an event, a comment, a post, a message, people, its markup, our own cursor. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_object (JsonObject *object)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("vk", "");
  g_autoptr (GHashTable) unnamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VecheVk vk = { .batch = batch, .group = 7, .unnamed = unnamed };

  veche_vk_add_update (&vk, object);
  veche_vk_add_wall_post (&vk, object);
  veche_vk_add_comment (&vk, VECHE_VK_PHOTOS, 0, object);
  veche_vk_add_board (&vk, 5, object);
  veche_vk_add_message (&vk, object);
  veche_vk_add_talk (&vk, object);
  veche_vk_add_mention (&vk, object);
  veche_vk_add_authors (&vk, object);
  veche_vk_begin (&vk, object);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autofree char *plain = veche_vk_plain (text, NULL);
  g_autofree char *group = veche_vk_dup_group (text);
  g_autoptr (VecheVkCursor) cursor = veche_vk_cursor_read (text);
  g_autofree char *written = veche_vk_cursor_write (cursor);
  VecheVkPlaceOfReply place;

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  veche_vk_reply_read (&place, text, text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_object (json_node_get_object (node));

  return 0;
}
