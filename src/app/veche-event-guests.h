/* veche-event-guests.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Who was invited, answered, waits, came: a list of any length, with what can be done to the chosen one below it.  One by one or a whole segment
 * at once is invited. */
#define VECHE_TYPE_EVENT_GUESTS (veche_event_guests_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventGuests, veche_event_guests, VECHE, EVENT_GUESTS, AdwBin)

GtkWidget *veche_event_guests_new  (VecheSession *session);
/* event is borrowed until the next one, or NULL. guests (element-type VecheGuest), segments (element-type VecheSegment): taken a reference of;
 * the guests themselves are taken. */
void       veche_event_guests_show (VecheEventGuests *self, VecheEventCard *event, GPtrArray *guests, GPtrArray *segments);

G_END_DECLS
