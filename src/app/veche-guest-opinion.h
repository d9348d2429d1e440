/* veche-guest-opinion.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What a guest said of the event afterwards: a rating, and their words. */
void veche_guest_opinion_ask (GtkWidget *parent, VecheSession *session, const VecheEventCard *event, const VecheGuest *guest);

G_END_DECLS
