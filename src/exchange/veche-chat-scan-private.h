/* veche-chat-scan-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-questions.h"
#include "exchange/veche-chat-reader.h"

G_BEGIN_DECLS

typedef struct             /* what the import needs of a chat besides what the preview shows */
{
  VecheChat           chat;      /* first: the public face */
  char               *url, *parent, *parent_name, *partner;   /* (nullable) */
  gboolean            bot, partial;
  GHashTable         *authors;   /* set of remote ids, borrowed from the people */
  GHashTable         *topics;    /* (nullable) number → title (owned) */
  VecheChatQuestions *questions; /* (nullable) */
  gint64              waiting;   /* in a conversation: key of the last message, when it is theirs */
  GPtrArray          *channels;  /* (nullable) while scanning: what the workspace has of it */

  /* veche-chat-adopt.c */
  GPtrArray          *candidates;   /* (nullable) while scanning: chats that it may be */
  gboolean            adopting, moved;
  char               *met;          /* (nullable) remote id of the one that it is */
} VecheChatPart;

struct _VecheChatScan
{
  gatomicrefcount ref_count;

  const VecheChatReader *reader;
  GStrv       paths;
  char       *name;
  GArray     *stamps;                /* (element-type VecheChatStamp): a file that changed since must be scanned again */
  char       *platform, *instance;
  gboolean    account;               /* more than one chat */
  char       *owner, *owner_handle;  /* (nullable) */
  GPtrArray  *chats;                 /* (element-type VecheChatPart) */
  GPtrArray  *people;                /* (element-type VecheChatPerson) */
  GHashTable *by_id;                 /* remote id → person; borrowed */
  GHashTable *by_name;               /* name → person, NULL when several bear it; borrowed */
  GHashTable *handles;               /* handle → times it was mentioned */
  GHashTable *same;                  /* id by name → real id (owned both), NULL: of several */
  GError     *damage;                /* (nullable) */
  guint       bad;
  gint64      bad_byte;
  char       *bad_why, *bad_place;   /* (nullable) */
  gint64      last;

  /* While scanning. */
  VecheDb    *db;
};

typedef struct { gint64 size, modified; } VecheChatStamp;

gboolean         veche_chat_scan_is_stale (VecheChatScan *self);
VecheChatPerson *veche_chat_scan_person   (VecheChatScan *self, const char *remote_id);   /* made when there is none */
gboolean         veche_chat_is_group      (VecheChatPart *part);

/* veche-chat-collect.c: what a reader tells while scanning; veche-chat-scan.c sums it up. */
VecheChatSink    veche_chat_collect_sink  (VecheChatScan *self);

/* veche-chat-adopt.c: exports that know names only meet those that have ids. */
void             veche_chat_adopt_find      (VecheChatScan *self, VecheChatPart *part);
gboolean         veche_chat_adopt_see       (VecheChatScan *self, VecheChatPart *part, const VecheChatMessage *message);   /* TRUE: it is there */
void             veche_chat_adopt_settle    (VecheChatScan *self);
const char      *veche_chat_adopt_translate (VecheChatScan *self, const char *id);
gboolean         veche_chat_adopt_apply     (VecheChatScan *self, VecheDb *db, GError **error);

G_END_DECLS
