/* fuzz-discourse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-discourse-cursor.h"
#include "connectors/veche-discourse-key.h"
#include "connectors/veche-discourse-parse.h"
#include "connectors/veche-json.h"

/* Any bytes as what a forum answered: a topic with its posts, a post, a user, a category; as our own cursor; as what a person pasted for a key. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_object (JsonObject *object)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discourse", "forum.example");
  VecheDiscourse page = { .batch = batch, .base = "https://forum.example", .me = "us", .groups = veche_json_array (object, "groups") };
  JsonObject *stream = veche_json_object (object, "post_stream");
  JsonArray *posts = stream != NULL ? veche_json_array (stream, "posts") : veche_json_array (object, "posts");
  const char *channel = veche_discourse_add_topic (&page, object);

  for (guint i = 0; i < veche_json_length (posts); i++)
    veche_discourse_add_post (&page, channel != NULL ? channel : "topic-1", i % 2, veche_json_nth (posts, i));
  veche_discourse_add_post (&page, "topic-1", FALSE, object);
  veche_discourse_add_user (&page, object);
  veche_discourse_add_category (&page, object);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static VecheDiscourseKey *key;
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (VecheDiscourseCursor) cursor = veche_discourse_cursor_read (text);
  g_autofree char *written = veche_discourse_cursor_write (cursor);
  g_autofree char *essence = veche_discourse_essence (text);
  g_autofree char *opened = NULL;

  if (key == NULL)
    key = veche_discourse_key_new (NULL);
  if (veche_discourse_key_is_sealed (text))
    opened = veche_discourse_key_open (key, text, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_object (json_node_get_object (node));

  return 0;
}
