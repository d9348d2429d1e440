/* veche-mood.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a message sounds and what it wants: its mood and its kind, in Russian and English, on this machine.  A message is judged, never a person.
 *
 *   text ─▶ words, stems, signs ─▶ features ─▶ sums of weights ─▶ mood, kind, and the words that made them
 *               ▲ data/mood/words-*.tsv            ▲ data/mood/weights.bin, learnt from data/mood/corpus-*.tsv
 *                                                  ▲ what the manager corrected
 *
 * Everything is a sum: what a word adds is shown beside it.  Pure: no files, no SQL.  Any thread. */

typedef enum { VECHE_MOOD_NEGATIVE, VECHE_MOOD_NEUTRAL, VECHE_MOOD_POSITIVE, VECHE_N_MOODS } VecheMood;

typedef enum
{
  VECHE_MESSAGE_QUESTION,
  VECHE_MESSAGE_COMPLAINT,
  VECHE_MESSAGE_PRAISE,
  VECHE_MESSAGE_IDEA,
  VECHE_MESSAGE_SPAM,
  VECHE_MESSAGE_TALK,
  VECHE_N_MESSAGE_KINDS,
} VecheMessageKind;

const char *veche_mood_nick         (VecheMood mood);                          /* "negative", "neutral", "positive": stored, never changed */
const char *veche_message_kind_nick (VecheMessageKind kind);                   /* "question", "complaint", "praise", "idea", "spam", "talk" */
gboolean    veche_mood_parse        (const char *nick, VecheMood *mood);
gboolean    veche_message_kind_parse (const char *nick, VecheMessageKind *kind);

/* What the manager said about a message. */
typedef struct { const char *text; VecheMood mood; VecheMessageKind kind; } VecheMoodExample;

/* What judges: the weights that come with the program, and what these corrections add to them.  Immutable once made. */
typedef struct _VecheMoodModel VecheMoodModel;

VecheMoodModel *veche_mood_model_new   (const VecheMoodExample *corrections, guint n);   /* corrections (nullable), oldest first */
VecheMoodModel *veche_mood_model_ref   (VecheMoodModel *self);
void            veche_mood_model_unref (VecheMoodModel *self);

typedef struct
{
  VecheMood        mood;
  VecheMessageKind kind;
  double           mood_confidence, kind_confidence;   /* 0 … 1 */
} VecheVerdict;

/* text: any bytes; the first 4 kB count. */
void            veche_mood_judge       (VecheMoodModel *self, const char *text, VecheVerdict *verdict);

typedef enum
{
  VECHE_MOOD_REASON_LISTED,      /* words: of the message, found in a list of data/mood */
  VECHE_MOOD_REASON_LEARNT,      /* words: of the message, which the weights know */
  VECHE_MOOD_REASON_SIGN,        /* words: what of the writing, as a nick: "question-mark", "capitals", "link" … */
  VECHE_MOOD_REASON_CORRECTED,   /* words: of the message, which corrections have taught */
  VECHE_MOOD_REASON_SAME,        /* this very text was corrected so */
} VecheMoodReasonKind;

typedef struct
{
  VecheMoodReasonKind kind;
  char               *words;
  double              for_mood, for_kind;   /* what it adds to the verdict's mood and kind; below 0: it speaks against */
} VecheMoodReason;

/* Why: strongest first, at most eight. (element-type VecheMoodReason) (transfer full) */
GPtrArray      *veche_mood_explain     (VecheMoodModel *self, const char *text, VecheVerdict *verdict);
const char     *veche_mood_reason_nick (VecheMoodReasonKind kind);

/* Learns the weights anew: the same bytes from the same examples, everywhere. For data/mood/train.c and its test. (transfer full) */
GBytes         *veche_mood_train       (const VecheMoodExample *examples, guint n);
/* Judges by these weights instead of those of the program; NULL: they are none. (transfer full) (nullable) */
VecheMoodModel *veche_mood_model_new_for_weights (GBytes *weights);
/* What tells whether two machines cut texts into the same features: stemmers of other versions do not. */
guint32         veche_mood_check_features (const VecheMoodExample *examples, guint n);
guint32         veche_mood_model_get_check (VecheMoodModel *self);   /* the same, of the examples that its weights were learnt from */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheMoodModel, veche_mood_model_unref)

G_END_DECLS
