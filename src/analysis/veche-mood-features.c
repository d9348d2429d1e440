/* veche-mood-features.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The features of a text: what the lists say (negated, made stronger, before and after a "but"), its stems alone, in pairs and at its ends, pieces
 * of three to five letters, and how it is written.  A feature knows the words that it stands on, so that a verdict can show them.
 */

#include "analysis/veche-mood-private.h"

#include <math.h>
#include <string.h>

#define NEGATION_REACH 3      /* words behind a "not" that it may turn */
#define STRONGER       1.5f
#define WEAKER         0.6f
#define LISTED_MOST    5      /* hits of one list that count */

typedef enum
{
  SIGN_LIST,                                          /* + list */
  SIGN_LIST_AFTER_BUT = SIGN_LIST + VECHE_N_MOOD_LISTS,
  SIGN_LIST_OPENS = SIGN_LIST_AFTER_BUT + VECHE_N_MOOD_LISTS,
  SIGN_LIST_LAST = SIGN_LIST_OPENS + VECHE_N_MOOD_LISTS,
  SIGN_LIST_ASKED = SIGN_LIST_LAST + VECHE_N_MOOD_LISTS,
  SIGN_BALANCE = SIGN_LIST_ASKED + VECHE_N_MOOD_LISTS,   /* none, only negative, only positive, both */
  SIGN_BALANCE_ASKED = SIGN_BALANCE + 4,
  SIGN_BALANCE_LOUD = SIGN_BALANCE_ASKED + 4,
  SIGN_TURNED_NEGATIVE = SIGN_BALANCE_LOUD + 4,
  SIGN_TURNED_POSITIVE,
  SIGN_ENDS_ASKING,
  SIGN_ASKS,
  SIGN_ASKS_TWICE,
  SIGN_ASKS_LOUD,
  SIGN_EXCLAIMS,
  SIGN_EXCLAIMS_MORE,
  SIGN_TRAILS,
  SIGN_CAPITALS,
  SIGN_SMILES,
  SIGN_SMILES_MORE,
  SIGN_FROWNS,
  SIGN_EMOJI,
  SIGN_EMOJI_MANY,
  SIGN_EMOJI_GLAD,
  SIGN_EMOJI_SAD,
  SIGN_EMOJI_OTHER,
  SIGN_LINK,
  SIGN_MENTION,
  SIGN_MONEY,
  SIGN_PHONE,
  SIGN_NUMBERS,
  SIGN_MIXED,
  SIGN_STRETCHED,
  SIGN_LINES,
  SIGN_LENGTH,                                        /* + 0 … 6 */
  SIGN_LATIN = SIGN_LENGTH + 7,
  SIGN_BIAS_LAST
} VecheMoodSign;

G_STATIC_ASSERT (SIGN_BIAS_LAST < VECHE_MOOD_NAMED);

const char *
veche_mood_sign_nick (guint32 bucket)
{
  switch (bucket)
    {
    case SIGN_ENDS_ASKING: case SIGN_ASKS: case SIGN_ASKS_TWICE:
      return "question-mark";
    case SIGN_ASKS_LOUD: case SIGN_EXCLAIMS: case SIGN_EXCLAIMS_MORE:
      return "exclamation-mark";
    case SIGN_TRAILS:
      return "dots";
    case SIGN_CAPITALS:
      return "capitals";
    case SIGN_SMILES: case SIGN_SMILES_MORE:
      return "smile";
    case SIGN_FROWNS:
      return "frown";
    case SIGN_EMOJI: case SIGN_EMOJI_MANY: case SIGN_EMOJI_GLAD: case SIGN_EMOJI_SAD: case SIGN_EMOJI_OTHER:
      return "emoji";
    case SIGN_LINK:
      return "link";
    case SIGN_MENTION:
      return "account";
    case SIGN_MONEY:
      return "money";
    case SIGN_PHONE: case SIGN_NUMBERS:
      return "numbers";
    case SIGN_MIXED:
      return "masked-letters";
    case SIGN_STRETCHED:
      return "stretched";
    case SIGN_LINES:
      return "lines";
    default:
      return bucket >= SIGN_LENGTH && bucket < SIGN_LENGTH + 7 ? "length" : NULL;
    }
}

static void
add (VecheMoodText *self, guint32 bucket, float value, guint from, guint to, guint kind)
{
  VecheMoodFeature feature = { bucket, value, (guint16) from, (guint16) to, (guint8) kind, FALSE };

  g_array_append_val (self->features, feature);
}

static void
add_hashed (VecheMoodText *self, guint64 hash, float value, guint from, guint to)
{
  guint32 bucket = VECHE_MOOD_NAMED + (guint32) ((hash ^ hash >> 32) % (VECHE_MOOD_BUCKETS - VECHE_MOOD_NAMED));

  add (self, bucket, value, from, to, VECHE_MOOD_REASON_LEARNT);
}

static void
add_sign (VecheMoodText *self, guint32 sign, float value)
{
  add (self, sign, value, 0, 0, VECHE_MOOD_REASON_SIGN);
}

#define token_at(self, i) (&g_array_index ((self)->tokens, VecheMoodToken, (i)))

/*** Lists ***/

typedef struct
{
  guint  hits[VECHE_N_MOOD_LISTS];
  guint  quiet;          /* words until which a "not" reaches */
  gsize  negation;       /* where it stands, + 1 */
  float  strength;
  gboolean but;
  int    last;           /* the mood of the last that had one */
  guint  last_from, last_to;
} VecheMoodReading;

static void
add_listed (VecheMoodText *self, VecheMoodReading *reading, guint list, float value, guint at, guint from, guint to)
{
  gboolean asked = self->questions > 0;

  if (reading->hits[list]++ >= LISTED_MOST)
    return;
  add (self, SIGN_LIST + list, value, from, to, VECHE_MOOD_REASON_LISTED);
  if (reading->but)
    add (self, SIGN_LIST_AFTER_BUT + list, value, from, to, VECHE_MOOD_REASON_LISTED);
  if (at < 3)
    add (self, SIGN_LIST_OPENS + list, value, from, to, VECHE_MOOD_REASON_LISTED);
  if (asked)
    add (self, SIGN_LIST_ASKED + list, value, from, to, VECHE_MOOD_REASON_LISTED);
  if (list <= VECHE_MOOD_LIST_POSITIVE)
    {
      reading->last = (int) list;
      reading->last_from = from;
      reading->last_to = to;
    }
}

/* An entry that stands at tokens at … at + n - 1. */
static void
hear (VecheMoodText *self, VecheMoodReading *reading, const VecheMoodEntry *entry, guint at, guint n)
{
  const VecheMoodToken *first = token_at (self, at), *end = token_at (self, at + n - 1);
  gboolean turned = reading->quiet > 0 && entry->weight[VECHE_MOOD_LIST_NEGATION] == 0;
  guint from = turned ? (guint) reading->negation - 1 : first->from;

  for (guint list = 0; list <= VECHE_MOOD_LIST_TALK; list++)
    {
      float value = entry->weight[list] * reading->strength / 2;

      if (value == 0)
        continue;
      if (turned && list <= VECHE_MOOD_LIST_POSITIVE)
        {
          add_listed (self, reading, 1 - list, list == VECHE_MOOD_LIST_POSITIVE ? value : value / 2, at, from, end->to);
          add (self, list == VECHE_MOOD_LIST_POSITIVE ? SIGN_TURNED_NEGATIVE : SIGN_TURNED_POSITIVE, 1, from, end->to, VECHE_MOOD_REASON_LISTED);
        }
      else
        add_listed (self, reading, list, value, at, first->from, end->to);
    }
}

static const VecheMoodEntry *
longest_entry (VecheMoodText *self, guint at, guint *n)
{
  guint64 stems[VECHE_MOOD_PHRASE];
  guint most = 0;
  const VecheMoodEntry *found = NULL;

  while (most < VECHE_MOOD_PHRASE && at + most < self->tokens->len && (most == 0 || !token_at (self, at + most)->breaks))
    {
      stems[most] = token_at (self, at + most)->stem;
      most++;
    }
  for (*n = most; *n > 1 && found == NULL; *n -= found == NULL)
    found = veche_mood_words_find (stems, *n);
  if (found == NULL)
    found = veche_mood_words_exact (token_at (self, at)->word);
  if (found == NULL)
    found = veche_mood_words_find (stems, 1);

  return found;
}

static void
read_lists (VecheMoodText *self, VecheMoodReading *reading)
{
  for (guint i = 0; i < self->tokens->len;)
    {
      VecheMoodToken *token = token_at (self, i);
      guint n = 1;
      const VecheMoodEntry *entry;

      if (token->breaks)
        reading->quiet = 0;
      entry = longest_entry (self, i, &n);
      if (entry != NULL)
        hear (self, reading, entry, i, n);
      token->negated = reading->quiet > 0;
      reading->quiet -= MIN (reading->quiet, n);
      reading->strength = 1;
      if (entry != NULL)
        {
          if (entry->weight[VECHE_MOOD_LIST_STRONGER] > 0 || entry->weight[VECHE_MOOD_LIST_WEAKER] > 0)
            {
              reading->strength = entry->weight[VECHE_MOOD_LIST_STRONGER] > 0 ? STRONGER : WEAKER;
              reading->quiet += reading->quiet > 0;   /* "not very good": the word between does not use it up */
            }
          if (entry->weight[VECHE_MOOD_LIST_NEGATION] > 0)
            {
              reading->quiet = NEGATION_REACH;
              reading->negation = (gsize) token->from + 1;
            }
          reading->but |= entry->weight[VECHE_MOOD_LIST_BUT] > 0;
        }
      i += n;
    }
}

static void
add_balance (VecheMoodText *self, const VecheMoodReading *reading, gboolean glad, gboolean sad)
{
  guint balance = (reading->hits[VECHE_MOOD_LIST_NEGATIVE] > 0 || sad) + 2 * (reading->hits[VECHE_MOOD_LIST_POSITIVE] > 0 || glad);

  add_sign (self, SIGN_BALANCE + balance, 1);
  if (self->last == '?' || self->questions > 0)
    add_sign (self, SIGN_BALANCE_ASKED + balance, 1);
  if (self->exclamations > 0)
    add_sign (self, SIGN_BALANCE_LOUD + balance, 1);
  if (reading->last >= 0)
    add (self, SIGN_LIST_LAST + (guint32) reading->last, 1, reading->last_from, reading->last_to, VECHE_MOOD_REASON_LISTED);
}

/*** Words and pieces of words ***/

static void
add_pieces (VecheMoodText *self, const VecheMoodToken *token, float value)
{
  char padded[72];
  guint starts[72], n = 0, length = 0;

  if (token->text[0] == '#')
    return;
  padded[length++] = '_';
  length += (guint) g_strlcpy (padded + 1, token->text, sizeof padded - 2);
  padded[length++] = '_';
  for (guint i = 0; i < length; i++)
    if (((guchar) padded[i] & 0xc0) != 0x80)
      starts[n++] = i;
  starts[n] = length;
  for (guint size = 3; size <= 5; size++)
    for (guint i = 0; i + size <= n; i++)
      add_hashed (self, veche_mood_hash (padded + starts[i], starts[i + size] - starts[i], 0xc0 + size), value, token->from, token->to);
}

static void
add_words (VecheMoodText *self)
{
  guint n = self->tokens->len;
  float single = n > 0 ? 1.2f / sqrtf ((float) n + 1) : 0, piece = 0;
  guint letters = 1;
  guint64 before = 1, before_that = 2;

  for (guint i = 0; i < n; i++)
    letters += (guint) strlen (token_at (self, i)->text) / (token_at (self, i)->latin ? 1 : 2);
  piece = 1.3f / sqrtf ((float) letters * 3);

  for (guint i = 0; i < n; i++)
    {
      const VecheMoodToken *token = token_at (self, i);
      guint from = i > 0 ? token_at (self, i - 1)->from : token->from;

      add_hashed (self, token->stem ^ 0x11, single, token->from, token->to);
      g_array_index (self->features, VecheMoodFeature, self->features->len - 1).whole = TRUE;
      if (token->negated)
        add_hashed (self, token->stem ^ 0x22, single, from, token->to);
      add_hashed (self, (before * 31 ^ token->stem) * 0x100000001b3u, single * 0.8f, from, token->to);
      if (i > 0)
        add_hashed (self, (before_that * 131 ^ before * 31 ^ token->stem) * 0x100000001b3u, single * 0.5f, from, token->to);
      if (i == 0)
        add_hashed (self, token->word ^ 0x33, 0.5f, token->from, token->to);
      if (i + 1 == n)
        add_hashed (self, token->word ^ 0x44, 0.3f, token->from, token->to);
      add_pieces (self, token, piece);
      before_that = before;
      before = token->stem;
    }
}

/*** How it is written ***/

static void
add_emoji (VecheMoodText *self, gboolean *glad, gboolean *sad)
{
  for (guint i = 0; i < self->n_emoji; i++)
    {
      int says = veche_mood_words_emoji (self->emoji[i].c);
      guint sign = says == 1 ? SIGN_EMOJI_GLAD : says == -1 ? SIGN_EMOJI_SAD : SIGN_EMOJI_OTHER;

      *glad |= says == 1;
      *sad |= says == -1;
      if (i < LISTED_MOST)
        add (self, sign, 1, self->emoji[i].from, self->emoji[i].to, says == 2 ? VECHE_MOOD_REASON_SIGN : VECHE_MOOD_REASON_LISTED);
      add_hashed (self, self->emoji[i].c * 0x9e3779b97f4a7c15u, 0.5f, self->emoji[i].from, self->emoji[i].to);
    }
  if (self->n_emoji > 0)
    add_sign (self, SIGN_EMOJI, 0.5f);
  if (self->n_emoji > 3)
    add_sign (self, SIGN_EMOJI_MANY, 1);
}

static void
add_writing (VecheMoodText *self)
{
  const struct { gboolean is; guint sign; float value; } signs[] = {
    { self->last == '?', SIGN_ENDS_ASKING, 1 },
    { self->questions > 0, SIGN_ASKS, 1 },
    { self->questions > 1, SIGN_ASKS_TWICE, 1 },
    { self->questions > 0 && self->exclamations > 0, SIGN_ASKS_LOUD, 1 },
    { self->exclamations > 0, SIGN_EXCLAIMS, 0.7f },
    { self->exclamations > 2, SIGN_EXCLAIMS_MORE, 1 },
    { self->dots > 0, SIGN_TRAILS, 0.5f },
    { self->letters >= 8 && self->capitals * 10 > self->letters * 6, SIGN_CAPITALS, 1 },
    { self->smiles > 0, SIGN_SMILES, 1 },
    { self->smiles > 2, SIGN_SMILES_MORE, 1 },
    { self->frowns > 0, SIGN_FROWNS, 1 },
    { self->links > 0, SIGN_LINK, 1 },
    { self->mentions > 0, SIGN_MENTION, 1 },
    { self->money > 0, SIGN_MONEY, 1 },
    { self->phones > 0, SIGN_PHONE, 1 },
    { self->digits > 3, SIGN_NUMBERS, 0.5f },
    { self->mixed > 0, SIGN_MIXED, 1 },
    { self->mixed > 2, SIGN_MIXED, 1 },
    { self->stretched > 0, SIGN_STRETCHED, 0.7f },
    { self->lines > 2, SIGN_LINES, 0.5f },
  };
  guint latin = 0, n = self->tokens->len;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].is)
      add_sign (self, signs[i].sign, signs[i].value);
  for (guint i = 0; i < n; i++)
    latin += token_at (self, i)->latin;
  if (latin * 2 > n)
    add_sign (self, SIGN_LATIN, 0.5f);
  add_sign (self, SIGN_LENGTH + (n < 2 ? 0 : n < 4 ? 1 : n < 7 ? 2 : n < 12 ? 3 : n < 20 ? 4 : n < 40 ? 5 : 6), 0.4f);
}

void
veche_mood_text_features (VecheMoodText *self, const char *text)
{
  VecheMoodReading reading = { .strength = 1, .last = -1 };
  gboolean glad, sad;

  veche_mood_text_read (self, text);
  glad = self->smiles > 0;
  sad = self->frowns > 0;
  read_lists (self, &reading);
  add_emoji (self, &glad, &sad);
  add_balance (self, &reading, glad, sad);
  add_writing (self);
  add_words (self);
}
