/* veche-telegram-scan-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-telegram-export.h"
#include "exchange/veche-telegram-message.h"
#include "exchange/veche-telegram-questions.h"

G_BEGIN_DECLS

typedef struct             /* what the import needs of a chat besides what the preview shows */
{
  VecheTelegramChat       chat;      /* first: the public face */
  VecheTelegramKind       kind;
  char                   *type, *id; /* as written (nullable) */
  GHashTable             *authors;   /* set of remote ids, borrowed from the people */
  GHashTable             *topics;    /* (nullable) number → title (owned) */
  VecheTelegramQuestions *questions; /* (nullable) */
  gint64                  lowest;    /* number of a message */
  gint64                  waiting;   /* in a conversation: the last message, when it is theirs */
  GPtrArray              *channels;  /* (nullable) while scanning: what the workspace has of it */
} VecheTelegramChatScan;

struct _VecheTelegramScan
{
  gatomicrefcount ref_count;

  char       *path;
  gint64      size, modified;        /* a file that changed since must be scanned again */
  gboolean    account;               /* more than one chat */
  char       *owner, *owner_handle;  /* (nullable) */
  GPtrArray  *chats;                 /* (element-type VecheTelegramChatScan) */
  GPtrArray  *people;                /* (element-type VecheTelegramPerson) */
  GHashTable *by_id;                 /* remote id → person; borrowed */
  GHashTable *by_name;               /* name → person, NULL when several bear it; borrowed */
  GHashTable *handles;               /* handle → times it was mentioned */
  GError     *damage;                /* (nullable) */
  guint       bad;
  gint64      bad_byte;
  const char *bad_why;
  gint64      last;

  /* While scanning. */
  VecheDb    *db;
  GString    *text;
};

gboolean veche_telegram_scan_is_stale (VecheTelegramScan *self);

G_END_DECLS
