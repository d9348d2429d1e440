/* veche-ods-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ODS as OpenDocument 1.2 part 1 describes it: all sheets are in content.xml.  A row and a cell say how often they come again, and the empty
 * rest of a sheet is one row that comes a million times.
 */

#include "exchange/veche-workbook-private.h"

#include <stdio.h>
#include <string.h>

#define MAX_SHEETS 1024
#define MAX_BLANKS 1000

typedef struct { guint column, length; gsize at; } VecheOdsCell;

typedef struct
{
  VecheSheets    *sheets;
  GHashTable     *hidden;       /* names of the styles of tables that are not shown */
  char           *style;        /* that is being read */
  VecheSheetText *text;         /* (owned) (nullable): of the sheet that is being read */
  guint           depth;        /* of tables */
  gboolean        is_hidden;

  guint           row, rows;    /* where this row stands, and how often */
  guint           column, times;
  GString        *cells;        /* texts of this row, each ending in a NUL */
  GArray         *row_cells;    /* (element-type VecheOdsCell) */

  gboolean        in_cell;
  guint           in_text;      /* depth of text:p */
  gboolean        folding;      /* a line break of the XML has just been read */
  guint           aside;        /* depth: notes and drawings are no part of the cell */
  char           *type;
  GString        *said, *value; /* text:p, and the value in the cell's own attribute */
} VecheOds;

static gboolean
veche_ods_is_aside (const char *name)
{
  static const char *const names[] = { "annotation", "frame", "custom-shape", "caption", "g", "line", "rect", "control", "ruby-text", NULL };

  return g_strv_contains (names, name);
}

/*** Begins ***/

static void
veche_ods_table_start (VecheOds *self, VecheSheetXml *xml)
{
  const char *name;

  if (self->depth++ > 0 || self->sheets->names->len >= MAX_SHEETS)
    return;
  name = veche_sheet_xml_attribute (xml, "style-name");
  self->is_hidden = name != NULL && g_hash_table_contains (self->hidden, name);
  name = veche_sheet_xml_attribute (xml, "name");
  g_ptr_array_add (self->sheets->names, g_utf8_make_valid (name != NULL ? name : "", name != NULL ? (gssize) MIN (strlen (name), 200) : 0));
  if (veche_sheets_ask (self->sheets, (int) self->sheets->names->len - 1))
    self->text = veche_sheet_text_new ();
  self->row = 0;
}

static void
veche_ods_row_start (VecheOds *self, VecheSheetXml *xml)
{
  self->rows = MAX (veche_sheet_xml_number (xml, "number-rows-repeated", 1, VECHE_SHEET_MAX_LINE), 1);
  self->column = 0;
  g_string_truncate (self->cells, 0);
  g_array_set_size (self->row_cells, 0);
}

static const char *
veche_ods_value_name (const char *type)
{
  static const struct { const char *type, *attribute; } known[] = {
    { "date", "date-value" }, { "time", "time-value" }, { "boolean", "boolean-value" }, { "string", "string-value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (type, known[i].type) == 0)
      return known[i].attribute;

  return "value";
}

static void
veche_ods_cell_start (VecheOds *self, VecheSheetXml *xml)
{
  const char *value;

  self->times = MAX (veche_sheet_xml_number (xml, "number-columns-repeated", 1, G_MAXINT / 4), 1);
  g_free (self->type);
  self->type = g_strdup (veche_sheet_xml_attribute (xml, "value-type"));
  g_string_truncate (self->said, 0);
  value = veche_sheet_xml_attribute (xml, veche_ods_value_name (self->type));
  g_string_assign (self->value, value != NULL ? value : "");
  self->in_cell = TRUE;
  self->in_text = self->aside = 0;
  self->folding = FALSE;
}

static void
veche_ods_append (VecheOds *self, char c, guint times)
{
  for (guint i = 0; i < times && self->said->len < VECHE_SHEET_MAX_CELL; i++)
    g_string_append_c (self->said, c);
}

static void
veche_ods_text_start (VecheOds *self, VecheSheetXml *xml, const char *name)
{
  if (veche_ods_is_aside (name))
    self->aside++;
  if (self->aside > 0)
    return;
  if (strcmp (name, "p") == 0)
    {
      if (self->in_text++ == 0 && self->said->len > 0)
        veche_ods_append (self, '\n', 1);
    }
  else if (strcmp (name, "s") == 0)
    veche_ods_append (self, ' ', veche_sheet_xml_number (xml, "c", 1, MAX_BLANKS));
  else if (strcmp (name, "tab") == 0)
    veche_ods_append (self, '\t', 1);
  else if (strcmp (name, "line-break") == 0)
    veche_ods_append (self, '\n', 1);
}

static gboolean
veche_ods_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheOds *self = user_data;

  if (self->in_cell)
    veche_ods_text_start (self, xml, name);
  else if (strcmp (name, "style") == 0)
    {
      g_free (self->style);
      self->style = g_strdup (veche_sheet_xml_attribute (xml, "name"));
    }
  else if (strcmp (name, "table-properties") == 0 && self->style != NULL && g_hash_table_size (self->hidden) < MAX_SHEETS)
    {
      const char *display = veche_sheet_xml_attribute (xml, "display");

      if (g_strcmp0 (display, "false") == 0)
        g_hash_table_add (self->hidden, g_strdup (self->style));
    }
  else if (strcmp (name, "table") == 0 || strcmp (name, "sub-table") == 0)
    veche_ods_table_start (self, xml);
  else if (self->text == NULL || self->depth != 1)
    return TRUE;
  else if (strcmp (name, "table-row") == 0)
    veche_ods_row_start (self, xml);
  else if (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0)
    veche_ods_cell_start (self, xml);

  return TRUE;
}

/* A line break of the XML with what stands around it is one blank.  So would be a run of blanks, which should stand as <text:s/>, but LibreOffice
 * 7.4 writes them as they are in cells of several lines. */
static void
veche_ods_text (VecheSheetXml *xml, const char *text, gsize length, gpointer user_data)
{
  VecheOds *self = user_data;

  if (!self->in_cell || self->in_text == 0 || self->aside > 0)
    return;
  for (gsize i = 0; i < length && self->said->len < VECHE_SHEET_MAX_CELL; i++)
    {
      gboolean breaks = text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
      char last = self->said->len > 0 ? self->said->str[self->said->len - 1] : '\n';

      if (breaks && last != ' ' && last != '\n')
        g_string_append_c (self->said, ' ');
      else if (!breaks && (text[i] != ' ' || !self->folding))
        g_string_append_c (self->said, text[i]);
      self->folding = breaks || (self->folding && text[i] == ' ');
    }
}

/*** Ends ***/

/* "2026-03-14T10:33:00" → "2026-03-14 10:33", midnight → the day. */
static void
veche_ods_date (GString *value)
{
  char *time = strchr (value->str, 'T');

  if (time == NULL)
    return;
  *time = ' ';
  if (strspn (time + 1, "0:.") == strlen (time + 1))
    g_string_truncate (value, (gsize) (time - value->str));
  else if (strlen (time + 1) == 8 && g_str_has_suffix (time, ":00"))
    g_string_truncate (value, value->len - 3);
}

/* "PT10H33M00S" → "10:33" */
static void
veche_ods_time (GString *value)
{
  int hours, minutes, seconds = 0;

  if (sscanf (value->str, "PT%5dH%2dM%2dS", &hours, &minutes, &seconds) < 2)
    return;
  g_string_printf (value, seconds != 0 ? "%02d:%02d:%02d" : "%02d:%02d", hours, minutes, seconds);
}

/* What the cell says; text:p is for the eyes, and a number there is written as its country writes it. */
static const char *
veche_ods_cell_text (VecheOds *self, char **owned)
{
  gboolean percent = g_strcmp0 (self->type, "percentage") == 0;

  if (self->value->len == 0)
    return self->said->str;
  if (g_strcmp0 (self->type, "date") == 0)
    veche_ods_date (self->value);
  else if (g_strcmp0 (self->type, "time") == 0)
    veche_ods_time (self->value);
  else if (g_strcmp0 (self->type, "boolean") == 0)
    return g_ascii_strcasecmp (self->value->str, "true") == 0 ? "TRUE" : "FALSE";
  else if (g_strcmp0 (self->type, "string") != 0)
    {
      VecheSheetFormat format = { percent ? VECHE_SHEET_PERCENT : VECHE_SHEET_PLAIN, 0 };

      /* "007" that is shown so, because its format has zeros in front. */
      if (!percent && self->said->len > 1 && self->said->str[0] == '0' && strspn (self->said->str, "0123456789") == self->said->len)
        return self->said->str;
      return *owned = veche_sheet_number_show (self->value->str, format, FALSE);
    }

  return self->value->str;
}

static gboolean
veche_ods_cell_end (VecheOds *self, GError **error)
{
  g_autofree char *owned = NULL;
  const char *text = veche_ods_cell_text (self, &owned);
  guint times = self->times;

  self->in_cell = FALSE;
  if (*text != '\0' && self->column + times > VECHE_TABLE_MAX_COLUMNS)
    {
      g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_COLUMNS, "It has more than %d columns", VECHE_TABLE_MAX_COLUMNS);
      return FALSE;
    }
  for (guint i = 0; *text != '\0' && i < times; i++)
    {
      VecheOdsCell cell = { self->column + i, (guint) strlen (text), self->cells->len };

      g_string_append_len (self->cells, text, (gssize) cell.length + 1);
      g_array_append_val (self->row_cells, cell);
      if (self->cells->len > VECHE_TABLE_MAX_SIZE)
        {
          g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: a row holds more than a table of people");
          return FALSE;
        }
    }
  self->column = MIN (self->column + times, VECHE_TABLE_MAX_COLUMNS * 1000);

  return TRUE;
}

static gboolean
veche_ods_row_end (VecheOds *self, GError **error)
{
  for (guint r = 0; self->row_cells->len > 0 && r < self->rows; r++)
    for (guint i = 0; i < self->row_cells->len; i++)
      {
        VecheOdsCell *cell = &g_array_index (self->row_cells, VecheOdsCell, i);

        if (!veche_sheet_text_put (self->text, self->row + r, cell->column, self->cells->str + cell->at, error))
          return FALSE;
      }
  self->row = MIN (self->row + self->rows, VECHE_SHEET_MAX_LINE * 2);
  g_array_set_size (self->row_cells, 0);

  return TRUE;
}

/* Goes on with the next sheet when this one is too big. */
static gboolean
veche_ods_give_up (VecheOds *self, GError *trouble, GError **error)
{
  g_clear_pointer (&self->text, veche_sheet_text_free);
  if (veche_sheets_refuse (self->sheets, (int) self->sheets->names->len - 1, self->is_hidden, trouble))
    return TRUE;
  g_propagate_error (error, trouble);

  return FALSE;
}

static gboolean
veche_ods_end (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheOds *self = user_data;
  GError *local = NULL;

  if (self->in_cell && veche_ods_is_aside (name))
    self->aside -= self->aside > 0;
  else if (self->in_cell && self->aside == 0 && strcmp (name, "p") == 0)
    self->in_text -= self->in_text > 0;
  else if (self->in_cell && self->aside == 0 && (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0))
    return veche_ods_cell_end (self, &local) || veche_ods_give_up (self, local, error);
  else if (self->in_cell)
    return TRUE;
  else if (strcmp (name, "table") == 0 || strcmp (name, "sub-table") == 0)
    {
      if (--self->depth == 0 && self->text != NULL)
        veche_sheets_offer (self->sheets, (int) self->sheets->names->len - 1, self->is_hidden, g_steal_pointer (&self->text));
    }
  else if (strcmp (name, "table-row") == 0 && self->text != NULL && self->depth == 1)
    return veche_ods_row_end (self, &local) || veche_ods_give_up (self, local, error);

  return TRUE;
}

static gboolean
veche_ods_read_content (VecheOds *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  static const VecheSheetEvents events = { veche_ods_start, veche_ods_end, veche_ods_text };
  g_autoptr (VechePack) pack = veche_pack_open_bytes (bytes, error);
  const char *name;

  if (pack == NULL)
    return FALSE;
  while ((name = veche_pack_next (pack, error)) != NULL)
    if (strcmp (name, "content.xml") == 0)
      return veche_sheet_xml_read (pack, &events, self, &self->sheets->left, cancellable, error);

  return FALSE;
}

gboolean
veche_ods_read (GBytes *bytes, VecheSheets *sheets, GCancellable *cancellable, GError **error)
{
  VecheOds self = { .sheets = sheets };
  gboolean ok;

  self.hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.cells = g_string_new (NULL);
  self.row_cells = g_array_new (FALSE, FALSE, sizeof (VecheOdsCell));
  self.said = g_string_new (NULL);
  self.value = g_string_new (NULL);

  ok = veche_ods_read_content (&self, bytes, cancellable, error);

  g_clear_pointer (&self.text, veche_sheet_text_free);
  g_hash_table_unref (self.hidden);
  g_string_free (self.cells, TRUE);
  g_array_unref (self.row_cells);
  g_string_free (self.said, TRUE);
  g_string_free (self.value, TRUE);
  g_free (self.style);
  g_free (self.type);

  return ok;
}
