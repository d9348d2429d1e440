/* veche-heat-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What grows faster than usual, or who is unhappy again, in one calm line above the list: the hottest first, the next once it was put away.
 * Signal "look" (VecheHeatAlert): whoever reads wants to see these messages. */
#define VECHE_TYPE_HEAT_BAR (veche_heat_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheHeatBar, veche_heat_bar, VECHE, HEAT_BAR, AdwBin)

void veche_heat_bar_set_session (VecheHeatBar *self, VecheSession *session);   /* (nullable) */

G_END_DECLS
