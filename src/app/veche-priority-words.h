/* veche-priority-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-priority.h"
#include "app/veche-mention-words.h"

G_BEGIN_DECLS

/* Mood, kind and the lines of a sum in the words of the interface. */
const char *veche_mood_word            (const char *mood);                       /* "" for none */
const char *veche_kind_word            (const char *kind);
char       *veche_priority_reason_word (const VechePriorityReason *reason);      /* (transfer full) */
/* "complaint, third message like this, waits 5 h": what speaks most for it. (transfer full) (nullable): nothing does */
char       *veche_priority_why         (GPtrArray *reasons);
/* Seconds of open hours, short. (transfer full) */
char       *veche_words_open_span      (gint64 seconds);

G_END_DECLS
