/* veche-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table: cells with names above them, and what the columns mean.
 */

#include "exchange/veche-cell.h"
#include "exchange/veche-table-private.h"

#include <string.h>

#include "exchange/veche-cell.h"
#include "exchange/veche-monica.h"
#include "exchange/veche-people-json.h"
#include "exchange/veche-vcard.h"

struct _VecheTable
{
  gatomicrefcount    ref_count;
  VecheTableSource  *source;     /* (owned) */
  VecheTableDialect  dialect;
  VecheTableCells   *cells;      /* (owned) */
  GArray            *rows;       /* (element-type guint): rows of the cells that hold data */
  GPtrArray         *columns;    /* (element-type VecheTableColumn) */
  char              *key;
  guint              bad;
  gboolean           cyrillic;
};

G_DEFINE_QUARK (veche-table-error-quark, veche_table_error)
G_DEFINE_BOXED_TYPE (VecheTable, veche_table, veche_table_ref, veche_table_unref)

VecheTable *
veche_table_ref (VecheTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_table_unref (VecheTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  veche_table_source_unref (self->source);
  veche_table_cells_free (self->cells);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->key);
  g_free (self);
}

/* ---------------------------------------------------------------------------------------------------------------------------- header */

static guint
veche_table_row_of_line (VecheTableCells *cells, guint line)
{
  for (guint r = 0; line > 0 && r < cells->rows->len; r++)
    if (g_array_index (cells->rows, VecheTableRow, r).line == line)
      return r;

  return G_MAXUINT;
}

/* A row of names, not a title: several of its cells are filled. */
static gboolean
veche_table_is_header_row (VecheTableCells *cells, guint row)
{
  guint n = g_array_index (cells->rows, VecheTableRow, row).n, filled = 0;

  for (guint c = 0; c < n; c++)
    filled += *veche_table_cells_get (cells, row, c) != '\0';

  return filled >= 2;
}

/* Merged cells keep their text in the first one. */
static const char *
veche_table_group_name (VecheTableCells *cells, guint row, guint column)
{
  for (guint c = column + 1; c-- > 0;)
    if (*veche_table_cells_get (cells, row, c) != '\0')
      return veche_table_cells_get (cells, row, c);

  return "";
}

static char *
veche_table_column_name (VecheTableCells *cells, guint header, guint column)
{
  const char *name = veche_table_cells_get (cells, header, column);
  const char *above = header > 0 && veche_table_is_header_row (cells, header - 1) ? veche_table_cells_get (cells, header - 1, column) : "";
  const char *group = header > 0 && veche_table_is_header_row (cells, header - 1) ? veche_table_group_name (cells, header - 1, column) : "";
  VecheTableHeaderGuess guess;
  char *whole;

  if (*name == '\0')
    return g_strstrip (g_strdup (above));
  veche_table_read_header (name, &guess);
  if (guess.weight >= 50 || *group == '\0')
    return g_strstrip (g_strdup (name));

  whole = g_strconcat (group, " ", name, NULL);

  return g_strstrip (whole);
}

/* (element-type utf8) (transfer full) */
static GPtrArray *
veche_table_read_names (VecheTableCells *cells, guint header)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < cells->widest; c++)
    g_ptr_array_add (names, header != G_MAXUINT ? veche_table_column_name (cells, header, c) : g_strdup (""));

  return names;
}

/* The same words in the same order are the same table, whatever the case. */
static char *
veche_table_make_key (GPtrArray *columns)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint named = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *key = veche_table_header_key (((VecheTableColumn *) columns->pdata[i])->name);

      named += *key != '\0';
      g_checksum_update (sum, (const guchar *) key, -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }

  return named > 0 ? g_strndup (g_checksum_get_string (sum), 32) : g_strdup ("");
}

/* ----------------------------------------------------------------------------------------------------------------------------- making */

static gboolean
veche_table_find_cyrillic (const char *text, gsize length)
{
  for (gsize i = 0; i + 1 < length; i++)
    if ((guchar) text[i] == 0xd0 || (guchar) text[i] == 0xd1)
      return TRUE;

  return FALSE;
}

/* Behind the last name: cells that slipped out of a row are no column. */
static void
veche_table_drop_tail (VecheTableCells *cells, guint first, gboolean named, GPtrArray *columns)
{
  while (columns->len > 1)
    {
      VecheTableColumn *last = columns->pdata[columns->len - 1];
      guint filled = 0;

      for (guint r = first; r < cells->rows->len; r++)
        filled += *veche_table_cells_get (cells, r, columns->len - 1) != '\0';
      if (*last->name != '\0' || filled > (named ? (cells->rows->len - first) / 4 : 0))
        return;
      g_ptr_array_remove_index (columns, columns->len - 1);
    }
}

static VecheTable *
veche_table_make (VecheTableSource *source, VecheTableCells *cells, guint first)
{
  VecheTable *self = g_new0 (VecheTable, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->source = veche_table_source_ref (source);
  self->cells = cells;
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cyrillic = veche_table_find_cyrillic (cells->text->str, cells->text->len);
  for (guint r = first; r < cells->rows->len; r++)
    if (!veche_table_cells_blank (cells, r))
      g_array_append_val (self->rows, r);

  return self;
}

VecheTable *
veche_table_new_of (VecheTableSource *source, VecheTableCells *cells, GPtrArray *columns)
{
  VecheTable *self = veche_table_make (source, cells, 0);

  self->columns = columns;
  self->key = veche_table_make_key (columns);
  self->dialect = (VecheTableDialect){ .delimiter = ',', .header = 0, .dates = VECHE_TABLE_YEAR_FIRST };

  return self;
}

static gboolean
veche_table_is_sep_line (VecheTableCells *cells)
{
  return cells->rows->len > 0 && g_ascii_strncasecmp (veche_table_cells_get (cells, 0, 0), "sep=", 4) == 0;
}

VecheTable *
veche_table_new (VecheTableSource *source, const VecheTableDialect *dialect, GCancellable *cancellable, GError **error)
{
  VecheTableDialect how = dialect != NULL ? *dialect : *veche_table_source_get_guess (source);
  GBytes *bytes = veche_table_source_get_bytes (source);
  g_autoptr (GPtrArray) names = NULL;
  VecheTableCells *cells;
  VecheTable *self;
  GString *text;
  guint bad, header, first;

  if (veche_table_source_get_format (source) == VECHE_TABLE_VCARD)
    return veche_vcard_read (source, cancellable, error);
  if (veche_table_source_get_format (source) == VECHE_TABLE_JSON_LINES)
    return veche_people_json_read (source, cancellable, error);
  if (veche_table_source_get_format (source) == VECHE_TABLE_MONICA)
    return veche_monica_read (source, cancellable, error);

  text = veche_table_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), how.encoding, &bad);
  if (veche_table_source_get_sheets (source, NULL) == NULL)
    veche_table_unfold_recipients (text);
  cells = veche_table_parse (text->str, text->len, how.delimiter, 0, cancellable, error);
  g_string_free (text, TRUE);
  if (cells == NULL)
    return NULL;

  header = veche_table_row_of_line (cells, how.header);
  first = header != G_MAXUINT ? header + 1 : veche_table_is_sep_line (cells) ? 1 : 0;
  self = veche_table_make (source, cells, first);
  self->dialect = how;
  self->bad = bad;
  names = veche_table_read_names (cells, header);
  self->columns = veche_table_guess_columns (cells, first, names);
  veche_table_drop_tail (cells, MIN (first, cells->rows->len), header != G_MAXUINT, self->columns);
  self->key = veche_table_make_key (self->columns);
  if (self->rows->len > 0)
    return self;

  veche_table_unref (self);
  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_EMPTY, "There is no row of data in it");

  return NULL;
}

/* ------------------------------------------------------------------------------------------------------------------------------ faces */

VecheTableSource *
veche_table_get_source (VecheTable *self)
{
  return self->source;
}

const VecheTableDialect *
veche_table_get_dialect (VecheTable *self)
{
  return &self->dialect;
}

guint
veche_table_get_n_columns (VecheTable *self)
{
  return self->columns->len;
}

const VecheTableColumn *
veche_table_get_column (VecheTable *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return self->columns->pdata[column];
}

guint
veche_table_get_n_rows (VecheTable *self)
{
  return self->rows->len;
}

static guint
veche_table_row (VecheTable *self, guint row)
{
  return g_array_index (self->rows, guint, row);
}

guint
veche_table_get_line (VecheTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->cells->rows, VecheTableRow, veche_table_row (self, row)).line;
}

const char *
veche_table_get_cell (VecheTable *self, guint row, guint column)
{
  const char *cell;

  g_return_val_if_fail (row < self->rows->len, "");

  cell = veche_table_cells_get (self->cells, veche_table_row (self, row), column);

  return *cell == '\'' && veche_cell_is_formula (cell + 1) ? cell + 1 : cell;
}

guint
veche_table_get_n_cells (VecheTable *self, guint row)
{
  return g_array_index (self->cells->rows, VecheTableRow, veche_table_row (self, row)).n;
}

gboolean
veche_table_is_broken (VecheTable *self, guint row)
{
  return g_array_index (self->cells->rows, VecheTableRow, veche_table_row (self, row)).broken;
}

const char *
veche_table_get_key (VecheTable *self)
{
  return self->key;
}

gboolean
veche_table_is_readable (VecheTable *self, guint *bad)
{
  if (bad != NULL)
    *bad = self->bad;

  return self->bad == 0;
}

gboolean
veche_table_has_cyrillic (VecheTable *self)
{
  return self->cyrillic;
}

guint
veche_table_get_unclosed (VecheTable *self)
{
  return self->cells->unclosed;
}
