/* veche-alarms.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-alarms.h"

#include <string.h>

#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-alarms-table.h"
#include "store/veche-plan-table.h"

#define QUARTER_BEFORE 28   /* days */
#define SLOT_BEFORE    21
#define HOST_BEFORE    14
#define URGENT         7

typedef GPtrArray *(*Read) (VecheDb *db, const char *first, const char *second, GError **error);

void
veche_alarm_free (VecheAlarm *self)
{
  g_free (self->quarter);
  g_free (self->uid);
  g_free (self->title);
  g_free (self->project_uid);
  g_free (self->project_title);
  g_free (self->day);
  g_free (self);
}

const char *
veche_alarm_nick (VecheAlarmKind kind)
{
  static const char *const nicks[] = { "empty-quarter", "slot", "step", "tasks", "no-host", "agenda" };

  return nicks[kind];
}

static VecheAlarm *
add (GPtrArray *alarms, VecheAlarmKind kind, int days)
{
  VecheAlarm *alarm = g_new0 (VecheAlarm, 1);

  alarm->kind = kind;
  alarm->days = days;
  alarm->urgent = days <= URGENT;
  g_ptr_array_add (alarms, alarm);

  return alarm;
}

static gboolean
add_quarter (VecheDb *db, GPtrArray *alarms, const char *quarter, const char *today, GError **error)
{
  g_autofree char *since = NULL, *until = NULL;
  guint projects, ideas;
  VecheAlarm *alarm;
  int days;

  if (!veche_alarms_count_projects (db, quarter, &projects, &ideas, error))
    return FALSE;
  veche_quarter_bounds (quarter, &since, &until);
  days = veche_when_days_between (today, since);
  if (projects > 0 || days > QUARTER_BEFORE || strcmp (today, until) >= 0)
    return TRUE;
  alarm = add (alarms, VECHE_ALARM_EMPTY_QUARTER, days);
  alarm->quarter = g_strdup (quarter);
  alarm->title = g_strdup (quarter);
  alarm->day = g_steal_pointer (&since);
  alarm->n = ideas;

  return TRUE;
}

static gboolean
add_rows (VecheDb *db, GPtrArray *alarms, VecheAlarmKind kind, Read read, const char *first, const char *second, const char *today, GError **error)
{
  g_autoptr (GPtrArray) rows = read (db, first, second, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheWorryRow *row = rows->pdata[i];
      VecheAlarm *alarm = add (alarms, kind, veche_when_days_between (today, row->day));

      alarm->quarter = g_strdup (row->quarter);
      alarm->uid = g_strdup (row->uid);
      alarm->title = g_strdup (row->title);
      alarm->project_uid = g_strdup (row->project_uid);
      alarm->project_title = g_strdup (row->project_title);
      alarm->day = g_strdup (row->day);
      alarm->n = row->n;
    }

  return rows != NULL;
}

static void
add_agendas (GPtrArray *alarms, const VecheAgendas *agendas)
{
  guint heard = agendas->messages;

  for (guint i = 0; i < agendas->agendas->len; i++)
    heard += ((const VecheAgendaShare *) agendas->agendas->pdata[i])->events;
  /* Where nobody has said anything yet, none is missed more than the others. */
  if (heard == 0)
    return;

  for (guint i = 0; i < agendas->agendas->len; i++)
    {
      const VecheAgendaShare *share = agendas->agendas->pdata[i];
      VecheAlarm *alarm;

      if (share->state != VECHE_AGENDA_MISSING)
        continue;
      alarm = add (alarms, VECHE_ALARM_AGENDA, share->last != 0 ? -(int) ((agendas->until - share->last) / G_TIME_SPAN_DAY) : G_MININT);
      alarm->uid = g_strdup (share->uid);
      alarm->title = g_strdup (share->name);
      alarm->urgent = FALSE;
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const VecheAlarm *one = *(VecheAlarm *const *) a, *other = *(VecheAlarm *const *) b;

  if (one->urgent != other->urgent)
    return one->urgent ? -1 : 1;
  if (one->days != other->days)
    return one->days < other->days ? -1 : 1;

  return one->kind != other->kind ? (int) one->kind - (int) other->kind : g_strcmp0 (one->uid, other->uid);
}

/* Events without a host belong to the time, not to the project: with a quarter, those of its days. */
static gboolean
add_events (VecheDb *db, GPtrArray *alarms, const char *quarter, const char *today, GError **error)
{
  g_autofree char *until = veche_when_add_days (today, HOST_BEFORE), *first = NULL, *after = NULL;

  if (quarter != NULL)
    veche_quarter_bounds (quarter, &first, &after);

  return add_rows (db, alarms, VECHE_ALARM_NO_HOST, veche_alarms_unled_events, first != NULL && strcmp (first, today) > 0 ? first : today,
                   after != NULL && strcmp (after, until) < 0 ? after : until, today, error);
}

GPtrArray *
veche_alarms_find (VecheDb *db, const char *quarter, const VecheAgendas *agendas, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) alarms = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_alarm_free);
  g_autofree char *today = veche_when_today (now != 0 ? now : veche_now (), NULL), *soon = veche_when_add_days (today, SLOT_BEFORE);
  g_autofree char *this = veche_quarter_of_day (today), *next = veche_quarter_step (this, 1);

  if (quarter != NULL ? !add_quarter (db, alarms, quarter, today, error)
                      : !add_quarter (db, alarms, this, today, error) || !add_quarter (db, alarms, next, today, error))
    return NULL;
  if (!add_rows (db, alarms, VECHE_ALARM_STEP, veche_alarms_late_steps, quarter, today, today, error)
      || !add_rows (db, alarms, VECHE_ALARM_TASKS, veche_alarms_late_tasks, quarter, today, today, error)
      || !add_rows (db, alarms, VECHE_ALARM_SLOT, veche_alarms_empty_slots, quarter, soon, today, error)
      || !add_events (db, alarms, quarter, today, error))
    return NULL;
  if (agendas != NULL)
    add_agendas (alarms, agendas);
  g_ptr_array_sort (alarms, compare);

  return g_steal_pointer (&alarms);
}
