/* veche-repeat-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What comes again, in words: "Каждую неделю в понедельник", "Каждый месяц в последнюю пятницу".  Main thread. */

/* The rules that one can choose for something that begins on that day; the first is "": once. (transfer full) */
GStrv  veche_repeat_choices (const char *starts);
/* rrule "" or NULL: once.  A rule that no words are known for is told as it stands. (transfer full) */
char  *veche_repeat_words   (const char *rrule);
/* Without what ends it: UNTIL and COUNT. (transfer full) */
char  *veche_repeat_endless (const char *rrule);
/* Its last day (nullable). (transfer full) */
char  *veche_repeat_until   (const char *rrule);
/* With that last day; NULL: without one. (transfer full) */
char  *veche_repeat_end     (const char *rrule, const char *day);

G_END_DECLS
