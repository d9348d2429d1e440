/* veche-pair-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/veche-profile.h"
#include "store/veche-duplicates-table.h"

G_BEGIN_DECLS

/* Two members side by side: who they are, why they look like one, and what to keep of each. */
#define VECHE_TYPE_PAIR_VIEW (veche_pair_view_get_type ())
G_DECLARE_FINAL_TYPE (VechePairView, veche_pair_view, VECHE, PAIR_VIEW, AdwBin)

/* profiles: of a and of b; threshold: the score from which a pair is almost sure. */
void        veche_pair_view_show        (VechePairView *self, const VechePairRow *pair, VecheProfile *a, VecheProfile *b, int threshold);
/* Field of member → "a" or "b", as chosen. (transfer full) */
GHashTable *veche_pair_view_get_choices (VechePairView *self);

G_END_DECLS
