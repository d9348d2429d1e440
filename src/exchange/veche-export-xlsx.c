/* veche-export-xlsx.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A workbook with one sheet: the heading stays in sight, days are days and numbers numbers.  Texts are stored as texts, so none can become
 * a formula.  Rows go to a file as they come, so a million people need no memory.
 */

#include "veche-config.h"

#include "exchange/veche-export-private.h"

#ifdef HAVE_XLSXWRITER

#include <string.h>
#include <xlsxwriter.h>

#define MOST_ROWS  1048576
#define MOST_CHARS 32767     /* of a cell */
#define WIDEST     40.0

typedef struct
{
  lxw_workbook  *workbook;
  lxw_worksheet *sheet;
  lxw_format    *heading, *day, *pale, *pale_day;
  lxw_row_t      row;
} Xlsx;

static double
column_width (const VecheExportColumn *column)
{
  gsize title = (gsize) g_utf8_strlen (column->title, -1) + 2;

  if (column->kind == VECHE_EXPORT_DAY)
    return MAX (12.0, (double) title);
  if (column->kind == VECHE_EXPORT_NUMBER || column->kind == VECHE_EXPORT_YES_NO)
    return MAX (8.0, (double) title);

  return CLAMP ((double) title, 20.0, WIDEST);
}

static gboolean
xlsx_begin (VecheExportSink *sink, GError **error)
{
  g_autofree char     *folder = g_path_get_dirname (sink->path);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  Xlsx                *self = g_new0 (Xlsx, 1);

  sink->data = self;
  self->workbook = workbook_new_opt (sink->path, &options);
  self->sheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, NULL) : NULL;
  if (self->sheet == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The workbook could not be begun");
      return FALSE;
    }
  self->heading = workbook_add_format (self->workbook);
  format_set_bold (self->heading);
  format_set_bottom (self->heading, LXW_BORDER_THIN);
  self->day = workbook_add_format (self->workbook);
  format_set_num_format (self->day, "yyyy-mm-dd");
  self->pale = workbook_add_format (self->workbook);
  format_set_bg_color (self->pale, 0xfbe9e7);
  self->pale_day = workbook_add_format (self->workbook);
  format_set_num_format (self->pale_day, "yyyy-mm-dd");
  format_set_bg_color (self->pale_day, 0xfbe9e7);

  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];

      worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, column_width (column), NULL);
      worksheet_write_string (self->sheet, 0, (lxw_col_t) i, column->title, self->heading);
    }
  worksheet_freeze_panes (self->sheet, 1, 0);
  self->row = 1;

  return TRUE;
}

/* TRUE: a whole day that spreadsheets know (they begin with 1900). */
static gboolean
parse_day (const char *text, lxw_datetime *day)
{
  int year, month, date;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &date) != 3 || year < 1900 || !g_date_valid_dmy ((GDateDay) date, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *day = (lxw_datetime){ .year = year, .month = month, .day = date };

  return TRUE;
}

static void
write_text (VecheExportSink *sink, lxw_col_t column, const char *text, lxw_format *format)
{
  Xlsx            *self = sink->data;
  g_autofree char *clipped = NULL;

  if (g_utf8_strlen (text, -1) > MOST_CHARS)
    {
      clipped = g_utf8_substring (text, 0, MOST_CHARS);
      sink->counts.clipped++;
    }
  worksheet_write_string (self->sheet, self->row, column, clipped != NULL ? clipped : text, format);
}

static void
write_cell (VecheExportSink *sink, VecheExportPerson *person, guint i, gboolean pale)
{
  VecheExportColumn *column = sink->columns->pdata[i];
  Xlsx              *self = sink->data;
  g_autofree char   *text = veche_export_cell (sink, person, column);
  char              *end = text;
  double             number;
  lxw_datetime       day;

  if (*text == '\0')
    return;
  number = column->kind == VECHE_EXPORT_NUMBER ? g_ascii_strtod (text, &end) : 0;
  if (end != text && *end == '\0')
    worksheet_write_number (self->sheet, self->row, (lxw_col_t) i, number, pale ? self->pale : NULL);
  else if (column->kind == VECHE_EXPORT_DAY && parse_day (text, &day))
    worksheet_write_datetime (self->sheet, self->row, (lxw_col_t) i, &day, pale ? self->pale_day : self->day);
  else
    write_text (sink, (lxw_col_t) i, text, pale ? self->pale : NULL);
}

static gboolean
xlsx_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  Xlsx *self = sink->data;

  if (self->row >= MOST_ROWS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "A sheet holds %d rows; export as CSV", MOST_ROWS);
      return FALSE;
    }
  for (guint i = 0; i < sink->columns->len; i++)
    write_cell (sink, person, i, veche_export_is_unwilling (person));
  self->row++;

  return TRUE;
}

static gboolean
xlsx_end (VecheExportSink *sink, GError **error)
{
  Xlsx     *self = sink->data;
  lxw_error wrong;

  if (sink->columns->len > 0)
    worksheet_autofilter (self->sheet, 0, 0, self->row - 1, (lxw_col_t) (sink->columns->len - 1));
  wrong = workbook_close (g_steal_pointer (&self->workbook));
  if (wrong == LXW_NO_ERROR)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The workbook could not be written: %s", lxw_strerror (wrong));

  return FALSE;
}

static void
xlsx_clear (VecheExportSink *sink)
{
  Xlsx *self = sink->data;

  if (self != NULL && self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  g_free (self);
}

const VecheExportWriter veche_export_xlsx_writer = { xlsx_begin, xlsx_person, xlsx_end, xlsx_clear };

#endif
