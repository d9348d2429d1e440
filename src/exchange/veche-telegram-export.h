/* veche-telegram-export.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "exchange/veche-telegram-reader.h"
#include "store/veche-ingest.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Telegram Desktop's result.json: first a scan that shows what is in it and writes nothing, then the import.
 *
 * Of a whole account only groups, supergroups and channels are taken by default: conversations with people and bots are the manager's
 * own, and saved messages are nobody's; each can be ticked.  An export of one conversation was made on purpose and is taken.  Contacts
 * with their numbers are never brought in.  */

typedef struct
{
  char     *remote_id;       /* "channel123" */
  char     *name;            /* (nullable) */
  char     *kind;            /* "group", "channel", "personal" */
  gboolean  chosen;          /* taken unless the manager says otherwise; the preview may change it */
  gboolean  left;            /* the manager has left it */
  gboolean  only_mine;       /* holds nothing but the exporter's own messages: the export was made so */
  guint     topics;
  guint     messages, service, people;
  guint     fresh;           /* of both, not in the workspace yet */
  gint64    first, last;     /* 0: no message */
} VecheTelegramChat;

typedef struct
{
  char     *remote_id;       /* "user123" */
  char     *name;            /* NULL: a deleted account */
  char     *handle;          /* (nullable): only of the exporter, and of those whom the workspace knows as the manager */
  guint     messages;
  guint     acts;            /* pins, new titles, topics…: what only who leads a group does */
  gint64    last;
  guint     deleted : 1, bot : 1;
  guint     known : 1;       /* the workspace has this account */
  guint     certain : 1;     /* surely the manager: the export or the workspace says so */
  guint     personal : 1;    /* seen in private conversations only */
} VecheTelegramPerson;

typedef struct _VecheTelegramScan VecheTelegramScan;   /* immutable but for chosen; counted by reference */

#define VECHE_TYPE_TELEGRAM_SCAN (veche_telegram_scan_get_type ())
GType              veche_telegram_scan_get_type   (void);
VecheTelegramScan *veche_telegram_scan_ref        (VecheTelegramScan *self);
void               veche_telegram_scan_unref      (VecheTelegramScan *self);

/* db (nullable): without one, everything counts as new.  Blocking; on a lane or with a connection of the thread's own.
 * A file that breaks off after whole messages gives a scan, and get_damage() says why; with nothing whole in it, NULL and the error. */
VecheTelegramScan *veche_telegram_scan            (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data,
                                                   GCancellable *cancellable, GError **error);
/* On a thread of its own, with its own read-only connection; progress is called on the thread of the caller's main context. */
void               veche_telegram_scan_async      (const char *workspace, const char *path, VecheProgress progress, gpointer progress_data,
                                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheTelegramScan *veche_telegram_scan_finish     (GAsyncResult *result, GError **error);

const char        *veche_telegram_scan_get_path   (VecheTelegramScan *self);
GPtrArray         *veche_telegram_scan_get_chats  (VecheTelegramScan *self);    /* (element-type VecheTelegramChat) in the file's order */
GPtrArray         *veche_telegram_scan_get_people (VecheTelegramScan *self);    /* (element-type VecheTelegramPerson) most likely manager first */
const GError      *veche_telegram_scan_get_damage (VecheTelegramScan *self);    /* (nullable) */
guint              veche_telegram_scan_get_bad    (VecheTelegramScan *self, gint64 *byte, const char **why);   /* messages that make no sense; of the first */

typedef struct { guint messages, service, fresh, people, fresh_people, questions; gint64 first, last; } VecheTelegramTotals;
void               veche_telegram_scan_get_totals (VecheTelegramScan *self, VecheTelegramTotals *totals);      /* over the chosen chats */

/* Who was meant by "@anna_leb", "Анна Лебедева", "user123", "123"?  FALSE: nobody or several (VECHE_EXCHANGE_ERROR_ME, with names).
 * remote_id stays NULL when only the handle is known: mentions by it are found, own messages are not. (transfer full) each */
gboolean           veche_telegram_scan_find_me    (VecheTelegramScan *self, VecheDb *db, const char *who, char **remote_id, char **handle, GError **error);
/* The @handle in the messages that looks most like the person's name. (transfer full) (nullable) */
char              *veche_telegram_scan_guess_handle (VecheTelegramScan *self, const char *remote_id);

typedef struct
{
  const char *me;            /* remote id; NULL: whom the export or the workspace names for certain, if anyone */
  const char *my_handle;     /* (nullable) */
  const char *community;     /* name, made when there is none of it (nullable) */
  const char *actor;
} VecheTelegramOptions;

/* On the writer, outside a transaction (veche_store_run_long_async): commits every 500 posts and lets others in between.  Cancelled or
 * met by damage, what was brought in by then is whole and stays; in every case it is one gesture to take back.  counts (out) (nullable). */
gboolean           veche_telegram_import          (VecheDb *db, VecheTelegramScan *scan, const VecheTelegramOptions *options,
                                                   VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                                                   VecheIngestCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTelegramScan, veche_telegram_scan_unref)

G_END_DECLS
