/* veche-tone.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft against the tone guide.  A wrong mark costs more than a missed one.
 */

#include "analysis/veche-tone.h"

#include <string.h>

#include "analysis/veche-tone-private.h"
#include "analysis/veche-words.h"
#include "model/veche-text.h"

#define MOST_WORDS 2000

void
veche_tone_mark_free (VecheToneMark *self)
{
  g_free (self->words);
  g_free (self->instead);
  g_free (self->why);
  g_free (self);
}

/*** What is not ours ***/

/* Does this byte stand in a line that begins with ">" or between quotes? */
static gboolean
is_quoted (const char *text, guint at)
{
  const char *line = text + at;
  int depth = 0;

  while (line > text && line[-1] != '\n')
    line--;
  while (*line == ' ')
    line++;
  if (*line == '>')
    return TRUE;
  for (const char *p = text; p < text + at; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xab /* « */ || c == 0x201c /* “ */ || c == 0x201e /* „ */)
        depth++;
      else if ((c == 0xbb /* » */ || c == 0x201d /* ” */) && depth > 0)
        depth--;
      else if (c == '\n')
        depth = 0;
    }

  return depth > 0;
}

/*** Ты and вы ***/

static void
add_mark (GPtrArray *marks, VecheToneWhat what, const char *draft, guint start, guint end, const char *instead, const char *why)
{
  VecheToneMark *mark = g_new0 (VecheToneMark, 1);

  mark->what = what;
  mark->start = start;
  mark->length = end - start;
  mark->words = g_strndup (draft + start, end - start);
  mark->instead = g_strdup (instead);
  mark->why = g_strdup (why);
  g_ptr_array_add (marks, mark);
}

/* Which way is wrong: that which the guide does not want, or the rarer one of both; NONE: all is well. */
static VecheAddress
find_wrong (const char *wanted, const guint said[])
{
  if (strcmp (wanted, "formal") == 0)
    return VECHE_ADDRESS_INFORMAL;
  if (strcmp (wanted, "informal") == 0)
    return VECHE_ADDRESS_FORMAL;
  if (said[VECHE_ADDRESS_INFORMAL] == 0 || said[VECHE_ADDRESS_FORMAL] == 0)
    return VECHE_ADDRESS_NONE;

  return said[VECHE_ADDRESS_INFORMAL] <= said[VECHE_ADDRESS_FORMAL] ? VECHE_ADDRESS_INFORMAL : VECHE_ADDRESS_FORMAL;
}

static void
check_address (const VecheToneGuide *guide, const char *draft, GArray *words, GPtrArray *marks)
{
  const char *wanted = guide != NULL ? guide->address : "";
  g_autofree VecheAddress *ways = g_new0 (VecheAddress, MAX (words->len, 1));
  gboolean many = veche_tone_to_many (words, draft);
  guint said[3] = { 0 };
  VecheAddress wrong;

  for (guint i = 0; i < words->len; i++)
    {
      ways[i] = veche_tone_address (words, i);
      if (ways[i] != VECHE_ADDRESS_NONE && ((many && ways[i] == VECHE_ADDRESS_FORMAL) || is_quoted (draft, veche_words_at (words, i)->start)))
        ways[i] = VECHE_ADDRESS_NONE;
      said[ways[i]]++;
    }
  wrong = find_wrong (wanted, said);

  for (guint i = 0; wrong != VECHE_ADDRESS_NONE && i < words->len; i++)
    if (ways[i] == wrong)
      {
        VecheWord *word = veche_words_at (words, i);
        g_autofree char *other = veche_tone_other (word->word);

        add_mark (marks, *wanted != '\0' ? VECHE_TONE_ADDRESS : VECHE_TONE_MIXED, draft, word->start, word->end, other, NULL);
      }
}

/*** Words ***/

/* Several words stand one after the other; in any of their forms. TRUE: here, and up to end. */
static gboolean
stands_at (GArray *words, guint at, GArray *wanted, guint *end)
{
  if (wanted->len == 0 || at + wanted->len > words->len)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    {
      VecheWord *word = veche_words_at (words, at + i), *want = veche_words_at (wanted, i);

      if (strcmp (word->word, want->word) != 0 && (want->length < 3 || strcmp (word->stem, want->stem) != 0))
        return FALSE;
    }
  *end = veche_words_at (words, at + wanted->len - 1)->end;

  return TRUE;
}

static void
check_word (const VecheToneWord *banned, const char *draft, GArray *words, GPtrArray *marks)
{
  g_autoptr (GArray) wanted = veche_words_split (banned->word, 8);
  guint end;

  for (guint i = 0; i < words->len; i++)
    if (stands_at (words, i, wanted, &end) && !is_quoted (draft, veche_words_at (words, i)->start))
      add_mark (marks, VECHE_TONE_BANNED, draft, veche_words_at (words, i)->start, end, banned->instead, banned->why);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const VecheToneMark *x = *(VecheToneMark *const *) a, *y = *(VecheToneMark *const *) b;

  return (x->start > y->start) - (x->start < y->start);
}

GPtrArray *
veche_tone_check (const VecheToneGuide *guide, const char *draft)
{
  g_autofree char *valid = g_utf8_validate (draft, -1, NULL) ? NULL : g_utf8_make_valid (draft, -1);
  const char *text = valid != NULL ? valid : draft;
  g_autoptr (GArray) words = veche_words_split (text, MOST_WORDS);
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_tone_mark_free);

  check_address (guide, text, words, marks);
  for (guint i = 0; guide != NULL && i < guide->words->len; i++)
    check_word (guide->words->pdata[i], text, words, marks);
  g_ptr_array_sort (marks, compare_marks);

  return marks;
}

/*** Sensitive topics ***/

void
veche_sensitive_hit_free (VecheSensitiveHit *self)
{
  veche_article_unref (self->article);
  g_free (self->words);
  g_free (self);
}

static gboolean
touch (VecheArticle *article, const char *phrase, const char *text, GArray *words, GPtrArray *hits)
{
  g_autoptr (GArray) wanted = veche_words_split (phrase, 8);
  guint end;

  for (guint i = 0; i < words->len; i++)
    if (stands_at (words, i, wanted, &end))
      {
        VecheSensitiveHit *hit = g_new0 (VecheSensitiveHit, 1);

        hit->article = veche_article_ref (article);
        hit->start = veche_words_at (words, i)->start;
        hit->length = end - hit->start;
        hit->words = g_strndup (text + hit->start, hit->length);
        g_ptr_array_add (hits, hit);
        return TRUE;
      }

  return FALSE;
}

GPtrArray *
veche_sensitive_find (GPtrArray *articles, const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  const char *whole = valid != NULL ? valid : text;
  g_autoptr (GArray) words = veche_words_split (whole, MOST_WORDS);
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_sensitive_hit_free);

  for (guint i = 0; i < articles->len; i++)
    {
      VecheArticle *article = articles->pdata[i];
      gboolean found = FALSE;

      if (article->kind != VECHE_ARTICLE_SENSITIVE || article->archived)
        continue;
      for (guint p = 0; !found && p < article->phrases->len; p++)
        found = touch (article, article->phrases->pdata[p], whole, words, hits);
      if (!found && article->phrases->len == 0)
        touch (article, article->title, whole, words, hits);
    }

  return hits;
}
