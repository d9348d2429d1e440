/* veche-merge-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Two members become one, and two again.  The one that goes stays, hidden (archived = 2, merged_into_id), with what the kept one already had;
 * all else is pointed to the kept one.  What was moved is in the journal and nowhere else: a split reads it back from there.  Lane functions;
 * they fill an edit for veche_journal_apply(). */

/* choices (nullable): field of member, or "field:UID" of a custom field → "a" or "b"; else b fills only what a lacks. */
gboolean   veche_merge_edit          (VecheDb *db, VecheEdit *edit, gint64 keep, gint64 other, GHashTable *choices, GError **error);

gboolean   veche_merge_knows         (const char *field);   /* may it be chosen? */

/* other: a member that was merged.  kept (nullable) (element-type utf8): names of the fields that stay as they are because the manager has
 * changed them since. */
gboolean   veche_merge_edit_split    (VecheDb *db, VecheEdit *edit, gint64 other, GPtrArray *kept, GError **error);

/* Who stands for the member now: itself, or whom it was merged into, however often. */
gint64     veche_merge_get_root      (VecheDb *db, gint64 id);

typedef struct { gint64 id, at; char *uid, *name, *into_name; } VecheMerged;
void       veche_merged_free         (VecheMerged *self);
/* All that went into the member, also by way of others; newest first. (element-type VecheMerged) */
GPtrArray *veche_merge_list          (VecheDb *db, gint64 id, GError **error);

/* kind: 'never', 'later' (until), NULL takes the verdict back. */
gboolean   veche_merge_edit_verdict  (VecheDb *db, VecheEdit *edit, const char *a_uid, const char *b_uid, const char *kind, gint64 until, GError **error);

G_END_DECLS
