/* veche-profile-dates.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-profile.h"
#include "store/veche-dates-table.h"

G_BEGIN_DECLS

/* "Birthday in 7 days · 36 years", "A year with us on 3 December": what comes round soon, else the day itself; NULL: nothing is known. */
char *veche_profile_dates_line (VecheProfile *profile);

/* "28 November" (transfer full) */
char *veche_day_words          (const char *day);
/* "Birthday, turns 36", "2 years with us" (transfer full) */
char *veche_date_words         (VecheDateKind kind, int years);

G_END_DECLS
