/* veche-experts-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-lexicon.h"
#include "analysis/veche-themes.h"
#include "store/veche-asks-table.h"
#include "store/veche-experts-table.h"

G_BEGIN_DECLS

/* The way from a question to people, in files:
 *
 *   veche-experts.c          words ─▶ topics, city ─▶ everybody who may know ─▶ the best of them ─▶ result
 *   veche-experts-answers.c  words ─▶ messages that speak of it ─▶ who answered
 *   veche-experts-credit.c   what of it counts for whom
 *   veche-experts-score.c    points and their reasons
 */

typedef struct { gint64 claim_id, competency_id, at; int level; char origin; double weight; const VecheTopic *topic; int relation; } VecheMatch;
typedef struct { const VecheSaidRow *said; double credit; gboolean accepted; } VecheAnswer;

typedef struct
{
  gint64          id;
  VechePersonRow *person;       /* (owned) */
  GArray         *matches;      /* VecheMatch, the weightiest first once sorted */
  GArray         *answers;      /* VecheAnswer */
  double          profile;      /* 0 … 1 */
  guint           described : 1; /* the search found the topic in their profile */
  int             points;       /* of the topic alone: what keeps them in the race */
  GPtrArray      *reasons;      /* VecheReason (owned) */
  VecheExpert    *expert;       /* (owned) once made */
} VecheCandidate;

typedef struct
{
  VecheDb                 *db;
  const VecheExpertsQuery *query;
  VecheExperts            *result;      /* (owned) */
  VecheLexicon            *lexicon;     /* (owned) */
  VecheQuestionRow         question;
  GArray                  *words;       /* (owned) */
  GArray                  *themes;      /* (owned) VecheTheme: what it is about, whether or not anybody made that a competency */
  GStrv                    city;        /* (owned) spellings */
  GHashTable              *stems;       /* (owned) of the question and of its topics' other names: what a headline may say */
  GHashTable              *looked_up;   /* (owned) FTS5 expression → GArray of ids (owned) */
  gint64                   now;
  gint64                   reference;   /* the last we heard of anybody, when that is long ago: an old export must not make all silent */
  VecheAskLimits           limits;
  GHashTable              *candidates;  /* (owned) id → VecheCandidate (owned) */
  gboolean                 lenient;     /* nobody was found: what is of the same theme will do */
  GPtrArray               *said;        /* (owned) VecheSaidRow: what the answers point to */
} VecheExpertSearch;

VecheCandidate *veche_expert_search_candidate   (VecheExpertSearch *self, gint64 member_id);
gboolean        veche_expert_search_answers     (VecheExpertSearch *self, GError **error);
/* Of messages, and of replies to them, what counts for whoever said it; relevance: id of the message → double.  What the rows hold is taken. */
void            veche_expert_search_credit_own     (VecheExpertSearch *self, GPtrArray *said, GHashTable *relevance);
void            veche_expert_search_credit_replies (VecheExpertSearch *self, GPtrArray *replies, GHashTable *relevance);
gboolean        veche_expert_search_accepted    (VecheExpertSearch *self, GPtrArray *candidates, GError **error);

/* Points for the topic alone, before anything else is read. */
int             veche_candidate_points   (VecheExpertSearch *self, VecheCandidate *candidate);
/* The most of these that they may have, before anything is known of the person. */
int             veche_candidate_most_points (VecheExpertSearch *self, VecheCandidate *candidate);
/* All reasons of the finalists, and who is left out. */
gboolean        veche_expert_search_weigh       (VecheExpertSearch *self, GPtrArray *candidates, GError **error);
/* Asked count times within the days of limits; enough of it, and they are better left alone until the oldest of these has passed: 0 for not yet. */
gint64          veche_asks_free_at       (GArray *asks, gint64 member_id, const VecheAskLimits *limits, gint64 now, guint *count);
VecheReason    *veche_candidate_add      (VecheCandidate *self, VecheReasonKind kind, int points);

G_END_DECLS
