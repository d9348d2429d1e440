/* veche-triager.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-heat.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* Has mentions judged (analysis/veche-triage.h) soon after they come or change, and looks every few minutes for what grows hot.  Works in small steps
 * that let every other job go first.  Main thread.
 *
 * Signal "alerts" (GPtrArray of VecheHeatAlert): what is hot now, after each look. */
#define VECHE_TYPE_TRIAGER (veche_triager_get_type ())
G_DECLARE_FINAL_TYPE (VecheTriager, veche_triager, VECHE, TRIAGER, GObject)

VecheTriager *veche_triager_new        (VecheSession *session);
void          veche_triager_close      (VecheTriager *self);      /* (transfer full): stops, forgets the session, then itself */

/* That of a session; NULL: it has none, or none any more. */
VecheTriager *veche_triager_find       (VecheSession *session);
/* What is hot and was not put away, or has grown since, hottest first. (element-type VecheHeatAlert) (transfer full); the alerts live with it */
GPtrArray    *veche_triager_list_fresh (VecheTriager *self);
void          veche_triager_dismiss    (VecheTriager *self, const VecheHeatAlert *alert);
/* The hot thread that a message stands in. (transfer none) (nullable): until the next look */
const VecheHeatAlert *veche_triager_find_thread (VecheTriager *self, gint64 interaction_id);

G_END_DECLS
