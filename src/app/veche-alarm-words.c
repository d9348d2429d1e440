/* veche-alarm-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-alarm-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-plan-words.h"
#include "model/veche-text.h"

/* "in 5 days", "today", "3 days ago" */
static char *
days_words (int days)
{
  if (days == 0)
    return g_strdup (_("today"));
  if (days > 0)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", days), days);

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", -days), -days);
}

static char *
alarm_sentence (const VecheAlarm *alarm)
{
  g_autofree char *when = alarm->days != G_MININT ? days_words (alarm->days) : NULL;
  g_autofree char *quarter = alarm->kind == VECHE_ALARM_EMPTY_QUARTER ? veche_quarter_title (alarm->quarter) : NULL;
  g_autofree char *day = alarm->day != NULL ? veche_day_long (alarm->day) : NULL;

  switch (alarm->kind)
    {
    case VECHE_ALARM_EMPTY_QUARTER:
      /* Translators: %1$s is a quarter, %2$s is "in 5 days" or "3 days ago" */
      return g_strdup_printf (alarm->days > 0 ? _("%1$s has no joint work, and begins %2$s") : _("%1$s has no joint work, and began %2$s"), quarter, when);
    case VECHE_ALARM_SLOT:
      /* Translators: a role in the project, how many people it lacks, "in 5 days" */
      return g_strdup_printf (ngettext ("“%1$s” lacks %2$u person, it is needed %3$s", "“%1$s” lacks %2$u people, they are needed %3$s", alarm->n), alarm->title,
                              alarm->n, when);
    case VECHE_ALARM_STEP:
      /* Translators: a milestone, "3 days ago" */
      return g_strdup_printf (_("“%1$s” was due %2$s"), alarm->title, when);
    case VECHE_ALARM_TASKS:
      /* Translators: how many tasks, since which day the oldest */
      return g_strdup_printf (ngettext ("%1$u task is late, since %2$s", "%1$u tasks are late, the oldest since %2$s", alarm->n), alarm->n, day);
    case VECHE_ALARM_NO_HOST:
      /* Translators: an event, "in 5 days" */
      return g_strdup_printf (_("Nobody leads “%1$s”, and it is %2$s"), alarm->title, when);
    case VECHE_ALARM_AGENDA:
    default:
      if (alarm->days == G_MININT)
        return g_strdup_printf (_("Nothing carried “%s” in the last weeks"), alarm->title);
      return g_strdup_printf (ngettext ("Nothing has carried “%1$s” for %2$d day", "Nothing has carried “%1$s” for %2$d days", -alarm->days), alarm->title,
                              -alarm->days);
    }
}

gboolean
veche_alarm_is_of (const VecheAlarm *alarm, const char *quarter)
{
  g_autofree char *now = veche_quarter_now ();

  return alarm->quarter != NULL ? g_str_equal (alarm->quarter, quarter) : g_str_equal (now, quarter);
}

/*** The sentence ***/

static char *
free_places_words (const VecheProject *project)
{
  guint missing = 0;

  for (guint i = 0; i < project->slots->len; i++)
    {
      const VecheSlot *slot = project->slots->pdata[i];

      missing += slot->needed > slot->filled->len ? slot->needed - slot->filled->len : 0;
    }
  if (missing == 0)
    return g_strdup (project->slots->len > 0 ? _("everybody is found") : _("nobody was asked for yet"));

  return g_strdup_printf (ngettext ("%u place is still free", "%u places are still free", missing), missing);
}

static char *
project_sentence (const VecheProject *project)
{
  g_autofree char *places = free_places_words (project);

  if (g_str_equal (project->status, "done"))
    return g_strdup_printf (_("“%s” is done"), project->title);
  for (guint i = 0; i < project->steps->len; i++)
    {
      const VecheStep *step = project->steps->pdata[i];
      g_autofree char *day = NULL;

      if (step->done)
        continue;
      day = step->day != NULL ? veche_day_long (step->day) : NULL;
      if (day == NULL)
        /* Translators: a milestone; then "5 places are still free" */
        return g_strdup_printf (_("Next comes “%1$s”; %2$s"), step->title, places);
      /* Translators: a milestone, its day; then "5 places are still free" */
      return g_strdup_printf (_("Next comes “%1$s”, %2$s; %3$s"), step->title, day, places);
    }
  if (project->steps->len == 0)
    return g_strdup_printf (_("“%1$s” has no milestones yet; %2$s"), project->title, places);

  return g_strdup_printf (_("All milestones of “%s” are reached"), project->title);
}

char *
veche_alarm_words (const VecheAlarm *alarm)
{
  g_autofree char *sentence = alarm_sentence (alarm);

  return veche_text_nest_quotes (sentence);
}

char *
veche_plan_sentence (const VecheQuarter *quarter, const VecheQuarter *next, GPtrArray *alarms)
{
  const VecheAlarm *worst = NULL;
  g_autofree char *sentence = NULL, *now = veche_quarter_now ();

  for (guint i = 0; alarms != NULL && i < alarms->len && worst == NULL; i++)
    {
      const VecheAlarm *alarm = alarms->pdata[i];

      if (alarm->urgent && (veche_alarm_is_of (alarm, quarter->quarter) || (next != NULL && veche_alarm_is_of (alarm, next->quarter))))
        worst = alarm;
    }
  if (worst != NULL)
    {
      g_autofree char *words = veche_alarm_words (worst);

      /* Translators: what is wrong, most urgent of all: "Begin with this: nobody leads …" */
      return g_strdup_printf (_("Begin with this: %s"), words);
    }
  if (quarter->project == NULL && strcmp (quarter->quarter, now) < 0)
    return veche_quarter_empty_words (quarter->quarter);
  if (quarter->project == NULL)
    return g_strdup (_("Without joint work a community falls asleep: choose what to make together"));

  sentence = project_sentence (quarter->project);

  return veche_text_nest_quotes (sentence);
}
