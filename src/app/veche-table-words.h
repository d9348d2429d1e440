/* veche-table-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-draw.h"
#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* The import of a table in words: nicks and numbers of the plan as a person reads them. */
char       *veche_table_field_word     (const VecheTableField *field, GPtrArray *custom_fields);   /* "Telegram handle"; "Leave out" (transfer full) */
const char *veche_table_delimiter_word (char delimiter);                                          /* "semicolon" */
const char *veche_table_dates_example  (VecheTableDates dates);                                    /* "31.12.2025" */

typedef struct { const char *icon, *word; VecheInk ink; } VecheTableBadge;
VecheTableBadge veche_table_row_badge  (const VechePeopleRow *row);
/* Why, and what would change: "Anna Lebedeva: city will be added". (transfer full), "" when there is nothing to say */
char       *veche_table_row_reason     (const VechePeopleRow *row);
/* All that is to be said of it, a line each. (transfer full) */
char       *veche_table_row_remarks    (const VechePeopleRow *row);
/* As the reason, for a line that does not come in: never empty. (transfer full) */
char       *veche_table_skip_reason    (const VechePeopleRow *row, gpointer unused);
/* What is wrong with the whole file. (transfer full) */
char       *veche_table_trouble        (const GError *error);

G_END_DECLS
