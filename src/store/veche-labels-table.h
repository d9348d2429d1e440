/* veche-labels-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Labels of mentions.  (People have tags: veche-tags-table.h.)  Lane functions; changes through the journal. */

extern const char *const veche_label_colours[];   /* "blue", "green" …; NULL-terminated */

typedef struct { char *uid, *name, *colour; guint n; } VecheMentionLabel;   /* n: on how many of the mentions asked for; of all: open ones */
void        veche_mention_label_free  (VecheMentionLabel *self);

/* All, by name. mentions (nullable): uids of mentions, whose number with the label is in n. (element-type VecheMentionLabel) (transfer full) */
GPtrArray  *veche_labels_list         (VecheDb *db, const char *const *mentions, GError **error);

/* INVALID: no name. A label of this name, in whatever case, is taken, else it is made: its uid. (transfer full) (nullable) */
char       *veche_labels_edit_need    (VecheDb *db, VecheEdit *edit, const char *name, const char *colour /* (nullable): the next in turn */, GError **error);
/* Puts the label on these mentions, or takes it off; what already is so stays. */
gboolean    veche_labels_edit_put     (VecheDb *db, VecheEdit *edit, const char *label_uid, const char *const *mentions, gboolean on, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheMentionLabel, veche_mention_label_free)

G_END_DECLS
