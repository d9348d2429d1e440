/* veche-event-when.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* When an event takes place: days, times, zone, and what that is where others live.  What can't be is said in words and not saved. */
#define VECHE_TYPE_EVENT_WHEN (veche_event_when_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventWhen, veche_event_when, VECHE, EVENT_WHEN, AdwPreferencesGroup)

GtkWidget *veche_event_when_new    (VecheSession *session);
void       veche_event_when_show   (VecheEventWhen *self, VecheEventCard *event);   /* borrowed until the next one */
/* After it: elsewhere (element-type VecheElsewhere). */
void       veche_event_when_show_there (VecheEventWhen *self, GPtrArray *elsewhere);
void       veche_event_when_commit (VecheEventWhen *self);

G_END_DECLS
