/* fake-matrix.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-matrix.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define FIRST G_GINT64_CONSTANT (1760000000000)      /* milliseconds, of the first event */
#define V3    "/hs/_matrix/client/v3"
#define V1    "/hs/_matrix/client/v1"

typedef struct { char *room, *id, *txn; JsonObject *event; } FakeEvent;

struct _FakeMatrix
{
  GThread       *thread;
  GMainContext  *context;
  GMainLoop     *loop;
  char          *url;

  GMutex         lock;         /* guards what follows */
  GCond          ready;
  GPtrArray     *events;       /* FakeEvent, in the order of the server */
  GPtrArray     *paths;        /* char * */
  char          *access, *refresh, *sent;
  guint          n_sent, n_tokens;
  gboolean       copied;       /* the other program's session lives */
  FakeMatrixMood mood;
};

static const char *const rooms[] = { FAKE_MATRIX_CLUB, FAKE_MATRIX_SECRET, FAKE_MATRIX_SPACE, FAKE_MATRIX_TALK };

static void
fake_event_free (gpointer data)
{
  FakeEvent *event = data;

  g_free (event->room);
  g_free (event->id);
  g_free (event->txn);
  json_object_unref (event->event);
  g_free (event);
}

gint64
fake_matrix_time (guint nth)
{
  return (FIRST + (gint64) nth * 60000) * 1000;
}

/* ---------------------------------------------------------------------------------------------------------------------------- events */

static FakeEvent *
fake_add (FakeMatrix *self, const char *room, const char *type, const char *sender, const char *state_key, JsonObject *content)
{
  FakeEvent *event = g_new0 (FakeEvent, 1);

  event->room = g_strdup (room);
  event->id = g_strdup_printf ("$event%u", self->events->len);
  event->event = json_object_new ();
  json_object_set_string_member (event->event, "type", type);
  json_object_set_string_member (event->event, "event_id", event->id);
  json_object_set_string_member (event->event, "sender", sender);
  json_object_set_int_member (event->event, "origin_server_ts", FIRST + (gint64) self->events->len * 60000);
  json_object_set_object_member (event->event, "content", json_object_ref (content));
  if (state_key != NULL)
    json_object_set_string_member (event->event, "state_key", state_key);
  g_ptr_array_add (self->events, event);

  return event;
}

static FakeEvent *
fake_add_text (FakeMatrix *self, const char *room, const char *type, const char *sender, const char *state_key, const char *content)
{
  g_autoptr (JsonNode) node = json_from_string (content, NULL);

  g_assert_nonnull (node);

  return fake_add (self, room, type, sender, state_key, json_node_get_object (node));
}

static int
fake_find (FakeMatrix *self, const char *id)
{
  for (guint i = 0; i < self->events->len; i++)
    if (g_strcmp0 (((FakeEvent *) g_ptr_array_index (self->events, i))->id, id) == 0)
      return (int) i;

  return -1;
}

static const char *
fake_text (JsonObject *object, const char *key)
{
  return object != NULL && json_object_has_member (object, key) ? json_object_get_string_member (object, key) : NULL;
}

static JsonObject *
fake_object (JsonObject *object, const char *key)
{
  return object != NULL && json_object_has_member (object, key) ? json_object_get_object_member (object, key) : NULL;
}

static JsonObject *
fake_unsigned (JsonObject *event)
{
  if (!json_object_has_member (event, "unsigned"))
    json_object_set_object_member (event, "unsigned", json_object_new ());

  return json_object_get_object_member (event, "unsigned");
}

/* As a client gets it: with its last edit beside it ("Server-side aggregation of m.replace"). (transfer full) */
static JsonNode *
fake_write (FakeMatrix *self, guint index)
{
  FakeEvent *event = g_ptr_array_index (self->events, index);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), event->event);
  g_autofree char *text = json_to_string (node, FALSE);
  JsonNode *copy = json_from_string (text, NULL);

  for (guint i = index + 1; i < self->events->len; i++)
    {
      JsonObject *later = ((FakeEvent *) g_ptr_array_index (self->events, i))->event;
      JsonObject *relates = fake_object (fake_object (later, "content"), "m.relates_to");
      JsonObject *relations;

      if (g_strcmp0 (fake_text (relates, "rel_type"), "m.replace") != 0 || g_strcmp0 (fake_text (relates, "event_id"), event->id) != 0
          || g_strcmp0 (fake_text (later, "sender"), fake_text (event->event, "sender")) != 0)
        continue;
      relations = json_object_new ();
      json_object_set_object_member (relations, "m.replace", json_object_ref (later));
      json_object_set_object_member (fake_unsigned (json_node_get_object (copy)), "m.relations", relations);
    }

  return copy;
}

static void
fake_redact (FakeMatrix *self, const char *room, const char *sender, const char *id)
{
  g_autoptr (JsonObject) content = json_object_new ();
  FakeEvent *target = g_ptr_array_index (self->events, fake_find (self, id)), *redaction;

  json_object_set_string_member (content, "redacts", id);
  redaction = fake_add (self, room, "m.room.redaction", sender, NULL, content);
  json_object_set_object_member (target->event, "content", json_object_new ());
  json_object_set_object_member (fake_unsigned (target->event), "redacted_because", json_object_ref (redaction->event));
}

static void
fake_begin (FakeMatrix *self)
{
  static const char *const people[] = { FAKE_MATRIX_US, "@anna:here.example", "@boris:far.example" };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    for (guint j = 0; j < G_N_ELEMENTS (people); j++)
      {
        g_autofree char *member = g_strdup_printf ("{\"membership\":\"join\",\"displayname\":\"%s\",\"avatar_url\":\"mxc://here.example/p%u\"}",
                                                   j == 0 ? "Клуб" : j == 1 ? "Анна" : "Борис", j);

        fake_add_text (self, rooms[i], "m.room.member", people[j], people[j], member);
      }
  fake_add_text (self, FAKE_MATRIX_CLUB, "m.room.name", people[1], "", "{\"name\":\"Клуб садоводов\"}");
  fake_add_text (self, FAKE_MATRIX_SECRET, "m.room.name", people[1], "", "{\"name\":\"Совет\"}");
  fake_add_text (self, FAKE_MATRIX_SECRET, "m.room.encryption", people[1], "", "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");
  fake_add_text (self, FAKE_MATRIX_SPACE, "m.room.canonical_alias", people[1], "", "{\"alias\":\"#sad:here.example\"}");
  fake_add_text (self, FAKE_MATRIX_CLUB, "m.space.parent", people[1], FAKE_MATRIX_SPACE, "{\"via\":[\"here.example\"],\"canonical\":true}");
}

/* --------------------------------------------------------------------------------------------------------------------------- answers */

static void
fake_error (JsonObject *out, const char *code, const char *words)
{
  json_object_set_string_member (out, "errcode", code);
  json_object_set_string_member (out, "error", words);
}

static guint
fake_limit (GHashTable *query)
{
  const char *filter = query != NULL ? g_hash_table_lookup (query, "filter") : NULL;
  const char *at = filter != NULL ? strstr (filter, "\"limit\":") : NULL;

  return at != NULL ? (guint) strtoul (at + strlen ("\"limit\":"), NULL, 10) : 10;
}

/* "Filtering": rooms that were not chosen are not there. */
static gboolean
fake_is_chosen (GHashTable *query, const char *room)
{
  const char *filter = query != NULL ? g_hash_table_lookup (query, "filter") : NULL;
  const char *list = filter != NULL ? strstr (filter, "\"rooms\":[") : NULL;

  return list == NULL || g_strstr_len (list, strchr (list, ']') - list, room) != NULL;
}

static gboolean
fake_is_state (FakeEvent *event)
{
  return json_object_has_member (event->event, "state_key");
}

static JsonObject *
fake_room (FakeMatrix *self, const char *room, guint since, guint limit)
{
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (guint));
  JsonObject *joined = json_object_new (), *timeline = json_object_new (), *state = json_object_new ();
  JsonArray *said = json_array_new (), *states = json_array_new ();
  guint first;

  for (guint i = since; i < self->events->len; i++)
    if (g_str_equal (((FakeEvent *) g_ptr_array_index (self->events, i))->room, room))
      g_array_append_val (fits, i);
  first = fits->len > limit ? fits->len - limit : 0;
  for (guint i = 0; i < fits->len; i++)
    {
      guint index = g_array_index (fits, guint, i);

      if (i >= first)
        json_array_add_element (said, fake_write (self, index));
      else if (fake_is_state (g_ptr_array_index (self->events, index)))
        json_array_add_element (states, fake_write (self, index));
    }
  json_object_set_array_member (timeline, "events", said);
  json_object_set_boolean_member (timeline, "limited", first > 0);
  json_object_set_string_member (timeline, "prev_batch", "t0");
  json_object_set_object_member (joined, "timeline", timeline);
  json_object_set_array_member (state, "events", states);
  json_object_set_object_member (joined, "state", state);

  return joined;
}

static guint
fake_sync (FakeMatrix *self, GHashTable *query, JsonObject *out)
{
  const char *since = query != NULL ? g_hash_table_lookup (query, "since") : NULL;
  guint from = since != NULL ? (guint) strtoul (since + 1, NULL, 10) : 0;
  g_autofree char *next = g_strdup_printf ("s%u", self->events->len);
  JsonObject *joined, *places;
  g_autoptr (JsonNode) direct = json_from_string ("{\"events\":[{\"type\":\"m.direct\",\"content\":{\"@anna:here.example\":[\"" FAKE_MATRIX_TALK "\"]}}]}", NULL);
  g_autoptr (JsonNode) invites = json_from_string ("{\"!new:far.example\":{\"invite_state\":{\"events\":[{\"type\":\"m.room.name\",\"state_key\":\"\","
                                                   "\"sender\":\"@boris:far.example\",\"content\":{\"name\":\"Соседи\"}}]}}}", NULL);

  if (since != NULL && self->mood == FAKE_MATRIX_LOSES)
    {
      fake_error (out, "M_UNKNOWN", "Invalid stream token");
      self->mood = FAKE_MATRIX_GOOD;
      return 400;
    }
  joined = json_object_new ();
  places = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      JsonObject *room = fake_room (self, rooms[i], from, fake_limit (query));

      if (json_array_get_length (json_object_get_array_member (fake_object (room, "timeline"), "events")) > 0 && fake_is_chosen (query, rooms[i]))
        json_object_set_object_member (joined, rooms[i], room);
      else
        json_object_unref (room);
    }
  json_object_set_object_member (places, "join", joined);
  if (since == NULL)
    {
      json_object_set_object_member (places, "invite", json_object_ref (json_node_get_object (invites)));
      json_object_set_object_member (out, "account_data", json_object_ref (json_node_get_object (direct)));
    }
  json_object_set_object_member (out, "rooms", places);
  json_object_set_string_member (out, "next_batch", next);

  return 200;
}

static void
fake_new_session (FakeMatrix *self, JsonObject *out)
{
  g_free (self->access);
  g_free (self->refresh);
  self->access = g_strdup_printf ("access-t0ken-%u", ++self->n_tokens);
  self->refresh = g_strdup_printf ("refresh-t0ken-%u", self->n_tokens);
  json_object_set_string_member (out, "access_token", self->access);
  json_object_set_string_member (out, "refresh_token", self->refresh);
  json_object_set_int_member (out, "expires_in_ms", 60000);
}

static guint
fake_login (FakeMatrix *self, JsonObject *in, JsonObject *out)
{
  JsonObject *who = fake_object (in, "identifier");

  g_assert_cmpstr (fake_text (in, "type"), ==, "m.login.password");
  g_assert_cmpstr (fake_text (who, "type"), ==, "m.id.user");
  if (g_strcmp0 (fake_text (in, "password"), FAKE_MATRIX_PASSWORD) != 0 || g_strcmp0 (fake_text (who, "user"), "us") != 0)
    {
      fake_error (out, "M_FORBIDDEN", "Invalid username or password");
      return 403;
    }
  fake_new_session (self, out);
  json_object_set_string_member (out, "user_id", FAKE_MATRIX_US);
  json_object_set_string_member (out, "device_id", "VECHEDEV");

  return 200;
}

static guint
fake_refresh (FakeMatrix *self, JsonObject *in, JsonObject *out)
{
  if (self->mood == FAKE_MATRIX_FORGETS || g_strcmp0 (fake_text (in, "refresh_token"), self->refresh) != 0)
    {
      fake_error (out, "M_UNKNOWN_TOKEN", "Soft logged out");
      return 401;
    }
  fake_new_session (self, out);
  self->mood = FAKE_MATRIX_GOOD;

  return 200;
}

static guint
fake_messages (FakeMatrix *self, const char *room, GHashTable *query, JsonObject *out)
{
  const char *from = g_hash_table_lookup (query, "from"), *limit = g_hash_table_lookup (query, "limit");
  guint before = from != NULL ? (guint) strtoul (from + 1, NULL, 10) : self->events->len, most = (guint) strtoul (limit, NULL, 10), n = 0, i;
  JsonArray *chunk = json_array_new ();

  g_assert_cmpstr (g_hash_table_lookup (query, "dir"), ==, "b");
  for (i = before; i > 0 && n < MIN (most, 30); i--)
    if (g_str_equal (((FakeEvent *) g_ptr_array_index (self->events, i - 1))->room, room))
      {
        json_array_add_element (chunk, fake_write (self, i - 1));
        n++;
      }
  json_object_set_array_member (out, "chunk", chunk);
  json_object_set_string_member (out, "start", from != NULL ? from : "t");
  if (i > 0)
    {
      g_autofree char *end = g_strdup_printf ("t%u", i);

      json_object_set_string_member (out, "end", end);
    }

  return 200;
}

static guint
fake_missing (JsonObject *out)
{
  fake_error (out, "M_NOT_FOUND", "Event not found.");

  return 404;
}

static guint
fake_moment (FakeMatrix *self, const char *room, GHashTable *query, JsonObject *out)
{
  gint64 ts = g_ascii_strtoll (g_hash_table_lookup (query, "ts"), NULL, 10);

  for (guint i = self->events->len; i > 0; i--)
    {
      FakeEvent *event = g_ptr_array_index (self->events, i - 1);

      if (!g_str_equal (event->room, room) || json_object_get_int_member (event->event, "origin_server_ts") > ts)
        continue;
      json_object_set_string_member (out, "event_id", event->id);
      return 200;
    }

  return fake_missing (out);
}

static guint
fake_take (FakeMatrix *self, const char *room, const char *txn, JsonObject *in, JsonObject *out)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), in);
  FakeEvent *event = NULL;

  for (guint i = 0; i < self->events->len; i++)
    if (g_strcmp0 (((FakeEvent *) g_ptr_array_index (self->events, i))->txn, txn) == 0)
      event = g_ptr_array_index (self->events, i);
  if (event == NULL)
    {
      event = fake_add (self, room, "m.room.message", FAKE_MATRIX_US, NULL, in);
      event->txn = g_strdup (txn);
      g_free (self->sent);
      self->sent = json_to_string (node, FALSE);
      self->n_sent++;
    }
  json_object_set_string_member (out, "event_id", event->id);

  return 200;
}

/* steps: room, what, … */
static guint
fake_in_room (FakeMatrix *self, char **steps, GHashTable *query, JsonObject *in, JsonObject *out)
{
  guint n = g_strv_length (steps);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  int index;

  if (n == 2 && g_str_equal (steps[1], "messages"))
    return fake_messages (self, steps[0], query, out);
  if (n == 2 && g_str_equal (steps[1], "timestamp_to_event"))
    return fake_moment (self, steps[0], query, out);
  if (n == 4 && g_str_equal (steps[1], "send"))
    return fake_take (self, steps[0], steps[3], in, out);
  if (n == 3 && g_str_equal (steps[1], "state") && g_str_equal (steps[0], FAKE_MATRIX_SECRET))
    {
      json_object_set_string_member (out, "algorithm", "m.megolm.v1.aes-sha2");
      return 200;
    }
  index = n == 3 ? fake_find (self, steps[2]) : -1;
  if (index >= 0 && g_str_equal (steps[1], "event"))
    {
      g_autoptr (JsonNode) node = fake_write (self, (guint) index);

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &key, &value))
        json_object_set_member (out, key, json_node_copy (value));
      return 200;
    }
  if (index >= 0 && g_str_equal (steps[1], "context"))
    {
      g_autofree char *end = g_strdup_printf ("t%d", index + 1);

      json_object_set_string_member (out, "end", end);
      return 200;
    }

  return fake_missing (out);
}

static guint
fake_members (FakeMatrix *self, const char *room, JsonObject *out)
{
  JsonObject *joined = json_object_new ();

  for (guint i = 0; i < self->events->len; i++)
    {
      FakeEvent *event = g_ptr_array_index (self->events, i);
      JsonObject *content = fake_object (event->event, "content");

      if (!g_str_equal (event->room, room) || !g_str_equal (fake_text (event->event, "type"), "m.room.member"))
        continue;
      json_object_remove_member (joined, fake_text (event->event, "state_key"));
      if (g_str_equal (fake_text (content, "membership"), "join"))
        {
          JsonObject *profile = json_object_new ();

          json_object_set_string_member (profile, "display_name", fake_text (content, "displayname"));
          json_object_set_object_member (joined, fake_text (event->event, "state_key"), profile);
        }
    }
  json_object_set_object_member (out, "joined", joined);

  return 200;
}

/* 401 for whoever has no session. */
static gboolean
fake_may (FakeMatrix *self, const char *authorization, JsonObject *out)
{
  const char *token = authorization != NULL && g_str_has_prefix (authorization, "Bearer ") ? authorization + strlen ("Bearer ") : NULL;
  gboolean over = self->mood == FAKE_MATRIX_EXPIRES || self->mood == FAKE_MATRIX_FORGETS;

  if (token != NULL && !over && ((self->copied && g_str_equal (token, FAKE_MATRIX_TOKEN)) || g_strcmp0 (token, self->access) == 0))
    return TRUE;
  fake_error (out, token != NULL ? "M_UNKNOWN_TOKEN" : "M_MISSING_TOKEN", "Access token unknown or expired");
  json_object_set_boolean_member (out, "soft_logout", over);

  return FALSE;
}

static guint
fake_logout (FakeMatrix *self, const char *authorization)
{
  if (g_str_has_suffix (authorization, FAKE_MATRIX_TOKEN))
    self->copied = FALSE;
  else
    g_clear_pointer (&self->access, g_free);

  return 200;
}

static guint
fake_answer (FakeMatrix *self, const char *path, const char *authorization, GHashTable *query, JsonObject *in, JsonObject *out)
{
  g_auto (GStrv) steps = NULL;

  if (g_str_equal (path, "/.well-known/matrix/client"))
    {
      JsonObject *server = json_object_new ();
      g_autofree char *base = g_strconcat (self->url, "/hs/", NULL);

      json_object_set_string_member (server, "base_url", base);
      json_object_set_object_member (out, "m.homeserver", server);
      return 200;
    }
  if (self->mood == FAKE_MATRIX_LIMITS)
    {
      fake_error (out, "M_LIMIT_EXCEEDED", "Too Many Requests");
      json_object_set_int_member (out, "retry_after_ms", 90000);
      self->mood = FAKE_MATRIX_GOOD;
      return 429;
    }
  if (g_str_equal (path, V3 "/login"))
    return fake_login (self, in, out);
  if (g_str_equal (path, V3 "/refresh"))
    return fake_refresh (self, in, out);
  if (!fake_may (self, authorization, out))
    return 401;
  if (g_str_equal (path, V3 "/account/whoami"))
    json_object_set_string_member (out, "user_id", FAKE_MATRIX_US);
  else if (g_str_equal (path, V3 "/sync"))
    return fake_sync (self, query, out);
  else if (g_str_equal (path, V3 "/logout"))
    return fake_logout (self, authorization);
  else if (g_str_equal (path, V3 "/joined_rooms"))
    {
      JsonArray *all = json_array_new ();

      for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
        json_array_add_string_element (all, rooms[i]);
      json_object_set_array_member (out, "joined_rooms", all);
    }
  else if (g_str_has_prefix (path, V3 "/rooms/") || g_str_has_prefix (path, V1 "/rooms/"))
    {
      steps = g_strsplit (path + strlen (V3 "/rooms/"), "/", -1);
      return g_strv_length (steps) == 2 && g_str_equal (steps[1], "joined_members") ? fake_members (self, steps[0], out)
                                                                                    : fake_in_room (self, steps, query, in, out);
    }
  else
    {
      fake_error (out, "M_UNRECOGNIZED", "Unrecognized request");
      return 404;
    }

  return 200;
}

static void
fake_handler (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeMatrix *self = user_data;
  const char *authorization = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) in = *body != '\0' ? json_from_string (body, NULL) : NULL;
  g_autoptr (JsonObject) out = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), out);
  g_autofree char *text = NULL;
  gboolean dies;
  guint status;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->paths, g_strdup (path));
  status = fake_answer (self, path, authorization, query, in != NULL ? json_node_get_object (in) : NULL, out);
  dies = self->mood == FAKE_MATRIX_DIES && strstr (path, "/send/") != NULL;
  g_mutex_unlock (&self->lock);

  if (dies)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  text = json_to_string (node, FALSE);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

/* ---------------------------------------------------------------------------------------------------------------------------- itself */

static gpointer
fake_main (gpointer data)
{
  FakeMatrix *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, fake_handler, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);

  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

FakeMatrix *
fake_matrix_new (void)
{
  FakeMatrix *self = g_new0 (FakeMatrix, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->events = g_ptr_array_new_with_free_func (fake_event_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->copied = TRUE;
  fake_begin (self);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-matrix", fake_main, self);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

static gboolean
fake_quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
fake_matrix_free (FakeMatrix *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, fake_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->paths);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->sent);
  g_free (self->url);
  g_free (self);
}

const char *
fake_matrix_get_url (FakeMatrix *self)
{
  return self->url;
}

void
fake_matrix_set_mood (FakeMatrix *self, FakeMatrixMood mood)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  g_mutex_unlock (&self->lock);
}

char *
fake_matrix_add (FakeMatrix *self, const char *room, const char *type, const char *sender, const char *state_key, const char *content)
{
  char *id;

  g_mutex_lock (&self->lock);
  id = g_strdup (fake_add_text (self, room, type, sender, state_key, content)->id);
  g_mutex_unlock (&self->lock);

  return id;
}

static char *
fake_quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

char *
fake_matrix_say (FakeMatrix *self, const char *room, const char *sender, const char *text)
{
  g_autofree char *quoted = fake_quote (text);
  g_autofree char *content = g_strdup_printf ("{\"msgtype\":\"m.text\",\"body\":%s}", quoted);

  return fake_matrix_add (self, room, "m.room.message", sender, NULL, content);
}

char *
fake_matrix_edit (FakeMatrix *self, const char *room, const char *sender, const char *event, const char *text)
{
  g_autofree char *quoted = fake_quote (text);
  g_autofree char *content = g_strdup_printf ("{\"msgtype\":\"m.text\",\"body\":\"* changed\",\"m.new_content\":{\"msgtype\":\"m.text\",\"body\":%s},"
                                              "\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":\"%s\"}}", quoted, event);

  return fake_matrix_add (self, room, "m.room.message", sender, NULL, content);
}

void
fake_matrix_redact (FakeMatrix *self, const char *room, const char *sender, const char *event)
{
  g_mutex_lock (&self->lock);
  fake_redact (self, room, sender, event);
  g_mutex_unlock (&self->lock);
}

char *
fake_matrix_dup_sent (FakeMatrix *self, guint *n)
{
  char *sent;

  g_mutex_lock (&self->lock);
  sent = g_strdup (self->sent);
  *n = self->n_sent;
  g_mutex_unlock (&self->lock);

  return sent;
}

guint
fake_matrix_requests (FakeMatrix *self, const char *path_part)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->paths->len; i++)
    n += strstr (g_ptr_array_index (self->paths, i), path_part) != NULL;
  g_mutex_unlock (&self->lock);

  return n;
}
