/* veche-pair-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-pair-row.h"

G_BEGIN_DECLS

/* Appends the pairs (element-type VechePairRow) of least <= score < most, under a heading with their number; it is left out with them.  Takes
 * those pairs: the array must not free them.  How many there were. */
guint veche_pair_list_fill (GListStore *items, GPtrArray *pairs, int least, int most, gint64 heading, const char *text);

G_END_DECLS
