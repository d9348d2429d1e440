/* veche-mood.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-mood-private.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "veche-mood-resources.h"

#define TOGETHER     0.3      /* how much it counts that a mood and a kind go together */
#define MOST_REASONS 8
#define LEAST_REASON 0.12     /* what adds less is no reason */

static const char *const mood_nicks[] = { "negative", "neutral", "positive" };
static const char *const kind_nicks[] = { "question", "complaint", "praise", "idea", "spam", "talk" };
static const char *const reason_nicks[] = { "listed", "learnt", "sign", "corrected", "same" };

G_STATIC_ASSERT (G_N_ELEMENTS (mood_nicks) == VECHE_N_MOODS && G_N_ELEMENTS (kind_nicks) == VECHE_N_MESSAGE_KINDS);

struct _VecheMoodModel
{
  gint             references;
  GBytes          *bytes;
  VecheMoodHead    head;
  const gint8     *weights;     /* (borrowed) from bytes: VECHE_MOOD_LABELS for each bucket */
  VecheMoodLesson *lesson;      /* (owned) (nullable) */
};

/*** Names ***/

const char *
veche_mood_nick (VecheMood mood)
{
  g_return_val_if_fail (mood < VECHE_N_MOODS, NULL);

  return mood_nicks[mood];
}

const char *
veche_message_kind_nick (VecheMessageKind kind)
{
  g_return_val_if_fail (kind < VECHE_N_MESSAGE_KINDS, NULL);

  return kind_nicks[kind];
}

const char *
veche_mood_reason_nick (VecheMoodReasonKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (reason_nicks), NULL);

  return reason_nicks[kind];
}

gboolean
veche_mood_parse (const char *nick, VecheMood *mood)
{
  for (guint m = 0; m < VECHE_N_MOODS; m++)
    if (g_strcmp0 (nick, mood_nicks[m]) == 0)
      {
        *mood = (VecheMood) m;
        return TRUE;
      }

  return FALSE;
}

gboolean
veche_message_kind_parse (const char *nick, VecheMessageKind *kind)
{
  for (guint k = 0; k < VECHE_N_MESSAGE_KINDS; k++)
    if (g_strcmp0 (nick, kind_nicks[k]) == 0)
      {
        *kind = (VecheMessageKind) k;
        return TRUE;
      }

  return FALSE;
}

/*** Weights ***/

static float
take_float (const guint8 **p)
{
  guint32 bits;
  float value;

  memcpy (&bits, *p, sizeof bits);
  bits = GUINT32_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  *p += sizeof bits;

  return isfinite (value) ? value : 0;
}

VecheMoodModel *
veche_mood_model_new_for_weights (GBytes *weights)
{
  gsize size, magic = strlen (VECHE_MOOD_MAGIC);
  const guint8 *p = g_bytes_get_data (weights, &size);
  gsize head = magic + 4 * (1 + 2 * VECHE_MOOD_LABELS + VECHE_N_MOODS * VECHE_N_MESSAGE_KINDS);
  VecheMoodModel *self;
  guint32 check;

  if (size != head + VECHE_MOOD_BUCKETS * VECHE_MOOD_LABELS || memcmp (p, VECHE_MOOD_MAGIC, magic) != 0)
    return NULL;

  self = g_new0 (VecheMoodModel, 1);
  self->references = 1;
  self->bytes = g_bytes_ref (weights);
  p += magic;
  memcpy (&check, p, sizeof check);
  self->head.check = GUINT32_FROM_LE (check);
  p += sizeof check;
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    self->head.scale[l] = take_float (&p);
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    self->head.bias[l] = take_float (&p);
  for (guint i = 0; i < VECHE_N_MOODS * VECHE_N_MESSAGE_KINDS; i++)
    self->head.goes[i / VECHE_N_MESSAGE_KINDS][i % VECHE_N_MESSAGE_KINDS] = take_float (&p);
  self->weights = (const gint8 *) p;

  return self;
}

static void
sum_base (gconstpointer model, const VecheMoodText *text, double *sums)
{
  const VecheMoodModel *self = model;
  float all[VECHE_MOOD_LABELS] = { 0 };

  for (guint f = 0; f < text->features->len; f++)
    {
      const VecheMoodFeature *feature = &g_array_index (text->features, VecheMoodFeature, f);
      const gint8 *row = self->weights + (gsize) feature->bucket * VECHE_MOOD_LABELS;

      for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
        all[l] += feature->value * row[l];
    }
  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    sums[l] = self->head.bias[l] + (double) all[l] * self->head.scale[l];
}

static void
sum_all (const VecheMoodModel *self, const VecheMoodText *text, double *sums)
{
  sum_base (self, text, sums);
  for (guint f = 0; self->lesson != NULL && f < text->features->len; f++)
    {
      const VecheMoodFeature *feature = &g_array_index (text->features, VecheMoodFeature, f);
      const float *adds = veche_mood_lesson_get (self->lesson, feature->bucket);

      for (guint l = 0; adds != NULL && l < VECHE_MOOD_LABELS; l++)
        sums[l] += feature->value * adds[l];
    }
}

VecheMoodModel *
veche_mood_model_new (const VecheMoodExample *corrections, guint n)
{
  g_autoptr (GBytes) bytes = NULL;
  VecheMoodModel *self;

  veche_mood_get_resource ();
  bytes = g_resources_lookup_data ("/app/veche/Veche/mood/weights.bin", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  self = veche_mood_model_new_for_weights (bytes);
  g_assert (self != NULL);
  if (n > 0)
    self->lesson = veche_mood_lesson_new (corrections, n, sum_base, self, self->weights);

  return self;
}

VecheMoodModel *
veche_mood_model_ref (VecheMoodModel *self)
{
  g_atomic_int_inc (&self->references);

  return self;
}

void
veche_mood_model_unref (VecheMoodModel *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;

  g_clear_pointer (&self->lesson, veche_mood_lesson_free);
  g_bytes_unref (self->bytes);
  g_free (self);
}

guint32
veche_mood_model_get_check (VecheMoodModel *self)
{
  return self->head.check;
}

/*** Judging ***/

#define PAIRS (VECHE_N_MOODS * VECHE_N_MESSAGE_KINDS)

/* Mood and kind are chosen together: praise is seldom negative. */
static void
decide (const VecheMoodModel *self, const VecheMoodText *text, VecheVerdict *verdict)
{
  const VecheMoodExample *same = self->lesson != NULL ? veche_mood_lesson_same (self->lesson, text->fingerprint) : NULL;
  double sums[VECHE_MOOD_LABELS], shares[VECHE_MOOD_LABELS], pairs[PAIRS];
  guint best = 0;

  if (same != NULL && text->tokens->len > 0)
    {
      *verdict = (VecheVerdict) { same->mood, same->kind, 1, 1 };
      return;
    }

  sum_all (self, text, sums);
  veche_mood_softmax (sums, VECHE_N_MOODS, shares);
  veche_mood_softmax (sums + VECHE_N_MOODS, VECHE_N_MESSAGE_KINDS, shares + VECHE_N_MOODS);
  for (guint p = 0; p < PAIRS; p++)
    pairs[p] = log (shares[p / VECHE_N_MESSAGE_KINDS] + 1e-9) + log (shares[VECHE_N_MOODS + p % VECHE_N_MESSAGE_KINDS] + 1e-9)
               + TOGETHER * (double) self->head.goes[p / VECHE_N_MESSAGE_KINDS][p % VECHE_N_MESSAGE_KINDS];
  veche_mood_softmax (pairs, PAIRS, pairs);
  for (guint p = 1; p < PAIRS; p++)
    if (pairs[p] > pairs[best])
      best = p;

  *verdict = (VecheVerdict) { (VecheMood) (best / VECHE_N_MESSAGE_KINDS), (VecheMessageKind) (best % VECHE_N_MESSAGE_KINDS) };
  for (guint p = 0; p < PAIRS; p++)
    {
      verdict->mood_confidence += p / VECHE_N_MESSAGE_KINDS == verdict->mood ? pairs[p] : 0;
      verdict->kind_confidence += p % VECHE_N_MESSAGE_KINDS == verdict->kind ? pairs[p] : 0;
    }
  verdict->mood_confidence = MIN (verdict->mood_confidence, 1);
  verdict->kind_confidence = MIN (verdict->kind_confidence, 1);
}

void
veche_mood_judge (VecheMoodModel *self, const char *text, VecheVerdict *verdict)
{
  VecheMoodText read;

  g_return_if_fail (self != NULL && text != NULL);

  veche_mood_text_init (&read);
  veche_mood_text_features (&read, text);
  decide (self, &read, verdict);
  veche_mood_text_clear (&read);
}

/*** Saying why ***/

static void
reason_free (gpointer data)
{
  VecheMoodReason *reason = data;

  g_free (reason->words);
  g_free (reason);
}

/* How much of what a feature adds is for these two rather than for the others. */
static void
weigh (const VecheMoodModel *self, const VecheMoodFeature *feature, const VecheVerdict *verdict, double *mood, double *kind, double *taught)
{
  const gint8 *row = self->weights + (gsize) feature->bucket * VECHE_MOOD_LABELS;
  const float *adds = self->lesson != NULL ? veche_mood_lesson_get (self->lesson, feature->bucket) : NULL;
  double sums[2] = { 0 }, added = 0;

  for (guint l = 0; l < VECHE_MOOD_LABELS; l++)
    {
      gboolean is_kind = l >= VECHE_N_MOODS;
      gboolean ours = l == (is_kind ? VECHE_N_MOODS + (guint) verdict->kind : (guint) verdict->mood);
      double factor = ours ? 1 : -1.0 / (is_kind ? VECHE_N_MESSAGE_KINDS - 1 : VECHE_N_MOODS - 1);
      double extra = adds != NULL ? (double) adds[l] : 0;

      sums[is_kind] += factor * (double) feature->value * (row[l] * (double) self->head.scale[l] + extra);
      added += factor * (double) feature->value * extra;
    }
  *mood = sums[0];
  *kind = sums[1];
  *taught = added;
}

typedef struct
{
  guint  from, to;               /* bytes */
  double mood, kind, taught;
  gboolean listed, joined;       /* joined: one phrase with the word before */
} VecheMoodPlace;

static void
add_place (GArray *places, guint from, guint to)
{
  VecheMoodPlace place = { .from = from, .to = to };

  g_array_append_val (places, place);
}

/* What stands on several words is shared out among them; a phrase of a list joins its words. */
static void
share (GArray *places, const VecheMoodFeature *feature, double mood, double kind, double taught)
{
  guint first = places->len, last = 0, n;

  for (guint i = 0; i < places->len; i++)
    {
      VecheMoodPlace *place = &g_array_index (places, VecheMoodPlace, i);

      if (place->from < feature->to && place->to > feature->from)
        {
          first = MIN (first, i);
          last = i;
        }
    }
  if (first == places->len)
    return;
  n = last - first + 1;
  for (guint i = first; i <= last; i++)
    {
      VecheMoodPlace *place = &g_array_index (places, VecheMoodPlace, i);

      place->mood += mood / n;
      place->kind += kind / n;
      place->taught += taught / n;
      place->listed |= feature->kind == VECHE_MOOD_REASON_LISTED;
      place->joined |= feature->kind == VECHE_MOOD_REASON_LISTED && i > first;
    }
}

static void
add_reason (GPtrArray *reasons, VecheMoodReasonKind kind, char *words, double mood, double for_kind)
{
  VecheMoodReason *reason = g_new0 (VecheMoodReason, 1);

  *reason = (VecheMoodReason) { kind, words, mood, for_kind };
  g_ptr_array_add (reasons, reason);
}

static void
add_places (GPtrArray *reasons, GArray *places, const char *text)
{
  for (guint i = 0, next; i < places->len; i = next)
    {
      VecheMoodPlace all = g_array_index (places, VecheMoodPlace, i);
      g_autofree char *raw = NULL;

      for (next = i + 1; next < places->len && g_array_index (places, VecheMoodPlace, next).joined; next++)
        {
          const VecheMoodPlace *more = &g_array_index (places, VecheMoodPlace, next);

          all.to = more->to;
          all.mood += more->mood;
          all.kind += more->kind;
          all.taught += more->taught;
          all.listed |= more->listed;
        }
      raw = g_strndup (text + all.from, all.to - all.from);
      add_reason (reasons, fabs (all.taught) * 3 > fabs (all.mood) + fabs (all.kind) ? VECHE_MOOD_REASON_CORRECTED
                           : all.listed ? VECHE_MOOD_REASON_LISTED : VECHE_MOOD_REASON_LEARNT,
                  g_utf8_make_valid (raw, -1), all.mood, all.kind);
    }
}

static void
add_sign_reason (GPtrArray *reasons, const char *nick, double mood, double kind)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      VecheMoodReason *reason = reasons->pdata[i];

      if (reason->kind == VECHE_MOOD_REASON_SIGN && strcmp (reason->words, nick) == 0)
        {
          reason->for_mood += mood;
          reason->for_kind += kind;
          return;
        }
    }
  add_reason (reasons, VECHE_MOOD_REASON_SIGN, g_strdup (nick), mood, kind);
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const VecheMoodReason *x = *(VecheMoodReason *const *) a, *y = *(VecheMoodReason *const *) b;
  double left = fabs (x->for_mood) + fabs (x->for_kind), right = fabs (y->for_mood) + fabs (y->for_kind);

  return (left < right) - (left > right);
}

static GPtrArray *
find_reasons (const VecheMoodModel *self, const VecheMoodText *read, const char *text, const VecheVerdict *verdict)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func (reason_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (VecheMoodPlace));

  for (guint i = 0; i < read->tokens->len; i++)
    add_place (places, g_array_index (read->tokens, VecheMoodToken, i).from, g_array_index (read->tokens, VecheMoodToken, i).to);
  for (guint i = 0; i < read->n_emoji; i++)
    add_place (places, read->emoji[i].from, read->emoji[i].to);
  for (guint f = 0; f < read->features->len; f++)
    {
      const VecheMoodFeature *feature = &g_array_index (read->features, VecheMoodFeature, f);
      const char *nick = feature->to == 0 ? veche_mood_sign_nick (feature->bucket) : NULL;
      double mood, kind, taught;

      weigh (self, feature, verdict, &mood, &kind, &taught);
      if (feature->to > 0)
        share (places, feature, mood, kind, taught);
      else if (nick != NULL)
        add_sign_reason (reasons, nick, mood, kind);
    }
  add_places (reasons, places, text);
  g_ptr_array_sort (reasons, compare_reasons);
  for (guint i = reasons->len; i-- > 0;)
    {
      const VecheMoodReason *reason = reasons->pdata[i];

      if (i >= MOST_REASONS || fabs (reason->for_mood) + fabs (reason->for_kind) < LEAST_REASON)
        g_ptr_array_remove_index (reasons, i);
    }

  return reasons;
}

GPtrArray *
veche_mood_explain (VecheMoodModel *self, const char *text, VecheVerdict *verdict)
{
  GPtrArray *reasons;
  VecheMoodText read;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  veche_mood_text_init (&read);
  veche_mood_text_features (&read, text);
  decide (self, &read, verdict);
  if (self->lesson != NULL && read.tokens->len > 0 && veche_mood_lesson_same (self->lesson, read.fingerprint) != NULL)
    {
      reasons = g_ptr_array_new_with_free_func (reason_free);
      add_reason (reasons, VECHE_MOOD_REASON_SAME, g_strdup (""), 1, 1);
    }
  else
    reasons = find_reasons (self, &read, text, verdict);
  veche_mood_text_clear (&read);

  return reasons;
}
