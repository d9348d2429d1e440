/* veche-calendar-links.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The links themselves, and what is to be sent.
 */

#include "store/veche-calendar-links-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
link_free (gpointer data)
{
  VecheCalendarLink *self = data;

  g_free (self->href);
  g_free (self->uid);
  g_free (self->object_uid);
  g_free (self->etag);
  g_free (self->base);
  g_free (self->hash);
  g_free (self);
}

void
veche_calendar_push_free (gpointer data)
{
  VecheCalendarPush *self = data;

  g_free (self->href);
  g_free (self->etag);
  g_free (self->uid);
  g_free (self->object_uid);
  g_free (self->hash);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

GHashTable *
veche_calendar_links_load (VecheDb *db, const char *calendar, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT href, entry, object_uid, etag, base, hash, object = 'task', sequence FROM plan_calendar_link WHERE calendar = ?1");
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, link_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, calendar);
  while (veche_statement_step (row, &local))
    {
      VecheCalendarLink *link = g_new0 (VecheCalendarLink, 1);
      char **texts[] = { &link->href, &link->uid, &link->object_uid, &link->etag, &link->base, &link->hash };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      link->task = veche_statement_int (row, 6) != 0;
      link->gone = veche_statement_int (row, 7) != 0;
      g_hash_table_insert (links, link->href, link);
    }
  if (local == NULL)
    return g_steal_pointer (&links);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gboolean
veche_calendar_links_clear (VecheDb *db, const char *calendar, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "DELETE FROM plan_calendar_link WHERE calendar = ?1");

  veche_statement_bind_text (row, 1, calendar);

  return veche_statement_run (row, error);
}

gboolean
veche_calendar_link_save (VecheDb *db, const char *calendar, const VecheCalendarLink *link, GError **error)
{
  static const char sql[] =
    "INSERT INTO plan_calendar_link (calendar, href, entry, object, object_uid, etag, base, hash, sequence, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    " ON CONFLICT (calendar, href) DO UPDATE SET entry = excluded.entry, object = excluded.object, object_uid = excluded.object_uid, etag = excluded.etag,"
    " base = excluded.base, hash = excluded.hash, sequence = excluded.sequence, at = excluded.at";
  VecheStatement *row = veche_db_prepare (db, sql);
  const char *const texts[] = { calendar, link->href, link->uid, link->task ? "task" : "event", link->object_uid, link->etag, link->base, link->hash };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    veche_statement_bind_text (row, (int) i + 1, texts[i]);
  veche_statement_bind_int (row, 9, link->gone);
  veche_statement_bind_int (row, 10, veche_now ());

  return veche_statement_run (row, error);
}

gboolean
veche_calendar_link_forget (VecheDb *db, const char *calendar, const char *href, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "DELETE FROM plan_calendar_link WHERE calendar = ?1 AND href = ?2");

  veche_statement_bind_text (row, 1, calendar);
  veche_statement_bind_text (row, 2, href);

  return veche_statement_run (row, error);
}

/*** Ours, by the UID they have in calendars ***/

/* (element-type utf8 GPtrArray (element-type VecheCalendarEntry)), and in order (out), both (transfer full) */
GHashTable *
veche_calendar_groups (VecheDb *db, GPtrArray **order, GError **error)
{
  const VecheCalendarQuery query = { .with_tasks = TRUE };
  g_autoptr (GPtrArray) entries = veche_calendar_list (db, &query, error);
  GHashTable *groups;

  if (entries == NULL)
    return NULL;
  groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  *order = g_ptr_array_new ();
  for (guint i = 0; i < entries->len; i++)
    {
      VecheCalendarEntry *entry = entries->pdata[i];
      GPtrArray *group = g_hash_table_lookup (groups, entry->uid);

      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
          g_hash_table_insert (groups, entry->uid, group);
          g_ptr_array_add (*order, group);
        }
      g_ptr_array_add (group, entry);
    }
  g_ptr_array_set_free_func (entries, NULL);

  return groups;
}

char *
veche_calendar_group_digest (GPtrArray *group)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < group->len; i++)
    {
      g_autofree char *digest = veche_calendar_entry_digest (group->pdata[i]);

      g_string_append (all, digest);
    }

  return group->len == 1 ? g_string_free (g_steal_pointer (&all), FALSE) : g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, -1);
}

/*** What is to be sent ***/

/* The entries that came from another calendar belong there. */
static gboolean
is_anothers (VecheDb *db, const char *calendar, const VecheCalendarEntry *entry)
{
  VecheStatement *row;
  gboolean found;

  if (!entry->foreign)
    return FALSE;
  row = veche_db_prepare (db, "SELECT 1 FROM plan_calendar_link WHERE object_uid = ?1 AND calendar <> ?2 LIMIT 1");
  veche_statement_bind_text (row, 1, entry->row);
  veche_statement_bind_text (row, 2, calendar);
  found = veche_statement_step (row, NULL);
  if (found)
    veche_statement_reset (row);

  return found;
}

static char *
new_href (const char *folder, const char *uid)
{
  g_autofree char *escaped = g_uri_escape_string (uid, NULL, FALSE);

  return g_strconcat (folder, escaped, ".ics", NULL);
}

static VecheCalendarPush *
new_push (const VecheCalendarLink *link, GPtrArray *group, const char *folder, char *hash)
{
  const VecheCalendarEntry *first = group->pdata[0];
  VecheCalendarPush *push = g_new0 (VecheCalendarPush, 1);

  push->href = link != NULL ? g_strdup (link->href) : new_href (folder, first->uid);
  push->etag = link != NULL && !link->gone ? g_strdup (link->etag) : NULL;
  push->uid = g_strdup (first->uid);
  push->object_uid = g_strdup (first->row);
  push->task = first->task;
  push->entries = g_ptr_array_ref (group);
  push->hash = hash;

  return push;
}

/* A person deleted it; what an undo took away was only brought by mistake, and stays where it came from. */
static gboolean
was_deleted_by_hand (VecheDb *db, const char *object_uid)
{
  static const char sql[] = "SELECT g.undoes IS NULL AND g.actor <> '" VECHE_ACTOR_CALENDAR "' FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
                            " WHERE j.object_uid = ?1 AND j.field = '' ORDER BY j.id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean by_hand = FALSE;

  veche_statement_bind_text (row, 1, object_uid);
  if (veche_statement_step (row, NULL))
    {
      by_hand = veche_statement_int (row, 0) != 0;
      veche_statement_reset (row);
    }

  return by_hand;
}

/* Links whose rows are no more. */
static gboolean
add_removals (VecheDb *db, const char *calendar, GHashTable *links, GHashTable *alive, GPtrArray *pushes, GError **error)
{
  GHashTableIter iter;
  VecheCalendarLink *link;

  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    {
      VecheCalendarPush *push;

      if (link->gone || *link->object_uid == '\0' || g_hash_table_contains (alive, link->object_uid))
        continue;
      if (!was_deleted_by_hand (db, link->object_uid))
        {
          g_free (link->object_uid);
          link->object_uid = g_strdup ("");
          if (!veche_calendar_link_save (db, calendar, link, error))
            return FALSE;
          continue;
        }
      push = g_new0 (VecheCalendarPush, 1);
      push->href = g_strdup (link->href);
      push->etag = g_strdup (link->etag);
      push->uid = g_strdup (link->uid);
      push->object_uid = g_strdup (link->object_uid);
      push->task = link->task;
      push->remove = TRUE;
      g_ptr_array_add (pushes, push);
    }

  return TRUE;
}

/* (transfer full): keys and values are the links'. */
static GHashTable *
by_object (GHashTable *links)
{
  GHashTable *found = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  VecheCalendarLink *link;

  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    if (*link->object_uid != '\0')
      g_hash_table_insert (found, link->object_uid, link);

  return found;
}

GPtrArray *
veche_calendar_pushes (VecheDb *db, const char *calendar, const char *folder, gboolean events, gboolean tasks, GError **error)
{
  g_autoptr (GHashTable) links = veche_calendar_links_load (db, calendar, error), groups = NULL, objects = NULL, alive = NULL;
  g_autoptr (GPtrArray) order = NULL, pushes = g_ptr_array_new_with_free_func (veche_calendar_push_free);

  groups = links != NULL ? veche_calendar_groups (db, &order, error) : NULL;
  if (groups == NULL)
    return NULL;
  objects = by_object (links);
  alive = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < order->len; i++)
    {
      GPtrArray *group = order->pdata[i];
      const VecheCalendarEntry *first = group->pdata[0];
      const VecheCalendarLink *link = g_hash_table_lookup (objects, first->row);
      g_autofree char *hash = NULL;

      g_hash_table_add (alive, first->row);
      if (link == NULL && (folder == NULL || !(first->task ? tasks : events) || first->recurs != NULL || is_anothers (db, calendar, first)))
        continue;
      /* Sent, and it did not say as what: the next look tells. */
      if (link != NULL && !link->gone && link->etag == NULL)
        continue;
      hash = veche_calendar_group_digest (group);
      if (link == NULL || g_strcmp0 (link->hash, hash) != 0)
        g_ptr_array_add (pushes, new_push (link, group, folder, g_steal_pointer (&hash)));
    }

  return add_removals (db, calendar, links, alive, pushes, error) ? g_steal_pointer (&pushes) : NULL;
}

gboolean
veche_calendar_pushed (VecheDb *db, const char *calendar, const VecheCalendarPush *push, const char *etag, const char *text, GError **error)
{
  const VecheCalendarLink link = { .href = push->href, .uid = push->uid, .object_uid = push->object_uid, .etag = (char *) etag,
                                   .base = push->remove ? NULL : (char *) text, .hash = push->remove ? (char *) "" : push->hash,
                                   .task = push->task, .gone = push->remove };

  return veche_calendar_link_save (db, calendar, &link, error);
}
