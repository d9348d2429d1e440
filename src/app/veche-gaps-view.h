/* veche-gaps-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "analysis/veche-coverage-map.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* Where the community can't help itself: what nobody knows, what one person alone knows, what nobody has shown, what was asked in vain.
 * Signal "ask" (text). */
#define VECHE_TYPE_GAPS_VIEW (veche_gaps_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheGapsView, veche_gaps_view, VECHE, GAPS_VIEW, AdwBin)

void veche_gaps_view_set_session (VecheGapsView *self, VecheSession *session);       /* (nullable) */
void veche_gaps_view_show        (VecheGapsView *self, const VecheCoverageMap *map); /* borrows it for the call */

G_END_DECLS
