/* fuzz-people.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "exchange/veche-table-private.h"

/* What a plan does with a table, without a workspace: every cell is read as everything that it may be. */
static inline void
fuzz_read_cell (const char *cell)
{
  static const VecheFieldKind kinds[] = { VECHE_FIELD_HANDLE, VECHE_FIELD_EMAIL, VECHE_FIELD_PHONE, VECHE_FIELD_WEB };
  g_autofree char *day = veche_table_parse_date (cell, VECHE_TABLE_DAY_FIRST, TRUE);
  g_auto (GStrv) list = veche_table_split_list (cell);
  g_autofree char *joined = veche_table_join_list ((const char *const *) list);
  g_auto (GStrv) again = veche_table_split_list (joined);

  if (g_strv_length (list) != g_strv_length (again))
    g_error ("a list of %u came back as one of %u", g_strv_length (list), g_strv_length (again));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      VecheTableAccount account;

      veche_table_read_account (cell, kinds[i], i == 0 ? NULL : "telegram", &account);
      veche_table_account_clear (&account);
    }
}

static inline void
fuzz_read_table (VecheTableSource *source, const VecheTableDialect *dialect)
{
  g_autoptr (VecheTable) table = veche_table_new (source, dialect, NULL, NULL);

  for (guint r = 0; table != NULL && r < MIN (veche_table_get_n_rows (table), 50); r++)
    for (guint c = 0; c < MIN (veche_table_get_n_columns (table), 50); c++)
      {
        const char *cell = veche_table_get_cell (table, r, c);

        if (!g_utf8_validate (cell, -1, NULL))
          g_error ("a cell is not UTF-8");
        fuzz_read_cell (cell);
      }
}
