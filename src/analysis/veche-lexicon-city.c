/* veche-lexicon-city.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-lexicon.h"

#include <string.h>

#include "analysis/veche-phrases.h"
#include "model/veche-text.h"
#include "store/veche-experts-table.h"

#define MOST_CITIES 3000

/* cities.tsv, the same for every workspace: the tag is the line. */
static VechePhrases *
get_cities (guint *n)
{
  static gsize once;
  static guint lines_read;

  if (g_once_init_enter (&once))
    {
      g_auto (GStrv) lines = veche_words_load ("cities.tsv");
      VechePhrases *cities = veche_phrases_new ();

      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_auto (GStrv) names = g_strsplit (lines[l], "|", -1);

          for (guint i = 0; names[i] != NULL; i++)
            veche_phrases_add (cities, names[i], l, VECHE_PHRASE_NAME);
        }
      lines_read = g_strv_length (lines);
      g_once_init_leave (&once, (gsize) cities);
    }
  *n = lines_read;

  return (VechePhrases *) once;
}

/* -1: not one of the list */
static int
listed_city (const char *name)
{
  guint n;
  g_autoptr (GArray) tags = veche_phrases_naming (get_cities (&n), name);

  return tags->len > 0 ? (int) g_array_index (tags, guint, 0) : -1;
}

gboolean
veche_lexicon_same_city (const char *a, const char *b)
{
  g_autofree char *fold_a = NULL, *fold_b = NULL;
  int listed;

  if (a == NULL || b == NULL)
    return FALSE;
  fold_a = veche_text_fold (a);
  fold_b = veche_text_fold (b);
  if (strcmp (fold_a, fold_b) == 0)
    return TRUE;

  listed = listed_city (a);

  return listed >= 0 && listed == listed_city (b);
}

/* Of words[first…last], is it somebody's place, and not what is spoken about? */
static gboolean
reads_as_place (GArray *words, guint first)
{
  static const char *const before[] = { "в", "во", "из", "под", "около", "возле", "in", "from", "near", "at", "around", "по", "г", "город", "городе", "city", NULL };
  static const char *const about[] = { "про", "о", "об", "about", NULL };
  VecheWord *word = veche_words_at (words, first);
  const char *previous = first > 0 ? veche_words_at (words, first - 1)->word : "";

  if (g_strv_contains (about, previous))
    return FALSE;

  return g_strv_contains (before, previous) || (word->capital && !word->opens);
}

static guint
word_at_byte (GArray *words, guint start)
{
  guint i = 0;

  while (i + 1 < words->len && veche_words_at (words, i)->start < start)
    i++;

  return i;
}

static void
mark_stop (GArray *words, const VechePhraseHit *hit)
{
  for (guint i = 0; i < words->len; i++)
    if (veche_words_at (words, i)->start >= hit->start && veche_words_at (words, i)->end <= hit->end)
      veche_words_at (words, i)->stop = TRUE;
}

/* Members' own spellings: those of the list keep its tag, others get tags above. */
static VechePhrases *
index_spellings (GPtrArray *spellings, guint n_listed, GArray *tags)
{
  VechePhrases *own = veche_phrases_new ();

  for (guint i = 0; i < spellings->len; i++)
    {
      int listed = listed_city (spellings->pdata[i]);
      guint tag = listed >= 0 ? (guint) listed : n_listed + i;

      for (guint earlier = 0; listed < 0 && earlier < i; earlier++)
        if (veche_lexicon_same_city (spellings->pdata[earlier], spellings->pdata[i]))
          {
            tag = g_array_index (tags, guint, earlier);
            break;
          }
      g_array_append_val (tags, tag);
      if (listed < 0)
        veche_phrases_add (own, spellings->pdata[i], tag, VECHE_PHRASE_NAME);
    }

  return own;
}

/* The one city among the hits; -1: none, or several. */
static int
choose (GArray *words, GArray *hits, int chosen, gboolean *several)
{
  for (guint i = 0; i < hits->len; i++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);

      if (hit->likeness < 1 || !reads_as_place (words, word_at_byte (words, hit->start)))
        continue;
      mark_stop (words, hit);
      *several |= chosen >= 0 && chosen != (int) hit->tag;
      chosen = (int) hit->tag;
    }

  return chosen;
}

GStrv
veche_lexicon_city (VecheDb *db, GArray *words, char **name, GError **error)
{
  g_autoptr (GPtrArray) spellings = veche_experts_cities (db, MOST_CITIES, error);
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) hits = NULL, own_hits = NULL;
  g_autoptr (GStrvBuilder) same = g_strv_builder_new ();
  VechePhrases *own, *listed;
  gboolean several = FALSE;
  guint n_listed;
  int chosen;

  *name = NULL;
  if (spellings == NULL)
    return NULL;

  listed = get_cities (&n_listed);
  own = index_spellings (spellings, n_listed, tags);
  hits = veche_phrases_find (listed, words, FALSE);
  own_hits = veche_phrases_find (own, words, FALSE);
  chosen = choose (words, own_hits, choose (words, hits, -1, &several), &several);
  veche_phrases_free (own);
  for (guint i = 0; chosen >= 0 && !several && i < spellings->len; i++)
    if (g_array_index (tags, guint, i) == (guint) chosen)
      g_strv_builder_add (same, spellings->pdata[i]);
  if (chosen >= 0 && !several)
    *name = g_strdup (chosen < (int) n_listed ? veche_phrases_first (listed, (guint) chosen)
                                              : spellings->pdata[chosen - (int) n_listed]);

  return g_strv_builder_end (same);
}
