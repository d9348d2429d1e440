/* veche-telegram-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"

G_BEGIN_DECLS

/* One page of Telegram Desktop's HTML export.  Whoever has no id there gets "name:CHAT/NAME", the chat "name:CHAT". */
typedef struct
{
  char     *name;         /* of the chat, from the page's head (nullable) */
  char     *author;       /* who wrote last: a message that goes on does not repeat the name (nullable) */
  gboolean  author_bot;
  gint64    last;         /* time of the last message: service messages have none */

  GString  *text;
  GArray   *others;       /* (element-type VecheChatWho) */
  GPtrArray *strings;     /* made for one message */
} VecheTelegramPage;

void     veche_telegram_page_init  (VecheTelegramPage *self);
void     veche_telegram_page_clear (VecheTelegramPage *self);
/* found: FALSE stops. FALSE: it is no page of messages, or stopped (then no error). */
typedef gboolean (*VecheTelegramFound) (const VecheChatMessage *message, const char *bad, gpointer user_data);
gboolean veche_telegram_page_read  (VecheTelegramPage *self, const char *html, gsize size, VecheTelegramFound found, gpointer user_data,
                                    GError **error);
/* "14.12.2021 23:43:49 UTC+03:00", in old exports without a zone, then ours; 0: no time. */
gint64   veche_telegram_page_time  (const char *title);

G_END_DECLS
