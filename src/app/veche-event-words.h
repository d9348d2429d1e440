/* veche-event-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* An event's times and numbers in words, translated, and what a person types of them.  Main thread.  All (transfer full). */

char *veche_clock_read       (const char *typed);                    /* "19:00", "9.30", "7" → "19:00", "09:30", "07:00"; NULL: no time of day */
const char *veche_clock_of   (const char *local);                    /* "2026-12-13T19:00" → "19:00" (transfer none) (nullable): a whole day */
char *veche_event_time_words (const VecheEventCard *event);          /* "вс, 13 декабря 2026, 19:00–21:00" */
char *veche_event_left       (const VecheEventCard *event, gint64 now);   /* "через 3 дня", "идёт сейчас", "была 2 дня назад" */
char *veche_event_seats      (const VecheEventCard *event);          /* "24 придут из 30 мест, ждут 3" */
char *veche_price_words      (gint64 price, const char *currency);   /* "500 RUB"; "": free */
/* "500 RUB", "12,50 eur", "500": FALSE: no sum. */
gboolean veche_price_read    (const char *typed, gint64 *price, char **currency);

G_END_DECLS
