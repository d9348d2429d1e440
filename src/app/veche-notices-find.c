/* veche-notices-find.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-notices-private.h"

#include <glib/gi18n.h>

#include "analysis/veche-heat.h"
#include "app/veche-event-words.h"
#include "app/veche-plan-words.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-notices-table.h"
#include "store/veche-promises-table.h"
#include "store/veche-reminders-table.h"

static void
thing_free (gpointer data)
{
  VecheNoticeThing *thing = data;

  g_free (thing->key);
  g_free (thing->uid);
  g_free (thing->who);
  g_free (thing->text);
  g_free (thing);
}

static void
group_free (gpointer data)
{
  VecheNoticeGroup *group = data;

  g_free (group->id);
  g_free (group->name);
  g_ptr_array_unref (group->things);
  g_free (group);
}

static VecheNoticeGroup *
find_group (GPtrArray *groups, const char *id, const char *name)
{
  VecheNoticeGroup *group;

  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (((VecheNoticeGroup *) groups->pdata[i])->id, id))
      return groups->pdata[i];

  group = g_new0 (VecheNoticeGroup, 1);
  group->id = g_strdup (id);
  group->name = g_strdup (name);
  group->things = g_ptr_array_new_with_free_func (thing_free);
  g_ptr_array_add (groups, group);

  return group;
}

/* key (transfer full) */
static VecheNoticeThing *
add_thing (VecheNoticeGroup *group, char *key, const char *uid, const char *who, const char *text)
{
  VecheNoticeThing *thing = g_new0 (VecheNoticeThing, 1);

  thing->key = key;
  thing->uid = g_strdup (uid);
  thing->who = g_strdup (who);
  thing->text = g_strdup (text);
  g_ptr_array_add (group->things, thing);

  return thing;
}

void
veche_notices_look_free (gpointer look)
{
  g_clear_pointer (&((VecheNoticesLook *) look)->alerts, g_ptr_array_unref);
  g_free (look);
}

void
veche_notices_found_free (gpointer found)
{
  g_clear_pointer (&((VecheNoticesFound *) found)->groups, g_ptr_array_unref);
  g_free (found);
}

static gboolean
find_mentions (VecheDb *db, VecheNoticesFound *found, const VecheNoticeSettings *wanted, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_notices_waiting (db, found->since, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheNoticeRow *row = rows->pdata[i];
      VecheNoticeOf of = veche_notices_of (wanted, row->source_uid);
      g_autofree char *id = g_strconcat ("source:", row->source_uid, NULL);

      if (of == VECHE_NOTICE_ALL || (of == VECHE_NOTICE_NEGATIVE && row->negative))
        add_thing (find_group (found->groups, id, row->source_name), g_strdup_printf ("m:%" G_GINT64_FORMAT, row->id), row->uid, row->who, row->text)->negative = row->negative;
    }

  return rows != NULL;
}

static gboolean
find_promises (VecheDb *db, VecheNoticesFound *found, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_promises_list (db, VECHE_PROMISES_DUE, 0, 0, error);
  gint64 next = 0;

  veche_promises_count_due (db, now, &next);
  found->next = next;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VechePromiseRow *row = rows->pdata[i];
      g_autofree char *uid = g_strconcat ("promise:", row->uid, NULL);

      add_thing (find_group (found->groups, "promises", NULL), g_strdup_printf ("p:%s:%" G_GINT64_FORMAT, row->uid, row->due),
                 row->mention_uid != NULL ? row->mention_uid : uid, row->member_name, row->text);
    }

  return rows != NULL;
}

static gboolean
find_requests (VecheDb *db, VecheNoticesFound *found, gint64 now, GError **error)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) rows = veche_notices_requests (db, now, &next, error);

  if (next != 0 && (found->next == 0 || next < found->next))
    found->next = next;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheNoticeRow *row = rows->pdata[i];

      add_thing (find_group (found->groups, "requests", NULL), g_strdup_printf ("r:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, row->id, row->due), row->uid,
                 row->who, row->text);
    }

  return rows != NULL;
}

/* Soonest first, in this computer's time. */
static gboolean
find_reminders (VecheDb *db, VecheNoticesFound *found, gint64 now, GError **error)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) rows = veche_reminders_list (db, now, &next, error);

  if (next != 0 && (found->next == 0 || next < found->next))
    found->next = next;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheReminder *row = rows->pdata[i];
      const char *clock = veche_clock_of (row->when);
      g_autofree char *uid = g_strconcat (row->task ? "task:" : "event:", row->uid, NULL), *day = veche_day_short (row->when);
      g_autofree char *when = clock != NULL ? g_strdup_printf ("%s, %.5s", day, clock) : g_strdup (day);
      g_autofree char *text = row->place != NULL && *row->place != '\0' ? g_strdup_printf ("%s · %s", when, row->place) : g_strdup (when);

      add_thing (find_group (found->groups, "reminders", NULL), g_strdup_printf ("e:%s:%s:%" G_GINT64_FORMAT, row->uid, row->when, row->at), uid, row->title, text);
    }

  return rows != NULL;
}

/* A talk is told of once, however long it stays hot; it is shown by the first of its messages that is in the Inbox. */
static void
find_heat (VecheDb *db, VecheNoticesFound *found, GPtrArray *alerts)
{
  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    {
      const VecheHeatAlert *alert = alerts->pdata[i];
      g_autofree char *text = NULL, *message = NULL, *uid = NULL;
      gint64 triage = 0;

      if (alert->kind == VECHE_HEAT_CRITIC)
        continue;
      for (guint j = 0; alert->ids != NULL && triage == 0 && j < alert->ids->len; j++)
        {
          g_free (message);
          message = veche_db_uid_for_id (db, "interaction", g_array_index (alert->ids, gint64, j));
          triage = message != NULL ? veche_inbox_find (db, message, NULL) : 0;
        }
      uid = triage != 0 ? veche_db_uid_for_id (db, "triage", triage) : NULL;
      /* Translators: how many messages came lately, how many people wrote them, how many come usually */
      text = g_strdup_printf (_ ("%u messages by %u people; usually %.0f"), alert->n, alert->people, alert->usual);
      add_thing (find_group (found->groups, "heat", NULL),
                 g_strdup_printf ("h:%s:%" G_GINT64_FORMAT, alert->source_uid, alert->interaction_id), uid, alert->source_name, text)->negative = TRUE;
    }
}

gpointer
veche_notices_look_job (VecheDb *db, gpointer input, GError **error)
{
  const VecheNoticesLook *look = input;
  g_autoptr (VecheNoticeSettings) wanted = veche_notices_settings_load (db);
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);
  g_autoptr (VecheNoticesFound) found = g_new0 (VecheNoticesFound, 1);
  gint64 now = veche_now ();

  found->groups = g_ptr_array_new_with_free_func (group_free);
  found->since = look->since >= 0 ? look->since : veche_notices_last (db);
  found->loud = veche_notices_next_loud (wanted, veche_hours_get_zone (hours), hours, now);
  if (!find_mentions (db, found, wanted, error) || (wanted->promises && !find_promises (db, found, now, error))
      || (wanted->requests && !find_requests (db, found, now, error)) || (wanted->reminders && !find_reminders (db, found, now, error)))
    return NULL;
  if (wanted->heat)
    find_heat (db, found, look->alerts);

  return g_steal_pointer (&found);
}
