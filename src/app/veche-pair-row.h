/* veche-pair-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "store/veche-duplicates-table.h"

G_BEGIN_DECLS

/* A pair of members that may be one person, and why, in three words. */
typedef struct
{
  VecheRecord   parent;
  VechePairRow *pair;       /* (owned) */
  char         *title;      /* "Anna and anna_leb" */
  char         *reasons;    /* "Name, handle, city" */
} VechePair;

VechePair *veche_pair_record_new (VechePairRow *pair);   /* takes the pair (transfer full) */

#define VECHE_TYPE_PAIR_LIST_ROW (veche_pair_list_row_get_type ())
G_DECLARE_FINAL_TYPE (VechePairListRow, veche_pair_list_row, VECHE, PAIR_LIST_ROW, VecheRow)

G_END_DECLS
