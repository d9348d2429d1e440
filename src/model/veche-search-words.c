/* veche-search-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding what is searched for in texts that are at hand: to light up the hits, to cut what is shown, to weigh, and to search
 * the small tables, which have no index of words.  A word fits as the tokenizer would have it: itself, its beginning, its stem.
 */

#include "model/veche-search-private.h"

#include <math.h>
#include <string.h>

#include "model/veche-spelling.h"
#include "model/veche-text.h"

#define MAX_WORD    128      /* bytes; longer is not a word */
#define MAX_SCANNED 200000   /* bytes of one text */
#define MAX_BEFORE  40       /* bytes before a hit that are shown whole: the hit is in sight in a narrow window, too */
#define BEFORE      20       /* characters that stay of more */

static void
term_word_free (gpointer data)
{
  VecheTermWord *word = data;

  g_free (word->folded);
  g_free (word->stem);
  g_free (word->key);
  g_free (word);
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* The next word of a text; FALSE: there is none. */
static gboolean
next_word (const char **at, const char *end, const char **start, const char **stop)
{
  const char *p = *at;

  while (p < end && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *start = p;
  while (p < end && is_letter (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *stop = p;
  *at = p;

  return p > *start;
}

/* veche_text_fold() of a short word, without its allocations; FALSE: too long, or it needs composing. */
static gboolean
fold_word (const char *start, const char *stop, char folded[MAX_WORD])
{
  char *out = folded;

  for (const char *p = start; p < stop; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (out - folded > MAX_WORD - 8 || g_unichar_ismark (c))
        return FALSE;
      c = g_unichar_tolower (c);
      out += g_unichar_to_utf8 (c == 0x451 /* ё */ ? 0x435 /* е */ : c, out);
    }
  *out = '\0';

  return TRUE;
}

GPtrArray *
veche_search_split (const char *text)
{
  g_autofree char *folded = veche_text_fold (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (term_word_free);
  const char *at = folded, *end = folded + strlen (folded), *start, *stop;

  while (words->len < 16 && next_word (&at, end, &start, &stop))
    {
      VecheTermWord *word;

      if (stop - start >= MAX_WORD - 8)
        continue;
      word = g_new0 (VecheTermWord, 1);
      word->folded = g_strndup (start, (gsize) (stop - start));
      word->stem = veche_text_stem (word->folded);
      word->key = veche_spelling_key (word->folded);
      g_ptr_array_add (words, word);
    }

  return words;
}

/* How well: 0 not, 1 as a beginning or by its sound, 2 as a form of it, 3 the very word. */
static int
word_fits (const VecheTermWord *wanted, const char *folded, gboolean may_go_on, gboolean names)
{
  gsize n = strlen (wanted->folded);

  if (strncmp (folded, wanted->folded, n) == 0)
    {
      if (folded[n] == '\0')
        return 3;
      if (may_go_on)
        return 1;
    }
  /* The stem is dear to find: only where it begins alike. */
  if (strncmp (folded, wanted->stem, MIN (strlen (wanted->stem), 4)) == 0)
    {
      g_autofree char *stem = veche_text_stem (folded);

      if (strcmp (stem, wanted->stem) == 0)
        return 2;
    }
  if (names && wanted->key != NULL && *wanted->key != '\0')
    {
      g_autofree char *key = veche_spelling_key (folded);

      return may_go_on ? g_str_has_prefix (key, wanted->key) : strcmp (key, wanted->key) == 0;
    }

  return 0;
}

/* One walk through the words of a text for one term; found is told of each place. */
typedef void (*VecheFoundWord) (guint start, guint end, int how, gpointer user_data);

static void
walk (const VecheTerm *term, const char *text, gboolean names, VecheFoundWord found, gpointer user_data)
{
  const char *end = text + strnlen (text, MAX_SCANNED), *at = text, *start, *stop;
  guint matched = 0;
  int worst = 3;
  const char *first = NULL;

  while (next_word (&at, end, &start, &stop))
    {
      const VecheTermWord *wanted = term->words->pdata[matched];
      gboolean last = matched + 1 == term->words->len;
      char folded[MAX_WORD];
      int how;

      if (!fold_word (start, stop, folded))
        {
          matched = 0;
          continue;
        }
      how = word_fits (wanted, folded, last && term->open, names);
      if (how == 0 && matched > 0)   /* not the second word: perhaps the first anew */
        {
          matched = 0;
          worst = 3;
          wanted = term->words->pdata[0];
          last = term->words->len == 1;
          how = word_fits (wanted, folded, last && term->open, names);
        }
      if (how == 0)
        continue;
      first = matched == 0 ? start : first;
      worst = MIN (worst, how);
      if (++matched < term->words->len)
        continue;
      found ((guint) (first - text), (guint) (stop - text), worst, user_data);
      matched = 0;
      worst = 3;
    }
}

static gboolean
is_word_term (const VecheTerm *term)
{
  return term->kind == VECHE_TERM_WORD || term->kind == VECHE_TERM_PHRASE;
}

static void
note_found (guint start, guint end, int how, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

gboolean
veche_search_fits (VecheSearch *self, const char *const *texts, guint n, gboolean names)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];
      gboolean found = FALSE;

      if (!is_word_term (term))
        continue;
      for (guint t = 0; t < n && !found; t++)
        if (texts[t] != NULL && g_utf8_validate (texts[t], -1, NULL))
          walk (term, texts[t], names && !term->negated, note_found, &found);
      if (found == term->negated)
        return FALSE;
    }

  return TRUE;
}

static void
collect_span (guint start, guint end, int how, gpointer user_data)
{
  VecheSpan span = { start, end };

  g_array_append_val ((GArray *) user_data, span);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const VecheSpan *first = a, *second = b;

  return first->start != second->start ? (first->start < second->start ? -1 : 1) : (int) second->end - (int) first->end;
}

GArray *
veche_search_hits (VecheSearch *self, const char *text, gboolean names)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (VecheSpan));
  GArray *apart = g_array_new (FALSE, FALSE, sizeof (VecheSpan));
  guint reached = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return apart;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];

      if (!term->negated && (is_word_term (term) || (names && term->kind == VECHE_TERM_FROM)))
        walk (term, text, names, collect_span, spans);
    }
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      VecheSpan span = g_array_index (spans, VecheSpan, i);

      if (span.start < reached)
        continue;
      g_array_append_val (apart, span);
      reached = span.end;
    }

  return apart;
}

/* Some characters back from p, to the beginning of a word. */
static const char *
step_back (const char *text, const char *p, guint characters)
{
  const char *from = p;

  while (from > text && characters-- > 0)
    from = g_utf8_prev_char (from);
  if (from == text)
    return from;
  while (from < p && !g_unichar_isspace (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);

  return from < p ? g_utf8_next_char (from) : p;
}

char *
veche_search_snippet (VecheSearch *self, const char *text, gsize max)
{
  g_autofree char *line = NULL, *shown = NULL;
  g_autoptr (GArray) hits = NULL;
  const char *from;

  if (text == NULL)
    return NULL;

  line = veche_text_clamp (text, 20000, FALSE);
  hits = veche_search_hits (self, line, FALSE);
  from = hits->len > 0 && g_array_index (hits, VecheSpan, 0).start > MAX_BEFORE
           ? step_back (line, line + g_array_index (hits, VecheSpan, 0).start, BEFORE)
           : line;
  shown = veche_text_clamp (from, max, FALSE);

  return from > line ? g_strconcat ("… ", shown, NULL) : g_steal_pointer (&shown);
}

typedef struct
{
  guint n;
  int best;
} VecheTally;

static void
tally (guint start, guint end, int how, gpointer user_data)
{
  VecheTally *self = user_data;

  self->n++;
  self->best = MAX (self->best, how);
}

double
veche_search_weigh (VecheSearch *self, const char *text)
{
  double weight = 0, length;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;

  length = (double) MIN (strlen (text), MAX_SCANNED) / 300;
  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];
      VecheTally found = { 0 };

      if (term->negated || !is_word_term (term))
        continue;
      walk (term, text, FALSE, tally, &found);
      weight += found.n / (found.n + 0.5 + 0.5 * length) * (0.55 + 0.15 * found.best) * (double) term->words->len;
    }

  return weight;
}
