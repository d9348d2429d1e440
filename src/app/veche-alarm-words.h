/* veche-alarm-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-alarms.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* What in the plan should worry somebody, in words.  Main thread. (transfer full) each */
char    *veche_alarm_words    (const VecheAlarm *alarm);
/* What the screen means, in one sentence: the worst of what is wrong, else what comes next. next, alarms (nullable). */
char    *veche_plan_sentence  (const VecheQuarter *quarter, const VecheQuarter *next, GPtrArray *alarms);
/* Whether it concerns the quarter: its own, and what has none when the quarter is the present one. */
gboolean veche_alarm_is_of    (const VecheAlarm *alarm, const char *quarter);

G_END_DECLS
