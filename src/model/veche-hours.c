/* veche-hours.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-hours.h"

#include <stdio.h>
#include <string.h>

#include "model/veche-spans.h"

#define DAY_MINUTES (24 * 60)
#define BEFORE_DAYS 7       /* laid out around the first moment that is asked for; more when it is asked for */
#define AHEAD_DAYS 120
#define FAR_DAYS (366 * 20) /* nobody waits longer */
#define LAST_MOMENT (G_GINT64_CONSTANT (221845392000) * G_USEC_PER_SEC) /* the year 9000: calendars end soon after */

G_DEFINE_QUARK (veche-hours-error-quark, veche_hours_error)

typedef struct { guint from, to; } Span;   /* minutes of the day; to may lie beyond midnight */

struct _VecheHours
{
  gatomicrefcount ref_count;
  GTimeZone      *zone;
  gboolean        always;
  GArray         *week[7];   /* (element-type Span): from Monday */
  GHashTable     *days;      /* julian → GArray of Span: days that are otherwise */

  GMutex          mutex;     /* of all below: the open stretches of the days laid out */
  guint32         first, end;
  GArray         *open;      /* (element-type VecheStretch) */
  GArray         *before;    /* (element-type gint64): open time before each of them */
};

/*** Text ***/

static gboolean
fail (GError **error, const char *part)
{
  g_set_error (error, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_SYNTAX, "“%s” is not understood: write “mon-fri 10:00-19:00”, “off 2026-12-31” or “2026-12-26 10:00-16:00”", part);

  return FALSE;
}

static gboolean
parse_minute (const char *text, guint *minute)
{
  const char *colon = strchr (text, ':');
  guint64     hours, minutes = 0;
  g_autofree char *head = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);

  if (!g_ascii_string_to_unsigned (head, 10, 0, 24, &hours, NULL) ||
      (colon != NULL && (strlen (colon) != 3 || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 59, &minutes, NULL))))
    return FALSE;
  *minute = (guint) (hours * 60 + minutes);

  return *minute <= DAY_MINUTES;
}

/* "10:00-14:00,15:00-19:00" (transfer full) (nullable) */
static GArray *
parse_spans (const char *text)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_auto (GStrv)     parts = g_strsplit (text, ",", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) ends = g_strsplit (g_strstrip (*part), "-", -1);
      Span           span;

      if (g_strv_length (ends) != 2 || !parse_minute (ends[0], &span.from) || !parse_minute (ends[1], &span.to) || span.from == DAY_MINUTES)
        return NULL;
      if (span.to <= span.from)
        span.to += DAY_MINUTES;
      g_array_append_val (spans, span);
    }

  return g_steal_pointer (&spans);
}

static int
parse_weekday (const char *name)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (int i = 0; i < 7; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return i;

  return -1;
}

/* "mon-fri", "mon,wed": a bit a day; 0: no such days. */
static guint
parse_weekdays (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint          mask = 0;

  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) ends = g_strsplit (*part, "-", -1);
      guint          n = g_strv_length (ends);
      int            from, to;

      if (n < 1 || n > 2)
        return 0;
      from = parse_weekday (ends[0]);
      to = parse_weekday (ends[n - 1]);
      if (from < 0 || to < 0)
        return 0;
      for (int day = from;; day = (day + 1) % 7)
        {
          mask |= 1u << day;
          if (day == to)
            break;
        }
    }

  return mask;
}

static gboolean
parse_day (const char *text, guint32 *julian)
{
  GDate date;
  guint year, month, day;
  int   end = 0;

  if (strlen (text) != 10 || sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 || end != 10 ||
      !g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) MIN (month, 99), (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *julian = g_date_get_julian (&date);

  return TRUE;
}

/* "2026-12-31" or "2026-12-31..2027-01-08", with the spans of each. */
static gboolean
add_days (VecheHours *self, const char *text, GArray *spans)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", -1);
  guint          n = g_strv_length (ends);
  guint32        from, to;

  if (n < 1 || n > 2 || !parse_day (ends[0], &from) || !parse_day (ends[n - 1], &to) || to < from || to - from > FAR_DAYS)
    return FALSE;
  for (guint32 day = from; day <= to; day++)
    g_hash_table_replace (self->days, GUINT_TO_POINTER (day), g_array_ref (spans));

  return TRUE;
}

static gboolean
add_part (VecheHours *self, const char *part, GError **error)
{
  g_auto (GStrv)     words = g_strsplit_set (part, " \t", 2);
  g_autoptr (GArray) spans = NULL;
  guint              weekdays;

  if (g_strv_length (words) != 2)
    return fail (error, part);
  g_strstrip (words[1]);
  if (g_ascii_strcasecmp (words[0], "off") == 0)
    {
      spans = g_array_new (FALSE, FALSE, sizeof (Span));
      return add_days (self, words[1], spans) || fail (error, part);
    }

  spans = parse_spans (words[1]);
  if (spans == NULL)
    return fail (error, part);
  if (add_days (self, words[0], spans))
    return TRUE;
  weekdays = parse_weekdays (words[0]);
  if (weekdays == 0)
    return fail (error, part);
  for (guint day = 0; day < 7; day++)
    if (weekdays & (1u << day))
      {
        g_clear_pointer (&self->week[day], g_array_unref);
        self->week[day] = g_array_ref (spans);
      }

  return TRUE;
}

/*** Days ***/

/* The moment of a minute of a local day; a minute that the clocks skip is the one they skip to. */
static gint64
veche_hours_moment (VecheHours *self, guint32 julian, guint minute)
{
  g_autoptr (GDateTime) at = NULL;
  GDate                 date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian + minute / DAY_MINUTES);
  minute %= DAY_MINUTES;
  at = g_date_time_new (self->zone, g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), (int) minute / 60, (int) minute % 60, 0);

  return at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC : 0;
}

static guint32
veche_hours_julian (VecheHours *self, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  GDate                 date;

  if (local == NULL)
    return 1;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local), (GDateYear) g_date_time_get_year (local));

  return g_date_get_julian (&date);
}

static const GArray *
veche_hours_spans (VecheHours *self, guint32 julian)
{
  const GArray *own = g_hash_table_lookup (self->days, GUINT_TO_POINTER (julian));

  return own != NULL ? own : self->week[(julian - 1) % 7];   /* the first julian day of GDate was a Monday */
}

static void
veche_hours_lay_out (VecheHours *self, guint32 first, guint32 end)
{
  gint64 sum = 0;

  g_array_set_size (self->open, 0);
  g_array_set_size (self->before, 0);
  self->first = first;
  self->end = end;
  for (guint32 day = first; day < end; day++)
    {
      const GArray *spans = veche_hours_spans (self, day);

      for (guint i = 0; spans != NULL && i < spans->len; i++)
        {
          Span span = g_array_index (spans, Span, i);

          veche_spans_add (self->open, veche_hours_moment (self, day, span.from), veche_hours_moment (self, day, span.to));
        }
    }
  for (guint i = 0; i < self->open->len; i++)
    {
      VecheStretch stretch = g_array_index (self->open, VecheStretch, i);

      g_array_append_val (self->before, sum);
      sum += stretch.until - stretch.since;
    }
}

/* Whole days on both sides: what begins before midnight may end on the next. */
static void
veche_hours_cover (VecheHours *self, gint64 from, gint64 to)
{
  guint32 first = veche_hours_julian (self, from) - 1, end = veche_hours_julian (self, to) + 2;

  if (self->first <= first && end <= self->end)
    return;

  if (self->first == self->end)
    veche_hours_lay_out (self, MAX (first, BEFORE_DAYS + 1) - BEFORE_DAYS, end + AHEAD_DAYS);
  else
    veche_hours_lay_out (self, MIN (self->first, first), end > self->end ? end + AHEAD_DAYS : self->end);
}

/* Open time from the first day laid out to the moment. */
static gint64
veche_hours_sum (VecheHours *self, gint64 at)
{
  guint        low = 0, high = self->open->len;
  VecheStretch last;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->open, VecheStretch, middle).since <= at)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return 0;

  last = g_array_index (self->open, VecheStretch, low - 1);

  return g_array_index (self->before, gint64, low - 1) + MIN (at, last.until) - last.since;
}

/*** Public ***/

VecheHours *
veche_hours_new (const char *text, GTimeZone *zone, GError **error)
{
  g_autoptr (VecheHours) self = g_new0 (VecheHours, 1);
  g_auto (GStrv)         parts = g_strsplit (text != NULL ? text : "", ";", -1);
  gboolean               any = FALSE;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  self->days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->open = veche_spans_new ();
  self->before = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->always = TRUE;
  for (char **part = parts; *part != NULL; part++)
    {
      if (*g_strstrip (*part) == '\0')
        continue;
      self->always = FALSE;
      if (!add_part (self, *part, error))
        return NULL;
    }
  for (guint day = 0; day < 7; day++)
    any |= self->week[day] != NULL;
  if (any || self->always)
    return g_steal_pointer (&self);

  g_set_error_literal (error, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_NEVER, "No day of the week has hours: write at least “mon-fri 10:00-19:00”");

  return NULL;
}

VecheHours *
veche_hours_ref (VecheHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_hours_unref (VecheHours *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint day = 0; day < 7; day++)
    g_clear_pointer (&self->week[day], g_array_unref);
  g_hash_table_unref (self->days);
  g_array_unref (self->open);
  g_array_unref (self->before);
  g_time_zone_unref (self->zone);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gint64
veche_hours_between (VecheHours *self, gint64 from, gint64 to)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  to = MIN (to, LAST_MOMENT);
  if (to <= from || to <= 0)
    return 0;
  from = MAX (from, MAX (to - FAR_DAYS * G_TIME_SPAN_DAY, 0));
  if (self->always)
    return to - from;

  locker = g_mutex_locker_new (&self->mutex);
  veche_hours_cover (self, from, to);

  return veche_hours_sum (self, to) - veche_hours_sum (self, from);
}

gint64
veche_hours_after (VecheHours *self, gint64 from, gint64 span)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64                   sum, wanted;
  guint                    i;

  g_return_val_if_fail (self != NULL, from);

  span = CLAMP (span, 0, FAR_DAYS * G_TIME_SPAN_DAY);
  from = CLAMP (from, 0, LAST_MOMENT);
  if (self->always || span == 0)
    return from + span;

  locker = g_mutex_locker_new (&self->mutex);
  for (gint64 ahead = G_TIME_SPAN_DAY; ahead < FAR_DAYS * G_TIME_SPAN_DAY; ahead *= 2)
    {
      veche_hours_cover (self, from, from + ahead);
      sum = veche_hours_sum (self, from);
      wanted = sum + span;
      for (i = 0; i < self->open->len; i++)
        {
          VecheStretch stretch = g_array_index (self->open, VecheStretch, i);
          gint64       before = g_array_index (self->before, gint64, i);

          if (before + stretch.until - stretch.since >= wanted)
            return MAX (stretch.since + wanted - before, from);
        }
    }

  return from + FAR_DAYS * G_TIME_SPAN_DAY;
}

gboolean
veche_hours_is_open (VecheHours *self, gint64 at)
{
  return veche_hours_between (self, at, at + 1) > 0;
}

gboolean
veche_hours_is_always (VecheHours *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->always;
}

GTimeZone *
veche_hours_get_zone (VecheHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

/*** The working day ***/

static void
spans_ends (const GArray *spans, int *opens, int *closes)
{
  *opens = DAY_MINUTES;
  *closes = 0;
  for (guint i = 0; i < spans->len; i++)
    {
      Span span = g_array_index (spans, Span, i);

      *opens = MIN (*opens, (int) span.from);
      *closes = MAX (*closes, (int) span.to);
    }
}

/* The number that stands most often among them, the first of these where several do. */
static int
most_often (const int *numbers, guint n)
{
  guint best = 0, best_count = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = 0;

      for (guint j = 0; j < n; j++)
        count += numbers[j] == numbers[i];
      if (count > best_count)
        {
          best = i;
          best_count = count;
        }
    }

  return numbers[best];
}

void
veche_hours_usual (VecheHours *self, VecheWorkHours *usual)
{
  int opens[7], closes[7];
  guint n = 0, days = 0;

  g_return_if_fail (self != NULL && usual != NULL);

  *usual = VECHE_WORK_HOURS_USUAL;
  for (guint day = 0; day < 7; day++)
    if (self->week[day] != NULL && self->week[day]->len > 0)
      {
        spans_ends (self->week[day], &opens[n], &closes[n]);
        days |= 1u << day;
        n++;
      }
  /* Open around the clock says nothing of when somebody works. */
  if (self->always || n == 0 || (most_often (opens, n) == 0 && most_often (closes, n) >= DAY_MINUTES))
    return;
  usual->opens = most_often (opens, n);
  usual->closes = MIN (most_often (closes, n), DAY_MINUTES - 1);
  usual->days = days;
}

static gboolean
day_ends (VecheHours *self, guint32 julian, int *opens, int *closes)
{
  const GArray *spans = self->always ? NULL : veche_hours_spans (self, julian);

  if (spans == NULL || spans->len == 0)
    return FALSE;
  spans_ends (spans, opens, closes);

  return *opens > 0 || *closes < DAY_MINUTES;
}

gint64
veche_hours_closing (VecheHours *self, const char *day)
{
  VecheWorkHours usual;
  guint32 julian;
  int opens, closes;

  g_return_val_if_fail (self != NULL, 0);

  if (day == NULL || !parse_day (day, &julian))
    return 0;
  veche_hours_usual (self, &usual);
  if (!day_ends (self, julian, &opens, &closes))
    closes = usual.closes;

  return veche_hours_moment (self, julian, (guint) closes);
}

gint64
veche_hours_next_morning (VecheHours *self, gint64 at)
{
  VecheWorkHours usual;
  guint32 today;
  int opens, closes;

  g_return_val_if_fail (self != NULL, at);

  today = veche_hours_julian (self, at);
  veche_hours_usual (self, &usual);
  for (guint32 day = today + 1; !self->always && day < today + 60; day++)
    if (day_ends (self, day, &opens, &closes))
      return veche_hours_moment (self, day, (guint) opens);

  return veche_hours_moment (self, today + 1, (guint) usual.opens);
}

/*** The text ***/

/* (transfer full) */
static char *
print_spans (const GArray *spans)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      Span span = g_array_index (spans, Span, i);
      guint to = span.to > DAY_MINUTES ? span.to - DAY_MINUTES : span.to;

      g_string_append_printf (text, "%s%u:%02u-%u:%02u", i > 0 ? "," : "", span.from / 60, span.from % 60, to / 60, to % 60);
    }

  return g_string_free (text, FALSE);
}

char *
veche_hours_dup_weekday (VecheHours *self, guint weekday)
{
  g_return_val_if_fail (self != NULL && weekday < 7, g_strdup (""));

  return print_spans (self->week[weekday]);
}

/* As people type it: dashes of any length, dots for colons, spaces. (transfer full) */
static char *
tidy_spans (const char *typed)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *valid = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  GString *text = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        continue;
      if (c >= 0x2010 && c <= 0x2015)
        c = '-';
      else if (c == '.')
        c = ':';
      else if (c == ';')
        c = ',';
      g_string_append_unichar (text, c);
    }
  plain = g_string_free (text, FALSE);
  spans = *plain != '\0' ? parse_spans (plain) : NULL;

  return spans != NULL ? print_spans (spans) : g_steal_pointer (&plain);
}

char *
veche_hours_write (const char *text, const char *const week[7], GError **error)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (VecheHours) check = NULL;
  g_auto (GStrv) spans = g_new0 (char *, 8);

  for (guint day = 0; day < 7; day++)
    spans[day] = tidy_spans (week[day]);
  for (guint day = 0, last; day < 7; day = last + 1)
    {
      for (last = day; last < 6 && strcmp (spans[last + 1], spans[day]) == 0; last++)
        ;
      if (*spans[day] != '\0')
        g_string_append_printf (whole, "%s%s%s%s %s", whole->len > 0 ? "; " : "", names[day], last > day ? "-" : "", last > day ? names[last] : "",
                                spans[day]);
    }
  if (whole->len == 0)
    {
      g_set_error_literal (error, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_NEVER, "No day of the week has hours: write at least “mon-fri 10:00-19:00”");
      return NULL;
    }
  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) words = g_strsplit_set (g_strstrip (*part), " \t", 2);

      if (g_strv_length (words) == 2 && parse_weekdays (words[0]) == 0)
        g_string_append_printf (whole, "; %s", *part);
    }
  check = veche_hours_new (whole->str, NULL, error);

  return check != NULL ? g_string_free (g_steal_pointer (&whole), FALSE) : NULL;
}
