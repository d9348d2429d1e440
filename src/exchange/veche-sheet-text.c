/* veche-sheet-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-workbook-private.h"

#include <string.h>

#include "exchange/veche-cell.h"

VecheSheetText *
veche_sheet_text_new (void)
{
  VecheSheetText *self = g_new0 (VecheSheetText, 1);

  self->out = g_string_new (NULL);

  return self;
}

void
veche_sheet_text_free (VecheSheetText *self)
{
  g_string_free (self->out, TRUE);
  g_free (self);
}

static gboolean
veche_sheet_text_is_plain (const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, "\",\r\n") == NULL && !g_ascii_isspace (text[0]) && !g_ascii_isspace (text[length - 1]);
}

static void
veche_sheet_text_append (GString *out, const char *text)
{
  if (veche_sheet_text_is_plain (text))
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = text, *quote; *p != '\0'; p = quote)
    {
      quote = strchrnul (p, '"');
      g_string_append_len (out, p, quote - p);
      if (*quote == '"')
        {
          g_string_append (out, "\"\"");
          quote++;
        }
    }
  g_string_append_c (out, '"');
}

/* TRUE, with an error. */
static gboolean
veche_sheet_text_too_much (VecheSheetText *self, guint column, GError **error)
{
  if (column >= VECHE_TABLE_MAX_COLUMNS)
    g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_COLUMNS, "It has more than %d columns", VECHE_TABLE_MAX_COLUMNS);
  else if (self->rows > VECHE_TABLE_MAX_ROWS || self->row > VECHE_SHEET_MAX_LINE)
    g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d rows", VECHE_TABLE_MAX_ROWS);
  else if (self->out->len > VECHE_TABLE_MAX_SIZE)
    g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: a table of people is at most %d MB",
                 VECHE_TABLE_MAX_SIZE / 1024 / 1024);
  else
    return FALSE;

  return TRUE;
}

gboolean
veche_sheet_text_put (VecheSheetText *self, guint row, guint column, const char *text, GError **error)
{
  if (*text == '\0')
    return TRUE;
  if (row > VECHE_SHEET_MAX_LINE)
    self->row = row;
  if (veche_sheet_text_too_much (self, column, error))
    return FALSE;

  for (; self->row < row; self->row++)
    {
      g_string_append_c (self->out, '\n');
      self->column = 0;
    }
  self->rows += self->column == 0;
  column = MAX (column, self->column);
  if (self->column > 0)
    g_string_append_c (self->out, ',');
  for (guint i = self->column; i < column; i++)
    g_string_append_c (self->out, ',');
  self->column = column + 1;
  /* A table of text has an apostrophe before what could be a formula, and takes it away again. */
  if (text[0] == '\'' && veche_cell_is_formula (text + 1))
    {
      g_autofree char *guarded = g_strconcat ("'", text, NULL);

      veche_sheet_text_append (self->out, guarded);
    }
  else
    veche_sheet_text_append (self->out, text);

  return !veche_sheet_text_too_much (self, column, error);
}
