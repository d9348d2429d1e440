/* veche-table-head.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-table-model.h"

G_BEGIN_DECLS

/* The heads over the rows of a table: each says what the column is called in the file and what it is for us, and has a menu to say
 * otherwise.  Signal "mapped" (column of the table, field as text of veche_table_field_parse()). */
#define VECHE_TYPE_TABLE_HEAD (veche_table_head_get_type ())
G_DECLARE_FINAL_TYPE (VecheTableHead, veche_table_head, VECHE, TABLE_HEAD, GtkWidget)

void veche_table_head_set_layout (VecheTableHead *self, VecheTableLayout *layout);

G_END_DECLS
