/* veche-event-thanks.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* After an event: who is to be thanked, what they get and whether they have it; the questions that those who came are sent, and who has answered. */
#define VECHE_TYPE_EVENT_THANKS (veche_event_thanks_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventThanks, veche_event_thanks, VECHE, EVENT_THANKS, AdwBin)

GtkWidget *veche_event_thanks_new    (VecheSession *session);
/* event: borrowed until the next one, or NULL; guests (element-type VecheGuest) and entries (element-type VecheEntry) only while it is called. */
void       veche_event_thanks_show   (VecheEventThanks *self, VecheEventCard *event, GPtrArray *guests, GPtrArray *entries);
void       veche_event_thanks_commit (VecheEventThanks *self);

/* What a guest gets for it, asked in a small form. */
void       veche_event_reward_ask    (GtkWidget *parent, VecheSession *session, const VecheGuest *guest);

G_END_DECLS
