/* veche-event-letters.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-events-letters.h"

G_BEGIN_DECLS

/* What is said to the guests of an event, in words.  kind: "invitation", "thanks", "survey". */

/* NULL: there is nothing to say, a survey without a link. Any thread. (transfer full) */
char *veche_event_letter        (const char *kind, const VecheEventCard *event, const VecheGuest *guest);
/* Drafts for all whom that kind is for, as one gesture; the toast says how many. */
void  veche_event_letters_write (VecheSession *session, const VecheEventCard *event, const char *kind);

/* "21:00 Екатеринбург (+2)" (transfer full) */
char *veche_elsewhere_words     (const VecheEventCard *event, const VecheElsewhere *elsewhere);

G_END_DECLS
