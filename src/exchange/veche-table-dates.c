/* veche-table-dates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates as people write them: 14.03.2023, 3/14/23, 2023-03-14 10:33, 14 марта 2023 г., March 14, 2023, 17.05, --05-17.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MIN_YEAR     1900
#define MAX_YEAR     2100
#define EXCEL_EPOCH  693594      /* 1899-12-30 as a Julian day of GLib */
#define MIN_SERIAL   10000       /* 1927 */
#define MAX_SERIAL   73050       /* 2099 */

/* Beginnings: "март", "марта", "мар."; ru and en. */
static const struct { const char *stem; int month; } months[] = {
  { "январ", 1 }, { "янв", 1 }, { "феврал", 2 }, { "фев", 2 }, { "март", 3 }, { "мар", 3 }, { "апрел", 4 }, { "апр", 4 },
  { "мая", 5 }, { "май", 5 }, { "мае", 5 }, { "июн", 6 }, { "июл", 7 }, { "август", 8 }, { "авг", 8 }, { "сентябр", 9 },
  { "сен", 9 }, { "октябр", 10 }, { "окт", 10 }, { "ноябр", 11 }, { "ноя", 11 }, { "декабр", 12 }, { "дек", 12 },
  { "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "may", 5 }, { "jun", 6 }, { "jul", 7 }, { "aug", 8 }, { "sep", 9 },
  { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
};

typedef struct
{
  int      numbers[3];
  int      digits[3];
  guint    n;
  int      month;         /* named; 0: none */
  guint    month_after;   /* how many numbers stand before the name */
  char     separator;
  gboolean afternoon;     /* has AM or PM */
  gboolean yearless;      /* --MM-DD */
} VecheTableDateParts;

static int
veche_table_month (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      gsize n = strlen (months[i].stem);

      if (length >= n && length <= n + 10 && memcmp (word, months[i].stem, n) == 0)
        return months[i].month;
    }

  return 0;
}

/* "10:33", "T10:33:21.000Z", "+03:00": the rest is a time of day. */
static gboolean
veche_table_rest_is_time (const char *p)
{
  gboolean colon = FALSE;

  for (; *p != '\0'; p++)
    {
      colon |= *p == ':';
      if (!g_ascii_isdigit (*p) && strchr (": .,+-tzuampcg", *p) == NULL)
        return FALSE;
    }

  return colon;
}

/* One number or word of a date. FALSE: it is no date. */
static gboolean
veche_table_take_part (VecheTableDateParts *parts, const char **p)
{
  const char *start = *p;

  if (g_ascii_isdigit (*start))
    {
      int number = 0;

      for (; g_ascii_isdigit (**p) && *p - start < 8; (*p)++)
        number = number * 10 + (**p - '0');
      if (parts->n == 3 || g_ascii_isdigit (**p))
        return FALSE;
      parts->digits[parts->n] = (int) (*p - start);
      parts->numbers[parts->n++] = number;
      return TRUE;
    }

  while (**p != '\0' && g_unichar_isalpha (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
  if (*p == start)
    return FALSE;
  if (parts->month == 0 && veche_table_month (start, (gsize) (*p - start)) != 0)
    {
      parts->month = veche_table_month (start, (gsize) (*p - start));
      parts->month_after = parts->n;
      return TRUE;
    }

  return g_str_has_prefix (start, "г") || g_str_has_prefix (start, "год") ||
         (parts->n == 1 && (g_str_has_prefix (start, "th") || g_str_has_prefix (start, "st") || g_str_has_prefix (start, "nd") ||
                            g_str_has_prefix (start, "rd") || g_str_has_prefix (start, "of")));
}

static gboolean
veche_table_split_date (const char *text, VecheTableDateParts *parts)
{
  g_autofree char *folded = NULL;
  const char *p;

  memset (parts, 0, sizeof *parts);
  if (strlen (text) > 60)
    return FALSE;
  folded = veche_text_fold (text);
  p = g_strstrip (folded);
  if (g_str_has_prefix (p, "--"))
    {
      parts->yearless = TRUE;
      p += 2;
    }

  while (*p != '\0')
    {
      gboolean complete = parts->n == 3 || (parts->n == 2 && parts->month != 0);

      if (complete && strchr (" t,", *p) != NULL && veche_table_rest_is_time (p + 1))
        {
          parts->afternoon = strstr (p, "am") != NULL || strstr (p, "pm") != NULL;
          break;
        }
      if (strchr (" .,/-\\", *p) != NULL || g_unichar_isspace (g_utf8_get_char (p)))
        {
          if (parts->separator == 0 && strchr ("./-", *p) != NULL)
            parts->separator = *p;
          p = g_utf8_next_char (p);
          continue;
        }
      if (!veche_table_take_part (parts, &p))
        return FALSE;
    }

  return parts->n + (parts->month != 0) >= 2 || parts->n == 1;
}

static int
veche_table_full_year (int number, int digits)
{
  g_autoptr (GDateTime) now = NULL;
  int limit;

  if (digits > 2)
    return number;

  now = g_date_time_new_now_utc ();
  limit = g_date_time_get_year (now) % 100 + 5;

  return number <= limit ? 2000 + number : 1900 + number;
}

static char *
veche_table_print_date (int year, int month, int day)
{
  if (month < 1 || month > 12 || day < 1 || year < MIN_YEAR || year > MAX_YEAR)
    return NULL;
  if (!g_date_valid_dmy ((GDateDay) MIN (day, 32), (GDateMonth) month, (GDateYear) year))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
veche_table_print_day (int month, int day)
{
  if (month < 1 || month > 12 || day < 1 || day > 31 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, 2000))
    return NULL;

  return g_strdup_printf ("--%02d-%02d", month, day);
}

/* A cell of a spreadsheet that was saved as its number. */
static char *
veche_table_from_serial (int serial)
{
  GDate date;

  if (serial < MIN_SERIAL || serial > MAX_SERIAL)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (EXCEL_EPOCH + serial));

  return veche_table_print_date (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static char *
veche_table_date_named (const VecheTableDateParts *parts, gboolean yearless)
{
  const int *n = parts->numbers;

  if (parts->n == 1 && parts->digits[0] == 4)   /* "март 2021": since then, but no birthday */
    return yearless ? NULL : veche_table_print_date (n[0], parts->month, 1);
  if (parts->n == 1)
    return yearless && parts->digits[0] <= 2 ? veche_table_print_day (parts->month, n[0]) : NULL;
  if (parts->digits[0] == 4)
    return veche_table_print_date (n[0], parts->month, n[1]);

  return veche_table_print_date (veche_table_full_year (n[1], parts->digits[1]), parts->month, n[0]);
}

char *
veche_table_parse_date (const char *text, VecheTableDates order, gboolean yearless)
{
  VecheTableDateParts parts;
  const int *n = parts.numbers;

  if (!veche_table_split_date (text, &parts))
    return NULL;
  if (parts.yearless)
    return yearless && parts.n == 2 && parts.month == 0 ? veche_table_print_day (n[0], n[1]) : NULL;
  if (parts.month != 0)
    return parts.n <= 2 ? veche_table_date_named (&parts, yearless) : NULL;
  if (parts.n == 1 && parts.digits[0] == 8)
    return veche_table_print_date (n[0] / 10000, n[0] / 100 % 100, n[0] % 100);
  if (parts.n == 1)
    return veche_table_from_serial (n[0]);
  if (parts.n == 2 && !yearless && parts.digits[0] <= 2 && parts.digits[1] == 4)   /* 03.2021 */
    return veche_table_print_date (n[1], n[0], 1);
  if (parts.n == 2 && !yearless && parts.digits[0] == 4 && parts.digits[1] <= 2 && parts.separator != 0)
    return veche_table_print_date (n[0], n[1], 1);
  if (parts.n == 2 && (parts.digits[0] > 2 || parts.digits[1] > 2 || !yearless))
    return NULL;
  if (parts.n == 2)
    return order == VECHE_TABLE_DAY_FIRST ? veche_table_print_day (n[1], n[0]) : veche_table_print_day (n[0], n[1]);

  if (parts.digits[0] == 4)
    return veche_table_print_date (n[0], n[1], n[2]);
  if (order == VECHE_TABLE_YEAR_FIRST && parts.digits[2] <= 2)
    return veche_table_print_date (veche_table_full_year (n[0], parts.digits[0]), n[1], n[2]);
  if (order == VECHE_TABLE_MONTH_FIRST)
    return veche_table_print_date (veche_table_full_year (n[2], parts.digits[2]), n[0], n[1]);

  return veche_table_print_date (veche_table_full_year (n[2], parts.digits[2]), n[1], n[0]);
}

gboolean
veche_table_is_date (const char *text)
{
  VecheTableDateParts parts;

  if (!veche_table_split_date (text, &parts))
    return FALSE;
  if (parts.month != 0)
    return parts.n == 1 || parts.n == 2;

  return (parts.n == 3 && parts.separator != 0 && parts.digits[1] <= 2) || (parts.n == 2 && parts.yearless);
}

int
veche_table_date_order (const char *text)
{
  VecheTableDateParts parts;
  const int *n = parts.numbers;

  if (!veche_table_split_date (text, &parts) || parts.month != 0 || parts.n != 3 || parts.separator == 0)
    return -1;
  if (parts.digits[0] == 4 || (n[0] > 31 && n[1] <= 12))
    return VECHE_TABLE_YEAR_FIRST;
  if (n[0] > 12 && n[1] <= 12)
    return VECHE_TABLE_DAY_FIRST;
  if (n[1] > 12 && n[0] <= 12)
    return VECHE_TABLE_MONTH_FIRST;
  if (parts.separator == '.')
    return VECHE_TABLE_DAY_FIRST;

  return parts.afternoon ? VECHE_TABLE_MONTH_FIRST : -1;
}
