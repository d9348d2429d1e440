/* veche-heat-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-composer.h"
#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* Above the composer of a message in a hot thread: why it is hot, and a holding reply, which goes into the composer and never leaves by itself.
 * Hidden elsewhere. */
#define VECHE_TYPE_HEAT_LINE (veche_heat_line_get_type ())
G_DECLARE_FINAL_TYPE (VecheHeatLine, veche_heat_line, VECHE, HEAT_LINE, AdwBin)

/* mention, composer (nullable): nothing is shown; it cannot be answered here. */
void veche_heat_line_set (VecheHeatLine *self, VecheSession *session, VecheMention *mention, VecheComposer *composer);

G_END_DECLS
