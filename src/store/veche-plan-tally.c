/* veche-plan-tally.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-tally.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"

typedef struct
{
  VechePlanTally *tally;
  GPtrArray      *agendas;   /* VecheAgenda */
  const char     *since, *tz;
} Counting;

void
veche_plan_tally_free (VechePlanTally *self)
{
  g_free (self->events);
  g_free (self->carried);
  g_free (self);
}

static void
count_cb (const VecheOccurrence *one, gpointer user_data)
{
  Counting *self = user_data;
  VechePlanTally *tally = self->tally;
  g_autofree char *there = one->whole || g_strcmp0 (one->tz, self->tz) == 0 ? NULL : veche_when_local (one->from, self->tz);
  int day = veche_when_days_between (self->since, there != NULL ? there : one->starts);

  if (day < 0 || day >= (int) tally->n_days)
    return;
  tally->events[day]++;
  for (guint i = 0; one->agenda_uid != NULL && i < tally->n_agendas; i++)
    if (g_str_equal (((VecheAgenda *) self->agendas->pdata[i])->uid, one->agenda_uid))
      {
        tally->carried[(guint) day * tally->n_agendas + i]++;
        break;
      }
}

VechePlanTally *
veche_plan_tally (VecheDb *db, const char *since, const char *until, const char *tz, GPtrArray *agendas, GError **error)
{
  g_autoptr (VechePlanTally) tally = g_new0 (VechePlanTally, 1);
  Counting self = { tally, agendas, since, tz != NULL ? tz : veche_when_own_zone () };
  /* A day more on either side: whole days are days of the zone they were written in. */
  VecheEventsQuery query = { .from = veche_when_instant (since, self.tz) - G_TIME_SPAN_DAY, .until = veche_when_instant (until, self.tz) + G_TIME_SPAN_DAY };

  tally->n_days = (guint) MAX (veche_when_days_between (since, until), 0);
  tally->n_agendas = agendas->len;
  tally->events = g_new0 (guint, tally->n_days);
  tally->carried = g_new0 (guint, (gsize) tally->n_days * tally->n_agendas);

  return veche_events_tell (db, &query, count_cb, &self, error) ? g_steal_pointer (&tally) : NULL;
}
