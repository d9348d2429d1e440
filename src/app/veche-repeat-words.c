/* veche-repeat-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-repeat-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-plan-words.h"

static const char *const codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* Translators: a day of the week in a sentence such as "Every week on Monday" */
static const char *const on_days[] = { NC_ ("on weekday", "on Monday"), NC_ ("on weekday", "on Tuesday"),  NC_ ("on weekday", "on Wednesday"),
                                       NC_ ("on weekday", "on Thursday"), NC_ ("on weekday", "on Friday"), NC_ ("on weekday", "on Saturday"),
                                       NC_ ("on weekday", "on Sunday") };
/* Translators: a day of the week in a sentence such as "Every month on the last Friday": in Russian the accusative */
static const char *const days[] = { NC_ ("nth weekday", "Monday"), NC_ ("nth weekday", "Tuesday"), NC_ ("nth weekday", "Wednesday"), NC_ ("nth weekday", "Thursday"),
                                    NC_ ("nth weekday", "Friday"), NC_ ("nth weekday", "Saturday"), NC_ ("nth weekday", "Sunday") };

/* Translators: before a day of the week: "Every month on the last Friday"; the context is the gender of that day in Russian and its kin */
static const char *const masculine[] = { NC_ ("masculine", "on the first"), NC_ ("masculine", "on the second"), NC_ ("masculine", "on the third"),
                                         NC_ ("masculine", "on the fourth"), NC_ ("masculine", "on the last") };
static const char *const feminine[] = { NC_ ("feminine", "on the first"), NC_ ("feminine", "on the second"), NC_ ("feminine", "on the third"),
                                        NC_ ("feminine", "on the fourth"), NC_ ("feminine", "on the last") };
static const char *const neuter[] = { NC_ ("neuter", "on the first"), NC_ ("neuter", "on the second"), NC_ ("neuter", "on the third"),
                                      NC_ ("neuter", "on the fourth"), NC_ ("neuter", "on the last") };

static const char *
which_day (int n, guint day)
{
  guint index = n < 0 ? 4 : (guint) n - 1;

  switch (day)
    {
    case 2:
    case 4:
    case 5:
      return g_dpgettext2 (NULL, "feminine", feminine[index]);
    case 6:
      return g_dpgettext2 (NULL, "neuter", neuter[index]);
    default:
      return g_dpgettext2 (NULL, "masculine", masculine[index]);
    }
}

GStrv
veche_repeat_choices (const char *starts)
{
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();
  g_autoptr (GDateTime) date = veche_day_parse (starts);
  g_autofree char *weekly = NULL, *biweekly = NULL, *nth = NULL, *last = NULL;
  int week;

  g_strv_builder_add (choices, "");
  if (date == NULL)
    return g_strv_builder_end (choices);

  week = (g_date_time_get_day_of_month (date) - 1) / 7 + 1;
  weekly = g_strdup_printf ("FREQ=WEEKLY;BYDAY=%s", codes[g_date_time_get_day_of_week (date) - 1]);
  biweekly = g_strdup_printf ("FREQ=WEEKLY;INTERVAL=2;BYDAY=%s", codes[g_date_time_get_day_of_week (date) - 1]);
  nth = g_strdup_printf ("FREQ=MONTHLY;BYDAY=%d%s", week, codes[g_date_time_get_day_of_week (date) - 1]);
  last = g_strdup_printf ("FREQ=MONTHLY;BYDAY=-1%s", codes[g_date_time_get_day_of_week (date) - 1]);
  g_strv_builder_add (choices, "FREQ=DAILY");
  g_strv_builder_add (choices, weekly);
  g_strv_builder_add (choices, biweekly);
  g_strv_builder_add (choices, "FREQ=MONTHLY");
  if (week <= 4)
    g_strv_builder_add (choices, nth);
  if (week >= 4)
    g_strv_builder_add (choices, last);
  g_strv_builder_add (choices, "FREQ=MONTHLY;INTERVAL=3");
  g_strv_builder_add (choices, "FREQ=YEARLY");

  return g_strv_builder_end (choices);
}

static char *
part_of (const char *rrule, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (rrule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], name) && parts[i][strlen (name)] == '=')
      return g_strdup (parts[i] + strlen (name) + 1);

  return NULL;
}

char *
veche_repeat_endless (const char *rrule)
{
  g_auto (GStrv) parts = g_strsplit (rrule != NULL ? rrule : "", ";", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_str_has_prefix (parts[i], "UNTIL=") && !g_str_has_prefix (parts[i], "COUNT=") && strcmp (parts[i], "INTERVAL=1") != 0 && *parts[i] != '\0')
      g_strv_builder_add (kept, parts[i]);
  all = g_strv_builder_end (kept);

  return g_strjoinv (";", all);
}

char *
veche_repeat_until (const char *rrule)
{
  g_autofree char *until = rrule != NULL ? part_of (rrule, "UNTIL") : NULL;

  if (until == NULL || strlen (until) < 8)
    return NULL;

  return g_strdup_printf ("%.4s-%.2s-%.2s", until, until + 4, until + 6);
}

char *
veche_repeat_end (const char *rrule, const char *day)
{
  g_autofree char *endless = veche_repeat_endless (rrule);

  if (day == NULL || *endless == '\0')
    return g_steal_pointer (&endless);

  return g_strdup_printf ("%s;UNTIL=%.4s%.2s%.2s", endless, day, day + 5, day + 8);
}

/* The day of "BYDAY=-1FR", and which of the month in n; G_MAXUINT: none, or several. */
static guint
day_of (const char *by_day, int *n)
{
  char *end = NULL;

  *n = by_day != NULL ? (int) g_ascii_strtoll (by_day, &end, 10) : 0;
  for (guint i = 0; by_day != NULL && i < G_N_ELEMENTS (codes); i++)
    if (strcmp (end, codes[i]) == 0)
      return i;

  return G_MAXUINT;
}

static char *
weekly_words (const char *rule, const char *interval)
{
  g_autofree char *by_day = part_of (rule, "BYDAY");
  g_auto (GStrv) said = g_strsplit (by_day != NULL ? by_day : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;
  int n;

  for (guint i = 0; said[i] != NULL; i++)
    {
      guint day = day_of (said[i], &n);

      if (day < G_N_ELEMENTS (codes))
        g_strv_builder_add (builder, g_dpgettext2 (NULL, "on weekday", on_days[day]));
    }
  names = g_strv_builder_end (builder);
  list = g_strjoinv (", ", names);
  if (interval == NULL)
    /* Translators: %s is "on Monday", or "on Monday, on Friday" */
    return *list != '\0' ? g_strdup_printf (_ ("Every week %s"), list) : g_strdup (_ ("Every week"));
  if (strcmp (interval, "2") == 0)
    return *list != '\0' ? g_strdup_printf (_ ("Every two weeks %s"), list) : g_strdup (_ ("Every two weeks"));

  return NULL;
}

static char *
monthly_words (const char *rule, const char *interval)
{
  g_autofree char *by_day = part_of (rule, "BYDAY"), *by_month_day = part_of (rule, "BYMONTHDAY");
  int n;
  guint day = day_of (by_day, &n);

  if (interval != NULL)
    return strcmp (interval, "3") == 0 && by_day == NULL ? g_strdup (_ ("Every three months on the same date")) : NULL;
  if (by_month_day != NULL && by_day == NULL && g_ascii_isdigit (*by_month_day))
    /* Translators: %s is the number of a day */
    return g_strdup_printf (_ ("Every month on day %s"), by_month_day);
  if (by_day == NULL)
    return g_strdup (_ ("Every month on the same date"));
  if (day < G_N_ELEMENTS (codes) && n != 0 && n >= -1 && n <= 4)
    /* Translators: "Every month on the last Friday" */
    return g_strdup_printf (_ ("Every month %s %s"), which_day (n, day), g_dpgettext2 (NULL, "nth weekday", days[day]));

  return NULL;
}

char *
veche_repeat_words (const char *rrule)
{
  g_autofree char *rule = veche_repeat_endless (rrule), *interval = part_of (rule, "INTERVAL"), *words = NULL, *until = veche_repeat_until (rrule);
  g_autofree char *last = until != NULL ? veche_day_full (until) : NULL;

  if (*rule == '\0')
    return g_strdup (_ ("Once"));
  if (strcmp (rule, "FREQ=DAILY") == 0)
    words = g_strdup (_ ("Every day"));
  else if (strcmp (rule, "FREQ=YEARLY") == 0)
    words = g_strdup (_ ("Every year on the same date"));
  else if (g_str_has_prefix (rule, "FREQ=WEEKLY"))
    words = weekly_words (rule, interval);
  else if (g_str_has_prefix (rule, "FREQ=MONTHLY"))
    words = monthly_words (rule, interval);
  if (words == NULL)
    words = g_strdup (rule);

  /* Translators: what comes again, and until when: "Every day, until Sun, December 13, 2026" */
  return last != NULL ? g_strdup_printf (_ ("%s, until %s"), words, last) : g_steal_pointer (&words);
}
