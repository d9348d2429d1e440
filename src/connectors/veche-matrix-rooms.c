/* veche-matrix-rooms.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-matrix-rooms.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_TOKEN 4096   /* bytes of next_batch */

static void
veche_matrix_room_free (gpointer data)
{
  VecheMatrixRoom *room = data;

  g_free (room->id);
  g_free (room->name);
  g_free (room->parent);
  g_free (room);
}

VecheMatrixRoom *
veche_matrix_rooms_get (VecheMatrixRooms *self, const char *id)
{
  VecheMatrixRoom *room = g_hash_table_lookup (self->rooms, id);

  if (room == NULL)
    {
      room = g_new0 (VecheMatrixRoom, 1);
      room->id = g_strdup (id);
      g_hash_table_insert (self->rooms, room->id, room);
    }

  return room;
}

void
veche_matrix_room_set_name (VecheMatrixRoom *room, const char *name, gboolean named)
{
  if (name == NULL || *name == '\0' || (room->named && !named) || name == room->name)
    return;
  g_free (room->name);
  room->name = g_strdup (name);
  room->named = named;
}

static void
veche_matrix_rooms_read_room (VecheMatrixRooms *self, JsonObject *object)
{
  const char *id = veche_json_string (object, "id", NULL);
  VecheMatrixRoom *room;

  if (id == NULL)
    return;
  room = veche_matrix_rooms_get (self, id);
  veche_matrix_room_set_name (room, veche_json_string (object, "name", NULL), TRUE);
  room->named = veche_json_bool (object, "named", FALSE);
  g_free (room->parent);
  room->parent = g_strdup (veche_json_string (object, "parent", NULL));
  room->since = MAX (veche_json_int (object, "since", 0), 0);
  room->encrypted = veche_json_bool (object, "encrypted", FALSE);
  room->direct = veche_json_bool (object, "direct", FALSE);
}

VecheMatrixRooms *
veche_matrix_rooms_read (const char *text)
{
  VecheMatrixRooms *self = g_new0 (VecheMatrixRooms, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  JsonArray *rooms = veche_json_array (object, "rooms");
  const char *since = veche_json_string (object, "since", NULL);

  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, veche_matrix_room_free);
  self->since = since != NULL && strlen (since) <= MAX_TOKEN ? g_strdup (since) : NULL;
  self->our_name = g_strdup (veche_json_string (object, "we", NULL));
  self->heard = MAX (veche_json_int (object, "heard", 0), 0);
  self->covered = MAX (veche_json_int (object, "covered", 0), 0);
  for (guint i = 0; i < veche_json_length (rooms); i++)
    veche_matrix_rooms_read_room (self, veche_json_nth (rooms, i));

  return self;
}

void
veche_matrix_rooms_free (VecheMatrixRooms *self)
{
  g_hash_table_unref (self->rooms);
  g_free (self->since);
  g_free (self->our_name);
  g_free (self);
}

static void
veche_matrix_rooms_add_text (JsonObject *object, const char *key, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, key, value);
}

static JsonObject *
veche_matrix_room_write (VecheMatrixRoom *room)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", room->id);
  veche_matrix_rooms_add_text (object, "name", room->name);
  veche_matrix_rooms_add_text (object, "parent", room->parent);
  if (room->named)
    json_object_set_boolean_member (object, "named", TRUE);
  if (room->since != 0)
    json_object_set_int_member (object, "since", room->since);
  if (room->encrypted)
    json_object_set_boolean_member (object, "encrypted", TRUE);
  if (room->direct)
    json_object_set_boolean_member (object, "direct", TRUE);

  return object;
}

char *
veche_matrix_rooms_write (VecheMatrixRooms *self)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  JsonArray *rooms = json_array_new ();
  GList *ids = g_list_sort (g_hash_table_get_keys (self->rooms), (GCompareFunc) strcmp);

  veche_matrix_rooms_add_text (object, "since", self->since);
  veche_matrix_rooms_add_text (object, "we", self->our_name);
  json_object_set_int_member (object, "heard", self->heard);
  json_object_set_int_member (object, "covered", self->covered);
  for (GList *id = ids; id != NULL; id = id->next)
    json_array_add_object_element (rooms, veche_matrix_room_write (g_hash_table_lookup (self->rooms, id->data)));
  g_list_free (ids);
  json_object_set_array_member (object, "rooms", rooms);
  json_object_unref (object);

  return veche_json_to_text (node);
}
