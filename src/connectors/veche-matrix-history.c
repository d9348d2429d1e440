/* veche-matrix-history.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /rooms/{id}/event, /messages, /context, /timestamp_to_event, /joined_members and /joined_rooms of the Matrix Client-Server API v1.11
 * (https://spec.matrix.org/v1.11/client-server-api/).
 */

#include "connectors/veche-matrix-history.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-matrix-session.h"

#define PAGE 100

char *
veche_matrix_path (const char *room, ...)
{
  g_autoptr (GString) path = g_string_new ("/_matrix/client/v3/rooms/");
  const char *step;
  va_list steps;

  g_string_append_uri_escaped (path, room, NULL, FALSE);
  va_start (steps, room);
  while ((step = va_arg (steps, const char *)) != NULL)
    {
      g_string_append_c (path, '/');
      g_string_append_uri_escaped (path, step, NULL, FALSE);
    }
  va_end (steps);

  return g_strdup (path->str);
}

/* The event of a room as it is now. NULL and no error: there is none for us. */
static JsonNode *
veche_matrix_look_up (gpointer data, const char *room, const char *event)
{
  VecheMatrixLooker *looker = data;
  g_autofree char *path = veche_matrix_path (room, "event", event, NULL);
  g_autoptr (GError) local = NULL;
  JsonNode *node;

  if (looker->error != NULL)
    return NULL;
  node = veche_matrix_session_call (looker->connector, looker->api, &(VecheApiRequest) { .path = path }, &local);
  if (local != NULL && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
      && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
    looker->error = g_steal_pointer (&local);

  return node;
}

void
veche_matrix_meet (VecheMatrix *matrix, VecheConnector *connector, VecheApi *api, VecheBatch *batch, VecheMatrixRooms *rooms, VecheMatrixLooker *looker)
{
  veche_matrix_begin (matrix, batch, rooms, veche_connector_get_secret (connector, "user"), api->base);
  matrix->words = veche_connector_get_words (connector);
  if (looker != NULL)
    {
      matrix->look_up = veche_matrix_look_up;
      matrix->data = looker;
    }
}

gboolean
veche_matrix_looked (VecheMatrixLooker *looker, GError **error)
{
  if (looker->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&looker->error));

  return FALSE;
}

/*** Members: a room a page; the cursor is the list of those that are left ***/

static JsonNode *
veche_matrix_list_rooms (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_auto (GStrv) chosen = veche_connector_dup_list (connector, "rooms");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonArray) list = json_array_new ();
  JsonArray *array = NULL;

  if (chosen[0] == NULL)
    {
      node = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = "/_matrix/client/v3/joined_rooms" }, error);
      if (node == NULL)
        return NULL;
      array = veche_json_array (json_node_get_object (node), "joined_rooms");
    }
  for (guint i = 0; chosen[i] != NULL; i++)
    json_array_add_string_element (list, chosen[i]);
  for (guint i = 0; i < veche_json_length (array); i++)
    if (veche_matrix_is_room (veche_json_nth_string (array, i)))
      json_array_add_string_element (list, veche_json_nth_string (array, i));

  return json_node_init_array (json_node_alloc (), list);
}

VecheBatch *
veche_matrix_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_autoptr (JsonNode) list = veche_json_read (cursor);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *next = NULL;
  VecheMatrix matrix = { 0 };
  const char *room;
  JsonArray *left;

  if (!veche_matrix_session_begin (connector, api, error))
    return NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_clear_pointer (&list, json_node_unref);
      list = veche_matrix_list_rooms (connector, api, error);
      if (list == NULL)
        return NULL;
    }
  left = json_node_get_array (list);
  veche_matrix_meet (&matrix, connector, api, batch, rooms, NULL);
  room = veche_json_nth_string (left, 0);
  if (veche_matrix_is_room (room))
    {
      g_autofree char *path = veche_matrix_path (room, "joined_members", NULL);

      node = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = path }, &local);
    }
  if (node != NULL)
    veche_matrix_add_members (&matrix, json_node_get_object (node));
  veche_matrix_end (&matrix);
  if (veche_matrix_is_room (room))
    veche_batch_set_list (batch, room, node != NULL);
  else
    veche_batch_set_partial (batch);
  /* One that we were sent out of meanwhile is no trouble. */
  if (local != NULL && local->code != VECHE_CONNECTOR_ERROR_REJECTED && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (json_array_get_length (left) > 0)
    json_array_remove_element (left, 0);
  next = veche_json_to_text (list);
  veche_batch_set_cursor (batch, next, json_array_get_length (left) > 0);

  return g_steal_pointer (&batch);
}

/*** What was said before ***/

/* Where in the room's talk a time is; NULL and no error: the server can't tell, begin at the end. (transfer full) */
static char *
veche_matrix_find_place (VecheConnector *connector, VecheApi *api, const char *room, gint64 at, GError **error)
{
  g_autofree char *ts = g_strdup_printf ("%" G_GINT64_FORMAT, at / 1000);
  g_autofree char *escaped = g_uri_escape_string (room, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/_matrix/client/v1/rooms/%s/timestamp_to_event", escaped);
  const char *query[] = { "ts", ts, "dir", "b", NULL }, *limit[] = { "limit", "0", NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) found = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = path, .query = query }, &local);
  const char *event = found != NULL ? veche_json_string (json_node_get_object (found), "event_id", NULL) : NULL;
  g_autofree char *around = veche_matrix_is_event (event) ? veche_matrix_path (room, "context", event, NULL) : NULL;
  g_autoptr (JsonNode) context = around != NULL
                                 ? veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = around, .query = limit }, &local) : NULL;

  if (local != NULL && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND && local->code != VECHE_CONNECTOR_ERROR_REJECTED)
    g_propagate_error (error, g_steal_pointer (&local));

  return context != NULL ? g_strdup (veche_json_string (json_node_get_object (context), "end", NULL)) : NULL;
}

/* The page of the talk before a place. (transfer full) */
static JsonNode *
veche_matrix_get_page (VecheConnector *connector, VecheApi *api, const char *room, const char *from, GError **error)
{
  g_autofree char *path = veche_matrix_path (room, "messages", NULL);
  g_autofree char *limit = g_strdup_printf ("%d", PAGE);
  const char *query[] = { "dir", "b", "limit", limit, "filter", "{\"lazy_load_members\":true,\"types\":[" VECHE_MATRIX_TALK "]}", "from", from, NULL };

  return veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = path, .query = query }, error);
}

/* {"from": token, "until": what is complete from there on} (transfer full) */
static char *
veche_matrix_write_place (const char *from, gint64 until)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "from", from);
  json_object_set_int_member (object, "until", until);

  return veche_json_to_text (node);
}

VecheBatch *
veche_matrix_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_autoptr (JsonNode) place = veche_json_read (cursor);
  JsonObject *known = veche_json_root (place);
  g_autofree char *from = g_strdup (veche_json_string (known, "from", NULL));
  gint64 until = veche_json_int (known, "until", gap->until), oldest;
  VecheMatrixLooker looker = { connector, api, NULL };
  VecheMatrix matrix = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *next = NULL;
  const char *end;
  VecheChannel *channel;
  gboolean over, hidden;
  guint n;

  if (!veche_matrix_is_room (gap->channel))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no room of Matrix");
      return NULL;
    }
  if (!veche_matrix_session_begin (connector, api, error))
    return NULL;
  if (from == NULL)
    from = veche_matrix_find_place (connector, api, gap->channel, gap->until, &local);
  if (local == NULL)
    node = veche_matrix_get_page (connector, api, gap->channel, from, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  veche_matrix_meet (&matrix, connector, api, batch, rooms, &looker);
  oldest = veche_matrix_add_page (&matrix, gap->channel, json_node_get_object (node));
  veche_matrix_end (&matrix);
  if (!veche_matrix_looked (&looker, error))
    return NULL;
  end = veche_json_string (json_node_get_object (node), "end", NULL);
  veche_batch_get_posts (batch, &n);
  hidden = veche_matrix_rooms_get (rooms, gap->channel)->encrypted;
  /* Where all is encrypted, what was before is, too, as far as anybody looks. */
  over = end == NULL || (hidden && n == 0) || g_strcmp0 (end, from) == 0 || (oldest != 0 && oldest <= gap->since);
  oldest = over ? gap->since : oldest;
  channel = veche_batch_add_channel (batch, gap->channel);
  if (oldest != 0 && oldest < until && !hidden)
    {
      channel->complete_since = MAX (oldest, gap->since);
      channel->complete_until = until;
      until = oldest;
    }
  next = over ? NULL : veche_matrix_write_place (end, until);
  veche_batch_set_cursor (batch, next, !over);

  return g_steal_pointer (&batch);
}
