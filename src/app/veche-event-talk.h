/* veche-event-talk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Asks who spoke with whom at the event, and writes it down in one gesture. */
void veche_event_talk_ask (GtkWidget *parent, VecheSession *session, const VecheEventCard *event);

G_END_DECLS
