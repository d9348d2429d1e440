/* veche-event-contest.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Contests and polls of an event: entries with their authors and places, questions with the votes of members. */
#define VECHE_TYPE_EVENT_CONTEST (veche_event_contest_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventContest, veche_event_contest, VECHE, EVENT_CONTEST, AdwBin)

GtkWidget *veche_event_contest_new  (VecheSession *session);
/* event: borrowed until the next one, or NULL; the arrays (nullable) only while it is called. */
void       veche_event_contest_show (VecheEventContest *self, VecheEventCard *event, GPtrArray *entries, GPtrArray *polls, GPtrArray *voters);

G_END_DECLS
