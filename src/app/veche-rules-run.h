/* veche-rules-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Lets the rules that are on look at what has just come, and marks noise, when the writer has been still for a moment; in short pieces. */
#define VECHE_TYPE_RULES_RUN (veche_rules_run_get_type ())
G_DECLARE_FINAL_TYPE (VecheRulesRun, veche_rules_run, VECHE, RULES_RUN, GObject)

VecheRulesRun *veche_rules_run_new   (VecheSession *session, guint quiet /* ms; 0: as usual */);
void           veche_rules_run_close (VecheRulesRun *self);      /* and drops the reference */

G_END_DECLS
