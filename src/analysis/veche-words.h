/* veche-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text as words with their stems, and the word lists of data/words.  Any thread. */

typedef struct
{
  char   *word;          /* folded */
  char   *stem;
  guint   start, end;    /* bytes in the text */
  guint   length;        /* characters of the stem */
  guint   capital : 1;   /* begins with a capital letter */
  guint   opens : 1;     /* first of its sentence */
  guint   latin : 1;
  guint   stop : 1;      /* says nothing about a topic */
} VecheWord;

/* At most max words. (element-type VecheWord) (transfer full) */
GArray     *veche_words_split      (const char *text, guint max);
#define     veche_words_at(words, i) (&g_array_index ((words), VecheWord, (i)))

gboolean    veche_words_is_stop    (const char *folded);
gboolean    veche_words_is_generic (const char *stem);      /* names no topic by itself: "помощь", "management" */
gboolean    veche_words_mostly_latin (GArray *words);

/* Lines of a list of data/words or data/harvest, without comments and empty ones. (transfer full) */
GStrv       veche_words_load       (const char *name);

/* 0 … 1: are these two forms, spellings or derivations of one word? 1 the same stem, less for a slip of the pen. */
double      veche_words_likeness   (const VecheWord *a, const VecheWord *b);

G_END_DECLS
