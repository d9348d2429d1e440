/* veche-table-cells.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text → cells; libcsv does the quoting.  It is fed line by line, so that a row knows its number in the spreadsheet and a quote that is
 * never closed costs one row instead of all that follow.
 */

#include "exchange/veche-table-private.h"

#include <csv.h>
#include <string.h>

#define MAX_REPAIRS  20
#define CANCEL_EVERY 1024
#define IN_A_FIELD   2         /* csv_parser.pstate */

VecheTableCells *
veche_table_cells_new (void)
{
  VecheTableCells *self = g_new0 (VecheTableCells, 1);

  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (VecheTableRow));
  g_string_append_c (self->text, '\0');   /* offset 0 is the empty cell */

  return self;
}

void
veche_table_cells_free (VecheTableCells *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

static guint
veche_table_cells_pending (VecheTableCells *self)
{
  VecheTableRow *last = self->rows->len > 0 ? &g_array_index (self->rows, VecheTableRow, self->rows->len - 1) : NULL;

  return last != NULL ? last->first + last->n : 0;
}

void
veche_table_cells_add (VecheTableCells *self, const char *text, gsize length)
{
  guint32 offset = 0;

  if (length > 0)
    {
      offset = (guint32) self->text->len;
      g_string_append_len (self->text, text, (gssize) length);
      g_string_append_c (self->text, '\0');
    }
  g_array_append_val (self->cells, offset);
}

void
veche_table_cells_end (VecheTableCells *self, guint line)
{
  guint first = veche_table_cells_pending (self);
  VecheTableRow row = { .first = first, .n = self->cells->len - first, .line = line };

  self->widest = MAX (self->widest, row.n);
  g_array_append_val (self->rows, row);
}

const char *
veche_table_cells_get (VecheTableCells *self, guint row, guint column)
{
  const VecheTableRow *one = &g_array_index (self->rows, VecheTableRow, row);

  return column < one->n ? self->text->str + g_array_index (self->cells, guint32, one->first + column) : "";
}

gboolean
veche_table_cells_blank (VecheTableCells *self, guint row)
{
  const VecheTableRow *one = &g_array_index (self->rows, VecheTableRow, row);

  for (guint i = 0; i < one->n; i++)
    for (const char *p = veche_table_cells_get (self, row, i); *p != '\0'; p = g_utf8_next_char (p))
      if (!g_unichar_isspace (g_utf8_get_char (p)) && g_utf8_get_char (p) != 0x200b && g_utf8_get_char (p) != 0xfeff)
        return FALSE;

  return TRUE;
}

typedef struct
{
  VecheTableCells *cells;
  guint            line;       /* of the row that is being read */
  gboolean         ended;
} VecheTableParse;

static void
veche_table_cell_cb (void *text, size_t length, void *data)
{
  VecheTableParse *self = data;

  /* One more than may be is enough to know. */
  if (self->cells->cells->len - veche_table_cells_pending (self->cells) <= VECHE_TABLE_MAX_COLUMNS)
    veche_table_cells_add (self->cells, text, length);
}

static void
veche_table_row_cb (int terminator, void *data)
{
  VecheTableParse *self = data;

  veche_table_cells_end (self->cells, self->line);
  self->ended = TRUE;
}

static const char *
veche_table_line_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
    return p + 2;

  return p < end ? p + 1 : end;
}

static gboolean
veche_table_too_much (VecheTableCells *cells, GError **error)
{
  if (cells->widest > VECHE_TABLE_MAX_COLUMNS)
    {
      g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_COLUMNS, "It has more than %d columns", VECHE_TABLE_MAX_COLUMNS);
      return TRUE;
    }
  if (cells->rows->len > VECHE_TABLE_MAX_ROWS || cells->cells->len > VECHE_TABLE_MAX_CELLS)
    {
      g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d rows or %d cells", VECHE_TABLE_MAX_ROWS,
                   VECHE_TABLE_MAX_CELLS);
      return TRUE;
    }

  return FALSE;
}

static void
veche_table_forget_row (VecheTableCells *cells)
{
  g_array_set_size (cells->cells, veche_table_cells_pending (cells));
}

/* The row at p as one line, its quotes plain characters. */
static const char *
veche_table_read_broken (VecheTableParse *self, const char *p, const char *end, char delimiter)
{
  const char *stop = veche_table_line_end (p, end), *last = stop;
  g_auto (GStrv) parts = NULL;
  g_autofree char *line = NULL;
  char separator[2] = { delimiter, '\0' };

  while (last > p && (last[-1] == '\n' || last[-1] == '\r'))
    last--;
  line = g_strndup (p, (gsize) (last - p));
  parts = g_strsplit (line, separator, VECHE_TABLE_MAX_COLUMNS + 1);
  for (guint i = 0; parts[i] != NULL; i++)
    veche_table_cells_add (self->cells, parts[i], strlen (parts[i]));
  veche_table_cells_end (self->cells, self->line);
  g_array_index (self->cells->rows, VecheTableRow, self->cells->rows->len - 1).broken = TRUE;
  if (self->cells->unclosed == 0)
    self->cells->unclosed = self->line;

  return stop;
}

/* From p on, until the end or until max rows are there.  Returns where a row begins that is never closed, NULL when all went well. */
static const char *
veche_table_read_rows (VecheTableParse *self, const char *p, const char *end, char delimiter, guint max_rows, GCancellable *cancellable,
                       GError **error)
{
  struct csv_parser parser;
  const char *row = p;
  gboolean closed = TRUE;
  guint lines = 0;

  csv_init (&parser, 0);
  csv_set_delim (&parser, (guchar) delimiter);
  self->ended = TRUE;
  while (p < end && (max_rows == 0 || self->cells->rows->len < max_rows || !self->ended))
    {
      const char *stop = veche_table_line_end (p, end);

      if (self->ended)
        {
          row = p;
          self->line++;
        }
      if (self->ended && (*p == '\n' || *p == '\r'))
        {
          p = stop;
          continue;
        }
      self->ended = FALSE;
      csv_parse (&parser, p, (gsize) (stop - p), veche_table_cell_cb, veche_table_row_cb, self);
      p = stop;
      if (self->ended && veche_table_too_much (self->cells, error))
        break;
      if (++lines % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
    }

  closed = !parser.quoted || parser.pstate != IN_A_FIELD;
  if (!self->ended && closed)
    csv_fini (&parser, veche_table_cell_cb, veche_table_row_cb, self);
  csv_free (&parser);

  return closed ? NULL : row;
}

VecheTableCells *
veche_table_parse (const char *text, gsize length, char delimiter, guint max_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheTableCells) cells = veche_table_cells_new ();
  VecheTableParse parse = { .cells = cells };
  const char *p = text, *end = text + length;
  g_autoptr (GError) local = NULL;

  for (guint repairs = 0; p != NULL; repairs++)
    {
      const char *broken = veche_table_read_rows (&parse, p, end, delimiter, max_rows, cancellable, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      p = NULL;
      if (broken == NULL)
        continue;
      veche_table_forget_row (cells);
      p = veche_table_read_broken (&parse, broken, end, delimiter);
      if (repairs >= MAX_REPAIRS)
        p = NULL;
    }
  if (veche_table_too_much (cells, error))
    return NULL;

  return g_steal_pointer (&cells);
}
