/* veche-composing-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What writing an answer must know of the message that it answers.  Lane functions. */
typedef struct { char *uid, *text, *community_uid; } VecheComposing;   /* text, community_uid (nullable) */

VecheComposing *veche_composing_load      (VecheDb *db, gint64 interaction_id, GError **error);   /* NULL without an error: there is none */
void            veche_composing_free      (VecheComposing *self);

/* An answer that is withdrawn was no use of an article: those that were recorded in the gesture that queued it go with it. */
gboolean        veche_composing_edit_unuse (VecheDb *db, VecheEdit *edit, const char *outbox_uid, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheComposing, veche_composing_free)

G_END_DECLS
