/* veche-telegram-places.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a Telegram bot stands, between pages and runs: the next update, and the chats that it has heard of, for the Bot API lists none.
 * Kept as JSON. */
typedef enum
{
  VECHE_TELEGRAM_RIGHTS_UNKNOWN,
  VECHE_TELEGRAM_RIGHTS_MEMBER,
  VECHE_TELEGRAM_RIGHTS_ADMIN,
  VECHE_TELEGRAM_RIGHTS_GONE,       /* removed, or never let in */
} VecheTelegramRights;

typedef struct
{
  gint64              id;           /* as the Bot API writes it */
  char               *title;        /* (owned) (nullable) */
  VecheTelegramRights rights;
  gboolean            deaf;         /* is not told who asks to join */
  gint64              asked;        /* when we last asked for our rights; microseconds UTC; 0: never */
  gint64              since;        /* from when on everything said there came to us; 0: nobody can say */
} VecheTelegramPlace;

typedef struct
{
  gint64      offset;               /* of the next update; 0: the first that is kept there */
  gint64      heard;                /* when an update last came; microseconds UTC */
  gint64      drained;              /* when there was last nothing left to come */
  gint64      covered;              /* until when that is written down */
  GHashTable *chats;                /* (owned): gint64 id → VecheTelegramPlace (owned) */
} VecheTelegramPlaces;

VecheTelegramPlaces *veche_telegram_places_read  (const char *text);    /* (nullable): the beginning; as is what can't be read */
char                *veche_telegram_places_write (VecheTelegramPlaces *self);
void                 veche_telegram_places_free  (VecheTelegramPlaces *self);

/* The one there is, or a new one; NULL when there are too many already. */
VecheTelegramPlace  *veche_telegram_places_get   (VecheTelegramPlaces *self, gint64 id);
/* A group became a supergroup. */
void                 veche_telegram_places_move  (VecheTelegramPlaces *self, gint64 from, gint64 to);
void                 veche_telegram_place_set_title (VecheTelegramPlace *self, const char *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTelegramPlaces, veche_telegram_places_free)

G_END_DECLS
