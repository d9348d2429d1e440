/* fuzz-telegram-html.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-telegram-page.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any bytes as a page of Telegram's HTML, and as the time in a title. */

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
found_cb (const VecheChatMessage *message, const char *bad, gpointer user_data)
{
  Fuzz *self = user_data;

  if (message != NULL)
    add_message (self->batch, message);
  else
    g_assert_nonnull (bad);

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Fuzz self = { veche_batch_new ("telegram", NULL) };
  g_autofree char *title = g_strndup ((const char *) data, MIN (size, 64));
  VecheTelegramPage page;

  veche_telegram_page_init (&page);
  veche_telegram_page_read (&page, (const char *) data, size, found_cb, &self, NULL);
  veche_telegram_page_clear (&page);
  veche_telegram_page_time (title);
  veche_batch_unref (self.batch);

  return 0;
}
