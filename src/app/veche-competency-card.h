/* veche-competency-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-member-edits.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* One competency of a person: level in a word and dots, who says so, why in a sentence, what shows it; a menu for the rest. */
#define VECHE_TYPE_COMPETENCY_CARD (veche_competency_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheCompetencyCard, veche_competency_card, VECHE, COMPETENCY_CARD, AdwBin)

/* competency belongs to profile, of which a reference is kept. */
GtkWidget *veche_competency_card_new (VecheSession *session, VecheProfile *profile, const VecheCompetency *competency);

/* Why we believe it: "14 answers, 2 events; the last — yesterday". now: from outside, for tests. (transfer full) */
char      *veche_competency_why      (const VecheCompetency *competency, gint64 now);
/* The newest evidence is older than a year. */
gboolean   veche_competency_is_stale (const VecheCompetency *competency, gint64 now);

G_END_DECLS
