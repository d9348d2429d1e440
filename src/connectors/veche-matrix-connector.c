/* veche-matrix-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matrix Client-Server API v1.11 (https://spec.matrix.org/v1.11/client-server-api/): /sync, /send, /state.  A PUT with the same transaction id is the same event, so a
 * reply whose fate is unknown is sent again with its own.  Encryption is not spoken here: such rooms are told of, and never written to in
 * the clear.
 */

#include "connectors/veche-matrix-connector.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-matrix-history.h"
#include "connectors/veche-matrix-session.h"

#define FIRST_PAGE 20       /* events of a room in the first answer; what was before is a gap */
#define PAGE       100      /* of one in those that follow */
#define MAX_EVENT  64000    /* bytes; a whole event has 65,536, what the servers add among them */

#define STATE "\"m.room.name\",\"m.room.canonical_alias\",\"m.room.encryption\",\"m.room.tombstone\",\"m.space.parent\",\"m.space.child\""

struct _VecheMatrixConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheMatrixConnector, veche_matrix_connector, VECHE_TYPE_CONNECTOR)

/*** Requests ***/

/* "Filtering": only what we read, with the profiles of those who speak. chosen: rooms; none: all. (transfer full) */
static char *
veche_matrix_filter (const char *const *chosen, guint limit, const char *timeline)
{
  g_autoptr (GString) rooms = g_string_new (NULL);

  for (guint i = 0; chosen[i] != NULL; i++)
    if (veche_matrix_is_room (chosen[i]) && strpbrk (chosen[i], "\"\\") == NULL)
      g_string_append_printf (rooms, "%s\"%s\"", rooms->len > 0 ? "," : "\"rooms\":[", chosen[i]);
  if (rooms->len > 0)
    g_string_append (rooms, "],");

  return g_strdup_printf ("{\"presence\":{\"types\":[]},\"account_data\":{\"types\":[\"m.direct\"]},\"room\":{%s\"account_data\":{\"types\":[]},"
                          "\"ephemeral\":{\"types\":[]},\"state\":{\"lazy_load_members\":true,\"types\":[\"m.room.member\"," STATE "]},"
                          "\"timeline\":{\"lazy_load_members\":true,\"limit\":%u,\"types\":[%s]}}}", rooms->str, limit, timeline);
}

static JsonNode *
veche_matrix_sync (VecheConnector *connector, VecheApi *api, const char *since, guint wait, GError **error)
{
  g_auto (GStrv) chosen = veche_connector_dup_list (connector, "rooms");
  g_autofree char *filter = veche_matrix_filter ((const char *const *) chosen, since != NULL ? PAGE : FIRST_PAGE, VECHE_MATRIX_TALK "," STATE);
  g_autofree char *timeout = g_strdup_printf ("%u", since != NULL ? wait * 1000 : 0);
  const char *query[] = { "filter", filter, "timeout", timeout, "set_presence", "offline", "since", since, NULL };

  return veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = "/_matrix/client/v3/sync", .query = query, .wait = wait }, error);
}

/* A server that was set up anew, or moved, knows nothing of the place where we were: from the beginning, with a gap. */
static gboolean
veche_matrix_lost_place (GError *error)
{
  return g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
         || (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED)
             && (strstr (error->message, "token") != NULL || strstr (error->message, "since") != NULL));
}

/*** A page ***/

static VecheBatch *
veche_matrix_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (cursor);
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_auto (GStrv) mine = veche_connector_dup_list (connector, "mine");
  VecheMatrixLooker looker = { connector, api, NULL };
  VecheMatrix matrix = { .mine = (const char *const *) mine };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *next = NULL;
  gint64 now = g_get_real_time ();

  if (!veche_matrix_session_begin (connector, api, error))
    return NULL;
  node = veche_matrix_sync (connector, api, rooms->since, wait, &local);
  if (node == NULL && rooms->since != NULL && veche_matrix_lost_place (local))
    {
      g_clear_error (&local);
      g_clear_pointer (&rooms, veche_matrix_rooms_free);
      rooms = veche_matrix_rooms_read (NULL);
      node = veche_matrix_sync (connector, api, NULL, 0, &local);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (veche_json_string (json_node_get_object (node), "next_batch", NULL) == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what a Matrix server says");
      return NULL;
    }

  veche_matrix_meet (&matrix, connector, api, batch, rooms, &looker);
  veche_matrix_add_sync (&matrix, json_node_get_object (node), now);
  veche_matrix_end (&matrix);
  if (!veche_matrix_looked (&looker, error))
    return NULL;
  next = veche_matrix_rooms_write (rooms);
  veche_batch_set_cursor (batch, next, FALSE);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_matrix_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_auto (GStrv) chosen = veche_connector_dup_list (connector, "rooms");
  g_autofree char *filter = veche_matrix_filter ((const char *const[]) { NULL }, 1, "\"m.room.name\"");   /* all that one may choose */
  const char *query[] = { "filter", filter, "timeout", "0", "set_presence", "offline", NULL };
  VecheMatrix matrix = { 0 };
  g_autoptr (JsonNode) node = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = "/_matrix/client/v3/sync", .query = query }, error);
  g_autofree char *host = NULL;
  GHashTableIter iter;
  gpointer value;

  if (node == NULL)
    return NULL;
  veche_matrix_meet (&matrix, connector, api, batch, rooms, NULL);
  veche_matrix_add_places (&matrix, json_node_get_object (node));
  veche_matrix_end (&matrix);
  host = veche_http_dup_host (api->base);
  veche_batch_set_place (batch, host, 0);
  g_hash_table_iter_init (&iter, rooms->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheMatrixRoom *room = value;

      if (room->encrypted && (chosen[0] == NULL || g_strv_contains ((const char *const *) chosen, room->id)))
        veche_batch_add_notice (batch, "encrypted-room", room->name != NULL ? room->name : room->id);
    }

  return g_steal_pointer (&batch);
}

/*** Answers ***/

/* FALSE: what is said there is encrypted, and ours would stand there for all servers to read. */
static gboolean
veche_matrix_may_write (VecheConnector *connector, VecheApi *api, const char *room, GError **error)
{
  g_autofree char *path = veche_matrix_path (room, "state", "m.room.encryption", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = path }, &local);

  if (node != NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "the room is encrypted; answer there in Element");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND))
    return TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* The file stands where the words stand: in their thread ("Threading"), calling nobody again. */
static void
veche_matrix_stand_beside (JsonObject *message, JsonNode *words)
{
  JsonObject *beside = veche_json_object (veche_json_root (words), "m.relates_to");
  JsonObject *relation, *to;

  json_object_set_object_member (message, "m.mentions", json_object_new ());
  if (g_strcmp0 (veche_json_string (beside, "rel_type", NULL), "m.thread") != 0)
    return;
  relation = json_object_new ();
  to = json_object_new ();
  json_object_set_string_member (relation, "rel_type", "m.thread");
  json_object_set_string_member (relation, "event_id", veche_json_string (beside, "event_id", ""));
  json_object_set_boolean_member (relation, "is_falling_back", TRUE);
  json_object_set_string_member (to, "event_id", veche_json_string (veche_json_object (beside, "m.in_reply_to"), "event_id", ""));
  json_object_set_object_member (relation, "m.in_reply_to", to);
  json_object_set_object_member (message, "m.relates_to", relation);
}

/* Without words, the first file is the answer. */
static void
veche_matrix_stand_for (JsonObject *message, JsonNode *words)
{
  static const char *const members[] = { "m.mentions", "m.relates_to" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonObject *member = veche_json_object (veche_json_root (words), members[i]);

      if (member != NULL)
        json_object_set_object_member (message, members[i], json_object_ref (member));
    }
}

/* "Uploads" and m.image, m.file of the specification: the file by itself, then an event that names it. (transfer full) */
static JsonNode *
veche_matrix_upload (VecheConnector *connector, VecheApi *api, const VecheReplyFile *file, JsonNode *words, gboolean alone, GError **error)
{
  const char *query[] = { "filename", file->name, NULL };
  g_autoptr (JsonNode) up = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .path = "/_matrix/media/v3/upload", .query = query, .body = file->data,
                                                                                            .body_type = file->type, .harmless = TRUE }, error);
  const char *uri = veche_json_string (veche_json_root (up), "content_uri", NULL);
  JsonObject *message, *info;

  if (up == NULL)
    return NULL;
  if (uri == NULL || !g_str_has_prefix (uri, "mxc://"))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not say what became of “%s”", file->name);
      return NULL;
    }
  message = json_object_new ();
  info = json_object_new ();
  json_object_set_string_member (message, "msgtype", veche_file_is_picture (file->type) ? "m.image" : "m.file");
  json_object_set_string_member (message, "body", *file->alt != '\0' ? file->alt : file->name);
  json_object_set_string_member (message, "filename", file->name);
  json_object_set_string_member (message, "url", uri);
  json_object_set_string_member (info, "mimetype", file->type);
  json_object_set_int_member (info, "size", (gint64) g_bytes_get_size (file->data));
  json_object_set_object_member (message, "info", info);
  if (alone)
    veche_matrix_stand_for (message, words);
  else
    veche_matrix_stand_beside (message, words);

  return veche_json_take (message);
}

/* Is there a message of words to be put? */
static gboolean
veche_matrix_has_words (const VecheReply *reply)
{
  return !reply->words_sent && *reply->text != '\0';
}

/* (transfer full) (element-type JsonNode): a message for each */
static GPtrArray *
veche_matrix_upload_all (VecheConnector *connector, VecheApi *api, const VecheReply *reply, JsonNode *words, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  gboolean alone = *reply->text == '\0' && !reply->words_sent;

  for (guint i = 0; reply->files != NULL && i < reply->files->len; i++)
    {
      JsonNode *message = veche_matrix_upload (connector, api, reply->files->pdata[i], words, alone && i == 0, error);

      if (message == NULL)
        return NULL;
      g_ptr_array_add (messages, message);
    }

  return g_steal_pointer (&messages);
}

static JsonNode *
veche_matrix_put (VecheConnector *connector, VecheApi *api, const char *room, const char *transaction, JsonNode *message, GError **error)
{
  g_autofree char *path = veche_matrix_path (room, "send", "m.room.message", transaction, NULL);

  return veche_matrix_session_call (connector, api, &(VecheApiRequest) { .method = "PUT", .path = path, .json = message, .scope = "send" }, error);
}

/* What was put last stands there: a reply is known by the first of its events. */
static void
veche_matrix_note_sent (const VecheReply *reply, JsonNode *answer, VecheSent *sent)
{
  const char *id = veche_json_string (json_node_get_object (answer), "event_id", NULL);

  if (sent->remote_id != NULL || !veche_matrix_is_event (id))
    return;
  sent->remote_id = g_strdup (id);
  sent->url = veche_matrix_link (reply->channel, id);
}

/* It is about this file; another may be taken. */
static gboolean
veche_matrix_is_refusal (const GError *error)
{
  return g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
}

/* Each file under a transaction id of its own: whatever is put twice is there once.  One that is refused holds up no other.  FALSE: not all stand there,
 * sent->files says which do. */
static gboolean
veche_matrix_put_files (VecheConnector *connector, VecheApi *api, const VecheReply *reply, const char *key, GPtrArray *messages, VecheSent *sent, GError **error)
{
  g_autoptr (GStrvBuilder) arrived = g_strv_builder_new ();
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < messages->len && (first == NULL || veche_matrix_is_refusal (first)); i++)
    {
      const char *of_file = ((VecheReplyFile *) reply->files->pdata[i])->key;
      g_autofree char *own = of_file != NULL ? g_strdup_printf ("%s.%s", key, of_file) : g_strdup_printf ("%s.%u", key, i + 1);
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) put = veche_matrix_put (connector, api, reply->channel, own, messages->pdata[i], &local);

      if (put != NULL)
        {
          veche_matrix_note_sent (reply, put, sent);
          g_strv_builder_add (arrived, of_file != NULL ? of_file : own);
        }
      else if (first == NULL || !veche_matrix_is_refusal (local))
        {
          g_clear_error (&first);
          first = g_steal_pointer (&local);
        }
    }
  sent->files = g_strv_builder_end (arrived);
  if (first == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first));

  return FALSE;
}

/* The words, then the files.  FALSE with sent filled: the words, or some of the files, stand there. */
static gboolean
veche_matrix_put_all (VecheConnector *connector, VecheApi *api, const VecheReply *reply, JsonNode *words, GPtrArray *messages, VecheSent *sent, GError **error)
{
  g_autofree char *chance = g_uuid_string_random ();
  const char *key = reply->idempotency_key != NULL ? reply->idempotency_key : chance;

  if (veche_matrix_has_words (reply))
    {
      g_autoptr (JsonNode) answer = veche_matrix_put (connector, api, reply->channel, key, words, error);

      if (answer == NULL)
        return FALSE;
      veche_matrix_note_sent (reply, answer, sent);
    }

  return veche_matrix_put_files (connector, api, reply, key, messages, sent, error);
}

static gboolean
veche_matrix_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autoptr (JsonNode) message = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *text = NULL;

  if (!veche_matrix_is_room (reply->channel))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no room that we could write to");
      return FALSE;
    }
  if (!veche_matrix_session_begin (connector, api, error) || !veche_matrix_may_write (connector, api, reply->channel, error))
    return FALSE;

  message = veche_matrix_compose (reply, veche_connector_get_secret (connector, "user"));
  text = veche_json_to_text (message);
  if (strlen (text) > MAX_EVENT)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "the message is too long: all of it may take 64 KiB");
      return FALSE;
    }
  files = veche_matrix_upload_all (connector, api, reply, message, error);

  return files != NULL && veche_matrix_put_all (connector, api, reply, message, files, sent, error);
}

static void
veche_matrix_connector_class_init (VecheMatrixConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "matrix";
  connector_class->open = veche_matrix_session_open;
  connector_class->fetch = veche_matrix_fetch;
  connector_class->describe = veche_matrix_describe;
  connector_class->members = veche_matrix_members;
  connector_class->backfill = veche_matrix_backfill;
  connector_class->send = veche_matrix_send;
  connector_class->revoke = veche_matrix_session_end;
}

static void
veche_matrix_connector_init (VecheMatrixConnector *self)
{
}
