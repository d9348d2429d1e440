/* veche-calendar-follow.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came from a calendar that is followed, merged into the plan.
 */

#include "store/veche-calendar-links-private.h"

#include <string.h>

#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

void
veche_calendar_arrival_free (gpointer data)
{
  VecheCalendarArrival *self = data;

  g_free (self->href);
  g_free (self->etag);
  g_free (self->text);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  VecheDb     *db;
  const char  *calendar;
  GHashTable  *links, *groups;     /* as they were */
  VecheEdit   *edit;
  GPtrArray   *entries;            /* all that came, to be compared */
  GHashTable  *kept;               /* set of UIDs: something of ours is to be sent */
  GHashTable  *there;              /* set of UIDs that stand there under whatever address */
  VecheCalendarCounts *counts;
} Following;

/* (nullable) */
static VecheCalendarEntry *
find_same (GPtrArray *entries, const VecheCalendarEntry *entry)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (veche_calendar_entry_is_same (entries->pdata[i], entry))
      return entries->pdata[i];

  return NULL;
}

/*** Gone there ***/

/* A calendar knows of when and where; guests, a programme, what became of it hang on the row. */
static gboolean
has_more (VecheDb *db, const char *uid)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM event_participant WHERE event_id = e.id) OR EXISTS (SELECT 1 FROM event_item WHERE event_id = e.id)"
    " OR EXISTS (SELECT 1 FROM event_entry WHERE event_id = e.id) OR EXISTS (SELECT 1 FROM event_poll WHERE event_id = e.id)"
    " OR EXISTS (SELECT 1 FROM event_mark WHERE event_id = e.id AND state = 'done') FROM event AS e WHERE e.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean more = FALSE;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    {
      more = veche_statement_int (row, 0) != 0;
      veche_statement_reset (row);
    }

  return more;
}

static gboolean
drop_group (Following *self, GPtrArray *group)
{
  gboolean more = FALSE;

  for (guint i = 0; i < group->len; i++)
    {
      const VecheCalendarEntry *entry = group->pdata[i];

      more |= !entry->task && has_more (self->db, entry->row);
    }
  for (guint i = group->len; i-- > 0;)
    {
      const VecheCalendarEntry *entry = group->pdata[i];

      if (!more)
        veche_edit_delete (self->edit, entry->task ? "task" : "event", entry->row);
      else
        veche_edit_set_text (self->edit, "event", entry->row, "status", "cancelled");
    }

  return more;
}

static gboolean
is_over (GPtrArray *group)
{
  gint64 now = veche_now ();

  for (guint i = 0; i < group->len; i++)
    {
      const VecheCalendarEntry *entry = group->pdata[i];

      if (entry->rrule != NULL || entry->starts == NULL || veche_when_instant (entry->starts, entry->tz) > now)
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_gone (Following *self, const VecheCalendarArrival *arrival, GError **error)
{
  VecheCalendarLink *link = g_hash_table_lookup (self->links, arrival->href);
  GPtrArray *group = link != NULL ? g_hash_table_lookup (self->groups, link->uid) : NULL;
  g_autofree char *digest = group != NULL ? veche_calendar_group_digest (group) : NULL;

  if (link == NULL || link->gone)
    return TRUE;
  /* Moved to another of its calendars, it is gone from the first only. */
  if (group == NULL || g_hash_table_contains (self->there, link->uid) || (arrival->lapsed && is_over (group)))
    return veche_calendar_link_forget (self->db, self->calendar, arrival->href, error);
  link->gone = TRUE;
  g_clear_pointer (&link->etag, g_free);
  g_clear_pointer (&link->base, g_free);
  if (g_strcmp0 (link->hash, digest) == 0)
    {
      gboolean stays = drop_group (self, group);

      self->counts->removed++;
      if (!stays)
        return veche_calendar_link_forget (self->db, self->calendar, arrival->href, error);
      /* As cancelled it is what was agreed; changed again here, it is sent anew. */
      for (guint i = 0; i < group->len; i++)
        {
          VecheCalendarEntry *entry = group->pdata[i];

          g_free (entry->status);
          entry->status = g_strdup ("cancelled");
        }
      g_free (link->hash);
      link->hash = veche_calendar_group_digest (group);
    }

  return veche_calendar_link_save (self->db, self->calendar, link, error);
}

/*** There ***/

/* A day that differed from its series there, and does not any more. */
static void
drop_days (Following *self, const VecheCalendarArrival *arrival, GPtrArray *group)
{
  for (guint i = 0; group != NULL && arrival->base != NULL && i < group->len; i++)
    {
      const VecheCalendarEntry *ours = group->pdata[i];

      if (ours->recurs != NULL && find_same (arrival->base, ours) != NULL && find_same (arrival->entries, ours) == NULL && !has_more (self->db, ours->row))
        veche_edit_delete (self->edit, "event", ours->row);
    }
}

static void
take_entries (Following *self, VecheCalendarArrival *arrival)
{
  for (guint i = 0; i < arrival->entries->len; i++)
    {
      VecheCalendarEntry *entry = arrival->entries->pdata[i];
      const VecheCalendarEntry *ours = find_same (g_hash_table_lookup (self->groups, entry->uid), entry);
      const VecheCalendarEntry *base = find_same (arrival->base, entry);

      entry->present = base != NULL;
      if (ours != NULL && base != NULL && veche_calendar_entry_merge (entry, ours, base))
        g_hash_table_add (self->kept, entry->uid);
      g_ptr_array_add (self->entries, entry);
    }
  if (arrival->entries->len > 0)
    drop_days (self, arrival, g_hash_table_lookup (self->groups, ((VecheCalendarEntry *) arrival->entries->pdata[0])->uid));
}

/* Its link, once all is written. steps: of the comparison, UID → first one. */
static gboolean
link_arrival (Following *self, const VecheCalendarArrival *arrival, GHashTable *steps, GHashTable *groups, GError **error)
{
  const VecheCalendarEntry *first = arrival->entries->pdata[0];
  const VecheCalendarStep *step = g_hash_table_lookup (steps, first->uid);
  GPtrArray *group = g_hash_table_lookup (groups, first->uid);
  const VecheCalendarEntry *ours = group != NULL ? group->pdata[0] : NULL;
  g_autofree char *hash = NULL;
  VecheCalendarLink link = { .href = arrival->href, .uid = first->uid, .object_uid = (char *) (ours != NULL ? ours->row : ""), .etag = arrival->etag,
                             .base = arrival->text, .task = first->task };

  /* What is newer here is sent. */
  if (group != NULL && !g_hash_table_contains (self->kept, first->uid) && (step == NULL || step->outcome != VECHE_CALENDAR_REFUSED))
    hash = veche_calendar_group_digest (group);
  link.hash = hash != NULL ? hash : (char *) "";

  return veche_calendar_link_save (self->db, self->calendar, &link, error);
}

static GHashTable *
count_steps (Following *self, GPtrArray *steps)
{
  GHashTable *by_uid = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < steps->len; i++)
    {
      VecheCalendarStep *step = steps->pdata[i];

      if (!g_hash_table_contains (by_uid, step->entry->uid))
        g_hash_table_insert (by_uid, step->entry->uid, step);
      self->counts->added += step->outcome == VECHE_CALENDAR_NEW;
      self->counts->changed += step->outcome == VECHE_CALENDAR_CHANGED;
      self->counts->refused += step->outcome == VECHE_CALENDAR_REFUSED;
    }

  return by_uid;
}

static gboolean
follow (Following *self, GPtrArray *arrivals, guint from, guint n, GError **error)
{
  g_autoptr (GPtrArray) steps = NULL, order = NULL;
  g_autoptr (GHashTable) by_uid = NULL, groups = NULL;

  for (guint i = from; i < from + n; i++)
    {
      VecheCalendarArrival *arrival = arrivals->pdata[i];

      if (arrival->entries != NULL)
        take_entries (self, arrival);
      else if (!take_gone (self, arrival, error))
        return FALSE;
    }
  steps = veche_calendar_compare (self->db, self->entries, error);
  if (steps == NULL || !veche_calendar_edit_import (self->db, self->edit, steps, error)
      || veche_journal_apply (self->db, self->edit, VECHE_ACTOR_CALENDAR, error) == 0)
    return FALSE;
  by_uid = count_steps (self, steps);
  groups = veche_calendar_groups (self->db, &order, error);
  if (groups == NULL)
    return FALSE;
  for (guint i = from; i < from + n; i++)
    {
      const VecheCalendarArrival *arrival = arrivals->pdata[i];

      if (arrival->entries != NULL && arrival->entries->len > 0 && !link_arrival (self, arrival, by_uid, groups, error))
        return FALSE;
    }

  return TRUE;
}

/* (transfer full): the UIDs are the links' and the arrivals'. */
static GHashTable *
uids_there (GHashTable *links, GPtrArray *arrivals)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  VecheCalendarLink *link;

  for (guint i = 0; i < arrivals->len; i++)
    {
      const VecheCalendarArrival *arrival = arrivals->pdata[i];

      if (arrival->entries == NULL)
        g_hash_table_add (gone, arrival->href);
      else if (arrival->entries->len > 0)
        g_hash_table_add (there, ((VecheCalendarEntry *) arrival->entries->pdata[0])->uid);
    }
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    if (!link->gone && !g_hash_table_contains (gone, link->href))
      g_hash_table_add (there, link->uid);

  return there;
}

gboolean
veche_calendar_follow (VecheDb *db, const char *calendar, const char *name, GPtrArray *arrivals, guint from, guint n, VecheCalendarCounts *counts,
                       GError **error)
{
  g_autoptr (GHashTable) links = veche_calendar_links_load (db, calendar, error), groups = NULL, kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) there = links != NULL ? uids_there (links, arrivals) : NULL;
  g_autoptr (GPtrArray) order = NULL, entries = g_ptr_array_new ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("import-calendar", name);
  Following self = { db, calendar, links, NULL, edit, entries, kept, there, counts };

  groups = self.groups = links != NULL ? veche_calendar_groups (db, &order, error) : NULL;

  return groups != NULL && follow (&self, arrivals, from, n, error);
}
