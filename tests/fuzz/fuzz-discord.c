/* fuzz-discord.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-discord-message.h"
#include "exchange/veche-json-stream.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any bytes as a file of DiscordChatExporter, in pieces of a size that they choose. */

typedef struct { VecheBatch *batch; VecheDiscordMessage message; } Fuzz;

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

  self->message.full = byte % 2 == 0;
  self->message.channel = byte % 3 == 0 ? NULL : "5";
  if (veche_discord_message_read (&self->message, value, &why))
    add_message (self->batch, &self->message.message);
  else
    g_assert_nonnull (why);

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const VecheJsonEvents events = { NULL, element_cb };
  Fuzz self = { .batch = veche_batch_new ("discord", NULL) };
  g_autoptr (VecheJsonStream) stream = veche_json_stream_new ("messages", &events, &self);
  size_t piece = size > 0 ? 1 + data[size - 1] % 64 : 1;
  gboolean ok = TRUE;

  veche_discord_message_init (&self.message);
  for (size_t at = 0; ok && at < size; at += piece)
    ok = veche_json_stream_feed (stream, (const char *) data + at, MIN (piece, size - at), NULL);
  if (ok)
    veche_json_stream_end (stream, NULL);
  veche_discord_message_clear (&self.message);
  veche_batch_unref (self.batch);

  return 0;
}
