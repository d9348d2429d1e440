/* veche-dates-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-dates-table.h"

#include <stdlib.h>
#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define OLDEST_COMMUNITY 60   /* years that somebody may have been with us */

void
veche_date_free (VecheDate *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->day);
  g_free (self);
}

static gboolean
parse_day (const char *text, GDate *day)
{
  if (text == NULL || strlen (text) < 10 || !g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text)))
    return FALSE;
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));

  return TRUE;
}

/* The day of this month in that year: the 29th of February is the 28th in most. */
static GDate
day_in_year (int month, int day, int year)
{
  GDate date;

  if (month == 2 && day == 29 && !g_date_is_leap_year ((GDateYear) year))
    day = 28;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return date;
}

static char *
day_text (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/* month and day of a birthday; FALSE: it is none */
static gboolean
split_birthday (const char *birthday, int *year, int *month, int *day)
{
  gsize n = birthday != NULL ? strlen (birthday) : 0;
  gboolean yearless = n == 7 && g_str_has_prefix (birthday, "--");

  if (!yearless && n != 10)
    return FALSE;
  *year = yearless ? 0 : atoi (birthday);
  *month = atoi (birthday + n - 5);
  *day = atoi (birthday + n - 2);

  return *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31 && g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, 2024);
}

int
veche_dates_until (const char *birthday, const char *today)
{
  int year, month, day;
  GDate now, next;

  if (!split_birthday (birthday, &year, &month, &day) || !parse_day (today, &now))
    return -1;

  next = day_in_year (month, day, g_date_get_year (&now));
  if (g_date_compare (&next, &now) < 0)
    next = day_in_year (month, day, g_date_get_year (&now) + 1);

  return g_date_days_between (&now, &next);
}

static void
add_date (GPtrArray *dates, VecheDateKind kind, VecheStatement *row, const GDate *date, int years)
{
  VecheDate *self = g_new0 (VecheDate, 1);

  self->kind = kind;
  self->member_id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->day = day_text (date);
  self->years = MAX (years, 0);
  g_ptr_array_add (dates, self);
}

/* Of one calendar year's part of the period: from and to are 'MM-DD', both included. */
static gboolean
collect_birthdays (VecheDb *db, GPtrArray *dates, int year, const char *from, const char *to, GError **error)
{
  static const char sql[] =
    "SELECT id, uid, name, birthday FROM member"
    " WHERE birthday IS NOT NULL AND substr (birthday, -5) >= ?1 AND substr (birthday, -5) <= ?2 AND archived = 0 AND role = '' AND me = 0";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean leap = g_date_is_leap_year ((GDateYear) year);

  veche_statement_bind_text (row, 1, from);
  veche_statement_bind_text (row, 2, !leap && strcmp (to, "02-28") == 0 ? "02-29" : to);
  while (veche_statement_step (row, &local))
    {
      int born, month, day;
      GDate date;

      if (!split_birthday (veche_statement_text (row, 3), &born, &month, &day))
        continue;
      date = day_in_year (month, day, year);
      if (!leap && month == 2 && day == 29 && strcmp (from, "02-28") > 0)   /* it was the day before the period */
        continue;
      add_date (dates, VECHE_DATE_BIRTHDAY, row, &date, born != 0 ? year - born : 0);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gint64
local_midnight (GTimeZone *zone, int year, int month, int day)
{
  g_autoptr (GDateTime) start = NULL;

  if (month == 2 && day == 29 && !g_date_is_leap_year ((GDateYear) year))
    month = 3, day = 1;
  start = g_date_time_new (zone, year, month, day, 0, 0, 0);

  return start != NULL ? g_date_time_to_unix (start) * G_USEC_PER_SEC : 0;
}

/* Those who joined in the same days some years before: the index of joining, once a year back. */
static gboolean
collect_years (VecheDb *db, GPtrArray *dates, const GDate *since, const GDate *until, int years, GError **error)
{
  static const char sql[] =
    "SELECT id, uid, name, joined FROM member WHERE archived = 0 AND joined >= ?1 AND joined < ?2 AND role = '' AND me = 0";
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, local_midnight (zone, g_date_get_year (since) - years, g_date_get_month (since), g_date_get_day (since)));
  veche_statement_bind_int (row, 2, local_midnight (zone, g_date_get_year (until) - years, g_date_get_month (until), g_date_get_day (until)));
  while (veche_statement_step (row, &local))
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (veche_statement_int (row, 3) / G_USEC_PER_SEC);
      g_autoptr (GDateTime) joined = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
      GDate date;

      if (joined == NULL)
        continue;
      date = day_in_year (g_date_time_get_month (joined), g_date_time_get_day_of_month (joined), g_date_time_get_year (joined) + years);
      add_date (dates, VECHE_DATE_WITH_US, row, &date, years);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const VecheDate *const *first = a, *const *second = b;
  int order = strcmp ((*first)->day, (*second)->day);

  if (order != 0)
    return order;

  return (*first)->kind != (*second)->kind ? (int) (*first)->kind - (int) (*second)->kind : veche_text_collate ((*first)->name, (*second)->name);
}

static gboolean
collect_by_years (VecheDb *db, GPtrArray *dates, const GDate *since, const GDate *until, GError **error)
{
  for (int year = g_date_get_year (since); year <= g_date_get_year (until); year++)
    {
      GDate last = *until;
      char from[8] = "01-01", to[8] = "12-31";

      g_date_subtract_days (&last, 1);
      if (year == g_date_get_year (since))
        g_date_strftime (from, sizeof from, "%m-%d", since);
      if (year == g_date_get_year (&last))
        g_date_strftime (to, sizeof to, "%m-%d", &last);
      if (year > g_date_get_year (&last))
        break;
      if (!collect_birthdays (db, dates, year, from, to, error))
        return FALSE;
    }

  for (int years = 1; years <= OLDEST_COMMUNITY; years++)
    if (!collect_years (db, dates, since, until, years, error))
      return FALSE;

  return TRUE;
}

GPtrArray *
veche_dates_list (VecheDb *db, const char *since, const char *until, guint limit, GError **error)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_date_free);
  GDate first, end;

  if (!parse_day (since, &first) || !parse_day (until, &end))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A period is from a day to a day, for example 2026-11-21");
      return NULL;
    }
  if (g_date_days_between (&first, &end) > 366)
    {
      end = first;
      g_date_add_days (&end, 366);
    }
  if (g_date_compare (&first, &end) < 0 && !collect_by_years (db, dates, &first, &end, error))
    return NULL;

  g_ptr_array_sort (dates, compare_dates);
  if (limit > 0 && dates->len > limit)
    g_ptr_array_set_size (dates, (int) limit);

  return g_steal_pointer (&dates);
}

/* When a yearly day comes round on since or later, before until: the year it does, 0: it does not. */
static int
year_within (const GDate *since, const GDate *until, int month, int day)
{
  for (int year = g_date_get_year (since); year <= g_date_get_year (until); year++)
    {
      GDate date = day_in_year (month, day, year);

      if (g_date_compare (&date, since) >= 0 && g_date_compare (&date, until) < 0)
        return year;
    }

  return 0;
}

static void
add_dates_of (GPtrArray *dates, VecheStatement *row, const GDate *since, const GDate *until)
{
  gint64 joined_at = veche_statement_int (row, 4);
  g_autoptr (GDateTime) joined = joined_at != 0 ? g_date_time_new_from_unix_local (joined_at / G_USEC_PER_SEC) : NULL;
  int born, month, day, year;
  GDate date;

  if (split_birthday (veche_statement_text (row, 3), &born, &month, &day) && (year = year_within (since, until, month, day)) != 0)
    {
      date = day_in_year (month, day, year);
      add_date (dates, VECHE_DATE_BIRTHDAY, row, &date, born != 0 ? year - born : 0);
    }
  if (joined == NULL)
    return;
  month = g_date_time_get_month (joined);
  day = g_date_time_get_day_of_month (joined);
  year = year_within (since, until, month, day);
  if (year > g_date_time_get_year (joined))
    {
      date = day_in_year (month, day, year);
      add_date (dates, VECHE_DATE_WITH_US, row, &date, year - g_date_time_get_year (joined));
    }
}

GPtrArray *
veche_dates_of (VecheDb *db, gint64 member_id, const char *since, const char *until, GError **error)
{
  static const char sql[] = "SELECT id, uid, name, birthday, joined FROM member WHERE id = ?1 AND archived = 0 AND role = '' AND me = 0";
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_date_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row;
  GDate first, end;

  if (!parse_day (since, &first) || !parse_day (until, &end))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A period is from a day to a day, for example 2026-11-21");
      return NULL;
    }
  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, member_id);
  while (veche_statement_step (row, &local))
    add_dates_of (dates, row, &first, &end);
  if (local == NULL)
    return g_steal_pointer (&dates);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
