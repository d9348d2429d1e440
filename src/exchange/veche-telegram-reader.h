/* veche-telegram-reader.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-exchange-error.h"
#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* Streams a Telegram Desktop export: one value at a time in memory, whatever the size of the file.  Any thread, blocking. */
typedef struct
{
  /* A chat begins; the pointer is an index that counts from 0 over the file.  left: from the list of chats that were left. */
  void (*chat)    (guint chat, gboolean left, gpointer user_data);
  /* A scalar of a chat: "name", "type", "id". May come after its messages. */
  void (*field)   (guint chat, const char *name, const char *value, gpointer user_data);
  /* An element of "messages". NULL: it was no object, too deep or too big; raw says which. Returns FALSE to stop. */
  gboolean (*message) (guint chat, const VecheJsonNode *message, gint64 byte, gpointer user_data);
  /* "personal_information" of a whole account: whose export it is. */
  void (*owner)   (const VecheJsonNode *owner, gpointer user_data);
} VecheTelegramEvents;

/* FALSE: stopped by an event (no error), or an error. Everything before the byte of an error has been delivered. */
gboolean veche_telegram_read (const char *path, const VecheTelegramEvents *events, gpointer user_data,
                              VecheProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
/* The same over bytes in memory: for tests and fuzzing. */
gboolean veche_telegram_read_bytes (const char *data, gsize size, gsize chunk, const VecheTelegramEvents *events, gpointer user_data, GError **error);

G_END_DECLS
