/* veche-table-guess.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a table is to be read, and what its columns mean.  A header's words come first, what the cells look like second; where both are silent the
 * column is left out.
 */

#include "exchange/veche-table-private.h"

#include <math.h>
#include <string.h>

#define SAMPLE_ROWS   400
#define HEADER_ROWS   12        /* how far down a header is looked for */
#define UNDERSTOOD    60        /* per cent of a header's letters */
#define MOST          0.65      /* of the cells: what a column looks like */

gboolean
veche_table_is_name (const char *text)
{
  guint words = 0, letters = 0;
  gboolean capital = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p), before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : ' ';

      if (g_unichar_isalpha (c))
        {
          if (before == ' ' || before == 0xa0)
            {
              words++;
              capital &= !g_unichar_islower (c);
            }
          letters++;
        }
      else if (!g_unichar_isspace (c) && !g_unichar_ismark (c) && c != '.' && c != '-' && c != '\'' && c != 0x2019 && c != 0x2bc)
        return FALSE;
    }

  return words >= 2 && words <= 4 && capital && letters >= 4 && letters <= 60;
}

/* ------------------------------------------------------------------------------------------------------------------------- delimiter */

/* How much like a table it is when it is cut at this character: rows of the same width, and wide ones. */
static double
veche_table_score_delimiter (const char *text, gsize length, char delimiter, guint *width)
{
  g_autoptr (VecheTableCells) cells = veche_table_parse (text, length, delimiter, SAMPLE_ROWS, NULL, NULL);
  g_autofree guint *widths = NULL;
  guint rows = 0, mode = 0;

  if (cells == NULL)
    return delimiter == ',' ? 0.01 : 0;
  widths = g_new0 (guint, cells->widest + 1);
  for (guint i = 0; i < cells->rows->len; i++)
    if (!veche_table_cells_blank (cells, i))
      {
        widths[g_array_index (cells->rows, VecheTableRow, i).n]++;
        rows++;
      }
  for (guint w = 1; w <= cells->widest; w++)
    if (widths[w] > 0 && widths[w] * sqrt (w) >= widths[mode] * sqrt (mode))
      mode = w;

  *width = mode;
  if (rows == 0)
    return cells->widest > 1 ? 0.001 : 0;
  if (mode < 2)
    return 0;

  return pow ((double) widths[mode] / rows, 2) * log2 (mode + 1) + (cells->unclosed == 0 ? 0.05 : 0);
}

static char
veche_table_guess_delimiter (const char *text, gsize length)
{
  static const char delimiters[] = { '\t', ';', ',', '|' };
  char best = '\0';
  double most = 0;

  if (g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '\0' && (text[5] == '\n' || text[5] == '\r'))
    return text[4];
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint width = 0;
      double score = veche_table_score_delimiter (text, length, delimiters[i], &width);

      if (score <= most)
        continue;
      most = score;
      best = delimiters[i];
    }
  if (best != '\0')
    return best;

  /* One column. */
  return memchr (text, ';', length) == NULL ? ';' : memchr (text, '\t', length) == NULL ? '\t' : ',';
}

/* ---------------------------------------------------------------------------------------------------------------------------- header */

static gboolean
veche_table_is_data (const char *cell)
{
  gsize digits = 0, length = 0;

  for (const char *p = cell; *p != '\0'; p++, length++)
    digits += g_ascii_isdigit (*p);
  if (length == 0)
    return FALSE;

  return digits * 2 > length || *cell == '@' || strstr (cell, "://") != NULL || veche_table_is_email (cell) || veche_table_is_phone (cell) ||
         veche_table_is_date (cell);
}

typedef struct { guint filled, known, alone, data; } VecheTableRowLook;   /* alone: known, and nowhere below in its column */

static gboolean
veche_table_comes_again (VecheTableCells *cells, guint row, guint column)
{
  const char *text = veche_table_cells_get (cells, row, column);

  for (guint r = row + 1; r < cells->rows->len; r++)
    if (g_ascii_strcasecmp (veche_table_cells_get (cells, r, column), text) == 0)
      return TRUE;

  return FALSE;
}

static VecheTableRowLook
veche_table_look_at_row (VecheTableCells *cells, guint row)
{
  VecheTableRowLook look = { 0 };
  guint n = g_array_index (cells->rows, VecheTableRow, row).n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *cell = g_strstrip (g_strdup (veche_table_cells_get (cells, row, i)));
      VecheTableHeaderGuess guess;

      if (*cell == '\0')
        continue;
      look.filled++;
      veche_table_read_header (cell, &guess);
      look.known += guess.weight >= UNDERSTOOD;
      look.alone += guess.weight == 100 && !veche_table_comes_again (cells, row, i);
      look.data += veche_table_is_data (cell);
    }

  return look;
}

/* No word is known: a row of plain words over columns of numbers, dates, addresses. */
static gboolean
veche_table_stands_over_data (VecheTableCells *cells, guint row)
{
  guint n = g_array_index (cells->rows, VecheTableRow, row).n, over = 0;

  for (guint c = 0; c < n; c++)
    {
      guint filled = 0, data = 0;

      if (veche_table_is_data (veche_table_cells_get (cells, row, c)))
        return FALSE;
      for (guint r = row + 1; r < cells->rows->len && r < row + SAMPLE_ROWS; r++)
        {
          const char *cell = veche_table_cells_get (cells, r, c);

          filled += *cell != '\0';
          data += veche_table_is_data (cell);
        }
      over += filled > 0 && *veche_table_cells_get (cells, row, c) != '\0' && data > filled * MOST;
    }

  return over > 0;
}

/* "Ф.И.О." over names, and days of meetings beside it: a header, although days look like data. */
static gboolean
veche_table_stands_over_names (VecheTableCells *cells, guint row)
{
  for (guint c = 0; c < g_array_index (cells->rows, VecheTableRow, row).n; c++)
    {
      const char *title = veche_table_cells_get (cells, row, c);
      VecheTableHeaderGuess guess;
      guint filled = 0, names = 0;

      veche_table_read_header (title, &guess);
      if (guess.weight < 100 || guess.field.kind != VECHE_FIELD_NAME || veche_table_is_name (title))
        continue;
      for (guint r = row + 1; r < cells->rows->len && r < row + SAMPLE_ROWS; r++)
        {
          filled += *veche_table_cells_get (cells, r, c) != '\0';
          names += veche_table_is_name (veche_table_cells_get (cells, r, c));
        }
      if (filled > 0 && names > filled * MOST)
        return TRUE;
    }

  return FALSE;
}

static guint
veche_table_find_header (VecheTableCells *cells)
{
  guint found = G_MAXUINT;

  for (guint r = 0; r < cells->rows->len && r < HEADER_ROWS && found == G_MAXUINT; r++)
    {
      VecheTableRowLook look = veche_table_look_at_row (cells, r);

      if (look.data == 0 && (look.known >= 2 || (look.known == 1 && look.filled == 1 && cells->widest == 1)))
        found = r;
      else if (look.data == 0 && look.alone >= 1 && look.alone * 3 >= look.filled && look.filled * 2 > cells->widest && cells->widest > 1)
        found = r;
      else if (look.known >= 1 && look.data == 0 && look.filled * 2 > cells->widest && cells->widest > 1 && veche_table_stands_over_data (cells, r))
        found = r;
      else if (look.known >= 1 && look.data > 0 && look.filled * 2 > cells->widest && veche_table_stands_over_names (cells, r))
        found = r;
    }
  for (guint r = 0; r < cells->rows->len && r < HEADER_ROWS && found == G_MAXUINT; r++)
    if (veche_table_look_at_row (cells, r).filled * 5 > cells->widest * 3 && cells->widest > 1)
      {
        if (!veche_table_stands_over_data (cells, r))
          return 0;
        found = r;
      }
  if (found == G_MAXUINT)
    return 0;

  /* A second line under merged cells: "Контакты" over "Телефон" and "Почта". */
  while (found + 1 < cells->rows->len)
    {
      VecheTableRowLook look = veche_table_look_at_row (cells, found + 1);

      if (look.filled < 1 || look.known < look.filled || look.data > 0 || (look.known < 3 && look.filled >= veche_table_look_at_row (cells, found).filled + 2))
        break;
      found++;
    }

  return g_array_index (cells->rows, VecheTableRow, found).line;
}

/* ----------------------------------------------------------------------------------------------------------------------------- dates */

static VecheTableDates
veche_table_guess_dates (VecheTableCells *cells)
{
  guint votes[3] = { 0 };

  for (guint r = 0; r < cells->rows->len; r++)
    for (guint c = 0; c < g_array_index (cells->rows, VecheTableRow, r).n; c++)
      {
        const char *cell = veche_table_cells_get (cells, r, c);
        int order = g_ascii_isdigit (*cell) ? veche_table_date_order (cell) : -1;

        if (order >= 0)
          votes[order]++;
      }
  if (votes[VECHE_TABLE_MONTH_FIRST] > votes[VECHE_TABLE_DAY_FIRST])
    return VECHE_TABLE_MONTH_FIRST;

  return votes[VECHE_TABLE_DAY_FIRST] == 0 && votes[VECHE_TABLE_YEAR_FIRST] > 0 ? VECHE_TABLE_YEAR_FIRST : VECHE_TABLE_DAY_FIRST;
}

void
veche_table_guess_header (const char *text, gsize length, VecheTableDialect *dialect)
{
  g_autoptr (VecheTableCells) cells = veche_table_parse (text, length, dialect->delimiter, 0, NULL, NULL);

  if (cells == NULL)
    return;
  dialect->header = veche_table_find_header (cells);
  dialect->dates = veche_table_guess_dates (cells);
}

void
veche_table_guess_dialect (const char *text, gsize length, VecheTableDialect *dialect)
{
  dialect->delimiter = veche_table_guess_delimiter (text, length);
  veche_table_guess_header (text, length, dialect);
}
