/* veche-plan-quarter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/veche-when.h"

/* The calendar of the plan: quarters, and local times with their zone. */

#define QUARTERS         4
#define MONTHS_A_QUARTER 3
#define FIRST_YEAR       1
#define LAST_YEAR        9999

static gboolean
quarter_parse (const char *quarter, int *year, int *number)
{
  for (int i = 0; i < 6; i++)
    if (quarter == NULL || (i == 4 ? quarter[i] != 'Q' : !g_ascii_isdigit (quarter[i])))
      return FALSE;

  *year = atoi (quarter);
  *number = quarter[5] - '0';

  return quarter[6] == '\0' && *year > 0 && *number >= 1 && *number <= QUARTERS;
}

gboolean
veche_quarter_is_valid (const char *quarter)
{
  int year, number;

  return quarter_parse (quarter, &year, &number);
}

char *
veche_quarter_of_day (const char *day)
{
  int year, month, date;

  if (day == NULL || sscanf (day, "%4d-%2d-%2d", &year, &month, &date) != 3 ||
      !g_date_valid_dmy ((GDateDay) CLAMP (date, 0, 99), (GDateMonth) CLAMP (month, 0, 13), (GDateYear) CLAMP (year, 0, 9999)))
    return NULL;

  return g_strdup_printf ("%04dQ%d", year, (month - 1) / MONTHS_A_QUARTER + 1);
}

char *
veche_quarter_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  return veche_quarter_of_day (day);
}

char *
veche_quarter_step (const char *quarter, int by)
{
  int year, number, whole;

  g_return_val_if_fail (quarter_parse (quarter, &year, &number), NULL);

  /* Four digits have to do. */
  whole = CLAMP (year * QUARTERS + (number - 1) + by, FIRST_YEAR * QUARTERS, LAST_YEAR * QUARTERS + QUARTERS - 1);

  return g_strdup_printf ("%04dQ%d", whole / QUARTERS, whole % QUARTERS + 1);
}

void
veche_quarter_bounds (const char *quarter, char **since, char **until)
{
  g_autofree char *next = veche_quarter_step (quarter, 1);
  int year, number;

  g_return_if_fail (next != NULL);

  quarter_parse (quarter, &year, &number);
  *since = g_strdup_printf ("%04d-%02d-01", year, (number - 1) * MONTHS_A_QUARTER + 1);
  if (g_str_equal (next, quarter))
    {
      *until = g_strdup_printf ("%04d-12-31", year);
      return;
    }
  quarter_parse (next, &year, &number);
  *until = g_strdup_printf ("%04d-%02d-01", year, (number - 1) * MONTHS_A_QUARTER + 1);
}

gint64
veche_plan_instant (const char *local, const char *tz)
{
  return veche_when_instant (local, tz);
}
