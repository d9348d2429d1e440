/* veche-chat-export.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "exchange/veche-exchange-error.h"
#include "exchange/veche-format.h"
#include "store/veche-ingest.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Conversations out of any platform's own export: first a scan that shows what is in it and writes nothing, then the import.  Each format
 * has a reader (veche-chat-reader.h); what is done with what they read is the same for all.
 *
 * Of a whole account only groups and channels are taken by default: conversations with people and bots are the manager's own, and saved
 * messages are nobody's; each can be ticked.  An export of one conversation was made on purpose and is taken.  Contacts with their numbers
 * are never brought in.  */

typedef struct
{
  char     *remote_id;       /* "channel123" */
  char     *name;            /* (nullable) */
  char     *kind;            /* "group", "channel", "personal", "topic" */
  gboolean  chosen;          /* taken unless the manager says otherwise; the preview may change it */
  gboolean  left;            /* the manager has left it */
  gboolean  only_mine;       /* holds nothing but the exporter's own messages: the export was made so */
  guint     topics;
  guint     messages, service, people;
  guint     fresh;           /* of both, not in the workspace yet */
  guint     fresh_service;   /* of these */
  gint64    first, last;     /* 0: no message */
} VecheChat;

typedef struct
{
  char     *remote_id;       /* "user123" */
  char     *name;            /* NULL: a deleted account */
  char     *handle;          /* (nullable): where the export says it; of Telegram only the exporter's */
  char     *url, *avatar_url, *about;   /* (nullable) */
  guint     messages;
  guint     acts;            /* pins, new titles, topics…: what only who leads a group does */
  gint64    last;
  guint     deleted : 1, bot : 1;
  guint     known : 1;       /* the workspace has this account */
  guint     certain : 1;     /* surely the manager: the export or the workspace says so */
  guint     personal : 1;    /* seen in private conversations only */
  guint     listed : 1;      /* a member by the export's own list, whether or not they wrote */
} VecheChatPerson;

/* What a format cannot tell: to be said before anybody relies on it. */
typedef enum
{
  VECHE_CHAT_LACKS_PEOPLE_IDS = 1 << 0,   /* people are told apart by their names only */
  VECHE_CHAT_LACKS_REACTIONS  = 1 << 1,   /* who reacted is not said */
  VECHE_CHAT_LACKS_EDITS      = 1 << 2,
  VECHE_CHAT_LACKS_OTHERS     = 1 << 3,   /* only the exporter's own posts */
  VECHE_CHAT_LACKS_MENTIONS   = 1 << 4,   /* of people without a @name */
} VecheChatLacks;

typedef struct _VecheChatScan VecheChatScan;   /* immutable but for chosen; counted by reference */

#define VECHE_TYPE_CHAT_SCAN (veche_chat_scan_get_type ())
GType              veche_chat_scan_get_type   (void);
VecheChatScan     *veche_chat_scan_ref        (VecheChatScan *self);
void               veche_chat_scan_unref      (VecheChatScan *self);

/* db (nullable): without one, everything counts as new.  format UNKNOWN: told by the first file; VECHE_FORMAT_ERROR when it is none with
 * conversations, its code a VecheFormatTrouble.  Blocking; on a lane or with a connection of the thread's own.
 * A file that breaks off after whole messages gives a scan, and get_damage() says why; with nothing whole in it, NULL and the error. */
VecheChatScan     *veche_chat_scan            (VecheDb *db, VecheFormat format, const char *const *paths, VecheProgress progress,
                                               gpointer progress_data, GCancellable *cancellable, GError **error);
/* On a thread of its own, with its own read-only connection; progress is called on the thread of the caller's main context. */
void               veche_chat_scan_async      (const char *workspace, VecheFormat format, const char *const *paths, VecheProgress progress,
                                               gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                               gpointer user_data);
VecheChatScan     *veche_chat_scan_finish     (GAsyncResult *result, GError **error);

#define VECHE_FORMAT_ERROR (veche_format_error_quark ())
GQuark             veche_format_error_quark   (void);

VecheFormat        veche_chat_scan_get_format (VecheChatScan *self);
const char        *veche_chat_scan_get_platform (VecheChatScan *self);
const char        *veche_chat_scan_get_name   (VecheChatScan *self);    /* of the file, "a.json +3" of several */
GPtrArray         *veche_chat_scan_get_chats  (VecheChatScan *self);    /* (element-type VecheChat) in the file's order */
GPtrArray         *veche_chat_scan_get_people (VecheChatScan *self);    /* (element-type VecheChatPerson) most likely manager first */
const GError      *veche_chat_scan_get_damage (VecheChatScan *self);    /* (nullable) */
VecheChatLacks     veche_chat_scan_get_lacks  (VecheChatScan *self);
/* Messages that make no sense; of the first: its byte (-1: see place), why, and where in words of the format, "line 12" (nullable). */
guint              veche_chat_scan_get_bad    (VecheChatScan *self, gint64 *byte, const char **why);
const char        *veche_chat_scan_get_bad_place (VecheChatScan *self);

typedef struct { guint messages, service, fresh, fresh_service, people, fresh_people, questions; gint64 first, last; } VecheChatTotals;
void               veche_chat_scan_get_totals (VecheChatScan *self, VecheChatTotals *totals);      /* over the chosen chats */

/* Who was meant by "@anna_leb", "Анна Лебедева", "user123", "123"?  FALSE: nobody or several (VECHE_EXCHANGE_ERROR_ME, with names).
 * remote_id stays NULL when only the handle is known: mentions by it are found, own messages are not. (transfer full) each */
gboolean           veche_chat_scan_find_me    (VecheChatScan *self, VecheDb *db, const char *who, char **remote_id, char **handle, GError **error);
/* The @handle in the messages that looks most like the person's name. (transfer full) (nullable) */
char              *veche_chat_scan_guess_handle (VecheChatScan *self, const char *remote_id);

typedef struct
{
  const char *me;            /* remote id; NULL: whom the export or the workspace names for certain, if anyone */
  const char *my_handle;     /* (nullable) */
  const char *community;     /* name, made when there is none of it (nullable) */
  const char *actor;
} VecheChatOptions;

/* On the writer, outside a transaction (veche_store_run_long_async): commits every 500 posts and lets others in between.  Cancelled or
 * met by damage, what was brought in by then is whole and stays; in every case it is one gesture to take back.  counts (out) (nullable). */
gboolean           veche_chat_import          (VecheDb *db, VecheChatScan *scan, const VecheChatOptions *options,
                                               VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                                               VecheIngestCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChatScan, veche_chat_scan_unref)

G_END_DECLS
