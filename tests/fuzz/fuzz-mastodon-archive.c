/* fuzz-mastodon-archive.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-activity-message.h"
#include "exchange/veche-json-stream.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any bytes as the outbox.json of an archive. */

typedef struct { VecheBatch *batch; VecheActivity activity; } Fuzz;

static void
use_person (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined)
{
  veche_batch_add_person (batch, remote_id)->joined = joined;
}

/* A message becomes posts, as in an import. */
static void
add_message (VecheBatch *batch, const VecheChatMessage *message)
{
  VecheChatContext context = { .batch = batch, .channel = "c", .chat = "c", .kind = "group", .me = "1", .use_person = use_person };

  g_assert_nonnull (message->id);
  g_assert_cmpint (message->at, >, 0);
  g_assert_true (message->text == NULL || g_utf8_validate (message->text, -1, NULL));
  veche_chat_key (message->id);
  veche_chat_add (&context, message);
}

static gboolean
element_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  Fuzz *self = user_data;
  const char *why = NULL;

  self->activity.full = byte % 2 == 0;
  if (veche_activity_read (&self->activity, value, &why))
    add_message (self->batch, &self->activity.message);

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const VecheJsonEvents events = { NULL, element_cb };
  Fuzz self = { .batch = veche_batch_new ("mastodon", "fedi.example") };
  g_autoptr (VecheJsonStream) stream = veche_json_stream_new ("orderedItems", &events, &self);

  veche_activity_init (&self.activity);
  veche_activity_set_actor (&self.activity, "https://fedi.example/users/vera", "vera");
  if (veche_json_stream_feed (stream, (const char *) data, size, NULL))
    veche_json_stream_end (stream, NULL);
  veche_activity_clear (&self.activity);
  veche_batch_unref (self.batch);

  return 0;
}
