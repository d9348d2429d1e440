/* veche-event-programme.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What an event consists of, in its order: talks and breaks with their times and speakers.  An item without a time of its own follows the one before it.
 * Ctrl+Shift+Up and Down move the one that has the keyboard. */
#define VECHE_TYPE_EVENT_PROGRAMME (veche_event_programme_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventProgramme, veche_event_programme, VECHE, EVENT_PROGRAMME, AdwBin)

GtkWidget *veche_event_programme_new    (VecheSession *session);
/* event: borrowed until the next one, or NULL. items (element-type VecheProgrammeItem): taken a reference of. */
void       veche_event_programme_show   (VecheEventProgramme *self, VecheEventCard *event, GPtrArray *items);
void       veche_event_programme_commit (VecheEventProgramme *self);

G_END_DECLS
