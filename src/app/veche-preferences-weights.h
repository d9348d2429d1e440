/* veche-preferences-weights.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-preferences-page.h"

G_BEGIN_DECLS

/* What priority is made of, each part with its points, and who would come first with them. */
#define VECHE_TYPE_PREFERENCES_WEIGHTS (veche_preferences_weights_get_type ())
G_DECLARE_FINAL_TYPE (VechePreferencesWeights, veche_preferences_weights, VECHE, PREFERENCES_WEIGHTS, VechePreferencesPage)

G_END_DECLS
