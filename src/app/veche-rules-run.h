/* veche-rules-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-pacer.h"

G_BEGIN_DECLS

/* Lets the rules that are on look at what has just come, and marks noise, when the writer has been still for a moment; in short pieces. */
VechePacer *veche_rules_run_new (VecheSession *session);

G_END_DECLS
