/* veche-sheet-number.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A workbook keeps days as numbers and says by the format of the cell that they are days.
 */

#include "exchange/veche-workbook-private.h"

#include <math.h>
#include <string.h>

#define EPOCH_1900   693594      /* 1899-12-30 as a Julian day of GLib: right from March 1900 on, Excel's 1900 had a 29 February */
#define EPOCH_1904   695056      /* 1904-01-01 */
#define MIN_SERIAL   61
#define MAX_SERIAL   2958465     /* 9999-12-31 */
#define SECONDS      86400
#define MAX_ZEROS    20

/* ECMA-376 part 1, 18.8.30, with the days of East Asian locales. */
VecheSheetFormat
veche_sheet_format_of_id (guint id)
{
  static const struct { guint from, to; VecheSheetShape shape; } known[] = {
    { 9, 10, VECHE_SHEET_PERCENT }, { 14, 15, VECHE_SHEET_DATE }, { 16, 16, VECHE_SHEET_DAY },  { 17, 17, VECHE_SHEET_DATE },
    { 18, 21, VECHE_SHEET_TIME },   { 22, 22, VECHE_SHEET_DATE }, { 27, 36, VECHE_SHEET_DATE }, { 45, 47, VECHE_SHEET_TIME },
    { 50, 58, VECHE_SHEET_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (id >= known[i].from && id <= known[i].to)
      return (VecheSheetFormat){ known[i].shape, 0 };

  return (VecheSheetFormat){ VECHE_SHEET_PLAIN, 0 };
}

/* The letters of a code that mean something: without quoted words, [colours] and escaped signs, up to the first ';'. (transfer full) */
static char *
veche_sheet_code_letters (const char *code)
{
  GString *letters = g_string_new (NULL);
  const char *p = code;

  while (*p != '\0' && *p != ';')
    {
      const char *close = *p == '"' ? strchr (p + 1, '"') : *p == '[' ? strchr (p + 1, ']') : NULL;

      if (close != NULL && *p == '[' && close - p <= 4 && strchr ("hmsHMS", p[1]) != NULL)
        g_string_append_c (letters, g_ascii_tolower (p[1]));      /* [h]:mm is a span of time */
      if (close != NULL)
        p = close;
      else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
        p++;
      else
        g_string_append_c (letters, g_ascii_tolower (*p));
      p++;
    }

  return g_string_free (letters, FALSE);
}

VecheSheetFormat
veche_sheet_format_of_code (const char *code)
{
  g_autofree char *letters = veche_sheet_code_letters (code);
  gsize length = strlen (letters);

  if (g_str_equal (letters, "general") || length == 0)
    return (VecheSheetFormat){ VECHE_SHEET_PLAIN, 0 };
  if (strpbrk (letters, "ye") != NULL && strpbrk (letters, "0#") == NULL)
    return (VecheSheetFormat){ VECHE_SHEET_DATE, 0 };
  if (strchr (letters, 'd') != NULL)
    return (VecheSheetFormat){ VECHE_SHEET_DAY, 0 };
  if (strpbrk (letters, "hs") != NULL)
    return (VecheSheetFormat){ VECHE_SHEET_TIME, 0 };
  if (strchr (letters, '%') != NULL)
    return (VecheSheetFormat){ VECHE_SHEET_PERCENT, 0 };
  if (strspn (letters, "0") == length && length > 1 && length <= MAX_ZEROS)
    return (VecheSheetFormat){ VECHE_SHEET_ZEROS, (guint) length };

  return (VecheSheetFormat){ VECHE_SHEET_PLAIN, 0 };
}

/* As short as it can be, never 7.9E+10. */
static char *
veche_sheet_number_plain (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (fabs (number) < 1e18 && number == floor (number))
    return g_strdup_printf ("%.0f", number == 0 ? 0.0 : number);

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

static char *
veche_sheet_number_time (gint64 second)
{
  int hours = (int) (second / 3600), minutes = (int) (second / 60 % 60), seconds = (int) (second % 60);

  return seconds != 0 ? g_strdup_printf ("%02d:%02d:%02d", hours, minutes, seconds) : g_strdup_printf ("%02d:%02d", hours, minutes);
}

static char *
veche_sheet_number_date (double number, gboolean with_year, gboolean since_1904)
{
  gint64 seconds = (gint64) llround (number * SECONDS);
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) ((since_1904 ? EPOCH_1904 : EPOCH_1900) + seconds / SECONDS));
  if (!with_year)
    return g_strdup_printf ("--%02d-%02d", g_date_get_month (&date), g_date_get_day (&date));
  day = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
  if (seconds % SECONDS == 0)
    return g_steal_pointer (&day);

  time = veche_sheet_number_time (seconds % SECONDS);

  return g_strconcat (day, " ", time, NULL);
}

char *
veche_sheet_number_show (const char *text, VecheSheetFormat format, gboolean since_1904)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);
  g_autofree char *plain = NULL;

  if (end == text || *end != '\0' || !isfinite (number))
    return g_strdup (text);

  switch (format.shape)
    {
    case VECHE_SHEET_DATE:
    case VECHE_SHEET_DAY:
      if (number >= (since_1904 ? 0 : MIN_SERIAL) && number < MAX_SERIAL)
        return veche_sheet_number_date (number, format.shape == VECHE_SHEET_DATE, since_1904);
      break;
    case VECHE_SHEET_TIME:
      if (number >= 0 && number < 1000)
        return veche_sheet_number_time (llround (number * SECONDS));
      break;
    case VECHE_SHEET_PERCENT:
      plain = veche_sheet_number_plain (number * 100);
      return g_strconcat (plain, "%", NULL);
    case VECHE_SHEET_ZEROS:
      if (number >= 0 && number < 1e15 && number == floor (number))
        return g_strdup_printf ("%0*.0f", (int) format.zeros, number);
      break;
    case VECHE_SHEET_PLAIN:
    default:
      break;
    }

  return veche_sheet_number_plain (number);
}
