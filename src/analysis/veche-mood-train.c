/* veche-mood-train.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learning: of the weights from the corpus, and of what corrections add to them.  Logistic regression over hashed features, step by step
 * (AdaGrad), in an order that a fixed generator shuffles, with nothing but additions, multiplications, divisions and square roots: IEEE 754
 * says what each of them gives to the last bit, so every machine learns the same bytes.
 */

#include "analysis/veche-mood-private.h"

#include <math.h>
#include <string.h>

#define EPOCHS          8
#define RATE            0.06
#define RUNS            5       /* each in another order, with other words left out: their mean leans on no chance */
#define FORGET          2       /* of ten features of words are left out of a step */
#define SHRINK          2e-5    /* of a weight, each time that its feature is met */
#define LESSON_EPOCHS   30
#define LESSON_RATE     0.06    /* of corrections: small straight steps, and only */
#define LESSON_UNKNOWN  10      /* times as much is learnt about a word of which the corpus knows nothing */
#define LESSON_MOOD     0.9     /* until they are judged right with such a share: what was right anyway moves nothing */
#define LESSON_KIND     0.4
#define CHANCE          20.0    /* examples that every pair of mood and kind is thought to have beforehand */

/*** Arithmetic ***/

/* (1 + x / 4096)^4096: good to three digits where shares are of interest. */
static double
slow_exp (double x)
{
  double power = 1 + MAX (x, -40.0) / 4096;

  for (guint i = 0; i < 12; i++)
    power *= power;

  return power;
}

void
veche_mood_softmax (const double *sums, guint n, double *shares)
{
  double most = sums[0], all = 0;

  for (guint i = 1; i < n; i++)
    most = MAX (most, sums[i]);
  for (guint i = 0; i < n; i++)
    all += shares[i] = slow_exp (sums[i] - most);
  for (guint i = 0; i < n; i++)
    shares[i] /= all;
}

static guint32
next_random (guint64 *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;

  return (guint32) (*state >> 33);
}

static void
shuffle (guint *order, guint n, guint64 *state)
{
  for (guint i = n; i > 1; i--)
    {
      guint other = next_random (state) % i, kept = order[i - 1];

      order[i - 1] = order[other];
      order[other] = kept;
    }
}

/*** The corpus as features ***/

typedef struct { guint32 bucket; float value, whole; } VecheMoodPair;   /* whole: 1 for a stem by itself, else 0 */

typedef struct
{
  GArray  *pairs;      /* VecheMoodPair of all examples */
  guint   *starts;     /* n + 1 */
  guint    n;
  guint32  check;
} VecheMoodCorpus;

static void
corpus_init (VecheMoodCorpus *self, const VecheMoodExample *examples, guint n, gboolean words)
{
  guint64 check = 0;
  VecheMoodText text;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (VecheMoodPair));
  self->starts = g_new0 (guint, n + 1);
  self->n = n;
  veche_mood_text_init (&text);
  for (guint i = 0; i < n; i++)
    {
      veche_mood_text_features (&text, examples[i].text);
      for (guint f = 0; f < text.features->len; f++)
        {
          const VecheMoodFeature *feature = &g_array_index (text.features, VecheMoodFeature, f);
          VecheMoodPair pair = { feature->bucket, feature->value, feature->whole ? 1 : 0 };

          if (feature->bucket >= VECHE_MOOD_NAMED || !words)
            g_array_append_val (self->pairs, pair);
          check = check * 31 + feature->bucket;
        }
      self->starts[i + 1] = self->pairs->len;
      check = check * 131 + examples[i].mood * 7 + examples[i].kind;
    }
  veche_mood_text_clear (&text);
  self->check = (guint32) (check ^ check >> 32);
}

static void
corpus_clear (VecheMoodCorpus *self)
{
  g_array_unref (self->pairs);
  g_free (self->starts);
}

guint32
veche_mood_check_features (const VecheMoodExample *examples, guint n)
{
  VecheMoodCorpus corpus;

  corpus_init (&corpus, examples, n, FALSE);
  corpus_clear (&corpus);

  return corpus.check;
}

/*** One step ***/

typedef struct { double weight[VECHE_MOOD_LABELS], met[VECHE_MOOD_LABELS]; } VecheMoodRow;

static void
step (double *weight, double *met, double gradient, double rate)
{
  *met += gradient * gradient;
  *weight -= rate * gradient / sqrt (*met + 1e-6);
}

/* errors: share minus truth, for each label. */
static void
find_errors (const double *sums, const VecheMoodExample *example, const double *mood_weight, const double *kind_weight, double *errors)
{
  veche_mood_softmax (sums, VECHE_N_MOODS, errors);
  veche_mood_softmax (sums + VECHE_N_MOODS, VECHE_N_MESSAGE_KINDS, errors + VECHE_N_MOODS);
  errors[example->mood] -= 1;
  errors[VECHE_N_MOODS + example->kind] -= 1;
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    errors[l] *= l < VECHE_N_MOODS ? mood_weight[example->mood] : kind_weight[example->kind];
}

static void
learn_one (VecheMoodRow *rows, VecheMoodRow *bias, const VecheMoodPair *pairs, guint n, const VecheMoodExample *example, const double *mood_weight,
           const double *kind_weight)
{
  double sums[VECHE_MOOD_LABELS], errors[VECHE_MOOD_LABELS];

  memcpy (sums, bias->weight, sizeof sums);
  for (guint f = 0; f < n; f++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      sums[l] += pairs[f].value * rows[pairs[f].bucket].weight[l];
  find_errors (sums, example, mood_weight, kind_weight, errors);
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    step (&bias->weight[l], &bias->met[l], errors[l], RATE);
  for (guint f = 0; f < n; f++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      {
        VecheMoodRow *row = &rows[pairs[f].bucket];

        row->weight[l] -= row->weight[l] * SHRINK;
        step (&row->weight[l], &row->met[l], errors[l] * pairs[f].value, RATE);
      }
}

/* Rare classes count for more: the root of how much rarer they are. */
static void
weigh_classes (const VecheMoodExample *examples, guint n, double *moods, double *kinds)
{
  guint mood_counts[VECHE_N_MOODS] = { 0 }, kind_counts[VECHE_N_MESSAGE_KINDS] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      mood_counts[examples[i].mood]++;
      kind_counts[examples[i].kind]++;
    }
  for (guint m = 0; m < VECHE_N_MOODS; m++)
    moods[m] = sqrt ((double) (n + 1) / VECHE_N_MOODS / (mood_counts[m] + 1));
  for (guint k = 0; k < VECHE_N_MESSAGE_KINDS; k++)
    kinds[k] = sqrt ((double) (n + 1) / VECHE_N_MESSAGE_KINDS / (kind_counts[k] + 1));
}

/*** The whole corpus ***/

/* The logarithm, as a sum that every machine adds up alike: 2 (y + y^3 / 3 + …), y = (x - 1) / (x + 1). */
static double
slow_log (double x)
{
  double y = (x - 1) / (x + 1), power = y, sum = 0;

  for (guint i = 1; i < 200; i += 2)
    {
      sum += power / i;
      power *= y * y;
    }

  return 2 * sum;
}

static void
find_goes (const VecheMoodExample *examples, guint n, VecheMoodHead *head)
{
  double pairs[VECHE_N_MOODS][VECHE_N_MESSAGE_KINDS], moods[VECHE_N_MOODS] = { 0 }, kinds[VECHE_N_MESSAGE_KINDS] = { 0 }, all = 0;

  for (guint m = 0; m < VECHE_N_MOODS; m++)
    for (guint k = 0; k < VECHE_N_MESSAGE_KINDS; k++)
      pairs[m][k] = CHANCE;
  for (guint i = 0; i < n; i++)
    pairs[examples[i].mood][examples[i].kind] += 1;
  for (guint m = 0; m < VECHE_N_MOODS; m++)
    for (guint k = 0; k < VECHE_N_MESSAGE_KINDS; k++)
      {
        moods[m] += pairs[m][k];
        kinds[k] += pairs[m][k];
        all += pairs[m][k];
      }
  for (guint m = 0; m < VECHE_N_MOODS; m++)
    for (guint k = 0; k < VECHE_N_MESSAGE_KINDS; k++)
      head->goes[m][k] = (float) slow_log (pairs[m][k] * all / (moods[m] * kinds[k]));
}

static void
put_float (GByteArray *out, float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT32_TO_LE (bits);
  g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
}

static GBytes *
pack (const VecheMoodRow *rows, const VecheMoodRow *bias, VecheMoodHead *head)
{
  GByteArray *out = g_byte_array_new ();
  guint32 check = GUINT32_TO_LE (head->check);

  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    {
      double most = 1e-9;

      for (guint b = 0; b < VECHE_MOOD_BUCKETS; b++)
        most = MAX (most, fabs (rows[b].weight[l]));
      head->scale[l] = (float) (most / 127);
      head->bias[l] = (float) bias->weight[l];
    }

  g_byte_array_append (out, (const guint8 *) VECHE_MOOD_MAGIC, strlen (VECHE_MOOD_MAGIC));
  g_byte_array_append (out, (const guint8 *) &check, sizeof check);
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    put_float (out, head->scale[l]);
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    put_float (out, head->bias[l]);
  for (guint p = 0; p < VECHE_N_MOODS * VECHE_N_MESSAGE_KINDS; p++)
    put_float (out, head->goes[p / VECHE_N_MESSAGE_KINDS][p % VECHE_N_MESSAGE_KINDS]);
  for (guint b = 0; b < VECHE_MOOD_BUCKETS; b++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      {
        double steps = rows[b].weight[l] / (double) head->scale[l];
        gint8 byte = (gint8) CLAMP (steps + (steps < 0 ? -0.5 : 0.5), -127, 127);

        g_byte_array_append (out, (const guint8 *) &byte, 1);
      }

  return g_byte_array_free_to_bytes (out);
}

/* One of the runs: its weights are added to those of the others, a share of RUNS each. */
static void
learn_once (const VecheMoodCorpus *corpus, const VecheMoodExample *examples, const double *moods, const double *kinds, guint *order, guint64 *state,
            VecheMoodRow *all, VecheMoodRow *all_bias)
{
  g_autofree VecheMoodRow *rows = g_new0 (VecheMoodRow, VECHE_MOOD_BUCKETS);
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (VecheMoodPair));
  VecheMoodRow bias = { 0 };

  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      shuffle (order, corpus->n, state);
      for (guint i = 0; i < corpus->n; i++)
        {
          g_array_set_size (some, 0);
          for (guint p = corpus->starts[order[i]]; p < corpus->starts[order[i] + 1]; p++)
            {
              const VecheMoodPair *pair = &g_array_index (corpus->pairs, VecheMoodPair, p);

              if (pair->bucket < VECHE_MOOD_NAMED || next_random (state) % 10 >= FORGET)
                g_array_append_val (some, *pair);
            }
          learn_one (rows, &bias, (const VecheMoodPair *) (gconstpointer) some->data, some->len, &examples[order[i]], moods, kinds);
        }
    }
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    all_bias->weight[l] += bias.weight[l] / RUNS;
  for (guint b = 0; b < VECHE_MOOD_BUCKETS; b++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      all[b].weight[l] += rows[b].weight[l] / RUNS;
}

GBytes *
veche_mood_train (const VecheMoodExample *examples, guint n)
{
  g_autofree VecheMoodRow *rows = g_new0 (VecheMoodRow, VECHE_MOOD_BUCKETS);
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  double moods[VECHE_N_MOODS], kinds[VECHE_N_MESSAGE_KINDS];
  VecheMoodRow bias = { 0 };
  VecheMoodHead head = { 0 };
  VecheMoodCorpus corpus;
  guint64 state = 1;

  corpus_init (&corpus, examples, n, FALSE);
  head.check = corpus.check;
  weigh_classes (examples, n, moods, kinds);
  find_goes (examples, n, &head);
  for (guint i = 0; i < n; i++)
    order[i] = i;

  for (guint run = 0; run < RUNS; run++)
    learn_once (&corpus, examples, moods, kinds, order, &state, rows, &bias);
  corpus_clear (&corpus);

  return pack (rows, &bias, &head);
}

/*** Corrections ***/

struct _VecheMoodLesson
{
  GHashTable *rows;      /* bucket → VecheMoodAddition */
  GHashTable *same;      /* fingerprint → VecheMoodExample */
  guint8     *touched;   /* a bit for each bucket: most have none */
};

typedef struct
{
  double weight[VECHE_MOOD_LABELS];
  float  adds[VECHE_MOOD_LABELS];
} VecheMoodAddition;

static VecheMoodAddition *
lesson_row (VecheMoodLesson *self, guint32 bucket)
{
  VecheMoodAddition *found = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (bucket));

  if (found == NULL)
    {
      found = g_new0 (VecheMoodAddition, 1);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (bucket), found);
      self->touched[bucket / 8] |= (guint8) (1 << bucket % 8);
    }

  return found;
}

/* Corrections teach about words, new ones above all: a question mark stays what it is. */
static void
lesson_learn (VecheMoodLesson *self, const VecheMoodPair *pairs, guint n, const double *base, const VecheMoodExample *example)
{
  static const double equal[] = { 1, 1, 1, 1, 1, 1 };
  double sums[VECHE_MOOD_LABELS], errors[VECHE_MOOD_LABELS];

  memcpy (sums, base, sizeof sums);
  for (guint f = 0; f < n; f++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      sums[l] += pairs[f].value * lesson_row (self, pairs[f].bucket)->weight[l];
  find_errors (sums, example, equal, equal, errors);
  if (errors[example->mood] > LESSON_MOOD - 1)
    memset (errors, 0, VECHE_N_MOODS * sizeof *errors);
  if (errors[VECHE_N_MOODS + example->kind] > LESSON_KIND - 1)
    memset (errors + VECHE_N_MOODS, 0, VECHE_N_MESSAGE_KINDS * sizeof *errors);
  for (guint f = 0; f < n; f++)
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      lesson_row (self, pairs[f].bucket)->weight[l] -= LESSON_RATE * errors[l] * pairs[f].value * MAX (pairs[f].whole, 1);
}

static void
lesson_remember (VecheMoodLesson *self, VecheMoodText *text, const VecheMoodExample *example)
{
  VecheMoodExample *kept = g_new0 (VecheMoodExample, 1);

  kept->mood = example->mood;
  kept->kind = example->kind;
  veche_mood_text_read (text, example->text);
  g_hash_table_replace (self->same, g_memdup2 (&text->fingerprint, sizeof text->fingerprint), kept);
}

static gboolean
is_unknown (const gint8 *weights)
{
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    if (weights[l] != 0)
      return FALSE;

  return TRUE;
}

VecheMoodLesson *
veche_mood_lesson_new (const VecheMoodExample *examples, guint n, VecheMoodSum base, gconstpointer model, const gint8 *weights)
{
  VecheMoodLesson *self = g_new0 (VecheMoodLesson, 1);
  g_autofree double *sums = g_new (double, MAX (n, 1) * VECHE_MOOD_LABELS);
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  VecheMoodCorpus corpus;
  VecheMoodText text;
  GHashTableIter iter;
  gpointer value;
  guint64 state = 1;

  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->same = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->touched = g_new0 (guint8, VECHE_MOOD_BUCKETS / 8);
  corpus_init (&corpus, examples, n, TRUE);
  veche_mood_text_init (&text);
  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      lesson_remember (self, &text, &examples[i]);
      veche_mood_text_features (&text, examples[i].text);
      base (model, &text, sums + i * VECHE_MOOD_LABELS);
    }
  veche_mood_text_clear (&text);

  for (guint p = 0; p < corpus.pairs->len; p++)
    {
      VecheMoodPair *pair = &g_array_index (corpus.pairs, VecheMoodPair, p);

      if (pair->whole > 0 && is_unknown (weights + (gsize) pair->bucket * VECHE_MOOD_LABELS))
        pair->whole = LESSON_UNKNOWN;
    }
  for (guint epoch = 0; epoch < LESSON_EPOCHS; epoch++)
    {
      shuffle (order, n, &state);
      for (guint i = 0; i < n; i++)
        lesson_learn (self, &g_array_index (corpus.pairs, VecheMoodPair, corpus.starts[order[i]]),
                      corpus.starts[order[i] + 1] - corpus.starts[order[i]], sums + order[i] * VECHE_MOOD_LABELS, &examples[order[i]]);
    }
  corpus_clear (&corpus);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
      ((VecheMoodAddition *) value)->adds[l] = (float) ((VecheMoodAddition *) value)->weight[l];

  return self;
}

void
veche_mood_lesson_free (VecheMoodLesson *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->same);
  g_free (self->touched);
  g_free (self);
}

const float *
veche_mood_lesson_get (const VecheMoodLesson *self, guint32 bucket)
{
  if ((self->touched[bucket / 8] & 1 << bucket % 8) == 0)
    return NULL;

  return ((VecheMoodAddition *) g_hash_table_lookup (self->rows, GUINT_TO_POINTER (bucket)))->adds;
}

const VecheMoodExample *
veche_mood_lesson_same (const VecheMoodLesson *self, guint64 fingerprint)
{
  return fingerprint != 0 ? g_hash_table_lookup (self->same, &fingerprint) : NULL;
}
