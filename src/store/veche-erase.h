/* veche-erase.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Somebody who asked to be forgotten.  Their profile and all that hangs on it goes, also from the journal; of their messages a place without words
 * stays, so that what others answered keeps its thread; where others named them stands "[…]"; tombstones keep syncs and imports from bringing
 * them back.  It can't be undone, and copies of the workspace that were made before know nothing of it. */

typedef struct
{
  guint accounts;
  guint messages;      /* with words, in channels */
  guint words;         /* notes, promises, calls and other things written down about them (veche-person-words.h), competencies, files */
  guint waiting;       /* mentions and replies of theirs in the Inbox */
  guint changes;       /* lines of the journal */
  guint named;         /* places where others named them */
} VecheErasure;

/* What would go. Lane function of a reader; named is not counted. NOT_FOUND; INVALID: the manager. */
gboolean veche_erase_count  (VecheDb *db, const char *member_uid, VecheErasure *erasure, GError **error);

/* On the writer, outside a transaction (veche_store_run_long_async()).  Cancelled before it is written down, nothing has happened; a kill after that
 * leaves what veche_erase_finish() does at the next opening.  erasure (out): what went. */
typedef void (*VecheEraseProgress) (gint64 done, gint64 total, gpointer user_data);
gboolean veche_erase_member (VecheDb *db, const char *member_uid, const char *actor, VecheEraseProgress progress, gpointer user_data,
                             GCancellable *cancellable, VecheErasure *erasure, GError **error);
gboolean veche_erase_finish (VecheDb *db, GError **error);

G_END_DECLS
