/* veche-when-follow.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rule that names days, moved with the series that it is of: a meeting of Mondays that goes to Tuesday is one of Tuesdays.
 */

#include "model/veche-when.h"

#include <stdio.h>
#include <string.h>

static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

typedef struct { GDate from, to; int days; } Move;

static gboolean
read_day (const char *local, GDate *date)
{
  int year, month, day;

  if (local == NULL || sscanf (local, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || day < 1 || year < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return TRUE;
}

static int
days_in_month (const GDate *date)
{
  return g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));
}

/* Which of its weekday in the month: from 1, or from the end: -1. */
static int
ordinal_of (const GDate *date, gboolean from_end)
{
  int day = g_date_get_day (date);

  return from_end ? -((days_in_month (date) - day) / 7 + 1) : (day - 1) / 7 + 1;
}

/* "MO", "2TU", "-1FR". (transfer full) */
static char *
move_weekday (const char *day, const Move *move, gboolean alone)
{
  gsize length = strlen (day);
  int ordinal = 0, weekday = -1;

  for (guint i = 0; length >= 2 && i < G_N_ELEMENTS (weekdays); i++)
    if (g_ascii_strcasecmp (day + length - 2, weekdays[i]) == 0)
      weekday = (int) i;
  if (weekday < 0)
    return g_strdup (day);

  ordinal = (int) g_ascii_strtoll (day, NULL, 10);
  if (ordinal != 0 && alone && ordinal_of (&move->from, ordinal < 0) == ordinal)
    ordinal = ordinal_of (&move->to, ordinal < 0);
  weekday = ((weekday + move->days) % 7 + 7) % 7;

  return ordinal != 0 ? g_strdup_printf ("%d%s", ordinal, weekdays[weekday]) : g_strdup (weekdays[weekday]);
}

static char *
move_weekdays (const char *value, const Move *move)
{
  g_auto (GStrv) days = g_strsplit (value, ",", -1);
  guint n = g_strv_length (days);

  for (guint i = 0; i < n; i++)
    {
      char *moved = move_weekday (days[i], move, n == 1);

      g_free (days[i]);
      days[i] = moved;
    }

  return g_strjoinv (",", days);
}

/* One number that is the day's own becomes the other day's; lists and other numbers stay as they are. */
static char *
move_number (const char *value, int own, int becomes)
{
  gint64 number = g_ascii_strtoll (value, NULL, 10);

  return strchr (value, ',') == NULL && number == own ? g_strdup_printf ("%d", becomes) : g_strdup (value);
}

static char *
move_month_day (const char *value, const Move *move)
{
  if (*value == '-')
    return move_number (value, g_date_get_day (&move->from) - days_in_month (&move->from) - 1,
                        g_date_get_day (&move->to) - days_in_month (&move->to) - 1);

  return move_number (value, g_date_get_day (&move->from), g_date_get_day (&move->to));
}

/* "20261125", "20261125T190000Z": its day moves, too. */
static char *
move_until (const char *value, const Move *move)
{
  g_autofree char *local = NULL, *moved = NULL;

  if (strlen (value) < 8)
    return g_strdup (value);
  local = g_strdup_printf ("%.4s-%.2s-%.2s", value, value + 4, value + 6);
  moved = veche_when_add_days (local, move->days);
  if (moved == NULL)
    return g_strdup (value);

  return g_strdup_printf ("%.4s%.2s%.2s%s", moved, moved + 5, moved + 8, value + 8);
}

char *
veche_when_rule_follow (const char *rrule, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (rrule, ";", -1);
  Move move;

  if (!read_day (from, &move.from) || !read_day (to, &move.to))
    return g_strdup (rrule);
  move.days = g_date_days_between (&move.from, &move.to);
  if (move.days == 0)
    return g_strdup (rrule);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *value = strchr (parts[i], '=');
      g_autofree char *name = value != NULL ? g_ascii_strup (parts[i], value - parts[i]) : g_strdup (""), *moved = NULL;

      if (strcmp (name, "BYDAY") == 0)
        moved = move_weekdays (value + 1, &move);
      else if (strcmp (name, "BYMONTHDAY") == 0)
        moved = move_month_day (value + 1, &move);
      else if (strcmp (name, "BYMONTH") == 0)
        moved = move_number (value + 1, g_date_get_month (&move.from), g_date_get_month (&move.to));
      else if (strcmp (name, "UNTIL") == 0)
        moved = move_until (value + 1, &move);
      if (moved == NULL)
        continue;
      g_free (parts[i]);
      parts[i] = g_strdup_printf ("%s=%s", name, moved);
    }

  return g_strjoinv (";", parts);
}
