/* veche-text.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Words of two alphabets.  Any thread. */

GBytes *veche_text_sort_key    (const char *text);      /* ICU, Russian rules with English beside: "Ёлкин" after "Дроздов" (transfer full) */
int     veche_text_collate     (const char *a, const char *b);
/* One key for all spellings of a name: ёлкин, елкин, yolkin, elkin, yelkin → the same; words kept apart by spaces (transfer full) */
char   *veche_text_translit_key (const char *text);
char   *veche_text_to_latin    (const char *text);      /* "Юлия Ёлкина" → "yuliya yelkina" */
char   *veche_text_fold        (const char *text);      /* lower case, ё → е, compatibility forms composed */
char   *veche_text_stem        (const char *word);      /* Snowball: Russian for Cyrillic, English for Latin; of a folded word */

/* What a person typed → an FTS5 MATCH expression of prefix terms joined by AND, each also by its stem; NULL when nothing is searchable.
 * Every character is safe: quotes, operators and columns of FTS5 can't be injected. */
char   *veche_text_to_match    (const char *typed);
/* The same over member_fts: each word by name, handle, label, note or its transliteration key. */
char   *veche_text_to_member_match (const char *typed);
char   *veche_text_words_to_member_match (GPtrArray *words);
/* The words of what was typed, ready to be quoted: at least one letter or digit each, without quotes and the @ of a handle.
 * (element-type utf8) (transfer full) */
GPtrArray *veche_text_split_typed (const char *typed);

/* Does the text go on so here?  For a place in a long text: the macro g_str_has_prefix() of GLib 2.76 measures all that follows first. */
static inline gboolean
veche_text_goes_on (const char *at, const char *words)
{
  return strncmp (at, words, strlen (words)) == 0;
}

gboolean veche_text_has_initial (const char *text, const char *letter);   /* does a word begin so?  text valid, letter folded */

/* For showing text from outside: at most max characters, words to 200, at most 4 combining marks a base, bidi controls and NULs dropped,
 * line breaks kept only when lines is TRUE. (RELIABILITY: 100 kB of marks froze a label for 14 s.) */
char   *veche_text_clamp       (const char *text, gsize max, gboolean lines);

gboolean veche_text_is_question (const char *text);     /* ends or breaks with a question mark, or opens with a question word, ru and en */

/* A title in quotes within a sentence in quotes: «Встреча „Базы данных“», “The ‘Databases’ meet-up”.  Quotes that do not pair stay. (transfer full) */
char    *veche_text_nest_quotes  (const char *text);
/* Trimmed, inner white space single. (transfer full) (nullable): nothing is left */
char    *veche_text_tidy         (const char *text);
/* For sorting an array of strings as a person would. */
int      veche_text_compare      (gconstpointer a, gconstpointer b);

G_END_DECLS
