/* veche-occasion-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Why one may congratulate this person now: their first message or help, a round number, a year with us, a birthday.  Hidden while there is
 * nothing. */
#define VECHE_TYPE_OCCASION_CARD (veche_occasion_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheOccasionCard, veche_occasion_card, VECHE, OCCASION_CARD, AdwBin)

/* Reads on the scanner and shows what comes, unless another person was set by then. session NULL: nobody. */
void veche_occasion_card_set_member (VecheOccasionCard *self, VecheSession *session, gint64 member_id);

G_END_DECLS
