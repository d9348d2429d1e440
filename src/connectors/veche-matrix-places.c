/* veche-matrix-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is there and where: "Syncing", "Room Events", "Calculating the display name for a room", "Direct Messaging", "Spaces", "Lazy-loading room
 * members" of the Matrix Client-Server API v1.11 (https://spec.matrix.org/v1.11/client-server-api/).
 */

#include "connectors/veche-matrix-private.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_ID      255                            /* bytes, "Identifier Grammar" */
#define COVER_EVERY (15 * G_TIME_SPAN_MINUTE)      /* when nothing was said */

/*** Names ***/

static gboolean
veche_matrix_is (const char *id, char sigil, gboolean with_server)
{
  return id != NULL && *id == sigil && id[1] != '\0' && strlen (id) <= MAX_ID && (!with_server || strchr (id, ':') != NULL);
}

gboolean
veche_matrix_is_user (const char *id)
{
  return veche_matrix_is (id, '@', TRUE);
}

gboolean
veche_matrix_is_room (const char *id)
{
  return veche_matrix_is (id, '!', FALSE);      /* since version 12 a room's id names no server */
}

gboolean
veche_matrix_is_event (const char *id)
{
  return veche_matrix_is (id, '$', FALSE);
}

/* "Appendices", matrix.to navigation. */
char *
veche_matrix_link (const char *id, const char *event)
{
  g_autoptr (GString) url = g_string_new ("https://matrix.to/#/");

  g_string_append_uri_escaped (url, id, "@!#:$", FALSE);
  if (event != NULL)
    {
      g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, event, "$:", FALSE);
    }

  return g_strdup (url->str);
}

gint64
veche_matrix_time (JsonObject *event)
{
  gint64 at = veche_json_int (event, "origin_server_ts", 0);

  return at > 0 && at < G_MAXINT64 / 1000 ? at * 1000 : 0;
}

/*** People and rooms ***/

/* profile (nullable): what a room or a list says of them. NULL: nobody. */
const char *
veche_matrix_add_user (VecheMatrix *self, const char *id, JsonObject *profile)
{
  const char *name = veche_json_string (profile, "displayname", veche_json_string (profile, "display_name", NULL));
  const char *avatar = veche_json_string (profile, "avatar_url", NULL);
  g_autofree char *url = NULL;
  g_autofree char *local = NULL;
  VechePerson *person;

  if (!veche_matrix_is_user (id))
    return NULL;

  person = veche_batch_add_person (self->batch, id);
  if (person->url == NULL)
    {
      url = veche_matrix_link (id, NULL);
      person->handle = veche_batch_string (self->batch, id + 1);
      person->url = veche_batch_string (self->batch, url);
      person->me = g_str_equal (id, self->me);
    }
  if (profile != NULL)
    {
      local = g_strndup (id + 1, strcspn (id + 1, ":"));
      person->name = veche_batch_string (self->batch, name != NULL && *name != '\0' ? name : local);
    }
  if (avatar != NULL && g_str_has_prefix (avatar, "mxc://") && strchr (avatar + 6, '/') != NULL && self->home != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (avatar + 6, "/:", FALSE);
      g_autofree char *picture = g_strconcat (self->home, "/_matrix/media/v3/thumbnail/", escaped, "?width=96&height=96&method=crop", NULL);

      person->avatar_url = veche_batch_string (self->batch, picture);
    }

  return person->remote_id;
}

static VecheChannel *
veche_matrix_add_room (VecheMatrix *self, VecheMatrixRoom *room)
{
  VecheChannel *channel = veche_batch_add_channel (self->batch, room->id);

  if (channel->url == NULL)
    {
      g_autofree char *url = veche_matrix_link (room->id, NULL);

      channel->url = veche_batch_string (self->batch, url);
    }
  channel->kind = room->direct ? "personal" : "group";
  channel->name = veche_batch_string (self->batch, room->name);
  if (room->parent != NULL && !g_str_equal (room->parent, room->id))
    channel->parent = veche_batch_intern (self->batch, room->parent);

  return channel;
}

/* Who is in it, where nobody gave it a name ("Calculating the display name for a room"). */
static void
veche_matrix_name_after_heroes (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *summary)
{
  JsonArray *heroes = veche_json_array (summary, "m.heroes");
  g_autoptr (GString) name = g_string_new (NULL);
  guint n_people;
  const VechePerson *people = veche_batch_get_people (self->batch, &n_people);

  for (guint i = 0; i < MIN (veche_json_length (heroes), 5) && !room->named; i++)
    {
      const char *id = veche_json_nth_string (heroes, i);
      const char *known = id;

      if (!veche_matrix_is_user (id))
        continue;
      for (guint j = 0; j < n_people; j++)
        if (g_str_equal (people[j].remote_id, id) && people[j].name != NULL)
          known = people[j].name;
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", known);
    }
  veche_matrix_room_set_name (room, name->str, FALSE);
}

static void
veche_matrix_add_profile (VecheMatrix *self, JsonObject *event)
{
  const char *user = veche_json_string (event, "state_key", NULL);
  JsonObject *content = veche_json_object (event, "content");
  const char *membership = veche_json_string (content, "membership", "");

  /* Of who is there: a ban or a leave brings no name. */
  if (!g_str_equal (membership, "join") || veche_matrix_add_user (self, user, content) == NULL)
    return;
  if (g_str_equal (user, self->me))
    {
      g_free (self->rooms->our_name);
      self->rooms->our_name = g_strdup (veche_json_string (content, "displayname", NULL));
    }
}

static void
veche_matrix_add_space (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event, gboolean is_child)
{
  const char *key = veche_json_string (event, "state_key", NULL);
  gboolean stands = veche_json_array (veche_json_object (event, "content"), "via") != NULL;
  VecheMatrixRoom *child = room;

  if (!veche_matrix_is_room (key) || !stands || g_str_equal (key, room->id))
    return;
  if (is_child)
    {
      child = g_hash_table_lookup (self->rooms->rooms, key);
      if (child == NULL)
        return;
    }
  g_free (child->parent);
  child->parent = g_strdup (is_child ? room->id : key);
  veche_matrix_add_room (self, child);
}

static void
veche_matrix_add_state (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event)
{
  const char *type = veche_json_string (event, "type", "");
  JsonObject *content = veche_json_object (event, "content");

  if (veche_json_string (event, "state_key", NULL) == NULL)
    return;
  if (g_str_equal (type, "m.room.name"))
    veche_matrix_room_set_name (room, veche_json_string (content, "name", NULL), TRUE);
  else if (g_str_equal (type, "m.room.canonical_alias") && !room->named)
    veche_matrix_room_set_name (room, veche_json_string (content, "alias", NULL), TRUE);
  else if (g_str_equal (type, "m.room.encryption"))
    room->encrypted = TRUE;
  else if (g_str_equal (type, "m.space.parent") || g_str_equal (type, "m.space.child"))
    veche_matrix_add_space (self, room, event, g_str_equal (type, "m.space.child"));
  else if (g_str_equal (type, "m.room.tombstone"))
    veche_batch_add_notice (self->batch, "moved", room->name != NULL ? room->name : room->id);
  else if (g_str_equal (type, "m.room.member"))
    veche_matrix_add_profile (self, event);
}

/*** Answers ***/

/* All that was said since the last answer is in this one, unless it says that there was more.  The next word begins where this one ends:
 * what has been found missing before is not called complete again. */
static void
veche_matrix_cover (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *timeline, gint64 now)
{
  gint64 first = veche_matrix_time (veche_json_nth (veche_json_array (timeline, "events"), 0));
  gboolean limited = veche_json_bool (timeline, "limited", FALSE);
  VecheChannel *channel = veche_matrix_add_room (self, room);

  if (room->encrypted)
    room->since = 0;
  else if (room->since == 0)
    room->since = first != 0 ? MIN (first, now) : now;
  else if (limited)
    room->since = first != 0 ? CLAMP (first, MIN (self->rooms->heard, now), now) : now;
  if (room->since != 0 && room->since < now)
    {
      channel->complete_since = room->since;
      channel->complete_until = now;
      room->since = now;
    }
}

static void
veche_matrix_add_states (VecheMatrix *self, VecheMatrixRoom *room, JsonArray *events)
{
  for (guint i = 0; i < veche_json_length (events); i++)
    veche_matrix_add_state (self, room, veche_json_nth (events, i));
}

static void
veche_matrix_add_joined (VecheMatrix *self, const char *id, JsonObject *joined)
{
  JsonObject *timeline = veche_json_object (joined, "timeline");
  VecheMatrixRoom *room = veche_matrix_rooms_get (self->rooms, id);

  veche_matrix_add_states (self, room, veche_json_array (veche_json_object (joined, "state"), "events"));
  veche_matrix_add_states (self, room, veche_json_array (timeline, "events"));
  veche_matrix_name_after_heroes (self, room, veche_json_object (joined, "summary"));
  veche_matrix_add_room (self, room);
}

static void
veche_matrix_add_talk (VecheMatrix *self, const char *id, JsonObject *joined, gint64 now)
{
  JsonObject *timeline = veche_json_object (joined, "timeline");
  JsonArray *events = veche_json_array (timeline, "events");
  VecheMatrixRoom *room = veche_matrix_rooms_get (self->rooms, id);

  for (guint i = 0; i < veche_json_length (events); i++)
    if (veche_json_nth (events, i) != NULL)
      veche_matrix_add_event (self, room, veche_json_nth (events, i));
  veche_matrix_cover (self, room, timeline, now);
}

/* {"@anna:example.org":["!room:example.org"]} */
static void
veche_matrix_add_direct (VecheMatrix *self, JsonObject *answer)
{
  JsonArray *events = veche_json_array (veche_json_object (answer, "account_data"), "events");

  for (guint i = 0; i < veche_json_length (events); i++)
    {
      JsonObject *content = veche_json_object (veche_json_nth (events, i), "content");
      JsonObjectIter iter;
      const char *user;

      if (content == NULL || !g_str_equal (veche_json_string (veche_json_nth (events, i), "type", ""), "m.direct"))
        continue;
      json_object_iter_init_ordered (&iter, content);
      while (json_object_iter_next_ordered (&iter, &user, NULL))
        {
          JsonArray *rooms = veche_json_array (content, user);

          for (guint j = 0; j < veche_json_length (rooms); j++)
            if (veche_matrix_is_room (veche_json_nth_string (rooms, j)))
              veche_matrix_rooms_get (self->rooms, veche_json_nth_string (rooms, j))->direct = TRUE;
        }
    }
}

/* Somebody asks us in; only a person goes. */
static void
veche_matrix_add_invite (VecheMatrix *self, const char *id, JsonObject *invite)
{
  JsonArray *events = veche_json_array (veche_json_object (invite, "invite_state"), "events");
  const char *name = NULL, *alias = NULL;

  for (guint i = 0; i < veche_json_length (events); i++)
    {
      JsonObject *event = veche_json_nth (events, i), *content = veche_json_object (event, "content");
      const char *type = veche_json_string (event, "type", "");

      if (g_str_equal (type, "m.room.name"))
        name = veche_json_string (content, "name", NULL);
      else if (g_str_equal (type, "m.room.canonical_alias"))
        alias = veche_json_string (content, "alias", NULL);
      else if (g_str_equal (type, "m.room.member") && name == NULL && g_strcmp0 (veche_json_string (event, "state_key", NULL), self->me) == 0)
        alias = alias != NULL ? alias : veche_json_string (event, "sender", NULL);
    }
  veche_batch_add_notice (self->batch, "invited", name != NULL && *name != '\0' ? name : alias != NULL ? alias : id);
}

static void
veche_matrix_add_left (VecheMatrix *self, const char *id, JsonObject *left)
{
  JsonArray *events = veche_json_array (veche_json_object (left, "timeline"), "events");
  VecheMatrixRoom *room = g_hash_table_lookup (self->rooms->rooms, id);

  if (room == NULL)
    return;
  for (guint i = 0; i < veche_json_length (events); i++)
    {
      JsonObject *event = veche_json_nth (events, i);

      if (event != NULL)
        veche_matrix_add_event (self, room, event);
      if (g_str_equal (veche_json_string (event, "type", ""), "m.room.member") && g_strcmp0 (veche_json_string (event, "state_key", NULL), self->me) == 0
          && g_strcmp0 (veche_json_string (event, "sender", NULL), self->me) != 0)
        veche_batch_add_notice (self->batch, "removed", room->name != NULL ? room->name : id);
    }
  g_hash_table_remove (self->rooms->rooms, id);
}

static void
veche_matrix_each (VecheMatrix *self, JsonObject *rooms, void (*take) (VecheMatrix *self, const char *id, JsonObject *room))
{
  JsonObjectIter iter;
  const char *id;

  if (rooms == NULL)
    return;
  json_object_iter_init_ordered (&iter, rooms);
  while (json_object_iter_next_ordered (&iter, &id, NULL))
    if (veche_matrix_is_room (id) && veche_json_object (rooms, id) != NULL)
      take (self, id, veche_json_object (rooms, id));
}

void
veche_matrix_add_places (VecheMatrix *self, JsonObject *answer)
{
  JsonObject *rooms = veche_json_object (answer, "rooms");

  veche_matrix_add_direct (self, answer);
  veche_matrix_each (self, veche_json_object (rooms, "join"), veche_matrix_add_joined);
  veche_matrix_each (self, veche_json_object (rooms, "invite"), veche_matrix_add_invite);
}

void
veche_matrix_add_sync (VecheMatrix *self, JsonObject *answer, gint64 now)
{
  JsonObject *rooms = veche_json_object (answer, "rooms"), *joined = veche_json_object (rooms, "join");
  const char *next = veche_json_string (answer, "next_batch", NULL);
  JsonObjectIter iter;
  GHashTableIter others;
  const char *id;
  gpointer room;

  veche_matrix_add_places (self, answer);
  if (joined != NULL)
    {
      json_object_iter_init_ordered (&iter, joined);
      while (json_object_iter_next_ordered (&iter, &id, NULL))
        if (veche_matrix_is_room (id) && veche_json_object (joined, id) != NULL)
          veche_matrix_add_talk (self, id, veche_json_object (joined, id), now);
    }
  veche_matrix_each (self, veche_json_object (rooms, "leave"), veche_matrix_add_left);

  /* Where nothing was said, nothing is missing either. */
  if (self->rooms->covered < now - COVER_EVERY)
    {
      g_hash_table_iter_init (&others, self->rooms->rooms);
      while (g_hash_table_iter_next (&others, NULL, &room))
        if (((VecheMatrixRoom *) room)->since != 0)
          veche_matrix_cover (self, room, NULL, now);
      self->rooms->covered = now;
    }
  self->rooms->heard = now;
  if (next != NULL)
    {
      g_free (self->rooms->since);
      self->rooms->since = g_strdup (next);
    }
}

gint64
veche_matrix_add_page (VecheMatrix *self, const char *id, JsonObject *answer)
{
  JsonArray *chunk = veche_json_array (answer, "chunk");
  VecheMatrixRoom *room = veche_matrix_rooms_get (self->rooms, id);
  gint64 oldest = 0;

  veche_matrix_add_states (self, room, veche_json_array (answer, "state"));
  for (guint i = veche_json_length (chunk); i > 0; i--)
    {
      JsonObject *event = veche_json_nth (chunk, i - 1);
      gint64 at = veche_matrix_time (event);

      if (event == NULL)
        continue;
      veche_matrix_add_event (self, room, event);
      oldest = oldest == 0 ? at : MIN (oldest, at == 0 ? oldest : at);
    }

  return oldest;
}

void
veche_matrix_add_members (VecheMatrix *self, JsonObject *answer)
{
  JsonObject *joined = veche_json_object (answer, "joined");
  JsonObjectIter iter;
  const char *id;

  if (joined == NULL)
    return;
  json_object_iter_init_ordered (&iter, joined);
  while (json_object_iter_next_ordered (&iter, &id, NULL))
    if (veche_json_object (joined, id) != NULL)
      veche_matrix_add_user (self, id, veche_json_object (joined, id));
}
