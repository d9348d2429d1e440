/* veche-expert-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-experts.h"
#include "app/veche-draw.h"
#include "app/veche-mention-words.h"

G_BEGIN_DECLS

/* Why somebody is offered, in words and shapes. (transfer full) unless static. */
char       *veche_reason_words      (const VecheReason *reason, const VecheExpert *expert, const char *asker /* (nullable) */);
const char *veche_reason_icon       (const VecheReason *reason);
/* What is worth a line, at most n: the strongest, and one that speaks of now (asked lately, elsewhere, strangers). (transfer container) */
GPtrArray  *veche_reasons_choose    (const VecheExpert *expert, guint n);
/* The whole sum, a line a reason: "+24 …". */
char       *veche_reasons_sum       (const VecheExpert *expert, const char *asker);

/* May one ask: badge. */
void        veche_expert_state_words (const VecheExpert *expert, gint64 now, VecheBadgeWords *words);
/* "better in 5 days": from when on. (transfer full) */
char       *veche_better_in_words  (gint64 free_at, gint64 now);
/* Why not, after the name: "Rustam has answered already". */
char       *veche_expert_left_words (const VecheExpert *expert);
/* "@timur_g, @anna.l, could you help with this?"; NULL for nobody. */
char       *veche_experts_line      (GPtrArray *chosen /* (element-type VecheExpert) */);

G_END_DECLS
