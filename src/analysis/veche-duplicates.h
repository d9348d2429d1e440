/* veche-duplicates.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "analysis/veche-likeness.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* One person or two?  A crowd is all the personas of a workspace, read once: from it come the pairs worth a look (by keys that likely pairs
 * share, so never all against all) and the score of each.  Pure: no database; any thread, one at a time. */

#define VECHE_DUPLICATES_THRESHOLD 80   /* "almost surely", unless the setting 'duplicates.threshold' says otherwise */
#define VECHE_DUPLICATES_FLOOR     45   /* "possibly": below it a pair is not worth anybody's time */

typedef struct _VecheCrowd VecheCrowd;

/* personas: (element-type VechePersona), kept.  diminutives (nullable): what the manager added to the table of short names, lines of
 * "full name<TAB>short, short". */
VecheCrowd    *veche_crowd_new         (GPtrArray *personas, const char *diminutives);
void           veche_crowd_free        (VecheCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCrowd, veche_crowd_free)

/* a, b: indexes of personas. facts (nullable): nothing is known of their timelines. (transfer full) */
VecheLikeness *veche_crowd_compare     (VecheCrowd *self, guint a, guint b, const VechePairFacts *facts);
/* The score alone, of what is known without their timelines: some times faster. */
int            veche_crowd_score       (VecheCrowd *self, guint a, guint b);

typedef struct { guint a, b; } VecheCrowdPair;
/* only (nullable): ids (gint64 *) of the members that changed; pairs without any of them are left out.  (element-type VecheCrowdPair), NULL
 * when cancelled. */
GArray        *veche_crowd_candidates  (VecheCrowd *self, GHashTable *only, GCancellable *cancellable);

/* Lane functions of a reader: loads everybody, compares, and returns what is at least FLOOR. (element-type VecheDuplicate) */
typedef struct { gint64 a_id, b_id; int score; char *reasons; } VecheDuplicate;
typedef void (*VecheDuplicatesProgress) (double fraction, gpointer user_data);
GPtrArray     *veche_duplicates_find   (VecheDb *db, GHashTable *only, VecheDuplicatesProgress progress, gpointer user_data,
                                        GCancellable *cancellable, GError **error);

/* Writes what was found; inside a write transaction. */
gboolean       veche_duplicates_save_all (VecheDb *db, GHashTable *only, GPtrArray *found, GError **error);

/* Both in a thread of its own with a connection of its own; main thread.  progress is called on that thread.  only is not changed
 * any more by the caller. */
void           veche_duplicates_refresh_async  (VecheStore *store, GHashTable *only, VecheDuplicatesProgress progress, gpointer progress_data,
                                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean       veche_duplicates_refresh_finish (VecheStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
