/* veche-task-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-draw.h"
#include "model/veche-when-words.h"
#include "store/veche-tasks-table.h"

G_BEGIN_DECLS

/* Tasks in words, translated.  Main thread.  All (transfer full). */

char  *veche_task_due_words   (const VecheTask *task, const char *today, VecheInk *ink);   /* "на 3 дня позже", "сегодня, 10:00"; NULL: no day */
char  *veche_task_shift_words (int shift);                                                 /* "за 14 дней": from the day of its event or project */
char  *veche_task_about       (const VecheTask *task);                                     /* "Анна · Осенняя конференция · 2 из 5" */
char  *veche_task_read_words  (const VecheWhenWords *words);                               /* what was understood of it; NULL: nothing */

/* By day. */
typedef enum { VECHE_DAYS_LATE, VECHE_DAYS_TODAY, VECHE_DAYS_TOMORROW, VECHE_DAYS_WEEK, VECHE_DAYS_LATER, VECHE_DAYS_SOMEDAY, VECHE_N_DAYS } VecheDays;
VecheDays veche_task_days     (const VecheTask *task, const char *today);
const char *veche_days_title  (VecheDays days);                                            /* (transfer none) */

G_END_DECLS
