/* veche-calendar-pull.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-calendar-pull.h"

#include <string.h>

#include "connectors/veche-caldav-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-ical-connector.h"
#include "connectors/veche-json.h"
#include "exchange/veche-ics.h"

#define MANY_GONE 10

void
veche_calendar_pull_free (gpointer data)
{
  VecheCalendarPull *self = data;

  g_ptr_array_unref (self->arrivals);
  g_free (self->cursor);
  g_free (self->folder);
  g_clear_pointer (&self->server, veche_caldav_free);
  g_free (self);
}

static VecheCalendarPull *
pull_new (void)
{
  VecheCalendarPull *self = g_new0 (VecheCalendarPull, 1);

  self->arrivals = g_ptr_array_new_with_free_func (veche_calendar_arrival_free);

  return self;
}

static VecheCalendarArrival *
add_arrival (VecheCalendarPull *self, const char *href)
{
  VecheCalendarArrival *arrival = g_new0 (VecheCalendarArrival, 1);

  arrival->href = g_strdup (href);
  g_ptr_array_add (self->arrivals, arrival);

  return arrival;
}

/* (transfer full) (nullable): it makes no sense, or nothing is in it. */
static GPtrArray *
read_entries (const char *text, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (VecheIcs) ics = bytes != NULL ? veche_ics_read (bytes, cancellable, NULL) : NULL;

  return ics != NULL && ics->entries->len > 0 ? g_ptr_array_ref (ics->entries) : NULL;
}

/* How much is gone, and of how much. */
static gboolean
is_much_gone (VecheCalendarPull *self, GHashTable *links, guint *gone)
{
  GHashTableIter iter;
  VecheCalendarLink *link;
  guint live = 0;

  *gone = 0;
  for (guint i = 0; i < self->arrivals->len; i++)
    *gone += ((VecheCalendarArrival *) self->arrivals->pdata[i])->entries == NULL;
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    live += !link->gone;

  return *gone > MANY_GONE && *gone * 2 > live;
}

/* TRUE: what is said to be gone is not taken yet, and everything is to be looked at anew the next time. next (inout): the cursor that remembers. */
static gboolean
drop_doubtful (VecheCalendarPull *self, const char *cursor, GHashTable *links, JsonObject *next)
{
  g_autoptr (JsonNode) before = veche_json_read (cursor);
  guint gone;

  if (!is_much_gone (self, links, &gone) || veche_json_int (veche_json_root (before), "doubt", 0) == gone)
    return FALSE;
  for (guint i = self->arrivals->len; i-- > 0;)
    if (((VecheCalendarArrival *) self->arrivals->pdata[i])->entries == NULL)
      g_ptr_array_remove_index (self->arrivals, i);
  json_object_set_int_member (next, "doubt", gone);

  return TRUE;
}

static void
take_cursor (VecheCalendarPull *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = veche_json_take (object);

  self->cursor = veche_json_to_text (node);
}

/*** CalDAV ***/

typedef struct
{
  VecheCalendarPull *pull;
  VecheCaldav       *caldav;
  GHashTable        *links;
  JsonObject        *tokens;     /* (nullable): of the last run */
  JsonObject        *next;
  GCancellable      *cancellable;
  gboolean           lacking;    /* of this calendar something was not told */
} Pulling;

static void
take_item (Pulling *self, VecheCaldavItem *item)
{
  const VecheCalendarLink *link = g_hash_table_lookup (self->links, item->path);
  GPtrArray *entries = item->gone ? NULL : read_entries (item->text, self->cancellable);
  VecheCalendarArrival *arrival;

  if (!item->gone && entries == NULL)
    {
      self->lacking |= item->text == NULL;
      return;
    }
  arrival = add_arrival (self->pull, item->path);
  arrival->etag = g_steal_pointer (&item->etag);
  arrival->text = g_steal_pointer (&item->text);
  arrival->entries = entries;
  arrival->base = link != NULL && entries != NULL ? read_entries (link->base, self->cancellable) : NULL;
}

static gboolean
read_items (Pulling *self, const char *calendar, GPtrArray *wanted, GError **error)
{
  for (guint from = 0; from < wanted->len; from += VECHE_CALDAV_AT_ONCE)
    {
      guint n = MIN (wanted->len - from, VECHE_CALDAV_AT_ONCE);

      if (!veche_caldav_read (self->caldav, calendar, (VecheCaldavItem **) wanted->pdata + from, n, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        take_item (self, wanted->pdata[from + i]);
    }

  return TRUE;
}

/* What was there and is in no list of all any more. */
static void
add_missing (Pulling *self, const char *calendar, GHashTable *there)
{
  GHashTableIter iter;
  VecheCalendarLink *link;

  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    if (!link->gone && g_str_has_prefix (link->href, calendar) && !g_hash_table_contains (there, link->href))
      add_arrival (self->pull, link->href);
}

static gboolean
pull_calendar (Pulling *self, const VecheCaldavCalendar *calendar, GError **error)
{
  const char *token = veche_json_string (self->tokens, calendar->path, NULL);
  g_autofree char *next = NULL;
  gboolean whole;
  g_autoptr (GPtrArray) items = veche_caldav_list (self->caldav, calendar->path, token, &next, &whole, error), wanted = g_ptr_array_new ();
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  self->lacking = FALSE;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      VecheCaldavItem *item = items->pdata[i];
      const VecheCalendarLink *link = g_hash_table_lookup (self->links, item->path);

      if (item->gone && link != NULL)
        take_item (self, item);
      if (item->gone)
        continue;
      g_hash_table_add (there, item->path);
      if (link == NULL || link->gone || link->etag == NULL || g_strcmp0 (link->etag, item->etag) != 0)
        g_ptr_array_add (wanted, item);
    }
  if (items == NULL || !read_items (self, calendar->path, wanted, error))
    return FALSE;
  if (whole)
    add_missing (self, calendar->path, there);
  /* Without the token everything is looked at anew, and what is lacking asked for again. */
  if (next != NULL && !self->lacking)
    json_object_set_string_member (self->next, calendar->path, next);

  return TRUE;
}

static const VecheCaldavCalendar *
find_calendar (GPtrArray *calendars, const char *path)
{
  for (guint i = 0; i < calendars->len; i++)
    if (strcmp (((VecheCaldavCalendar *) calendars->pdata[i])->path, path) == 0)
      return calendars->pdata[i];

  return NULL;
}

/* FALSE: one that was chosen is not there; nothing of it is taken for deleted. */
static gboolean
choose (GPtrArray *calendars, GStrv chosen, GPtrArray *followed, GError **error)
{
  for (guint i = 0; chosen[i] != NULL; i++)
    {
      const VecheCaldavCalendar *calendar = find_calendar (calendars, chosen[i]);

      if (calendar == NULL)
        {
          g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND, "The calendar %s is not there any more; nothing was changed here", chosen[i]);
          return FALSE;
        }
      g_ptr_array_add (followed, (gpointer) calendar);
    }
  for (guint i = 0; chosen[0] == NULL && i < calendars->len; i++)
    g_ptr_array_add (followed, calendars->pdata[i]);

  return TRUE;
}

static void
finish_caldav (Pulling *self, const char *cursor, GHashTable *links)
{
  JsonObject *object = json_object_new ();

  if (!drop_doubtful (self->pull, cursor, links, object))
    json_object_set_object_member (object, "tokens", json_object_ref (self->next));
  take_cursor (self->pull, object);
}

static VecheCalendarPull *
pull_caldav (VecheConnector *connector, const char *cursor, GHashTable *links, GCancellable *cancellable, gint64 *retry_after, GError **error)
{
  g_autoptr (VecheCaldav) caldav = veche_caldav_connector_open (connector, cancellable);
  g_autoptr (GPtrArray) calendars = veche_caldav_discover (caldav, error), followed = g_ptr_array_new ();
  g_auto (GStrv) chosen = veche_connector_dup_list (connector, "calendars");
  g_autoptr (JsonNode) before = veche_json_read (cursor);
  g_autoptr (JsonObject) next = json_object_new ();
  VecheCalendarPull *pull = pull_new ();
  Pulling self = { pull, caldav, links, veche_json_object (veche_json_root (before), "tokens"), next, cancellable, FALSE };
  gboolean fine = calendars != NULL && choose (calendars, chosen, followed, error);

  for (guint i = 0; fine && i < followed->len; i++)
    {
      const VecheCaldavCalendar *calendar = followed->pdata[i];

      fine = pull_calendar (&self, calendar, error);
      if (pull->folder == NULL && calendar->writable)
        pull->folder = g_strdup (calendar->path);
    }
  if (fine)
    finish_caldav (&self, cursor, links);
  *retry_after = caldav->retry_after;
  pull->server = g_steal_pointer (&caldav);
  if (!fine)
    g_clear_pointer (&pull, veche_calendar_pull_free);

  return pull;
}

/*** A file on the web ***/

/* The entries of each UID are one arrival; what it was is told by what it says. */
static GHashTable *
split_file (VecheCalendarPull *self, GPtrArray *entries)
{
  GHashTable *by_uid = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      VecheCalendarEntry *entry = entries->pdata[i];
      VecheCalendarArrival *arrival = g_hash_table_lookup (by_uid, entry->uid);

      if (arrival == NULL)
        {
          arrival = add_arrival (self, entry->uid);
          arrival->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
          g_hash_table_insert (by_uid, arrival->href, arrival);
        }
      g_ptr_array_add (arrival->entries, entry);
    }
  g_ptr_array_set_free_func (entries, NULL);

  return by_uid;
}

static char *
dup_digest (const VecheCalendarArrival *arrival)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < arrival->entries->len; i++)
    {
      const VecheCalendarEntry *entry = arrival->entries->pdata[i];
      g_autofree char *digest = veche_calendar_entry_digest (entry);

      g_string_append (all, digest);
      for (guint j = 0; j < entry->categories->len; j++)
        g_string_append (all, entry->categories->pdata[j]);
    }

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, -1);
}

static void
take_file (VecheCalendarPull *self, GPtrArray *entries, gboolean whole, GHashTable *links)
{
  g_autoptr (GHashTable) there = split_file (self, entries);
  GHashTableIter iter;
  VecheCalendarLink *link;

  for (guint i = self->arrivals->len; i-- > 0;)
    {
      VecheCalendarArrival *arrival = self->arrivals->pdata[i];

      link = g_hash_table_lookup (links, arrival->href);
      arrival->etag = dup_digest (arrival);
      if (link == NULL || g_strcmp0 (link->etag, arrival->etag) != 0)
        continue;
      g_hash_table_replace (there, link->href, link);
      g_ptr_array_remove_index (self->arrivals, i);
    }
  g_hash_table_iter_init (&iter, links);
  while (whole && g_hash_table_iter_next (&iter, NULL, (gpointer *) &link))
    if (!link->gone && !g_hash_table_contains (there, link->href))
      add_arrival (self, link->href)->lapsed = TRUE;
}

VecheCalendarPull *
veche_calendar_pull_entries (GPtrArray *entries, gboolean whole, GHashTable *links)
{
  VecheCalendarPull *pull = pull_new ();

  take_file (pull, entries, whole, links);

  return pull;
}

static VecheCalendarPull *
pull_ical (VecheConnector *connector, const char *cursor, GHashTable *links, GCancellable *cancellable, gint64 *retry_after, GError **error)
{
  g_autoptr (JsonNode) before = veche_json_read (cursor);
  JsonObject *old = veche_json_root (before), *object;
  g_autoptr (VecheIcalFile) file = veche_ical_connector_read (connector, veche_json_string (old, "etag", NULL), veche_json_string (old, "modified", NULL),
                                                              cancellable, retry_after, error);
  g_autoptr (VecheIcs) ics = NULL;
  g_autoptr (GError) local = NULL;
  VecheCalendarPull *pull;

  if (file == NULL)
    return NULL;
  pull = pull_new ();
  if (file->bytes == NULL)
    {
      pull->cursor = g_strdup (cursor);
      return pull;
    }
  ics = veche_ics_read (file->bytes, cancellable, &local);
  if (ics == NULL)
    {
      /* Whoever knows the whole address of such a calendar can read it. */
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, veche_connector_get_url (connector), "%s", local->message);
      veche_calendar_pull_free (pull);
      return NULL;
    }
  take_file (pull, ics->entries, !ics->truncated, links);
  object = json_object_new ();
  if (drop_doubtful (pull, cursor, links, object))
    {
      take_cursor (pull, object);
      return pull;
    }
  if (file->etag != NULL)
    json_object_set_string_member (object, "etag", file->etag);
  if (file->modified != NULL)
    json_object_set_string_member (object, "modified", file->modified);
  take_cursor (pull, object);

  return pull;
}

VecheCalendarPull *
veche_calendar_pull (VecheConnector *connector, const char *cursor, GHashTable *links, GCancellable *cancellable, gint64 *retry_after, GError **error)
{
  *retry_after = 0;

  return VECHE_IS_CALDAV_CONNECTOR (connector) ? pull_caldav (connector, cursor, links, cancellable, retry_after, error)
                                               : pull_ical (connector, cursor, links, cancellable, retry_after, error);
}

/*** Sending ***/

static void
sent_clear (gpointer data)
{
  VecheCalendarSent *self = data;

  g_free (self->text);
  g_free (self->etag);
}

void
veche_calendar_sending_free (gpointer data)
{
  VecheCalendarSending *self = data;

  g_array_unref (self->sent);
  g_clear_error (&self->failure);
  g_clear_error (&self->refusal);
  g_free (self);
}

/* FALSE: it is no use to go on. */
static gboolean
send_one (VecheCalendarSending *self, VecheCaldav *caldav, const VecheCalendarPush *push, VecheCalendarSent *sent)
{
  g_autoptr (GError) error = NULL;
  VecheCaldavOutcome outcome;

  sent->text = push->remove ? NULL : veche_ics_write (push->entries);
  outcome = push->remove ? veche_caldav_delete (caldav, push->href, push->etag, &error)
                         : veche_caldav_put (caldav, push->href, push->etag, sent->text, &sent->etag, &error);
  sent->done = outcome == VECHE_CALDAV_DONE;
  sent->conflict = outcome == VECHE_CALDAV_CONFLICT;
  if (error == NULL)
    return TRUE;
  if (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
    {
      if (self->refusal == NULL)
        self->refusal = g_steal_pointer (&error);
      return TRUE;
    }
  self->failure = g_steal_pointer (&error);

  return FALSE;
}

VecheCalendarSending *
veche_calendar_send (VecheCaldav *server, GPtrArray *pushes, guint from, guint n)
{
  VecheCalendarSending *self = g_new0 (VecheCalendarSending, 1);

  self->sent = g_array_sized_new (FALSE, TRUE, sizeof (VecheCalendarSent), n);
  g_array_set_clear_func (self->sent, sent_clear);
  g_array_set_size (self->sent, n);
  for (guint i = 0; i < n; i++)
    if (!send_one (self, server, pushes->pdata[from + i], &g_array_index (self->sent, VecheCalendarSent, i)))
      break;
  self->retry_after = server->retry_after;

  return self;
}
