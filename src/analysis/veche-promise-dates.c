/* veche-promise-dates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days and moments in words.  A day without a time is meant until work ends on it.
 */

#include "analysis/veche-promise-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOON      (12 * 60)
#define LUNCH     (13 * 60)
#define AFTERNOON (17 * 60)
#define EVENING   (20 * 60)
#define NIGHT     (23 * 60)
#define NO_TIME   (-1)

typedef struct
{
  GArray               *words;
  const char           *text;
  guint                 from, to;
  GDateTime            *now;
  const VecheWorkHours *hours;

  GDateTime *day;        /* (owned) (nullable) */
  gboolean   has_day, exact;
  int        minutes;    /* of the day */
  guint      first, last;
} Reading;

/*** Words ***/

/* The word at an index, "" beyond the sentence. */
static const char *
word_at (const Reading *self, gint64 i)
{
  return i >= (gint64) self->from && i < (gint64) self->to ? veche_words_at (self->words, i)->word : "";
}

static gboolean
is_one_of (const char *word, const char *list)
{
  gsize length = strlen (word);

  if (length == 0)
    return FALSE;
  for (const char *at = list; (at = strstr (at, word)) != NULL; at += length)
    if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;

  return FALSE;
}

/* Digits alone, or the word for a small number; 0: none. */
static int
number_of (const char *word)
{
  static const struct { int n; const char *words; } names[] = {
    { 1, "a an one один одну одного одной" }, { 2, "two couple два две двух пару пары" }, { 3, "three few три трех несколько нескольких" },
    { 4, "four четыре четырех" }, { 5, "five пять пяти" }, { 6, "six шесть" }, { 7, "seven семь семи" }, { 10, "ten десять десяти" },
    { 24, "сутки" },
  };
  char *end;
  long n = strtol (word, &end, 10);

  if (end > word && *end == '\0')
    return n > 0 && n < 1000 ? (int) n : 0;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_one_of (word, names[i].words))
      return names[i].n;

  return 0;
}

/*** What was read ***/

static void
take_day (Reading *self, GDateTime *day /* (transfer full) (nullable) */, guint first, guint last)
{
  if (day == NULL)
    return;
  g_clear_pointer (&self->day, g_date_time_unref);
  self->day = day;
  self->has_day = TRUE;
  self->first = MIN (self->first, first);
  self->last = MAX (self->last, last);
}

static void
take_days (Reading *self, int days, guint first, guint last)
{
  take_day (self, g_date_time_add_days (self->now, days), first, last);
}

static void
take_time (Reading *self, int minutes, guint first, guint last)
{
  self->minutes = minutes;
  self->first = MIN (self->first, first);
  self->last = MAX (self->last, last);
}

static void
take_moment (Reading *self, gint64 minutes, guint first, guint last)
{
  take_day (self, g_date_time_add_minutes (self->now, (int) minutes), first, last);
  self->exact = TRUE;
}

static gboolean
is_work_day (const VecheWorkHours *hours, GDateTime *day)
{
  return hours->days == 0 || (hours->days >> (g_date_time_get_day_of_week (day) - 1) & 1) != 0;
}

/* The last working day of the week that begins so many weeks after this one; today at the earliest. */
static GDateTime *
end_of_week (const Reading *self, int weeks)
{
  GDateTime *day = g_date_time_add_days (self->now, 7 - g_date_time_get_day_of_week (self->now) + 7 * weeks);

  for (int i = 0; i < 7 && !is_work_day (self->hours, day) && g_date_time_compare (day, self->now) > 0; i++)
    {
      GDateTime *before = g_date_time_add_days (day, -1);

      g_date_time_unref (day);
      day = before;
    }

  return day;
}

static GDateTime *
end_of_month (const Reading *self, int months)
{
  g_autoptr (GDateTime) other = g_date_time_add_months (self->now, months + 1);
  g_autoptr (GDateTime) first = g_date_time_add_days (other, 1 - g_date_time_get_day_of_month (other));

  return g_date_time_add_days (first, -1);
}

/*** Days ***/

static int
weekday_of (const char *word)
{
  static const char *const names[] = {
    "понедельник понедельника понедельнику monday", "вторник вторника вторнику tuesday", "среда среду среды среде wednesday",
    "четверг четверга четвергу thursday", "пятница пятницу пятницы пятнице friday", "суббота субботу субботы субботе saturday",
    "воскресенье воскресенья воскресенью sunday",
  };
  static const char *const brief[] = { "пн mon", "вт tue", "ср wed", "чт thu", "пт fri", "сб sat", "вс sun" };

  for (int i = 0; i < 7; i++)
    if (is_one_of (word, names[i]) || is_one_of (word, brief[i]))
      return i + 1;

  return 0;
}

static gboolean
read_weekday (Reading *self, guint i)
{
  int wanted = weekday_of (word_at (self, i)), today = g_date_time_get_day_of_week (self->now), days;
  const char *before = word_at (self, (gint64) i - 1);
  gboolean next = is_one_of (before, "next следующий следующую следующего следующей следующую следующему");

  if (wanted == 0)
    return FALSE;
  /* "sat", "sun", "wed" are words, too. */
  if (strlen (word_at (self, i)) <= 4 && !is_one_of (before, "by on until next this в во до к на"))
    return FALSE;

  days = next ? 7 - today + wanted : (wanted - today + 7) % 7;
  take_days (self, days == 0 ? 7 : days, next ? i - 1 : i, i);

  return TRUE;
}

static gboolean
read_near_day (Reading *self, guint i)
{
  const char *word = word_at (self, i);

  if (is_one_of (word, "сегодня сегодняшнего today tonight"))
    take_days (self, 0, i, i);
  else if (is_one_of (word, "завтра завтрашнего завтрашнему tomorrow tmrw"))
    take_days (self, 1, i, i);
  else if (is_one_of (word, "послезавтра"))
    take_days (self, 2, i, i);
  else if (is_one_of (word, "днях") && is_one_of (word_at (self, (gint64) i - 1), "на"))
    take_days (self, 3, i - 1, i);
  else if (is_one_of (word, "eod cob"))
    take_days (self, 0, i, i);
  else if (is_one_of (word, "eow"))
    take_day (self, end_of_week (self, 0), i, i);
  else if (is_one_of (word, "выходных выходные weekend"))
    take_days (self, 7 - g_date_time_get_day_of_week (self->now), i, i);
  else
    return FALSE;
  if (strcmp (word, "tonight") == 0)
    take_time (self, EVENING, i, i);

  return TRUE;
}

/* "на следующей неделе", "next month", "до конца недели", "in December" is not among them. */
static gboolean
read_span (Reading *self, guint i)
{
  const char *word = word_at (self, i);
  const char *before = word_at (self, (gint64) i - 1);
  gboolean next = is_one_of (before, "следующей следующую следующего следующем той next будущей");
  gboolean this = is_one_of (before, "этой эту этого этом this");
  gboolean end = FALSE;
  guint first = next || this ? i - 1 : i;

  for (gint64 j = (gint64) i - 1; j >= (gint64) i - 4 && j >= self->from; j--)
    if (is_one_of (word_at (self, j), "конца конце концу конец end close"))
      {
        end = TRUE;
        first = (guint) j;
      }
  if (is_one_of (word, "недели неделе неделю неделя week") && (next || this || end))
    take_day (self, end_of_week (self, next ? 1 : 0), first, i);
  else if (is_one_of (word, "месяца месяце месяц month") && (next || this || end))
    take_day (self, end_of_month (self, next ? 1 : 0), first, i);
  else if (is_one_of (word, "года year") && end)
    take_day (self, g_date_time_new_local (g_date_time_get_year (self->now), 12, 31, 0, 0, 0), first, i);
  else if (is_one_of (word, "дня day business") && end)
    take_days (self, 0, first, i);
  else
    return FALSE;

  return TRUE;
}

/* Minutes of a unit; 0: none. */
static gint64
unit_of (const char *word)
{
  if (is_one_of (word, "минуту минуты минут минутку минуток minute minutes min mins"))
    return 1;
  if (is_one_of (word, "час часа часов часик hour hours hr hrs часиков"))
    return 60;
  if (is_one_of (word, "день дня дней сутки суток денек дня day days дню"))
    return 24 * 60;
  if (is_one_of (word, "неделю недели недель недельку week weeks"))
    return 7 * 24 * 60;
  if (is_one_of (word, "месяц месяца месяцев month months"))
    return 30 * 24 * 60;

  return 0;
}

/* "через два дня", "in a couple of hours", "в течение недели", "within 24 hours" */
static gboolean
read_after (Reading *self, guint i)
{
  gboolean flow = is_one_of (word_at (self, i), "течение течении");
  guint at = i + 1;
  int n = 0;
  gint64 unit;

  if (!flow && !is_one_of (word_at (self, i), "через спустя in within"))
    return FALSE;
  if (is_one_of (word_at (self, at), "полчаса полчасика"))
    {
      take_moment (self, 30, i, at);
      return TRUE;
    }
  for (; at < i + 5 && at < self->to && unit_of (word_at (self, at)) == 0; at++)
    if (number_of (word_at (self, at)) > 1 || n == 0)
      n = MAX (n, number_of (word_at (self, at)));
  unit = unit_of (word_at (self, at));
  if (unit == 0 || (at > i + 1 && n == 0 && !is_one_of (word_at (self, i + 1), "рабочего ближайшего ближайших рабочих the next half about")))
    return FALSE;
  if (is_one_of (word_at (self, i + 1), "half"))
    take_moment (self, 30, i, at);
  else if (flow && n == 0 && unit == 24 * 60)
    take_days (self, 0, i, at);
  else if (unit < 24 * 60)
    take_moment (self, unit * MAX (n, 1), i, at);
  else
    take_days (self, (int) (unit / (24 * 60)) * MAX (n, 1), i, at);

  return TRUE;
}

/*** Dates ***/

static int
month_of (const char *word)
{
  static const char *const names[] = { "января january jan", "февраля february feb", "марта march", "апреля april apr", "мая may", "июня june",
                                       "июля july", "августа august aug", "сентября september sept", "октября october oct", "ноября november nov",
                                       "декабря december dec" };

  for (int i = 0; i < 12; i++)
    if (is_one_of (word, names[i]))
      return i + 1;

  return 0;
}

/* "5", "5th", "5го"; 0: no day of a month */
static int
month_day_of (const char *word)
{
  char *end;
  long n = strtol (word, &end, 10);

  return end > word && n >= 1 && n <= 31 && (*end == '\0' || is_one_of (end, "st nd rd th го му е")) ? (int) n : 0;
}

/* The next day of this date: past ones are of the next year or month. year, month 0: not said. */
static gboolean
take_date (Reading *self, int year, int month, int day, guint first, guint last)
{
  GTimeZone *zone = g_date_time_get_timezone (self->now);
  int y = year != 0 ? year : g_date_time_get_year (self->now), m = month != 0 ? month : g_date_time_get_month (self->now);
  GDateTime *date = g_date_time_new (zone, y, m, day, 23, 59, 59);

  if (date != NULL && year == 0 && g_date_time_compare (date, self->now) < 0)
    {
      GDateTime *later = month != 0 ? g_date_time_add_years (date, 1) : g_date_time_add_months (date, 1);

      g_date_time_unref (date);
      date = later;
    }
  take_day (self, date, first, last);

  return self->has_day;
}

static gboolean
read_date (Reading *self, guint i)
{
  const char *word = word_at (self, i);
  int day = month_day_of (word), month = month_of (word_at (self, i + 1)), y, m, d;
  gsize length = strlen (word);

  if (strlen (word) == 4 && number_of (word) == 0 && (y = atoi (word)) >= 2000 && y < 2100 && (m = month_day_of (word_at (self, i + 1))) > 0 && m <= 12
      && (d = month_day_of (word_at (self, i + 2))) > 0)
    return take_date (self, y, m, d, i, i + 2);
  if (day > 0 && month > 0)
    return take_date (self, 0, month, day, i, i + 1);
  if (month_of (word) > 0 && month_day_of (word_at (self, i + 1)) > 0)
    return take_date (self, 0, month_of (word), month_day_of (word_at (self, i + 1)), i, i + 1);
  if (day > 0 && (is_one_of (word_at (self, i + 1), "числа число числу го му") || !g_ascii_isdigit (word[length - 1])))
    return take_date (self, 0, 0, day, i, i);
  y = 0;
  if (sscanf (word, "%d.%d.%d", &d, &m, &y) >= 2 && length >= 4 && d >= 1 && d <= 31 && m >= 1 && m <= 12 && (y == 0 || (y >= 2000 && y < 2100)))
    return take_date (self, y, m, d, i, i);

  return FALSE;
}

/*** Times ***/

static gboolean
read_part_of_day (Reading *self, guint i)
{
  static const struct { int minutes; const char *words; } parts[] = {
    { NOON, "утром утра утру morning утречком noon полудня" }, { LUNCH, "обеда обеду lunch lunchtime" }, { AFTERNOON, "днем afternoon" },
    { EVENING, "вечером вечера вечеру evening вечерком" }, { NIGHT, "ночью ночи midnight" },
  };

  if (is_one_of (word_at (self, (gint64) i - 1), "доброе добрый доброго good"))
    return FALSE;
  for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
    if (self->minutes == NO_TIME && is_one_of (word_at (self, i), parts[p].words))
      {
        take_time (self, parts[p].minutes, i, i);
        return TRUE;
      }

  return FALSE;
}

/* "до 18:00", "к 15 часам", "в 5 вечера", "by 5pm", "завтра к 10" */
static gboolean
read_clock (Reading *self, guint i)
{
  const VecheWord *word = veche_words_at (self->words, i), *after = i + 1 < self->to ? veche_words_at (self->words, i + 1) : NULL;
  const char *then = word_at (self, i + 1);
  char *end;
  long hour = strtol (word->word, &end, 10), minute = 0;
  guint last = i;
  gboolean evening;

  if (end == word->word || hour > 24 || !is_one_of (word_at (self, (gint64) i - 1), "до к в с по by at until before till around около"))
    return FALSE;
  if (*end == '\0' && after != NULL && after->start == word->end + 1 && self->text[word->end] == ':' && strlen (then) == 2 && g_ascii_isdigit (*then))
    {
      minute = atoi (then);
      last = i + 1;
      end = (char *) word_at (self, i + 2);
    }
  else if (*end == '\0' && is_one_of (then, "pm am вечера утра дня час часа часов часам ночи"))
    {
      last = i + 1;
      end = (char *) then;
    }
  else if (!(*end == '\0' && is_one_of (word_at (self, (gint64) i - 2), "сегодня завтра послезавтра today tomorrow")) && !is_one_of (end, "pm am"))
    return FALSE;
  evening = is_one_of (end, "pm вечера дня") && hour < 12;
  take_time (self, (int) MIN ((hour + (evening ? 12 : 0)) * 60 + MIN (minute, 59), NIGHT + 59), i, last);

  return TRUE;
}

/* "позже", "сейчас": today, but not at an hour */
static gboolean
read_soon (Reading *self, guint i)
{
  if (is_one_of (word_at (self, i), "позже попозже later"))
    take_days (self, 0, i, i);
  else if (is_one_of (word_at (self, i), "сейчас минутку asap") || (is_one_of (word_at (self, i), "away") && is_one_of (word_at (self, (gint64) i - 1), "right")))
    take_moment (self, 60, i, i);
  else
    return FALSE;

  return TRUE;
}

/*** Together ***/

static gint64
at_minutes (GDateTime *day, int minutes)
{
  g_autoptr (GDateTime) at = g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day),
                                              g_date_time_get_day_of_month (day), minutes / 60, minutes % 60, 0);

  return (at != NULL ? g_date_time_to_unix (at) : g_date_time_to_unix (day)) * G_USEC_PER_SEC;
}

gint64
veche_promise_usual_due (GDateTime *now, const VecheWorkHours *hours)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, 1);

  for (int i = 0; i < 7 && !is_work_day (hours, day); i++)
    {
      GDateTime *next = g_date_time_add_days (day, 1);

      g_date_time_unref (day);
      day = next;
    }

  return at_minutes (day, hours->closes);
}

static gint64
due_of (const Reading *self)
{
  gint64 now = g_date_time_to_unix (self->now) * G_USEC_PER_SEC, due;

  if (self->exact)
    return g_date_time_to_unix (self->day) * G_USEC_PER_SEC;
  due = at_minutes (self->has_day ? self->day : self->now, self->minutes != NO_TIME ? self->minutes : self->hours->closes);
  if (due > now)
    return due;

  /* An hour that is past is tomorrow's; a day whose work has ended goes on until night. */
  return self->has_day && self->minutes == NO_TIME ? MAX (at_minutes (self->day, NIGHT + 59), now + G_TIME_SPAN_HOUR) : due + G_TIME_SPAN_DAY;
}

gboolean
veche_promise_date (GArray *words, const char *text, guint from, guint to, GDateTime *now, const VecheWorkHours *hours, gint64 *due, guint *first,
                    guint *last)
{
  Reading self = { .words = words, .text = text, .from = from, .to = to, .now = now, .hours = hours, .minutes = NO_TIME, .first = G_MAXUINT };
  gboolean found;

  for (guint i = from; i < to; i++)
    {
      gboolean taken = !self.has_day
                       && (read_after (&self, i) || read_date (&self, i) || read_weekday (&self, i) || read_near_day (&self, i) || read_span (&self, i));

      if (!taken && self.minutes == NO_TIME && !self.exact && !read_clock (&self, i))
        read_part_of_day (&self, i);
    }
  for (guint i = from; i < to && !self.has_day && self.minutes == NO_TIME; i++)
    read_soon (&self, i);

  found = self.has_day || self.minutes != NO_TIME;
  if (found)
    {
      *due = due_of (&self);
      *first = self.first;
      *last = self.last;
    }
  g_clear_pointer (&self.day, g_date_time_unref);

  return found;
}

gboolean
veche_promise_parse_due (const char *words, GDateTime *now, const VecheWorkHours *hours, gint64 *due)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autoptr (GArray) split = veche_words_split (valid, 40);
  guint first, last;

  return veche_promise_date (split, valid, 0, split->len, now, hours, due, &first, &last);
}
