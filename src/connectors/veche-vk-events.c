/* veche-vk-events.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After VK's schema of its API 5.199: groups_group_full, groups_links_item, groups_address, wall_wallpost_attachment, events_event_attach.
 */

#include "connectors/veche-vk-events.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"
#include "connectors/veche-vk-parse.h"
#include "model/veche-calendar-entry.h"
#include "model/veche-text.h"
#include "model/veche-when.h"

#define MAX_TEXT   4000
#define MAX_TITLE  300
#define UID_PREFIX "vk-event-"
#define MOST       200                          /* events; a link or a post each */
#define POSTS      "100"
#define LATEST     G_GINT64_CONSTANT (4102444800)   /* seconds: the year 2100 */
#define FIELDS     "start_date,finish_date,description,addresses,city,site,links"

/*** What they say ***/

/* (transfer full) (nullable) */
static char *
place_of (JsonObject *group)
{
  JsonObject *address = veche_json_object (veche_json_object (group, "addresses"), "main_address");
  const char *city = veche_json_string (veche_json_object (address, "city"), "title", veche_json_string (veche_json_object (group, "city"), "title", ""));
  const char *parts[] = { veche_json_string (address, "title", ""), veche_json_string (address, "address", ""), veche_json_string (address, "additional_address", ""), city };
  g_autoptr (GString) place = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0' && strstr (place->str, parts[i]) == NULL)
      g_string_append_printf (place, "%s%s", place->len > 0 ? ", " : "", parts[i]);

  return place->len > 0 ? veche_text_clamp (place->str, MAX_TITLE, FALSE) : NULL;
}

/* (transfer full) (nullable) */
static VecheCalendarEntry *
read_event (JsonObject *group, gint64 now)
{
  gint64 id = veche_json_int (group, "id", 0), start = veche_json_int (group, "start_date", 0), finish = veche_json_int (group, "finish_date", 0);
  gint64 end = finish > start && finish < LATEST ? finish : 0;
  g_autofree char *title = veche_text_clamp (veche_json_string (group, "name", ""), MAX_TITLE, FALSE);
  const char *about = veche_json_string (group, "description", "");
  VecheCalendarEntry *entry;

  if (id <= 0 || strcmp (veche_json_string (group, "type", ""), "event") != 0 || veche_json_string (group, "deactivated", NULL) != NULL || *title == '\0' || start <= 0
      || start >= LATEST)
    return NULL;
  /* VK need not know when it ends. */
  if ((end != 0 ? end * G_USEC_PER_SEC : start * G_USEC_PER_SEC + G_TIME_SPAN_DAY) < now)
    return NULL;

  entry = veche_calendar_entry_new (FALSE);
  entry->uid = g_strdup_printf (UID_PREFIX "%" G_GINT64_FORMAT, id);
  entry->title = g_steal_pointer (&title);
  entry->tz = g_strdup ("UTC");
  entry->starts = veche_when_local (start * G_USEC_PER_SEC, "UTC");
  entry->ends = end != 0 ? veche_when_local (end * G_USEC_PER_SEC, "UTC") : NULL;
  entry->about = *about != '\0' ? veche_text_clamp (about, MAX_TEXT, TRUE) : NULL;
  entry->place = place_of (group);
  entry->link = g_strdup_printf ("https://vk.com/event%" G_GINT64_FORMAT, id);
  veche_calendar_entry_tidy (entry);

  return entry;
}

GPtrArray *
veche_vk_read_events (JsonArray *groups, gint64 now)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);

  for (guint i = 0; i < veche_json_length (groups); i++)
    {
      VecheCalendarEntry *entry = read_event (veche_json_nth (groups, i), now);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  return entries;
}

/*** Where they are shown ***/

static void
note (GPtrArray *names, const char *name)
{
  if (names->len < MOST && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

/* Addresses of VK whose path is one name. */
static void
note_links (JsonObject *group, GPtrArray *numbers, GPtrArray *names)
{
  static const char *const hosts[] = { "vk.com", "m.vk.com", "www.vk.com", "vk.ru", "m.vk.ru", NULL };
  JsonArray *links = veche_json_array (group, "links");

  for (guint i = 0; i < veche_json_length (links); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (veche_json_string (veche_json_nth (links, i), "url", ""), G_URI_FLAGS_NONE, NULL);
      const char *path = uri != NULL && g_uri_get_host (uri) != NULL && g_strv_contains (hosts, g_uri_get_host (uri)) ? g_uri_get_path (uri) : "";
      g_autofree char *name = *path == '/' && strchr (path + 1, '/') == NULL ? veche_vk_dup_group (path + 1) : NULL;

      if (name != NULL && *name != '\0' && name[strspn (name, "0123456789")] == '\0')
        note (numbers, name);
      else if (name != NULL && *name != '\0' && strpbrk (name, ", ") == NULL)
        note (names, name);
    }
}

static void
note_posts (JsonObject *response, GPtrArray *numbers)
{
  JsonArray *posts = veche_json_array (response, "items");

  for (guint i = 0; i < veche_json_length (posts); i++)
    {
      JsonArray *attached = veche_json_array (veche_json_nth (posts, i), "attachments");

      for (guint j = 0; j < veche_json_length (attached); j++)
        {
          JsonObject *event = veche_json_object (veche_json_nth (attached, j), "event");
          g_autofree char *id = veche_json_int (event, "id", 0) > 0 ? veche_json_dup_id (event, "id") : NULL;

          if (id != NULL)
            note (numbers, id);
        }
    }
}

/* FALSE: an error.  What is closed to this key, or not there, says nothing of what there is: *response is NULL. */
static gboolean
ask (VecheApi *api, const char *method, const char *const *pairs, JsonNode **response, GError **error)
{
  g_autoptr (GError) local = NULL;

  *response = veche_vk_call (api, method, pairs, FALSE, &local);
  if (*response != NULL || local->code == VECHE_CONNECTOR_ERROR_REJECTED || local->code == VECHE_CONNECTOR_ERROR_NOT_FOUND || local->code == VECHE_CONNECTOR_ERROR_AUTH)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
fetch_by (VecheApi *community, GPtrArray *names, GPtrArray *entries, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (names->len == 0)
    return TRUE;
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", (char *) names->pdata[i]);
  if (!ask (community, "groups.getById", (const char *[]) { "group_ids", list->str, "fields", FIELDS, NULL }, &node, error))
    return FALSE;
  community->partial |= node == NULL;
  found = veche_vk_read_events (veche_json_array (veche_json_root (node), "groups"), g_get_real_time ());
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&found));

  return TRUE;
}

/* By its number and by its name it may be there twice. */
static void
drop_doubles (GPtrArray *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len;)
    {
      char *uid = ((VecheCalendarEntry *) entries->pdata[i])->uid;

      /* Adding it again would keep the key of the one that goes. */
      if (g_hash_table_contains (seen, uid))
        {
          g_ptr_array_remove_index (entries, i);
          continue;
        }
      g_hash_table_add (seen, uid);
      i++;
    }
}

/* Those whose link was taken down, or whose post has moved far down the wall, are asked for all the same: one that is gone then was called off. */
static void
note_known (const char *const *known, GPtrArray *numbers)
{
  for (guint i = 0; known != NULL && known[i] != NULL; i++)
    {
      const char *number = g_str_has_prefix (known[i], UID_PREFIX) ? known[i] + strlen (UID_PREFIX) : "";

      if (*number != '\0' && number[strspn (number, "0123456789")] == '\0')
        note (numbers, number);
    }
}

GPtrArray *
veche_vk_fetch_events (VecheApi *community, VecheApi *reader, gint64 group, const char *const *known, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, group), *domain = g_strdup_printf ("club%" G_GINT64_FORMAT, group);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free), names = g_ptr_array_new_with_free_func (g_free), entries = NULL;
  g_autoptr (JsonNode) ours = veche_vk_call (community, "groups.getById", (const char *[]) { "group_id", id, "fields", FIELDS, NULL }, FALSE, error);
  g_autoptr (JsonNode) wall = NULL;
  JsonArray *groups = veche_json_array (veche_json_root (ours), "groups");
  JsonObject *posts;

  if (ours == NULL)
    return NULL;
  if (reader != NULL && !ask (reader, "wall.get", (const char *[]) { "domain", domain, "count", POSTS, "extended", "1", NULL }, &wall, error))
    return NULL;
  posts = veche_json_root (wall);
  entries = veche_vk_read_events (groups, g_get_real_time ());
  note_links (veche_json_nth (groups, 0), numbers, names);
  note_known (known, numbers);
  note_posts (posts, numbers);
  /* Of more than are asked for at once nothing is known. */
  community->partial = numbers->len >= MOST || names->len >= MOST;
  if (!fetch_by (community, numbers, entries, error) || !fetch_by (community, names, entries, error))
    return NULL;
  drop_doubles (entries);

  return g_steal_pointer (&entries);
}
