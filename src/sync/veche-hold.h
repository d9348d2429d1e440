/* veche-hold.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sync/veche-sync.h"
#include "sync/veche-turns.h"

G_BEGIN_DECLS

/* Why a source does not run by itself at this moment, for people to see. */
VecheHold veche_sync_get_hold (VecheSync *self, VecheSource *source);

G_END_DECLS
