/* veche-plan-load.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-load.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/veche-alarms.h"
#include "app/veche-draw.h"
#include "app/veche-plan-words.h"
#include "model/veche-uid.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK   7
#define PAST_PROJECTS 5
#define AGENDA_WEEKS  4
#define AGENDA_TOPICS 3
#define YEARS_ABOUT   5   /* all there is, so many years before and after: a ritual goes on for ever */

static const struct { const char *nick, *title; } views[] = {
  [VECHE_PLAN_VIEW_QUARTER] = { "quarter", N_("Quarter") }, [VECHE_PLAN_VIEW_BOARD] = { "board", N_("Board") },
  [VECHE_PLAN_VIEW_TIMELINE] = { "timeline", NC_("plan", "Timeline") }, [VECHE_PLAN_VIEW_MONTH] = { "month", N_("Month") },
  [VECHE_PLAN_VIEW_WEEK] = { "week", N_("Week") }, [VECHE_PLAN_VIEW_LIST] = { "list", N_("List") }, [VECHE_PLAN_VIEW_YEAR] = { "year", N_("Year") },
};

const char *
veche_plan_view_nick (VechePlanViewKind view)
{
  return views[view].nick;
}

const char *
veche_plan_view_title (VechePlanViewKind view)
{
  return view == VECHE_PLAN_VIEW_TIMELINE ? C_("plan", "Timeline") : _(views[view].title);
}

gboolean
veche_plan_view_parse (const char *nick, VechePlanViewKind *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].nick, nick) == 0)
      {
        *view = (VechePlanViewKind) i;
        return TRUE;
      }

  return FALSE;
}

/*** Where it is ***/

/* glibc says it as the weekday of 1997-11-30 + first_weekday - 1. */
int
veche_plan_first_weekday (void)
{
  const char *first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  guint32 origin = GPOINTER_TO_UINT (nl_langinfo (_NL_TIME_WEEK_1STDAY));
  int day = first != NULL ? first[0] : 2;

  /* week_1stday: 19971130 is a Sunday, 19971201 a Monday */
  return origin == 19971201 ? (day - 1) % DAYS_A_WEEK + 1 : (day + DAYS_A_WEEK - 2) % DAYS_A_WEEK + 1;
}

char *
veche_plan_week_start (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  g_return_val_if_fail (date != NULL, NULL);

  return veche_when_add_days (day, -((g_date_time_get_day_of_week (date) - veche_plan_first_weekday () + DAYS_A_WEEK) % DAYS_A_WEEK));
}

/* Whole weeks. */
static void
month_bounds (const char *day, char **since, char **until)
{
  g_autofree char *first = g_strdup_printf ("%.8s01", day), *next = NULL, *last = NULL;

  /* 31 days after the first of a month is in the next one. */
  next = veche_when_add_days (first, 31);
  memcpy (next + strlen ("2026-12-"), "01", 2);
  *since = veche_plan_week_start (first);
  last = veche_when_add_days (next, DAYS_A_WEEK - 1);
  *until = veche_plan_week_start (last);
}

void
veche_plan_view_bounds (VechePlanViewKind view, const char *day, char **since, char **until)
{
  g_autofree char *quarter = veche_quarter_of_day (day);

  g_return_if_fail (quarter != NULL);

  if (view == VECHE_PLAN_VIEW_MONTH)
    month_bounds (day, since, until);
  else if (view == VECHE_PLAN_VIEW_WEEK)
    {
      *since = veche_plan_week_start (day);
      *until = veche_when_add_days (*since, DAYS_A_WEEK);
    }
  else if (view == VECHE_PLAN_VIEW_YEAR)
    {
      *since = g_strdup_printf ("%.4s-01-01", day);
      *until = g_strdup_printf ("%04d-01-01", atoi (day) + 1);
    }
  else
    veche_quarter_bounds (quarter, since, until);
}

char *
veche_plan_view_period (VechePlanViewKind view, const char *day, gboolean brief)
{
  g_autofree char *since = NULL, *until = NULL, *last = NULL, *from = NULL, *to = NULL, *quarter = veche_quarter_of_day (day);

  if (view == VECHE_PLAN_VIEW_MONTH)
    return veche_day_month_title (day);
  if (view == VECHE_PLAN_VIEW_YEAR)
    return g_strndup (day, 4);
  if (view != VECHE_PLAN_VIEW_WEEK && brief)
    {
      from = veche_quarter_short (quarter);
      return g_strdup_printf ("%s %.4s", from, quarter);
    }
  if (view != VECHE_PLAN_VIEW_WEEK)
    return veche_quarter_title (quarter);

  veche_plan_view_bounds (view, day, &since, &until);
  last = veche_when_add_days (until, -1);
  if (strncmp (since, last, strlen ("2026-12")) == 0)
    /* Translators: month, from day to day of it: "Dec 14–20" */
    return g_strdup_printf (C_("date", "%1$s %2$d–%3$d"), veche_month_short (atoi (since + strlen ("2026-"))), atoi (since + strlen ("2026-12-")),
                            atoi (last + strlen ("2026-12-")));
  from = veche_day_short (since);
  to = veche_day_short (last);

  return g_strdup_printf (_("%1$s – %2$s"), from, to);
}

char *
veche_plan_view_place (const char *day)
{
  g_autofree char *today = veche_day_today ();

  return g_strjoin (" ", day, today, veche_when_own_zone (), NULL);
}

char *
veche_plan_view_step (VechePlanViewKind view, const char *day, int by)
{
  g_autofree char *quarter = veche_quarter_of_day (day), *since = NULL, *until = NULL, *moved = NULL;
  g_autoptr (GDateTime) date = NULL, other = NULL;

  if (view == VECHE_PLAN_VIEW_WEEK)
    return veche_when_add_days (day, by * DAYS_A_WEEK);
  if (view == VECHE_PLAN_VIEW_MONTH || view == VECHE_PLAN_VIEW_YEAR)
    {
      g_autofree char *first = g_strdup_printf ("%.8s01", day);

      date = veche_day_parse (first);
      other = view == VECHE_PLAN_VIEW_MONTH ? g_date_time_add_months (date, by) : g_date_time_add_years (date, by);
      return other != NULL ? g_date_time_format (other, "%Y-%m-%d") : NULL;
    }
  moved = veche_quarter_step (quarter, by);
  veche_quarter_bounds (moved, &since, &until);

  return g_steal_pointer (&since);
}

/*** Reading ***/

VechePlanData *
veche_plan_data_new (VechePlanViewKind view, VechePlanSpan span, const char *day)
{
  VechePlanData *self = g_new0 (VechePlanData, 1);

  self->view = view;
  self->span = span;
  self->day = g_strdup (day);
  if (view == VECHE_PLAN_VIEW_LIST && span == VECHE_PLAN_SPAN_ALL)
    {
      self->since = g_strdup_printf ("%04d-01-01", MAX (atoi (day) - YEARS_ABOUT, 1));
      self->until = g_strdup_printf ("%04d-01-01", MIN (atoi (day) + YEARS_ABOUT + 1, 9999));
    }
  else
    veche_plan_view_bounds (view == VECHE_PLAN_VIEW_LIST && span == VECHE_PLAN_SPAN_YEAR ? VECHE_PLAN_VIEW_YEAR : view, day, &self->since, &self->until);

  return self;
}

void
veche_plan_data_free (gpointer data)
{
  VechePlanData *self = data;

  g_free (self->day);
  g_free (self->since);
  g_free (self->until);
  g_clear_pointer (&self->quarter, veche_quarter_free);
  g_clear_pointer (&self->next, veche_quarter_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->tally, veche_plan_tally_free);
  g_free (self);
}

static gboolean
load_entries (VecheDb *db, VechePlanData *data, GError **error)
{
  VechePlanQuery query = { .since = data->since, .until = data->until };

  /* A calendar shows what was called off, too: who comes by looks for it. */
  query.with_off = data->view == VECHE_PLAN_VIEW_QUARTER || data->view == VECHE_PLAN_VIEW_MONTH || data->view == VECHE_PLAN_VIEW_WEEK || data->view == VECHE_PLAN_VIEW_LIST;
  if (data->view == VECHE_PLAN_VIEW_BOARD)
    query.kinds = 1u << VECHE_PLAN_PROJECT | 1u << VECHE_PLAN_EVENT;
  else if (data->view == VECHE_PLAN_VIEW_YEAR)
    query.kinds = 1u << VECHE_PLAN_PROJECT;
  else if (data->view == VECHE_PLAN_VIEW_QUARTER)
    query.kinds = 1u << VECHE_PLAN_STEP | 1u << VECHE_PLAN_EVENT;
  data->entries = veche_plan_entries (db, &query, error);
  if (data->entries != NULL && data->view == VECHE_PLAN_VIEW_YEAR)
    data->tally = veche_plan_tally (db, data->since, data->until, NULL, data->agendas, error);

  return data->entries != NULL && (data->tally != NULL || data->view != VECHE_PLAN_VIEW_YEAR);
}

static gboolean
load_quarter (VecheDb *db, VechePlanData *data, const char *quarter, GError **error)
{
  g_autofree char *next = veche_quarter_step (quarter, 1);

  data->next = veche_plan_quarter_projects (db, next, error);
  if (data->next != NULL)
    data->past = veche_plan_past_projects (db, quarter, PAST_PROJECTS, error);

  return data->past != NULL && load_entries (db, data, error);
}

gpointer
veche_plan_load_job (VecheDb *db, gpointer wanted, GError **error)
{
  VechePlanData *asked = wanted, *data = veche_plan_data_new (asked->view, asked->span, asked->day);
  g_autofree char *quarter = veche_quarter_of_day (data->day);
  gboolean ok;

  data->quarter = veche_plan_quarter_projects (db, quarter, error);
  ok = data->quarter != NULL && (data->agendas = veche_plan_agendas (db, error)) != NULL &&
       (data->view == VECHE_PLAN_VIEW_QUARTER ? load_quarter (db, data, quarter, error) : load_entries (db, data, error));
  if (!ok)
    g_clear_pointer (&data, veche_plan_data_free);

  return data;
}

void
veche_plan_pulse_free (gpointer pulse)
{
  VechePlanPulse *self = pulse;

  g_clear_pointer (&self->agendas, veche_agendas_free);
  g_clear_pointer (&self->alarms, g_ptr_array_unref);
  g_free (self);
}

gpointer
veche_plan_pulse_job (VecheDb *db, gpointer quarter, GError **error)
{
  VechePlanPulse *self = g_new0 (VechePlanPulse, 1);
  gint64 now = veche_now ();

  self->agendas = veche_agendas_weigh (db, AGENDA_WEEKS, AGENDA_TOPICS, now, error);
  if (self->agendas != NULL)
    self->alarms = veche_alarms_find (db, NULL, self->agendas, now, error);
  if (self->alarms == NULL)
    g_clear_pointer (&self, veche_plan_pulse_free);

  return self;
}
