/* veche-mention-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-draw.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* What the Inbox says about a mention, in words and shapes.  Pure: `now` comes from outside, so tests can fix it. */
typedef struct
{
  const char *icon;   /* static */
  char       *text;
  VecheInk    ink;
} VecheBadgeWords;
void  veche_badge_words_clear (VecheBadgeWords *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheBadgeWords, veche_badge_words_clear)

/* What it is, and how long it has waited or why it matters. */
void  veche_mention_words     (VecheMention *mention, gint64 now, VecheBadgeWords *words);
/* The author, or the channel that speaks for itself; never NULL. */
const char *veche_mention_who (VecheMention *mention);
/* The whole row in one sentence, for those who hear it. (transfer full) */
char *veche_mention_spoken    (VecheMention *mention, gint64 now);

char *veche_words_duration    (gint64 span);           /* "5 min", "5 h", "3 days": for spans, not for points in time (transfer full) */
char *veche_words_ago         (gint64 at, gint64 now); /* "just now", "2 min ago", "1 h ago", later the day (transfer full) */
char *veche_words_in          (gint64 at, gint64 now); /* "in 4 min" (transfer full) */
char *veche_words_when        (gint64 at, gint64 now); /* "tomorrow, 9:00", "Monday, 9:00", "12 November, 9:00" (transfer full) */
/* Text from outside made safe to show, at most max characters; NULL gives "". (transfer full) */
char *veche_words_clean       (const char *text, gsize max, gboolean lines);

G_END_DECLS
