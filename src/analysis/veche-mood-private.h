/* veche-mood-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-mood.h"

G_BEGIN_DECLS

#define VECHE_MOOD_LABELS  (VECHE_N_MOODS + VECHE_N_MESSAGE_KINDS)
#define VECHE_MOOD_BUCKETS (1u << 17)    /* features are hashed into so many; below VECHE_MOOD_NAMED each is one of a name */
#define VECHE_MOOD_NAMED   256u
#define VECHE_MOOD_BYTES   4096          /* so much of a text counts */
#define VECHE_MOOD_TOKENS  400           /* so many of its words */
#define VECHE_MOOD_PHRASE  4             /* words of a phrase in a list */

/*** Word lists ***/

typedef enum
{
  VECHE_MOOD_LIST_NEGATIVE,
  VECHE_MOOD_LIST_POSITIVE,
  VECHE_MOOD_LIST_QUESTION,
  VECHE_MOOD_LIST_COMPLAINT,
  VECHE_MOOD_LIST_PRAISE,
  VECHE_MOOD_LIST_IDEA,
  VECHE_MOOD_LIST_SPAM,
  VECHE_MOOD_LIST_TALK,
  VECHE_MOOD_LIST_NEGATION,
  VECHE_MOOD_LIST_STRONGER,
  VECHE_MOOD_LIST_WEAKER,
  VECHE_MOOD_LIST_BUT,
  VECHE_N_MOOD_LISTS,
} VecheMoodList;

typedef struct { float weight[VECHE_N_MOOD_LISTS]; } VecheMoodEntry;

/* Up to VECHE_MOOD_PHRASE stems in a row, or one word as it stands. (nullable) */
const VecheMoodEntry *veche_mood_words_find (const guint64 *stems, guint n);
const VecheMoodEntry *veche_mood_words_exact (guint64 word);
/* -1, 0 or 1: what an emoji says; 2: it is not in the list. */
int                   veche_mood_words_emoji (gunichar c);

/*** A text as features ***/

typedef struct
{
  guint64 stem, word;           /* hashes */
  char    text[64];             /* folded, at most 60 bytes */
  guint16 from, to;             /* bytes of the original */
  guint   breaks : 1;           /* punctuation stands before it */
  guint   negated : 1;
  guint   latin : 1;
} VecheMoodToken;

typedef struct
{
  guint32 bucket;
  float   value;
  guint16 from, to;             /* bytes of the original; both 0: the whole */
  guint8  kind;                 /* VecheMoodReasonKind */
  guint8  whole;                /* a stem by itself: what corrections teach most about */
} VecheMoodFeature;

typedef struct
{
  GArray *tokens;               /* VecheMoodToken */
  GArray *features;             /* VecheMoodFeature */

  guint   letters, capitals, questions, exclamations, dots, links, mentions, digits, lines, stretched, mixed, money, phones;
  guint   smiles, frowns;
  struct { gunichar c; guint16 from, to; } emoji[24];
  guint   n_emoji;
  gunichar last;                /* the last sign that is not space */
  guint64 fingerprint;          /* of its stems in order */
} VecheMoodText;

void        veche_mood_text_init     (VecheMoodText *self);
void        veche_mood_text_clear    (VecheMoodText *self);
/* May be called again for another text: memory is kept. */
void        veche_mood_text_read     (VecheMoodText *self, const char *text);    /* tokens and signs */
void        veche_mood_text_features (VecheMoodText *self, const char *text);    /* the same, and features */
const char *veche_mood_sign_nick     (guint32 bucket);                            /* (nullable): of a named feature */

guint64     veche_mood_hash          (const char *bytes, gsize length, guint64 seed);

/*** Weights ***/

/* The file of weights: the magic, the check, then little-endian floats (scale, bias, goes) and one byte for each label of each bucket. */
#define VECHE_MOOD_MAGIC "VecheMood01\n"

typedef struct
{
  guint32 check;                                        /* of the features that it was learnt from */
  float   scale[VECHE_MOOD_LABELS];
  float   bias[VECHE_MOOD_LABELS];
  float   goes[VECHE_N_MOODS][VECHE_N_MESSAGE_KINDS];   /* how much oftener than by chance this mood goes with this kind, as a logarithm */
} VecheMoodHead;

/* Sums → shares that add up to 1.  exp() by multiplication alone: the same bits on every machine. */
void        veche_mood_softmax       (const double *sums, guint n, double *shares);

/* What corrections add. */
typedef struct _VecheMoodLesson VecheMoodLesson;
typedef void (*VecheMoodSum) (gconstpointer model, const VecheMoodText *text, double *sums);   /* fills VECHE_MOOD_LABELS sums */
VecheMoodLesson *veche_mood_lesson_new  (const VecheMoodExample *examples, guint n, VecheMoodSum base, gconstpointer model, const gint8 *weights);
void             veche_mood_lesson_free (VecheMoodLesson *self);
const float     *veche_mood_lesson_get  (const VecheMoodLesson *self, guint32 bucket);                  /* (nullable): VECHE_MOOD_LABELS of them */
const VecheMoodExample *veche_mood_lesson_same (const VecheMoodLesson *self, guint64 fingerprint);      /* (nullable): without its text */

G_END_DECLS
