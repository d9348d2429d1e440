/* veche-roster-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-batch.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Who stands on the list of people that a platform gives.  Somebody who stood on it and is not on a later one, which was read from its beginning
 * to its end, has left: the person and all that was said stay, and the timeline says "left" on the day when it was noticed; who stands on it again
 * has come back.  A list that may not be whole says nothing of who left.  One that suddenly lacks many may be cut short without a word: it is
 * believed when the next one says the same.  A source of several servers or rooms has a list of each; who stands on one of them is there.
 * Lane functions. */

/* One page, after its people were ingested.  first: the reading begins with it.  left (out): of how many it was noticed that they had left. */
gboolean veche_roster_take_page (VecheDb *db, gint64 source_id, VecheBatch *batch, gboolean first, gint64 batch_id, guint *left, GError **error);
/* The reading came to its end. left (inout): is added to. */
gboolean veche_roster_end       (VecheDb *db, gint64 source_id, VecheBatch *batch, gint64 batch_id, guint *left, GError **error);

G_END_DECLS
