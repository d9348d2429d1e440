/* veche-ingest.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-batch.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* VecheBatch → rows.  Idempotent by natural keys: whatever is brought twice, in any order, by sync or export, stands once.  Edits keep the
 * earlier text, deletions keep the fact.  Never overwrites what a person edited.  Lane functions; inside the caller's write transaction
 * unless said otherwise. */

/* interactions: reactions among them. */
typedef struct { guint interactions, people, mentions, channels, edits, bad, silent; } VecheIngestCounts;   /* silent: reactions, joins, leaves */

/* Opens a batch row; returns its id, 0 on error. */
gint64   veche_ingest_begin   (VecheDb *db, const char *kind, const char *name, GError **error);
/* source_id 0: an import without a source.  community_id 0: none.  counts (inout) (nullable) adds up. */
gboolean veche_ingest_batch   (VecheDb *db, gint64 batch_id, VecheBatch *batch, gint64 source_id, gint64 community_id,
                               VecheIngestCounts *counts, GError **error);
/* What a source's batch vouches for, and nothing else of it: without a batch row, so that a poll that brings nothing leaves nothing. */
gboolean veche_ingest_coverage (VecheDb *db, VecheBatch *batch, gint64 source_id, gint64 community_id, GError **error);
/* Links late replies, makes mentions of unanswered questions final, refreshes derived fields and search rows, closes the batch. */
gboolean veche_ingest_finish  (VecheDb *db, gint64 batch_id, GError **error);
/* Removes what the batch brought and nobody has touched since: rows a person edited stay. */
gboolean veche_ingest_undo    (VecheDb *db, gint64 batch_id, VecheIngestCounts *removed, GError **error);

/* The same in pieces of about n rows, each in a transaction of the caller's: what is left after one is whole, and another undo of the same batch
 * takes the rest.  After an error it can only be freed. */
typedef struct _VecheIngestUndo VecheIngestUndo;
VecheIngestUndo *veche_ingest_undo_new (VecheDb *db, gint64 batch_id);
void     veche_ingest_undo_free    (VecheIngestUndo *self);
guint    veche_ingest_undo_count   (VecheIngestUndo *self);                     /* rows that there are to look at */
gboolean veche_ingest_undo_piece   (VecheIngestUndo *self, guint n, GError **error);
gboolean veche_ingest_undo_is_done (VecheIngestUndo *self, guint *n);           /* n (out) (optional): rows looked at so far */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheIngestUndo, veche_ingest_undo_free)

/* How a batch would change the workspace: nothing is written. */
gboolean veche_ingest_preview (VecheDb *db, VecheBatch *batch, VecheIngestCounts *would_add, GError **error);

G_END_DECLS
