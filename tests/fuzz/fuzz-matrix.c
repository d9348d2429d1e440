/* fuzz-matrix.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "connectors/veche-json.h"
#include "connectors/veche-matrix-parse.h"

/* Any bytes as what a Matrix server answered: a sync, a page of what was said before, members, an event that was asked for; as our own cursor;
 * as what we are about to say. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static JsonNode *
look_up (gpointer data, const char *room, const char *event)
{
  return json_node_copy (data);
}

static void
try_sync (JsonNode *node, const char *cursor)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (cursor);
  static const char *const mine[] = { "@anna:example.org", NULL };
  VecheMatrix matrix = { .words = "встреча", .mine = mine, .look_up = look_up, .data = node };
  g_autofree char *written = NULL;

  veche_matrix_begin (&matrix, batch, rooms, "@us:example.org", "https://hs.example.org");
  veche_matrix_add_sync (&matrix, json_node_get_object (node), G_GINT64_CONSTANT (1740000000000000));
  veche_matrix_add_page (&matrix, "!room:example.org", json_node_get_object (node));
  veche_matrix_add_members (&matrix, json_node_get_object (node));
  veche_matrix_end (&matrix);
  written = veche_matrix_rooms_write (rooms);
}

static void
try_reply (const char *text)
{
  VecheReply reply = { .text = (char *) text, .thread = (char *) "$root", .in_reply_to = (char *) text, .author_handle = (char *) text };
  g_autoptr (JsonNode) node = veche_matrix_compose (&reply, "@us:example.org");
  g_autofree char *json = veche_json_to_text (node);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = veche_json_parse ((const char *) data, size, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  gboolean valid = g_utf8_validate (text, -1, NULL);

  if (valid)
    try_reply (text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    try_sync (node, valid ? text : NULL);

  return 0;
}
