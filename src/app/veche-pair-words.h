/* veche-pair-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-likeness.h"

G_BEGIN_DECLS

/* Why two members look like one person, in words. */
const char *veche_like_sentence      (VecheLike what);                        /* "The name reads the same" */
const char *veche_like_icon          (VecheLike what);
char       *veche_like_detail        (const VecheLikeReason *reason);         /* "ivan.petrov and ivan_petrov" (nullable) */
char       *veche_pair_short_reasons (const char *json);                      /* "Name, handle, city" */

G_END_DECLS
