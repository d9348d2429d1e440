/* veche-clock.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells when time has jumped: the clock was set, or the machine slept (no timer of the main loop counts that time).  Main thread. */
typedef struct _VecheClock VecheClock;
typedef void (*VecheClockJump) (gpointer user_data);

VecheClock *veche_clock_new  (VecheClockJump jump, gpointer user_data);
void        veche_clock_free (VecheClock *self);

/* A look at both clocks: TRUE when they have gone apart since the last look; for tests, and where the system tells nothing. */
gboolean    veche_clock_has_jumped (VecheClock *self, gint64 real, gint64 monotonic);

G_END_DECLS
