/* veche-people-skipped.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was left out, as a table of the same kind with a reason beside each row: it can be put right and imported again.
 */

#include "exchange/veche-people-private.h"

#include <csv.h>
#include <string.h>

#include "exchange/veche-cell.h"

static void
veche_people_write_cell (GString *out, const char *text, char delimiter, gboolean first)
{
  g_autofree char *cell = veche_cell_guard (text);
  gsize length = strlen (cell), room = length * 2 + 2;
  g_autofree char *quoted = g_malloc (room);

  if (!first)
    g_string_append_c (out, delimiter);
  g_string_append_len (out, quoted, (gssize) csv_write (quoted, room, cell, length));
}

static void
veche_people_write_row (GString *out, VechePeoplePlan *self, guint row, guint columns, char delimiter)
{
  for (guint c = 0; c < columns; c++)
    veche_people_write_cell (out, veche_table_get_cell (self->table, row, c), delimiter, c == 0);
}

GBytes *
veche_people_plan_write_skipped (VechePeoplePlan *self, const char *column_name, VechePeopleReason reason, gpointer user_data)
{
  char delimiter = veche_table_get_dialect (self->table)->delimiter;
  GString *out = g_string_new ("\xef\xbb\xbf");   /* spreadsheets then read the letters right */
  guint columns = self->columns->len;

  for (guint c = 0; c < columns; c++)
    veche_people_write_cell (out, ((VecheTableColumn *) self->columns->pdata[c])->name, delimiter, c == 0);
  veche_people_write_cell (out, column_name, delimiter, FALSE);
  g_string_append (out, "\r\n");

  for (guint i = 0; i < self->rows->len; i++)
    {
      const VechePeopleRow *row = &g_array_index (self->rows, VechePeopleRow, i);
      g_autofree char *why = NULL;

      if (veche_people_row_action (self, row) != VECHE_PEOPLE_LEAVE_OUT)
        continue;
      veche_people_write_row (out, self, i, columns, delimiter);
      why = reason (row, user_data);
      veche_people_write_cell (out, why != NULL ? why : "", delimiter, FALSE);
      g_string_append (out, "\r\n");
    }

  return g_string_free_to_bytes (out);
}
