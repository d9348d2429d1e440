/* veche-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* One message as JSON Lines have it, an object a line: for whatever has no format or connector of its own.  An imported file, a watched folder
 * and a command speak the same.
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
 * Of a message that comes by itself, also what it is to us:
 *   for_us     mention, reply, question, direct: it goes to the inbox          out (true): we wrote it;  deleted (true): gone there */
typedef struct
{
  const char *platform, *instance;   /* (nullable): the first line's */
  const char *channel;               /* remote id */
  const char *channel_name;          /* (nullable) */
  const char *id;
  const char *author_id;             /* remote id */
  const char *author, *handle;       /* (nullable) */
  const char *reply_to, *thread, *text, *url;   /* (nullable) */
  const char *kind;                  /* of those above; never NULL */
  const char *for_us;                /* (nullable), of those above */
  gint64      at, edited;
  guint       bot : 1, out : 1, deleted : 1;

  char       *made_id, *made_author; /* (owned) (nullable): what backs the two */
} VecheLine;

#define VECHE_LINE_MAX (1024 * 1024)

void        veche_line_clear    (VecheLine *self);
/* NULL: all is well, else what is wrong with it, a static string.  Strings are the tree's or static, good until it is cleared. */
const char *veche_line_read     (VecheLine *self, const VecheJsonNode *value);

/* "2024-01-02T03:04:05.678+03:00" in microseconds; without a zone it is UTC; 0: no time. iso (nullable) */
gint64      veche_line_iso_time (const char *iso);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheLine, veche_line_clear)

G_END_DECLS
