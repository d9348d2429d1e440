/* veche-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-words.h"

#include <gio/gio.h>
#include <string.h>

#include "model/veche-text.h"
#include "veche-words-resources.h"

#define FOLDER          "/app/veche/Veche/words/"
#define MAX_WORD        60      /* bytes; what is longer is no word */
#define DERIVED_LEAST   6       /* characters of a stem that another may go on from: тестирован, тестировани-е */
#define SLIP_LEAST      7       /* characters of a stem in which one letter may be wrong */
#define DERIVED         0.9
#define SLIP            0.7

/*** Lists ***/

GStrv
veche_words_load (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  /* Nothing else refers to the resource: the linker would drop it. */
  veche_words_get_resource ();
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);

  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_strv_builder_add (kept, lines[i]);

  return g_strv_builder_end (kept);
}

/* A set of single words; stemmed: of their stems. */
static GHashTable *
load_set (const char *name, gboolean stemmed)
{
  g_auto (GStrv) lines = veche_words_load (name);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) words = g_strsplit (lines[l], " ", -1);

      for (guint i = 0; words[i] != NULL; i++)
        {
          g_autofree char *folded = veche_text_fold (words[i]);

          g_hash_table_add (set, stemmed ? veche_text_stem (folded) : g_steal_pointer (&folded));
        }
    }

  return set;
}

static GHashTable *
get_set (gsize *once, const char *name, gboolean stemmed)
{
  if (g_once_init_enter (once))
    g_once_init_leave (once, (gsize) load_set (name, stemmed));

  return (GHashTable *) *once;
}

gboolean
veche_words_is_stop (const char *folded)
{
  static gsize once;

  return g_hash_table_contains (get_set (&once, "stopwords.tsv", FALSE), folded);
}

gboolean
veche_words_is_generic (const char *stem)
{
  static gsize once;

  return g_hash_table_contains (get_set (&once, "generic.tsv", TRUE), stem);
}

/*** Splitting ***/

static void
word_clear (gpointer data)
{
  VecheWord *word = data;

  g_free (word->word);
  g_free (word->stem);
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* "node.js", "3.12": a dot with Latin letters or digits on both sides; "don't". */
static gboolean
joins (const char *text, const char *p)
{
  if (p == text)
    return FALSE;
  if (*p == '.')
    return g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1]);
  if (*p == '\'')
    return g_ascii_isalpha (p[-1]) && g_ascii_isalpha (p[1]);

  return veche_text_goes_on (p, "’") && g_ascii_isalpha (p[-1]) && g_ascii_isalpha (p[3]);
}

static const char *
word_end (const char *text, const char *start)
{
  const char *p = start;

  while (*p != '\0' && (is_letter (g_utf8_get_char (p)) || joins (text, p)))
    p = g_utf8_next_char (p);
  if (p > start && g_ascii_isalpha (p[-1]))   /* c++, c# */
    while ((*p == '+' || *p == '#') && p - start <= 3)
      p++;
  /* "a+b" is no name */
  while (p > start && (p[-1] == '+' || p[-1] == '#') && is_letter (g_utf8_get_char (p)))
    p--;

  return p;
}

/* "don't" and "don’t" are one word. */
static char *
without_apostrophes (char *word)
{
  char *apostrophe;

  while ((apostrophe = strchr (word, '\'')) != NULL)
    memmove (apostrophe, apostrophe + 1, strlen (apostrophe));
  while ((apostrophe = strstr (word, "’")) != NULL)
    memmove (apostrophe, apostrophe + strlen ("’"), strlen (apostrophe + strlen ("’")) + 1);

  return word;
}

static void
add_word (GArray *words, const char *text, const char *start, const char *end, gboolean opens)
{
  g_autofree char *raw = g_strndup (start, end - start);
  VecheWord word = { .start = (guint) (start - text), .end = (guint) (end - text), .opens = opens };
  gunichar first = g_utf8_get_char (raw);

  word.capital = g_unichar_isupper (first);
  word.word = without_apostrophes (veche_text_fold (raw));
  word.stem = veche_text_stem (word.word);
  word.length = (guint) g_utf8_strlen (word.stem, -1);
  word.latin = first < 0x250;
  word.stop = veche_words_is_stop (word.word) || (word.latin && word.length > 2 && veche_words_is_stop (word.stem));   /* keeps, getting */
  g_array_append_val (words, word);
}

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x2026 /* … */;
}

GArray *
veche_words_split (const char *text, guint max)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (VecheWord));
  gboolean opens = TRUE;
  const char *p;

  if (valid != NULL)
    text = valid;
  p = text;

  g_array_set_clear_func (words, word_clear);
  while (*p != '\0' && words->len < max)
    {
      gunichar c = g_utf8_get_char (p);
      const char *end;

      if (!is_letter (c))
        {
          opens |= ends_sentence (c);
          p = g_utf8_next_char (p);
          continue;
        }
      end = word_end (text, p);
      if (end - p <= MAX_WORD)
        add_word (words, text, p, end, opens);
      opens = FALSE;
      p = end;
    }

  return words;
}

gboolean
veche_words_mostly_latin (GArray *words)
{
  guint latin = 0;

  for (guint i = 0; i < words->len; i++)
    latin += veche_words_at (words, i)->latin;

  return latin * 2 > words->len;
}

/*** Likeness ***/

/* One letter wrong, missing, too much, or two of them swapped; the first letter is never wrong. */
static gboolean
slips (const char *a, const char *b, guint length_a, guint length_b)
{
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, NULL);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (b, -1, NULL);
  guint head = 0, tail = 0, shorter = MIN (length_a, length_b);

  if (MAX (length_a, length_b) - shorter > 1 || x[0] != y[0])
    return FALSE;

  while (head < shorter && x[head] == y[head])
    head++;
  while (tail < shorter - head && x[length_a - 1 - tail] == y[length_b - 1 - tail])
    tail++;
  if (length_a == length_b && head + tail + 2 == length_a)
    return x[head] == y[head + 1] && x[head + 1] == y[head];

  return head + tail + 1 >= MAX (length_a, length_b);
}

/* "арендн" goes on from "аренд", "переводчик" from "перевод"; not "командировк" from "команд". */
static gboolean
derives (const char *shorter, const char *longer, guint by)
{
  static const char *const endings[] = { "чик", "щик", "ник", "ист", "льн", "ств", "ова", "ир", "ing", "er", "or", "ist", NULL };
  gsize length = strlen (shorter);

  if (strncmp (shorter, longer, length) != 0)
    return FALSE;

  return by <= 1 || g_strv_contains (endings, longer + length);
}

/* "радио" has no other forms, but the stem of "рад". */
static gboolean
is_indeclinable (const char *word)
{
  static const char *const endings[] = { "ио", "ео", "фото", "кофе", "резюме", "кино", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (word, endings[i]))
      return TRUE;

  return FALSE;
}

double
veche_words_likeness (const VecheWord *a, const VecheWord *b)
{
  guint shorter = MIN (a->length, b->length), longer = MAX (a->length, b->length);

  if (strcmp (a->stem, b->stem) == 0)
    return a->word == NULL || b->word == NULL || strcmp (a->word, b->word) == 0 || !(is_indeclinable (a->word) || is_indeclinable (b->word));
  if (a->latin != b->latin || a->stem[0] != b->stem[0] || shorter < DERIVED_LEAST || shorter + 3 < longer)
    return 0;
  if (longer > shorter
      && derives (a->length < b->length ? a->stem : b->stem, a->length < b->length ? b->stem : a->stem, longer - shorter))
    return DERIVED;

  return shorter >= SLIP_LEAST && slips (a->stem, b->stem, a->length, b->length) ? SLIP : 0;
}
