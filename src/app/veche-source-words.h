/* veche-source-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-source-row.h"

G_BEGIN_DECLS

/* What is said about a source. Pure but for the clock given. (transfer full) each */
char *veche_source_title   (VecheSource *source);                          /* "Mastodon · fosstodon.org" */
char *veche_source_about   (VecheSource *source);                          /* "5 channels · 1,240 messages this week" */
char *veche_source_problem (VecheSource *source, gint64 now);              /* what is wrong and what happens next */
char *veche_source_gaps    (VecheSourceState *state, gint64 now);          /* the sentence below the bar */
gboolean veche_source_has_gaps (VecheSourceState *state, gint64 now);      /* that something can be done about */
char *veche_source_gaps_named (GArray *gaps);                              /* "Gap: 2–5 October"; (element-type VecheStretch), one at least */

G_END_DECLS
