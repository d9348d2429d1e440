/* fuzz-slack.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-json-stream.h"
#include "exchange/veche-slack-message.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any bytes as one file of a Slack export: people first, then the same as a day. */

typedef struct { VecheBatch *batch; VecheSlack slack; gboolean day; } Fuzz;

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
  const VecheChatWho *who;
  const char *why = NULL;

  self->slack.full = byte % 2 == 0;
  if (!self->day)
    veche_slack_add_user (&self->slack, value, &who);
  else if (veche_slack_read_message (&self->slack, value, &why))
    add_message (self->batch, &self->slack.message);
  else
    g_assert_nonnull (why);

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const VecheJsonEvents events = { NULL, element_cb };
  Fuzz self = { .batch = veche_batch_new ("slack", "T1") };
  g_autoptr (VecheJsonStream) stream = veche_json_stream_new (NULL, &events, &self);

  veche_slack_init (&self.slack);
  self.slack.channel = "C1";
  for (guint pass = 0; pass < 2; pass++)
    {
      self.day = pass == 1;
      veche_json_stream_reset (stream);
      if (veche_json_stream_feed (stream, (const char *) data, size, NULL))
        veche_json_stream_end (stream, NULL);
    }
  veche_slack_clear (&self.slack);
  veche_batch_unref (self.batch);

  return 0;
}
