/* veche-phrases.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-phrases.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_WORDS 8     /* of one phrase */
#define LOOSE      3     /* words that may stand between those of a phrase */

typedef struct
{
  char            *text;       /* (owned) as it was given */
  GArray          *words;      /* (owned) VecheWord: those that must be there */
  guint            tag;
  VechePhraseKind  kind;
} VechePhrase;

typedef struct
{
  const VecheWord *word;       /* borrowed from a phrase */
  GArray          *with;       /* (owned) guint: phrases with such a word */
} VecheStem;

struct _VechePhrases
{
  GArray     *phrases;         /* VechePhrase */
  GHashTable *by_stem;         /* stem (borrowed) → VecheStem (owned) */
  GHashTable *by_letter;       /* first letter of a stem → GPtrArray of VecheStem (borrowed): where a slip of the pen is looked for */
};

static void
phrase_clear (gpointer data)
{
  VechePhrase *phrase = data;

  g_free (phrase->text);
  g_array_unref (phrase->words);
}

static void
stem_free (gpointer data)
{
  VecheStem *stem = data;

  g_array_unref (stem->with);
  g_free (stem);
}

VechePhrases *
veche_phrases_new (void)
{
  VechePhrases *self = g_new0 (VechePhrases, 1);

  self->phrases = g_array_new (FALSE, FALSE, sizeof (VechePhrase));
  g_array_set_clear_func (self->phrases, phrase_clear);
  self->by_stem = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, stem_free);
  self->by_letter = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
veche_phrases_free (VechePhrases *self)
{
  g_hash_table_unref (self->by_letter);
  g_hash_table_unref (self->by_stem);
  g_array_unref (self->phrases);
  g_free (self);
}

/* "обучение и развитие": the small words may be missing in a text; "помощь на месте" consists of such words only. */
static void
drop_stops (GArray *words)
{
  guint telling = 0;

  for (guint i = 0; i < words->len; i++)
    telling += !veche_words_at (words, i)->stop;
  for (guint i = words->len; telling > 0 && i > 0; i--)
    if (veche_words_at (words, i - 1)->stop)
      g_array_remove_index (words, i - 1);
}

static VecheStem *
find_stem (VechePhrases *self, const VecheWord *word)
{
  VecheStem *stem = g_hash_table_lookup (self->by_stem, word->stem);
  gpointer letter = GUINT_TO_POINTER (g_utf8_get_char (word->stem));
  GPtrArray *same;

  if (stem != NULL)
    return stem;

  stem = g_new0 (VecheStem, 1);
  stem->word = word;
  stem->with = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (self->by_stem, word->stem, stem);
  same = g_hash_table_lookup (self->by_letter, letter);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->by_letter, letter, same);
    }
  g_ptr_array_add (same, stem);

  return stem;
}

void
veche_phrases_add (VechePhrases *self, const char *text, guint tag, VechePhraseKind kind)
{
  VechePhrase phrase = { .tag = tag, .kind = kind };
  guint index = self->phrases->len;

  phrase.words = veche_words_split (text, MOST_WORDS);
  drop_stops (phrase.words);
  if (phrase.words->len == 0)
    {
      g_array_unref (phrase.words);
      return;
    }

  phrase.text = g_strdup (text);
  for (guint i = 0; i < phrase.words->len; i++)
    {
      VecheStem *stem = find_stem (self, veche_words_at (phrase.words, i));

      g_array_append_val (stem->with, index);
    }
  g_array_append_val (self->phrases, phrase);
}

/*** Finding ***/

/* "C", "R" and "Go" are names only where they look like names: a capital letter that is not just the beginning of a sentence. A word that is
 * mostly an empty one ("go") as well. */
static gboolean
may_name (GArray *words, guint index, gboolean latin_text)
{
  const VecheWord *word = veche_words_at (words, index);

  if (word->latin && word->length == 1)
    return word->capital && (!word->opens || latin_text);
  if (word->stop)
    return word->latin && word->length <= 2 && (!latin_text || (word->capital && !word->opens));

  return TRUE;
}

/* Where the phrase's word stands nearest to a place. -1: nowhere within reach. */
static int
find_word (GArray *words, const VecheWord *wanted, guint near, guint reach, double *likeness)
{
  int best = -1;
  double found = 0;
  guint first = near > reach ? near - reach : 0;

  for (guint i = first; i < words->len && i <= near + reach; i++)
    {
      double like = veche_words_likeness (veche_words_at (words, i), wanted);

      if (like > found)
        {
          found = like;
          best = (int) i;
        }
    }
  *likeness = MIN (*likeness, found);

  return best;
}

static gboolean
match_whole (GArray *words, const VechePhrase *phrase, guint at, double likeness, VechePhraseHit *hit)
{
  guint first = at, last = at, reach = phrase->words->len + LOOSE;

  hit->likeness = likeness;
  for (guint i = 0; i < phrase->words->len; i++)
    {
      int where = find_word (words, veche_words_at (phrase->words, i), at, phrase->words->len > 1 ? reach : 0, &hit->likeness);

      if (where < 0)
        return FALSE;
      first = MIN (first, (guint) where);
      last = MAX (last, (guint) where);
    }
  if (last - first >= reach)
    return FALSE;
  hit->start = veche_words_at (words, first)->start;
  hit->end = veche_words_at (words, last)->end;
  hit->n_words = phrase->words->len;

  return TRUE;
}

static void
take (GArray *hits, gint *taken, guint index, const VechePhraseHit *hit)
{
  VechePhraseHit *there;

  if (taken[index] == 0)
    {
      g_array_append_vals (hits, hit, 1);
      taken[index] = (gint) hits->len;
      return;
    }
  there = &g_array_index (hits, VechePhraseHit, taken[index] - 1);
  if ((there->partly && !hit->partly) || (there->partly == hit->partly && hit->likeness > there->likeness))
    *there = *hit;
}

static void
try_phrases (VechePhrases *self, GArray *words, guint at, GArray *with, double likeness, gboolean partly, gint *taken, GArray *hits)
{
  for (guint i = 0; i < with->len; i++)
    {
      guint index = g_array_index (with, guint, i);
      VechePhrase *phrase = &g_array_index (self->phrases, VechePhrase, index);
      VecheWord *word = veche_words_at (words, at);
      VechePhraseHit hit = { .tag = phrase->tag, .phrase = index, .kind = phrase->kind };

      if (phrase->words->len == 1 && !may_name (words, at, veche_words_mostly_latin (words)))
        continue;
      if (match_whole (words, phrase, at, likeness, &hit))
        take (hits, taken, index, &hit);
      else if (partly && phrase->words->len > 1 && !word->stop && word->length > 3 && !veche_words_is_generic (word->stem))
        {
          hit.partly = TRUE;
          hit.likeness = likeness;
          hit.start = word->start;
          hit.end = word->end;
          take (hits, taken, index, &hit);
        }
    }
}

/* No phrase has this very stem: a slip of the pen, or a word made from another. */
static void
try_near (VechePhrases *self, GArray *words, guint at, gboolean partly, gint *taken, GArray *hits)
{
  VecheWord *word = veche_words_at (words, at);
  GPtrArray *same = g_hash_table_lookup (self->by_letter, GUINT_TO_POINTER (g_utf8_get_char (word->stem)));

  for (guint i = 0; same != NULL && !word->stop && word->length >= 5 && i < same->len; i++)
    {
      VecheStem *stem = same->pdata[i];
      double likeness = veche_words_likeness (word, stem->word);

      if (likeness > 0)
        try_phrases (self, words, at, stem->with, likeness, partly, taken, hits);
    }
}

static GArray *
find_all (VechePhrases *self, GArray *words, gboolean partly, gboolean near)
{
  GArray *hits = g_array_new (FALSE, TRUE, sizeof (VechePhraseHit));
  g_autofree gint *taken = g_new0 (gint, self->phrases->len + 1);

  for (guint i = 0; i < words->len; i++)
    {
      VecheStem *stem = g_hash_table_lookup (self->by_stem, veche_words_at (words, i)->stem);

      if (stem != NULL)
        try_phrases (self, words, i, stem->with, 1, partly, taken, hits);
      else if (near)
        try_near (self, words, i, partly, taken, hits);
    }

  return hits;
}

GArray *
veche_phrases_find (VechePhrases *self, GArray *words, gboolean partly)
{
  return find_all (self, words, partly, TRUE);
}

GArray *
veche_phrases_find_sure (VechePhrases *self, GArray *words)
{
  return find_all (self, words, FALSE, FALSE);
}

gboolean
veche_phrases_may_find (VechePhrases *self, GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!veche_words_at (words, i)->stop && g_hash_table_contains (self->by_stem, veche_words_at (words, i)->stem))
      return TRUE;

  return FALSE;
}

/*** Names ***/

GArray *
veche_phrases_naming (VechePhrases *self, const char *text)
{
  g_autoptr (GArray) words = veche_words_split (text, MOST_WORDS + 1);
  GArray *tags = g_array_new (FALSE, FALSE, sizeof (guint));
  VecheStem *stem;

  drop_stops (words);
  stem = words->len > 0 ? g_hash_table_lookup (self->by_stem, veche_words_at (words, 0)->stem) : NULL;
  for (guint i = 0; stem != NULL && i < stem->with->len; i++)
    {
      VechePhrase *phrase = &g_array_index (self->phrases, VechePhrase, g_array_index (stem->with, guint, i));
      gboolean same = phrase->words->len == words->len && phrase->kind != VECHE_PHRASE_NARROWER;

      for (guint w = 0; same && w < words->len; w++)
        {
          double likeness = 1;

          same = find_word (words, veche_words_at (phrase->words, w), w, words->len, &likeness) >= 0 && likeness == 1;
        }
      if (same)
        g_array_append_val (tags, phrase->tag);
    }

  return tags;
}

void
veche_phrases_collect (VechePhrases *self, guint tag, const char *but, gsize length, GPtrArray *names, guint most)
{
  for (guint i = 0; i < self->phrases->len && names->len < most; i++)
    {
      VechePhrase *phrase = &g_array_index (self->phrases, VechePhrase, i);

      if (phrase->tag == tag && phrase->kind != VECHE_PHRASE_NARROWER
          && !(strlen (phrase->text) == length && g_ascii_strncasecmp (phrase->text, but, length) == 0))
        g_ptr_array_add (names, g_strdup (phrase->text));
    }
}

void
veche_phrases_collect_all (VechePhrases *self, guint tag, GPtrArray *names, guint most)
{
  for (guint i = 0; i < self->phrases->len && names->len < most; i++)
    if (g_array_index (self->phrases, VechePhrase, i).tag == tag)
      g_ptr_array_add (names, g_strdup (g_array_index (self->phrases, VechePhrase, i).text));
}

const char *
veche_phrases_first (VechePhrases *self, guint tag)
{
  for (guint i = 0; i < self->phrases->len; i++)
    if (g_array_index (self->phrases, VechePhrase, i).tag == tag)
      return g_array_index (self->phrases, VechePhrase, i).text;

  return NULL;
}

const char *
veche_phrases_first_in (VechePhrases *self, guint tag, gboolean latin)
{
  for (guint i = 0; i < self->phrases->len; i++)
    {
      VechePhrase *phrase = &g_array_index (self->phrases, VechePhrase, i);

      if (phrase->tag == tag && phrase->kind != VECHE_PHRASE_NARROWER && ((guchar) phrase->text[0] < 0x80) == latin)
        return phrase->text;
    }

  return NULL;
}

const char *
veche_phrases_text (VechePhrases *self, guint phrase)
{
  return g_array_index (self->phrases, VechePhrase, phrase).text;
}
