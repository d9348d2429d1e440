/* veche-discord-cursor.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-batch.h"

G_BEGIN_DECLS

#define VECHE_DISCORD_FRESH (3 * G_TIME_SPAN_DAY)   /* what was said so lately may yet be changed or taken away */

/* Where a Discord source stands, channel by channel.  Kept as JSON. */
typedef struct
{
  char  *last;         /* (owned) (nullable): the newest message that we have */
  gint64 since;        /* all is known from here to that message; 0: nobody can say */
  gint64 looked;       /* when its newest page was last read; 0: never */
  gint64 closed;       /* when its closed threads were last asked for; 0: never */
  gint64 listed;       /* when the server last named it, to the day; 0: never */
  GPtrArray *ids;      /* (owned) (nullable) (element-type utf8): what stood in that page lately */
} VecheDiscordSeen;

typedef struct { GHashTable *channels; } VecheDiscordCursor;    /* (owned): id (owned) → VecheDiscordSeen (owned) */

VecheDiscordCursor *veche_discord_cursor_read  (const char *text);    /* (nullable): the beginning; as is what can't be read */
char               *veche_discord_cursor_write (VecheDiscordCursor *self);
void                veche_discord_cursor_free  (VecheDiscordCursor *self);
VecheDiscordSeen   *veche_discord_cursor_get   (VecheDiscordCursor *self, const char *channel);     /* the one there is, or a new one */
/* Of a run that heard of all places: forgets those that the server has not named for a week, and messages too old to be looked at again. */
void                veche_discord_cursor_prune (VecheDiscordCursor *self, gint64 now);
/* All that was said there until now is in. */
void                veche_discord_cursor_cover (VecheDiscordSeen *seen, VecheBatch *batch, const char *channel, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheDiscordCursor, veche_discord_cursor_free)

G_END_DECLS
