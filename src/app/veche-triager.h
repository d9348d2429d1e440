/* veche-triager.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Has mentions judged (analysis/veche-triage.h) soon after they come or change, and looks every few minutes for what grows hot.  Works in small steps
 * that let every other job go first.  Main thread.
 *
 * Signal "alerts" (GPtrArray of VecheHeatAlert): what is hot now, after each look; also what veche_triager_get_alerts () returns from then on. */
#define VECHE_TYPE_TRIAGER (veche_triager_get_type ())
G_DECLARE_FINAL_TYPE (VecheTriager, veche_triager, VECHE, TRIAGER, GObject)

VecheTriager *veche_triager_new        (VecheSession *session);
void          veche_triager_close      (VecheTriager *self);      /* (transfer full): stops, forgets the session, then itself */
GPtrArray    *veche_triager_get_alerts (VecheTriager *self);      /* (nullable) (transfer none): NULL before the first look */

G_END_DECLS
