/* veche-table-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "app/veche-table-model.h"

G_BEGIN_DECLS

/* A row of a table before it is imported: its cells as they will be, and what will be done with it, in words. */
#define VECHE_TYPE_TABLE_ROW (veche_table_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheTableRow, veche_table_row, VECHE, TABLE_ROW, VecheRow)

G_END_DECLS
