/* veche-when-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when-words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/veche-when.h"

/* What is read so far, of the words from first to before last. */
typedef struct
{
  GStrv       words;    /* lower case, for looking at */
  int         first, last;
  const char *today;
  char       *day, *clock;
  const char *freq;     /* (nullable): "WEEKLY" */
  int         weekday;  /* of the rule: 1 is Monday; 0: none */
  int         shift;
} Reading;

static const char *const weekday_stems[7][5] = {
  { "понедельник", "пн", "monday", "mon" },  { "вторник", "вт", "tuesday", "tue" },          { "сред", "ср", "wednesday", "wed" },
  { "четверг", "чт", "thursday", "thu" },    { "пятниц", "пт", "friday", "fri" },            { "суббот", "сб", "saturday", "sat" },
  { "воскресень", "вс", "sunday", "sun" },
};

static const char *const month_stems[12][3] = {
  { "январ", "jan" }, { "феврал", "feb" }, { "март", "mar" },   { "апрел", "apr" },   { "ма", "may" },    { "июн", "jun" },
  { "июл", "jul" },   { "август", "aug" }, { "сентябр", "sep" }, { "октябр", "oct" }, { "ноябр", "nov" }, { "декабр", "dec" },
};

static const char *const rule_days[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* A word, or its beginning with at most so many letters more: endings of cases. */
static gboolean
has_stem (const char *word, const char *stem, glong more)
{
  return g_str_has_prefix (word, stem) && g_utf8_strlen (word + strlen (stem), -1) <= more;
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

/* 1…7; 0: no weekday.  Short names stand for themselves only. */
static int
weekday_of (const char *word)
{
  for (int i = 0; i < 7; i++)
    for (int k = 0; weekday_stems[i][k] != NULL; k++)
      if (has_stem (word, weekday_stems[i][k], k == 0 ? 2 : 0) || (k == 2 && has_stem (word, weekday_stems[i][k], 1)))
        return i + 1;

  return 0;
}

static int
month_of (const char *word)
{
  static const char *const may[] = { "мая", "май", "мае", NULL };

  for (int i = 0; i < 12; i++)
    if (i == 4 ? is_one_of (word, may) || strcmp (word, "may") == 0
               : has_stem (word, month_stems[i][0], 2) || has_stem (word, month_stems[i][1], 6))
      return i + 1;

  return 0;
}

static int
number_of (const char *word, int most)
{
  guint64 number;

  return g_ascii_string_to_unsigned (word, 10, 0, most, &number, NULL) ? (int) number : -1;
}

static char *
next_weekday (const char *today, int weekday)
{
  GDate date;
  int year, month, day, days;

  if (sscanf (today, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  days = (weekday - (int) g_date_get_weekday (&date) + 7) % 7;

  return veche_when_add_days (today, days != 0 ? days : 7);
}

/* Without a year: the next one there is. */
static char *
make_day (const char *today, int day, int month, int year)
{
  g_autofree char *made = NULL;
  int this_year = atoi (today);

  if (year >= 0 && year < 100)
    year += 2000;
  if (month < 1 || month > 12 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) (year > 0 ? year : this_year)))
    return NULL;
  made = g_strdup_printf ("%04d-%02d-%02d", year > 0 ? year : this_year, month, day);
  if (year < 0 && strcmp (made, today) < 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) (this_year + 1)))
    return g_strdup_printf ("%04d-%02d-%02d", this_year + 1, month, day);

  return g_steal_pointer (&made);
}

/*** One way of saying it each; they answer how many words it took, and 0 when these are others ***/

static int
read_named_day (Reading *self, char **words, int n)
{
  static const struct { const char *word; int days; } names[] = {
    { "сегодня", 0 }, { "today", 0 }, { "завтра", 1 }, { "tomorrow", 1 }, { "послезавтра", 2 },
  };
  static const char *const before[] = { "в", "во", "on", "next", "к", "by", "до", NULL };
  int weekday = n == 1 ? weekday_of (words[0]) : n == 2 && is_one_of (words[0], before) ? weekday_of (words[1]) : 0;

  if (self->day != NULL)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && n == 1; i++)
    if (strcmp (words[0], names[i].word) == 0)
      self->day = veche_when_add_days (self->today, names[i].days);
  if (weekday > 0)
    self->day = next_weekday (self->today, weekday);

  return self->day != NULL ? n : 0;
}

static int
read_in_days (Reading *self, char **words, int n)
{
  static const char *const in[] = { "через", "in", NULL }, *const one[] = { "неделю", "a", "месяц", "день", NULL };
  int number = n == 3 ? number_of (words[1], 999) : n == 2 ? 1 : -1;
  const char *unit = words[n - 1];

  if (self->day != NULL || n < 2 || !is_one_of (words[0], in))
    return 0;
  if (n == 3 && strcmp (words[1], "a") == 0)
    number = 1;
  if (number < 0 || (n == 2 && !is_one_of (words[1], one)))
    return 0;
  if (has_stem (unit, "недел", 2) || has_stem (unit, "week", 1))
    self->day = veche_when_add_days (self->today, number * 7);
  else if (has_stem (unit, "дн", 2) || strcmp (unit, "день") == 0 || has_stem (unit, "day", 1))
    self->day = veche_when_add_days (self->today, number);
  else if (has_stem (unit, "месяц", 2) || has_stem (unit, "month", 1))
    self->day = veche_when_add_days (self->today, number * 30);

  return self->day != NULL ? n : 0;
}

static int
read_date (Reading *self, char **words, int n)
{
  int day = 0, month = 0, year = -1, used = 0;

  if (self->day != NULL)
    return 0;
  if (n == 1 && veche_when_is_day (words[0]))
    self->day = g_strdup (words[0]);
  else if (n == 1 && sscanf (words[0], "%2d.%2d.%4d%n", &day, &month, &year, &used) == 3 && words[0][used] == '\0')
    self->day = make_day (self->today, day, month, year);
  else if (n == 1 && sscanf (words[0], "%2d.%2d%n", &day, &month, &used) == 2 && words[0][used] == '\0')
    self->day = make_day (self->today, day, month, -1);
  else if (n == 2 && number_of (words[0], 31) > 0 && month_of (words[1]) > 0)
    self->day = make_day (self->today, number_of (words[0], 31), month_of (words[1]), -1);
  else if (n == 2 && number_of (words[1], 31) > 0 && month_of (words[0]) > 0)
    self->day = make_day (self->today, number_of (words[1], 31), month_of (words[0]), -1);

  return self->day != NULL ? n : 0;
}

static int
read_clock (Reading *self, char **words, int n)
{
  static const char *const at[] = { "в", "at", NULL };
  const char *word = words[n - 1];
  int hour = 0, minute = 0, used = 0;
  gboolean both = sscanf (word, "%2d:%2d%n", &hour, &minute, &used) == 2 && word[used] == '\0';

  if (self->clock != NULL || n > 2 || (n == 2 && !is_one_of (words[0], at)))
    return 0;
  if (!both && n == 2)
    hour = number_of (word, 23);
  else if (!both)
    return 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return 0;
  self->clock = g_strdup_printf ("%02d:%02d", hour, minute);

  return n;
}

/* "T−14", with a Latin or a Russian letter and whatever stands for a minus. */
static int
read_shift (Reading *self, char **words, int n)
{
  static const char *const minus[] = { "-", "−", "–", "—", "+", NULL };
  const char *rest;
  int days;

  if (n != 1 || self->shift != G_MININT || (!g_str_has_prefix (words[0], "t") && !g_str_has_prefix (words[0], "т")))
    return 0;
  rest = g_utf8_next_char (words[0]);
  for (int i = 0; minus[i] != NULL; i++)
    if (g_str_has_prefix (rest, minus[i]) && (days = number_of (rest + strlen (minus[i]), 999)) >= 0)
      {
        self->shift = *rest == '+' ? days : -days;
        return 1;
      }

  return 0;
}

static int
read_rule (Reading *self, char **words, int n)
{
  static const struct { const char *word, *freq; } names[] = {
    { "ежедневно", "DAILY" }, { "daily", "DAILY" }, { "еженедельно", "WEEKLY" }, { "weekly", "WEEKLY" }, { "ежемесячно", "MONTHLY" }, { "monthly", "MONTHLY" },
  };
  const char *unit = words[n - 1];

  if (self->freq != NULL)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && n == 1; i++)
    if (strcmp (words[0], names[i].word) == 0)
      self->freq = names[i].freq;
  if (n != 2 || !(has_stem (words[0], "кажд", 3) || strcmp (words[0], "every") == 0))
    return self->freq != NULL ? n : 0;

  self->weekday = weekday_of (unit);
  if (self->weekday > 0 || has_stem (unit, "недел", 1) || strcmp (unit, "week") == 0)
    self->freq = "WEEKLY";
  else if (strcmp (unit, "день") == 0 || strcmp (unit, "day") == 0)
    self->freq = "DAILY";
  else if (strcmp (unit, "месяц") == 0 || strcmp (unit, "month") == 0)
    self->freq = "MONTHLY";
  else if (strcmp (unit, "год") == 0 || strcmp (unit, "year") == 0)
    self->freq = "YEARLY";

  return self->freq != NULL ? n : 0;
}

/*** All of them ***/

static const char *const said_before[] = { "в", "во", "к", "до", "на", "on", "at", "by", "in", NULL };

typedef int (*Reader) (Reading *self, char **words, int n);

static int
read_any (Reading *self, char **words, int n)
{
  static const Reader readers[] = { read_rule, read_in_days, read_date, read_named_day, read_clock, read_shift };

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i] (self, words, n) > 0)
      return n;

  return 0;
}

/* The longest way of saying it at either end; one word at least stays for the title. */
static gboolean
read_once (Reading *self)
{
  for (int n = MIN (3, self->last - self->first - 1); n >= 1; n--)
    {
      if (read_any (self, self->words + self->last - n, n) > 0)
        {
          self->last -= n;
          return TRUE;
        }
      if (read_any (self, self->words + self->first, n) > 0)
        {
          self->first += n;
          return TRUE;
        }
    }

  return FALSE;
}

static void
settle (Reading *self, VecheWhenWords *words)
{
  if (self->freq != NULL && self->weekday > 0)
    words->rrule = g_strdup_printf ("FREQ=%s;BYDAY=%s", self->freq, rule_days[self->weekday]);
  else if (self->freq != NULL)
    words->rrule = g_strdup_printf ("FREQ=%s", self->freq);
  if (self->day == NULL && self->weekday > 0)
    self->day = next_weekday (self->today, self->weekday);
  if (self->day == NULL && (self->freq != NULL || self->clock != NULL))
    self->day = g_strdup (self->today);
  if (self->day != NULL && self->clock != NULL)
    words->due = g_strdup_printf ("%sT%s", self->day, self->clock);
  else
    words->due = g_strdup (self->day);
  words->shift = self->shift;
}

VecheWhenWords *
veche_when_words_read (const char *text, const char *today)
{
  VecheWhenWords *words = g_new0 (VecheWhenWords, 1);
  g_autofree char *plain = g_strstrip (g_strdup (text)), *lower = g_utf8_strdown (plain, -1);
  g_auto (GStrv) said = g_strsplit_set (plain, " \t", -1), small = g_strsplit_set (lower, " \t", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new (), looked = g_ptr_array_new (), title = g_ptr_array_new ();
  Reading reading = { .today = today, .shift = G_MININT };

  for (int i = 0; said[i] != NULL && small[i] != NULL; i++)
    if (*said[i] != '\0')
      {
        g_ptr_array_add (kept, said[i]);
        g_ptr_array_add (looked, small[i]);
        if (g_str_has_suffix (small[i], ","))
          small[i][strlen (small[i]) - 1] = '\0';
      }
  reading.words = (char **) looked->pdata;
  reading.last = (int) looked->len;
  while (read_once (&reading))
    ;
  /* Only when, and nothing that is to be done then: it is a title after all. */
  if (reading.last - reading.first == 1 && is_one_of (reading.words[reading.first], said_before))
    {
      g_clear_pointer (&reading.day, g_free);
      g_clear_pointer (&reading.clock, g_free);
      reading = (Reading) { .last = (int) looked->len, .shift = G_MININT };
    }
  settle (&reading, words);

  for (int i = reading.first; i < reading.last; i++)
    g_ptr_array_add (title, kept->pdata[i]);
  g_ptr_array_add (title, NULL);
  words->title = g_strjoinv (" ", (char **) title->pdata);
  if (g_str_has_suffix (words->title, ","))
    words->title[strlen (words->title) - 1] = '\0';
  g_free (reading.day);
  g_free (reading.clock);

  return words;
}

void
veche_when_words_free (VecheWhenWords *self)
{
  g_free (self->title);
  g_free (self->due);
  g_free (self->rrule);
  g_free (self);
}
