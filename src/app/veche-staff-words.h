/* veche-staff-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-staffing.h"
#include "app/veche-draw.h"

G_BEGIN_DECLS

/* Why somebody could take a slot, and what is asked of them, in words.  Main thread. (transfer full) each. */
char       *veche_staff_reason_words (const VecheStaffReason *reason);
const char *veche_staff_reason_icon  (const VecheStaffReason *reason);
char       *veche_staff_points       (int points);                                          /* "+24", "−3" */
char       *veche_staff_sum          (const VecheStaffCandidate *candidate);                /* the whole sum, a line a reason: "+24 …" */
char       *veche_staff_asked_words  (const VecheStaffCandidate *candidate);                /* "last asked 3 days ago", "never asked" */
char       *veche_staff_left_words   (const VecheStaffCandidate *candidate);                /* why they are not offered: "Anna is in it already" */
/* What the slot wants: "Python · does it alone · 10 hours". (nullable) */
char       *veche_slot_wants         (const VecheSlotCard *slot);
/* The words that ask this person to take the slot. */
char       *veche_staff_letter       (const VecheSlotCard *slot, const char *name);
const char *veche_invitation_title   (const char *state);                                    /* (transfer none) */
VecheInk    veche_invitation_ink     (const char *state);

G_END_DECLS
