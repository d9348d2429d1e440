/* veche-contribution-rules.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-contributions.h"

G_BEGIN_DECLS

#define VECHE_SPEECH_N 5

/* What a manager may say of how contributions are counted: the settings of veche-contributions.h as a person fills them in. */
typedef struct
{
  double weights[VECHE_N_DEEDS];
  char  *words[VECHE_SPEECH_N];   /* phrases of their own that are 1 << index of VecheSpeech, commas between them; never NULL once loaded */
  char  *rest;                    /* (nullable): lines that fit in none of these, kept as they are */
} VecheContributionRules;

/* Lane functions. */
VecheContributionRules *veche_contribution_rules_load (VecheDb *db);                                                      /* (transfer full) */
gboolean                veche_contribution_rules_save (VecheDb *db, const VecheContributionRules *self, GError **error);  /* in a transaction */
void                    veche_contribution_rules_free (VecheContributionRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheContributionRules, veche_contribution_rules_free)

G_END_DECLS
