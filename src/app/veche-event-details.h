/* veche-event-details.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What an event is, when, where, for how many: a form that saves each answer by itself, as one gesture. */
#define VECHE_TYPE_EVENT_DETAILS (veche_event_details_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventDetails, veche_event_details, VECHE, EVENT_DETAILS, AdwBin)

typedef struct { char *uid, *title; } VecheChoice;   /* what a list offers */

GtkWidget *veche_event_details_new        (VecheSession *session);
/* event is borrowed until the next one, or NULL. agendas: VecheAgenda; projects: VecheChoice; days (nullable) of a ritual:
 * VecheOccurrence; all are taken a reference of. */
void       veche_event_details_show       (VecheEventDetails *self, VecheEventCard *event, GPtrArray *agendas, GPtrArray *projects, GPtrArray *days);
/* After it: by which clocks others live (element-type VecheElsewhere). */
void       veche_event_details_show_there (VecheEventDetails *self, GPtrArray *elsewhere);
void       veche_event_details_commit     (VecheEventDetails *self);
void       veche_event_details_focus_title (VecheEventDetails *self);   /* with all of it selected: a new one is named first */

G_END_DECLS
