/* veche-chat-readers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats of conversations that can be read, one line each.
 */

#include "exchange/veche-chat-reader.h"

static const VecheChatReader *const readers[] = {
  &veche_discord_reader,
  &veche_jsonl_reader,
  &veche_mastodon_archive_reader,
  &veche_slack_reader,
  &veche_telegram_html_reader,
  &veche_telegram_json_reader,
};

const VecheChatReader *
veche_chat_reader_for (VecheFormat format)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i]->format == format)
      return readers[i];

  return NULL;
}
