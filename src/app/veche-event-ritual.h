/* veche-event-ritual.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* How an event comes again, in words, and of a ritual its days: those that were held or skipped, and the next ones, each with what can be said of it.
 * One of them that is moved, or that has people of its own, is opened as an event of its own. */
#define VECHE_TYPE_EVENT_RITUAL (veche_event_ritual_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventRitual, veche_event_ritual, VECHE, EVENT_RITUAL, AdwPreferencesGroup)

GtkWidget *veche_event_ritual_new  (VecheSession *session);
/* event: borrowed until the next one, or NULL. days (element-type VecheOccurrence) (nullable): taken a reference of. */
void       veche_event_ritual_show (VecheEventRitual *self, VecheEventCard *event, GPtrArray *days);
/* Its occurrences from five weeks ago to half a year ahead, skipped ones too; a lane function. (transfer full) */
GPtrArray *veche_event_ritual_list (VecheDb *db, const VecheEventCard *event, gint64 now, GError **error);

G_END_DECLS
