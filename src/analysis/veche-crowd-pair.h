/* veche-crowd-pair.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-crowd-private.h"
#include "analysis/veche-crowd-weights.h"

G_BEGIN_DECLS

/* A pair under comparison. */
typedef struct
{
  VecheCrowd           *crowd;
  const VecheFace      *a, *b;
  VecheLikeness        *found;     /* (nullable): only the sum is asked for */
  int                   sum;
  VecheNamesMeet        meet;
  const VecheNameReading  *form_a, *form_b;
  int                   firm;      /* points of what only one person would have */
  gboolean              addressed; /* one address or number, their own */
  gboolean              linked;    /* the profile of one names an account of the other, platform and all */
} VechePair;

void veche_pair_add         (VechePair *pair, VecheLike what, int points, const char *a, const char *b);   /* what they are (nullable) */
gboolean veche_pair_is_of_name (VechePair *pair, const VecheHandle *handle);     /* a handle of the name that both bear */

/* veche-crowd-names.c: first how they meet, then, when all that is firmer is known, what that weighs. */
void veche_pair_read_names  (VechePair *pair);
void veche_pair_judge_names (VechePair *pair);

G_END_DECLS
