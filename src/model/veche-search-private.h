/* veche-search-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-search.h"

G_BEGIN_DECLS

typedef struct
{
  char *folded;
  char *stem;    /* as the tokenizer has it */
  char *key;     /* (nullable): how a name sounds, the same in both alphabets */
} VecheTermWord;

/* The words of a text, folded. (element-type VecheTermWord) (transfer full) */
GPtrArray *veche_search_split (const char *text);

G_END_DECLS
