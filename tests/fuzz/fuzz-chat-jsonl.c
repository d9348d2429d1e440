/* fuzz-chat-jsonl.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-jsonl-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any bytes as JSON Lines of messages, and as the beginning of a file of any kind. */

typedef struct { VecheBatch *batch; } Fuzz;

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
message_cb (gpointer data, guint chat, const VecheChatMessage *message)
{
  add_message (((Fuzz *) data)->batch, message);

  return TRUE;
}

static gboolean
bad_cb (gpointer data, guint chat, gint64 byte, const char *place, const char *why, const char *raw)
{
  g_assert_nonnull (why);

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Fuzz self = { veche_batch_new ("other", NULL) };
  VecheChatSink sink = { .full = TRUE, .message = message_cb, .bad = bad_cb, .data = &self };

  veche_jsonl_read_bytes ((const char *) data, size, &sink);
  veche_format_detect_bytes ((const char *) data, size, TRUE, "a.txt", NULL);
  veche_batch_unref (self.batch);

  return 0;
}
