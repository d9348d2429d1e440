/* veche-event-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* All of one event: what, when and where, its guests.  A child of the Plan: it has no row in the sidebar, and its back button leads to where it
 * was opened from.  Everything is saved as it is answered. */
#define VECHE_TYPE_EVENT_PAGE (veche_event_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventPage, veche_event_page, VECHE, EVENT_PAGE, AdwBin)

GtkWidget *veche_event_page_new  (VecheSession *session, const char *uid /* (nullable) */);
/* from: the page to go back to. */
void       veche_event_page_show (VecheEventPage *self, const char *uid, const char *from);

/* From anywhere in the window: the page of that event comes to the front (action "win.open-event"). */
void       veche_event_page_open (GtkWidget *from, const char *uid);
/* Makes an event on that day (nullable: today), of that project (nullable), and opens it, its title to be typed over. */
void       veche_event_page_open_new (GtkWidget *from, VecheSession *session, const char *day, const char *project_uid);

G_END_DECLS
