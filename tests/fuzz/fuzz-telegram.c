/* fuzz-telegram.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "exchange/veche-chat-export.h"
#include "exchange/veche-telegram-message.h"
#include "exchange/veche-telegram-reader.h"

/* Any bytes as an export: in chunks of a size that they choose, into posts; then as a file that is looked through. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct { VecheBatch *batch; GString *text; GHashTable *handles; VecheTelegramKind kind; } Fuzz;

static const char *
name_to_id (gpointer people, const char *name)
{
  return name[0] % 2 == 0 ? "user7" : NULL;
}

static void
use_person (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined)
{
  veche_batch_add_person (batch, remote_id)->joined = joined;
}

static gboolean
message_cb (guint chat, const VecheJsonNode *message, gint64 byte, gpointer user_data)
{
  Fuzz *self = user_data;
  VecheTelegramContext context = { .batch = self->batch, .chat = "channel1", .channel = "channel1", .kind = self->kind, .me = "user100",
                                   .my_handles = self->handles, .name_to_id = name_to_id, .use_person = use_person, .question = byte % 2 == 0 };
  VecheTelegramHead head;
  const char *why;

  if (!veche_telegram_head (message, &head, &why))
    return TRUE;
  self->kind = byte % 5;
  veche_telegram_text (message, self->text);
  g_assert_true (g_utf8_validate (self->text->str, -1, NULL));
  veche_telegram_add_message (&context, message, &head, self->text);

  return TRUE;
}

static void
try_pieces (const uint8_t *data, size_t size)
{
  static const VecheTelegramEvents events = { NULL, NULL, message_cb, NULL };
  Fuzz fuzz = { veche_batch_new (VECHE_TELEGRAM, NULL), g_string_new (NULL), g_hash_table_new (g_str_hash, g_str_equal), VECHE_TELEGRAM_SUPERGROUP };
  g_autoptr (GError) error = NULL;

  g_hash_table_add (fuzz.handles, (gpointer) "vera_mayak");
  veche_telegram_read_bytes ((const char *) data, size, 1 + data[size - 1] % 64, &events, &fuzz, &error);
  veche_batch_unref (fuzz.batch);
  g_string_free (fuzz.text, TRUE);
  g_hash_table_unref (fuzz.handles);
}

static void
try_file (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("export", 0);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = NULL;
  g_autofree char *remote_id = NULL, *handle = NULL;
  VecheChatTotals totals;

  g_assert_cmpint (write (fd, data, size), ==, size);
  scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_assert_true (scan != NULL || error != NULL);
  if (scan != NULL)
    {
      GPtrArray *people = veche_chat_scan_get_people (scan);

      veche_chat_scan_get_totals (scan, &totals);
      for (guint i = 0; i < people->len; i++)
        g_free (veche_chat_scan_guess_handle (scan, ((VecheChatPerson *) g_ptr_array_index (people, i))->remote_id));
      veche_chat_scan_find_me (scan, NULL, "@vera_mayak", &remote_id, &handle, NULL);
    }
  close (fd);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  try_pieces (data, size);
  try_file (data, size);

  return 0;
}
