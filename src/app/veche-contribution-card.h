/* veche-contribution-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What a person gave in half a year, as a card of sentences with the sum behind them; hidden while there is nothing to say. */
#define VECHE_TYPE_CONTRIBUTION_CARD (veche_contribution_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheContributionCard, veche_contribution_card, VECHE, CONTRIBUTION_CARD, AdwBin)

/* Reads on the scanner and shows what comes, unless another person was set by then. session NULL: nobody. */
void veche_contribution_card_set_member (VecheContributionCard *self, VecheSession *session, gint64 member_id);

G_END_DECLS
