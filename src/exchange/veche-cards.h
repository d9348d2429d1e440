/* veche-cards.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-table-private.h"

G_BEGIN_DECLS

/* A table that grows out of cards: each brings its own columns, whose meaning the reader of the cards knows.  Several values of one kind share a
 * cell as a list, free text has a column for each.  What is put belongs to the card that is being made, until veche_cards_end(). */

typedef struct _VecheCards VecheCards;

VecheCards *veche_cards_new      (void);
void        veche_cards_free     (VecheCards *self);

void        veche_cards_put_list (VecheCards *self, const char *name, VecheTableField field, const char *value);
/* several: in the first column of the name that is free; else only what came first. */
void        veche_cards_put_text (VecheCards *self, const char *name, VecheTableField field, const char *value, gboolean several);
void        veche_cards_end      (VecheCards *self, VecheTableCells *cells, guint line);

/* (element-type VecheTableColumn) (transfer full): for veche_table_new_of() */
GPtrArray  *veche_cards_columns  (VecheCards *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCards, veche_cards_free)

G_END_DECLS
