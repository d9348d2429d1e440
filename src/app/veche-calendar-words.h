/* veche-calendar-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-calendar-table.h"

G_BEGIN_DECLS

/* What becomes of a calendar's entries, in words, translated.  Main thread. */

/* Why a file can't be read, what was kept, what to do. (transfer full) */
char       *veche_calendar_explain      (const GError *error);
/* Why an entry is refused, or as it was said. (transfer none) */
const char *veche_calendar_reason_words (const char *reason);
/* What of it has no place here. (transfer full) (nullable) */
char       *veche_calendar_lost_words   (const VecheCalendarEntry *entry);
/* "Новое", "Изменится: время, место", "Уже есть". (transfer full) */
char       *veche_calendar_step_words   (const VecheCalendarStep *step);
/* "вс, 13 декабря 2026, 19:00", by this computer's clock; "" without a day. (transfer full) */
char       *veche_calendar_when_words   (const VecheCalendarEntry *entry);

G_END_DECLS
