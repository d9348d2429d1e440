/* fuzz-bluesky.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "connectors/veche-bluesky-cursor.h"
#include "connectors/veche-bluesky-parse.h"
#include "connectors/veche-bluesky-text.h"
#include "connectors/veche-json.h"

/* Any bytes as what an AT Protocol server answered: notifications, a thread, a post, a DID document, our own cursor; and as a text of ours. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_object (JsonObject *object)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("bluesky", "");
  JsonArray *notifications = veche_json_array (object, "notifications");
  g_autofree char *pds = veche_bluesky_dup_pds (object, "did:plc:us");
  VecheBluesky bluesky = { .words = "карта, map" };

  veche_bluesky_begin (&bluesky, batch, "did:plc:us", "us.example");
  for (guint i = 0; i < veche_json_length (notifications); i++)
    if (veche_json_nth (notifications, i) != NULL)
      veche_bluesky_add_notification (&bluesky, veche_json_nth (notifications, i));
  veche_bluesky_add_notification (&bluesky, object);
  veche_bluesky_add_post (&bluesky, object);
  veche_bluesky_add_thread (&bluesky, object);
  veche_bluesky_add_thread (&bluesky, veche_json_object (object, "thread"));
  veche_bluesky_end (&bluesky);
}

static void
try_text (const char *text)
{
  g_autoptr (GPtrArray) facets = veche_facets_find (text);
  g_autofree char *key = veche_bluesky_record_key (text);
  g_autofree char *url = veche_bluesky_web_url (text);

  g_assert_cmpuint (strlen (key), ==, 13);
  for (guint i = 0; i < facets->len; i++)
    {
      const VecheFacet *facet = g_ptr_array_index (facets, i);
      g_autofree char *slice = g_strndup (text + facet->start, facet->end - facet->start);

      g_assert_cmpuint (facet->end, <=, strlen (text));
      g_assert_cmpuint (facet->start, <, facet->end);
      g_assert_true (g_utf8_validate (slice, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (VecheBlueskyCursor) cursor = veche_bluesky_cursor_read (text);
  g_autofree char *written = veche_bluesky_cursor_write (cursor);

  try_text (text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_object (json_node_get_object (node));

  return 0;
}
