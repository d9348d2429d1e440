/* veche-noise-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The open mentions that say nothing, in one line: "12 small ones: 7 × thanks, 3 × +1", with a button that marks them all done.  Hidden while there
 * are fewer than three.  Kept true by itself. */
#define VECHE_TYPE_NOISE_BAR (veche_noise_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheNoiseBar, veche_noise_bar, VECHE, NOISE_BAR, AdwBin)

void veche_noise_bar_set_session (VecheNoiseBar *self, VecheSession *session);   /* (nullable) */

G_END_DECLS
