/* veche-task-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-task-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-event-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-repeat-words.h"
#include "model/veche-text.h"
#include "model/veche-when.h"

char *
veche_task_shift_words (int shift)
{
  if (shift == 0)
    return g_strdup (C_("task", "on the day itself"));

  /* Translators: from the day of an event or a project */
  return shift < 0 ? g_strdup_printf (ngettext ("%d day before it", "%d days before it", (gulong) -shift), -shift)
                   : g_strdup_printf (ngettext ("%d day after it", "%d days after it", (gulong) shift), shift);
}

char *
veche_task_due_words (const VecheTask *task, const char *today, VecheInk *ink)
{
  const char *clock = veche_clock_of (task->due);
  g_autofree char *day = NULL, *weekday = NULL;
  int days;

  *ink = VECHE_INK_70;
  if (task->due == NULL)
    return task->shift == VECHE_TASK_NO_SHIFT ? NULL : veche_task_shift_words (task->shift);

  days = veche_when_days_between (today, task->due);
  if (days < 0)
    {
      *ink = VECHE_INK_NEG;
      return g_strdup_printf (ngettext ("%d day late", "%d days late", -days), -days);
    }
  if (days == 0)
    {
      *ink = VECHE_INK_WARN;
      day = g_strdup (C_ ("task", "today"));
    }
  else if (days == 1)
    day = g_strdup (C_ ("task", "tomorrow"));
  else
    {
      g_autofree char *date = strncmp (today, task->due, strlen ("2026")) == 0 ? veche_day_short (task->due) : veche_day_dated (task->due);

      weekday = veche_day_weekday (task->due);
      day = g_strdup_printf ("%s, %s", weekday, date);
    }

  return clock != NULL ? g_strdup_printf ("%s, %s", day, clock) : g_steal_pointer (&day);
}

static void
add_clamped (GPtrArray *parts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, veche_text_clamp (text, 80, FALSE));
}

char *
veche_task_about (const VecheTask *task)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!task->mine && task->owner_name != NULL)
    {
      g_autofree char *name = veche_text_clamp (task->owner_name, 60, FALSE);

      /* Translators: %s is who does a task */
      g_ptr_array_add (parts, g_strdup_printf (_ ("does: %s"), name));
    }
  add_clamped (parts, task->member_name);
  add_clamped (parts, task->event_title);
  if (task->event_title == NULL)
    add_clamped (parts, task->project_title);
  if (task->interaction_uid != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("on a message")));
  if (task->finding_uid != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("on a case")));
  if (task->items > 0)
    /* Translators: of a checklist: how many are done of how many */
    g_ptr_array_add (parts, g_strdup_printf (C_ ("checklist", "%u of %u"), task->items_done, task->items));
  if (task->rrule != NULL)
    g_ptr_array_add (parts, veche_repeat_words (task->rrule));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
veche_task_read_words (const VecheWhenWords *words)
{
  g_autofree char *day = words->due != NULL ? veche_day_full (words->due) : NULL, *rule = words->rrule != NULL ? veche_repeat_words (words->rrule) : NULL;
  g_autofree char *when = NULL;

  if (words->due == NULL && words->shift == G_MININT)
    return NULL;
  if (words->due == NULL)
    return words->shift > 0 ? g_strdup_printf (ngettext ("Due %d day after the day of its event or project", "Due %d days after the day of its event or project",
                                                         words->shift), words->shift)
                            : g_strdup_printf (ngettext ("Due %d day before the day of its event or project", "Due %d days before the day of its event or project",
                                                         -words->shift), -words->shift);

  when = veche_clock_of (words->due) != NULL ? g_strdup_printf ("%s, %s", day, veche_clock_of (words->due)) : g_strdup (day);

  /* Translators: %s is a day, %2$s what comes again: "Every week on Monday" */
  return rule != NULL ? g_strdup_printf (_ ("Due %s. %s"), when, rule) : g_strdup_printf (_ ("Due %s"), when);
}

VecheDays
veche_task_days (const VecheTask *task, const char *today)
{
  int days;

  if (task->due == NULL)
    return VECHE_DAYS_SOMEDAY;
  days = veche_when_days_between (today, task->due);

  return days < 0 ? VECHE_DAYS_LATE : days == 0 ? VECHE_DAYS_TODAY : days == 1 ? VECHE_DAYS_TOMORROW : days < 7 ? VECHE_DAYS_WEEK : VECHE_DAYS_LATER;
}

const char *
veche_days_title (VecheDays days)
{
  switch (days)
    {
    case VECHE_DAYS_LATE: return _ ("Overdue");
    case VECHE_DAYS_TODAY: return C_ ("tasks", "Today");
    case VECHE_DAYS_TOMORROW: return C_ ("tasks", "Tomorrow");
    case VECHE_DAYS_WEEK: return C_ ("tasks", "This week");
    case VECHE_DAYS_LATER: return C_ ("tasks", "Later");
    default: return C_ ("tasks", "No date");
    }
}
