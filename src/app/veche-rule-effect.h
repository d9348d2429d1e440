/* veche-rule-effect.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "analysis/veche-rules.h"

G_BEGIN_DECLS

/* What a rule would have done in the last 90 days: how much, on which days, to what, and where the manager did otherwise. */
#define VECHE_TYPE_RULE_EFFECT (veche_rule_effect_get_type ())
G_DECLARE_FINAL_TYPE (VecheRuleEffect, veche_rule_effect, VECHE, RULE_EFFECT, AdwBin)

/* words: what stands there while preview is NULL: why there is none yet. */
void       veche_rule_effect_show (VecheRuleEffect *self, const VecheRulePreview *preview, const char *words);

G_END_DECLS
