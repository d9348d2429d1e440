/* veche-lexicon-city.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-lexicon.h"

#include <string.h>

#include "analysis/veche-phrases.h"
#include "model/veche-places.h"
#include "model/veche-text.h"
#include "store/veche-experts-table.h"

#define MOST_CITIES 3000

/* The stemmer takes the end of "Киров" for that of a case, but not the one of "Кирове". */
static void
add_name (VechePhrases *cities, const char *name, guint tag)
{
  static const char *const endings[] = { "ов", "ев", "ёв", "ин", "ын" };

  veche_phrases_add (cities, name, tag, VECHE_PHRASE_NAME);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      {
        g_autofree char *other_case = g_strconcat (name, "а", NULL);

        veche_phrases_add (cities, other_case, tag, VECHE_PHRASE_NAME);
      }
}

/* cities.tsv, the same for every workspace: the tag is the line. */
static VechePhrases *
get_cities (guint *n)
{
  static gsize once;
  static guint lines_read;

  if (g_once_init_enter (&once))
    {
      GPtrArray *lines = veche_places_list ();
      VechePhrases *cities = veche_phrases_new ();

      for (guint l = 0; l < lines->len; l++)
        {
          GStrv names = lines->pdata[l];

          for (guint i = 0; names[i] != NULL; i++)
            add_name (cities, names[i], l);
        }
      lines_read = lines->len;
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
veche_cities_same (const char *a, const char *b)
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

struct _VecheCities
{
  GPtrArray    *spellings;   /* utf8, as members have them */
  GArray       *tags;        /* guint, the city of each: a line of the list, or a number above */
  VechePhrases *own;         /* those that are not in the list */
  guint         n_listed;
};

/* Members' own spellings: those of the list keep its tag, others get tags above. */
static void
index_spellings (VecheCities *self)
{
  for (guint i = 0; i < self->spellings->len; i++)
    {
      int listed = listed_city (self->spellings->pdata[i]);
      guint tag = listed >= 0 ? (guint) listed : self->n_listed + i;
      g_autoptr (GArray) same = listed < 0 ? veche_phrases_naming (self->own, self->spellings->pdata[i]) : NULL;

      if (same != NULL && same->len > 0)
        tag = g_array_index (same, guint, 0);
      g_array_append_val (self->tags, tag);
      if (listed < 0)
        add_name (self->own, self->spellings->pdata[i], tag);
    }
}

VecheCities *
veche_cities_load (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) spellings = veche_experts_cities (db, MOST_CITIES, error);
  VecheCities *self;

  if (spellings == NULL)
    return NULL;

  self = g_new0 (VecheCities, 1);
  self->spellings = g_steal_pointer (&spellings);
  self->tags = g_array_new (FALSE, FALSE, sizeof (guint));
  self->own = veche_phrases_new ();
  get_cities (&self->n_listed);
  index_spellings (self);

  return self;
}

void
veche_cities_free (VecheCities *self)
{
  g_ptr_array_unref (self->spellings);
  g_array_unref (self->tags);
  veche_phrases_free (self->own);
  g_free (self);
}

static void
take_hits (GArray *into, GArray *words, GArray *hits)
{
  for (guint i = 0; i < hits->len; i++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);
      VecheCityHit city = { (int) hit->tag, hit->start, hit->end, word_at_byte (words, hit->start) };

      if (hit->likeness == 1)
        g_array_append_val (into, city);
    }
}

/* "Кирово-Чепецк" is not Киров. */
static void
drop_inner (GArray *hits)
{
  for (guint i = hits->len; i > 0; i--)
    {
      VecheCityHit *inner = &g_array_index (hits, VecheCityHit, i - 1);
      gboolean within = FALSE;

      for (guint k = 0; k < hits->len && !within; k++)
        {
          VecheCityHit *outer = &g_array_index (hits, VecheCityHit, k);

          within = outer->start <= inner->start && outer->end >= inner->end && outer->end - outer->start > inner->end - inner->start;
        }
      if (within)
        g_array_remove_index (hits, i - 1);
    }
}

GArray *
veche_cities_find (VecheCities *self, GArray *words)
{
  guint n;
  g_autoptr (GArray) listed = veche_phrases_find_sure (get_cities (&n), words);
  g_autoptr (GArray) own = veche_phrases_find_sure (self->own, words);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (VecheCityHit));

  take_hits (found, words, listed);
  take_hits (found, words, own);
  drop_inner (found);

  return found;
}

static gboolean
is_latin (const char *text)
{
  return (guchar) text[0] < 0x80;
}

const char *
veche_cities_call (VecheCities *self, int city, gboolean latin)
{
  const char *name = NULL;
  guint n;

  for (guint i = 0; i < self->spellings->len; i++)
    if (g_array_index (self->tags, guint, i) == (guint) city && (name == NULL || is_latin (self->spellings->pdata[i]) == latin))
      name = self->spellings->pdata[i];
  if (name != NULL)
    return name;

  name = veche_phrases_first_in (get_cities (&n), (guint) city, latin);

  return name != NULL ? name : veche_phrases_first (get_cities (&n), (guint) city);
}

static void
mark_stop (GArray *words, const VecheCityHit *hit)
{
  for (guint i = 0; i < words->len; i++)
    if (veche_words_at (words, i)->start >= hit->start && veche_words_at (words, i)->end <= hit->end)
      veche_words_at (words, i)->stop = TRUE;
}

GStrv
veche_cities_asked (VecheCities *self, GArray *words, char **name)
{
  g_autoptr (GArray) hits = veche_cities_find (self, words);
  g_autoptr (GStrvBuilder) same = g_strv_builder_new ();
  gboolean several = FALSE, lives = FALSE;
  int chosen = -1;

  for (guint i = 0; i < hits->len; i++)
    {
      VecheCityHit *hit = &g_array_index (hits, VecheCityHit, i);

      if (!reads_as_place (words, hit->word))
        continue;
      several |= chosen >= 0 && chosen != hit->city;
      chosen = hit->city;
    }
  *name = NULL;
  if (chosen >= 0 && !several)
    {
      *name = g_strdup (veche_cities_call (self, chosen, veche_words_mostly_latin (words)));
      for (guint i = 0; i < self->spellings->len; i++)
        if (g_array_index (self->tags, guint, i) == (guint) chosen && (lives = TRUE))
          g_strv_builder_add (same, self->spellings->pdata[i]);
    }
  /* Where nobody lives is a topic: "a visa to Tokyo". */
  for (guint i = 0; (lives || several) && i < hits->len; i++)
    if (reads_as_place (words, g_array_index (hits, VecheCityHit, i).word))
      mark_stop (words, &g_array_index (hits, VecheCityHit, i));

  return g_strv_builder_end (same);
}
