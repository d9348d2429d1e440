/* veche-export-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as text: CSV, and cells for the clipboard.
 */

#include "exchange/veche-export-private.h"

#include <csv.h>
#include <string.h>

#include "exchange/veche-cell.h"

/* A number that we wrote ourselves is no formula, even below zero; everything else is made harmless. */
static char *
safe_text (const char *text, VecheExportKind kind)
{
  char *end = NULL;

  if (kind == VECHE_EXPORT_NUMBER && *text != '\0')
    {
      (void) g_ascii_strtod (text, &end);
      if (*end == '\0')
        return g_strdup (text);
    }

  return veche_cell_guard (text);
}

/*** CSV ***/

/* Every cell in quotes, by libcsv. */
static void
csv_put (VecheExportSink *sink, guint column, const char *text)
{
  gsize n = strlen (text);
  gsize most = 2 * n + 2;
  gsize before;

  if (column > 0)
    g_string_append_c (sink->out, sink->options->delimiter != 0 ? sink->options->delimiter : ',');
  before = sink->out->len;
  g_string_set_size (sink->out, before + most);
  g_string_set_size (sink->out, before + csv_write2 (sink->out->str + before, most, text, n, '"'));
}

static gboolean
csv_begin (VecheExportSink *sink, GError **error)
{
  if (sink->options->mark)
    g_string_append (sink->out, "\xef\xbb\xbf");
  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];
      g_autofree char   *title = veche_cell_guard (column->title);

      csv_put (sink, i, title);
    }
  g_string_append (sink->out, "\r\n");

  return TRUE;
}

static gboolean
csv_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];
      g_autofree char   *cell = veche_export_cell (sink, person, column);
      g_autofree char   *safe = safe_text (cell, column->kind);

      csv_put (sink, i, safe);
    }
  g_string_append (sink->out, "\r\n");

  return TRUE;
}

static gboolean
nothing_to_do (VecheExportSink *sink, GError **error)
{
  return TRUE;
}

const VecheExportWriter veche_export_csv_writer = { csv_begin, csv_person, nothing_to_do, NULL };

/*** Cells: tabs for whoever reads text, a table for whoever reads HTML ***/

static void
cells_put (VecheExportSink *sink, guint column, const char *text, const char *tag)
{
  g_autofree char *html = g_markup_escape_text (text, -1);

  if (column > 0)
    g_string_append_c (sink->out, '\t');
  /* What would break the row apart stands in quotes, as spreadsheets do it themselves. */
  if (strpbrk (text, "\t\r\n\"") == NULL)
    g_string_append (sink->out, text);
  else
    {
      gsize before = sink->out->len, n = strlen (text);

      g_string_set_size (sink->out, before + 2 * n + 2);
      g_string_set_size (sink->out, before + csv_write2 (sink->out->str + before, 2 * n + 2, text, n, '"'));
    }

  g_string_append_printf (sink->html, "<%s>", tag);
  for (const char *p = html; *p != '\0'; p++)
    if (*p == '\n')
      g_string_append (sink->html, "<br>");
    else
      g_string_append_c (sink->html, *p);
  g_string_append_printf (sink->html, "</%s>", tag);
}

static gboolean
cells_begin (VecheExportSink *sink, GError **error)
{
  g_string_append (sink->html, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body><table>\n<tr>");
  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];
      g_autofree char   *title = veche_cell_guard (column->title);

      cells_put (sink, i, title, "th");
    }
  g_string_append (sink->html, "</tr>\n");
  g_string_append_c (sink->out, '\n');

  return TRUE;
}

static gboolean
cells_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  g_string_append (sink->html, "<tr>");
  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];
      g_autofree char   *cell = veche_export_cell (sink, person, column);
      g_autofree char   *safe = safe_text (cell, column->kind);

      cells_put (sink, i, safe, "td");
    }
  g_string_append (sink->html, "</tr>\n");
  g_string_append_c (sink->out, '\n');

  return TRUE;
}

static gboolean
cells_end (VecheExportSink *sink, GError **error)
{
  g_string_append (sink->html, "</table></body></html>\n");

  return TRUE;
}

const VecheExportWriter veche_export_cells_writer = { cells_begin, cells_person, cells_end, NULL };
