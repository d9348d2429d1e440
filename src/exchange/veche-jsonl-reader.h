/* veche-jsonl-reader.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"

G_BEGIN_DECLS

/* Messages as JSON Lines, for whatever has no format of its own: an object a line.
 *
 *   at         when: ISO 8601, or seconds or milliseconds since 1970          (needed; also date, time, timestamp, created_at)
 *   author     the name of who wrote it                                        author_id, or handle, or author is needed
 *   author_id  the platform's own id of theirs; handle is their name there, without or with @
 *   channel    where, by its id or name ("messages" without it)
 *   id         the message's id in the channel; without it, one is made of time, author and text
 *   reply_to   the id of what it answers;  thread  the id of the thread
 *   text       plain words
 *   kind       message (without it), post, comment, reply, reaction, join, leave, service
 *   platform   "icq"… ("other" without it): one for the whole file, as its first line says;  instance  a host
 *   url, edited, bot (true)
 *
 * A line that makes no sense is counted with its number and the reason. */
gboolean veche_jsonl_read_bytes (const char *data, gsize size, const VecheChatSink *sink);   /* for tests and fuzzing */

G_END_DECLS
