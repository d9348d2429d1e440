/* veche-when-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days as people write them at the end or the beginning of what is to be done, in Russian or English: "позвонить Ане завтра в 10", "call Anna on
 * friday", "отчёт 13 декабря", "афиша T−14", "обзвон каждый понедельник".  What is no day stays a part of the title.  Pure; any thread. */
typedef struct
{
  char *title;      /* what is left of the text */
  char *due;        /* (nullable): a day, or a moment as in model/veche-when.h */
  char *rrule;      /* (nullable): comes again */
  int   shift;      /* of "T−14": -14; G_MININT where none is said */
} VecheWhenWords;

/* today: "2026-12-13". (transfer full) */
VecheWhenWords *veche_when_words_read (const char *text, const char *today);
void            veche_when_words_free (VecheWhenWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheWhenWords, veche_when_words_free)

G_END_DECLS
