/* test-files.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes with a reply, and how it will look.  Files, on every platform that takes them: each is uploaded before the message that names it, whole and under its name, and nothing is
 * posted when an upload fails.  Paths and answers as the vendors' pages have them: docs.joinmastodon.org/methods/media, spec.matrix.org (Content Repository),
 * core.telegram.org/bots/api (Sending files), Discord ("Uploading Files"), docs.bsky.app (com.atproto.repo.uploadBlob), docs.discourse.org (Creates an upload),
 * dev.vk.com (Загрузка файлов на сервер).
 */

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-multipart.h"
#include "connectors/veche-preview.h"
#include "support/veche-test-wait.h"

typedef struct { const char *path, *answer; guint status; } Route;
typedef struct { char *line, *type; GBytes *body; } Asked;

typedef struct
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;
  const Route  *routes;
  GMutex        lock;
  GPtrArray    *asked;      /* Asked */
} Server;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->line);
  g_free (asked->type);
  g_bytes_unref (asked->body);
  g_free (asked);
}

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Server *self = user_data;
  Asked *asked = g_new0 (Asked, 1);
  const char *text = "{}";
  guint status = 200;
  g_autofree char *whole = NULL;
  char **parts;

  asked->line = g_strdup_printf ("%s %s", soup_server_message_get_method (message), path);
  asked->type = g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Type"));
  asked->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->asked, asked);
  g_mutex_unlock (&self->lock);
  for (const Route *route = self->routes; route->path != NULL; route++)
    if (strstr (path, route->path) != NULL)
      {
        text = route->answer;
        status = route->status != 0 ? route->status : 200;
        break;
      }
  parts = g_strsplit (text, "SERVER", -1);
  whole = g_strjoinv (self->url, parts);
  g_strfreev (parts);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, whole, strlen (whole));
}

static gpointer
serve (gpointer data)
{
  Server *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
server_start (Server *self, const Route *routes)
{
  gboolean up = FALSE;

  self->routes = routes;
  self->asked = g_ptr_array_new_with_free_func (asked_free);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->lock);
  self->thread = g_thread_new ("server", serve, self);
  while (!up)
    {
      g_mutex_lock (&self->lock);
      up = self->url != NULL;
      g_mutex_unlock (&self->lock);
      g_thread_yield ();
    }
}

static void
server_stop (Server *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->asked);
  g_mutex_clear (&self->lock);
  g_free (self->url);
}

/* The number of the first request to a path from there on; -1: there was none. */
static int
find (Server *self, const char *line)
{
  for (guint i = 0; i < self->asked->len; i++)
    if (strstr (((Asked *) self->asked->pdata[i])->line, line) != NULL)
      return (int) i;

  return -1;
}

static gboolean
holds (Server *self, int number, const char *text)
{
  Asked *asked = self->asked->pdata[number];
  gsize n;
  const char *data = g_bytes_get_data (asked->body, &n);

  return memmem (data, n, text, strlen (text)) != NULL;
}

/* Bytes that no text survives: zeros, line ends, what looks like a boundary. */
#define PICTURE "\x89PNG\r\n\x1a\n\0--veche-\r\n\0\xff\xfe"

static VecheReply *
reply_new (const char *channel, const char *to, guint n)
{
  g_autoptr (GBytes) data = g_bytes_new_static (PICTURE, sizeof PICTURE - 1);
  VecheReply *reply = veche_reply_new ();

  reply->text = g_strdup ("Вот схема");
  reply->channel = g_strdup (channel);
  reply->in_reply_to = g_strdup (to);
  reply->idempotency_key = g_strdup ("0190-key");
  reply->files = g_ptr_array_new_with_free_func (veche_reply_file_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (reply->files, veche_reply_file_new (i == 0 ? "план \"А\".png" : "устав.pdf", i == 0 ? "image/png" : "application/pdf",
                                                         i == 0 ? "План зала" : "", data));

  return reply;
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* reply (transfer full) */
static char *
send_to (Server *server, const char *type, const char *token, const char *settings, VecheReply *reply, GError **error)
{
  const VecheConnectorSetup setup = { .url = server->url, .token = token, .settings = settings, .own_server = TRUE, .account_id = "7" };
  g_autoptr (VecheConnector) connector = veche_connector_new (type, &setup);
  g_autoptr (VecheReply) owned = reply;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *url = NULL;

  veche_connector_send_async (connector, owned, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return veche_connector_send_finish (connector, result, &url, error);
}

static gboolean
holds_picture (Server *self, int number)
{
  gsize n;
  const char *data = g_bytes_get_data (((Asked *) self->asked->pdata[number])->body, &n);

  return memmem (data, n, PICTURE, sizeof PICTURE - 1) != NULL;
}

static void
test_multipart (void)
{
  g_autoptr (GBytes) data = g_bytes_new_static (PICTURE, sizeof PICTURE - 1);
  const VechePart parts[] = { { .name = "a", .text = "б" }, { .name = "f", .file_name = "x\"\r\nEvil: 1.png", .type = "image/png", .data = data } };
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = veche_multipart_build (parts, 2, &type);
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (SoupMultipart) read = NULL;
  SoupMessageHeaders *of_part;
  GBytes *of_body;

  soup_message_headers_append (headers, "Content-Type", type);
  read = soup_multipart_new_from_message (headers, body);
  g_assert_nonnull (read);
  g_assert_cmpint (soup_multipart_get_length (read), ==, 2);
  g_assert_true (soup_multipart_get_part (read, 1, &of_part, &of_body));
  g_assert_true (g_bytes_equal (of_body, data));
  g_assert_null (soup_message_headers_get_one (of_part, "Evil"));
}

static void
test_mastodon (void)
{
  static const Route routes[] = { { "/api/v2/media", "{\"id\":\"77\",\"type\":\"image\",\"url\":null}", 202 },
                                  { "/api/v1/media/77", "{\"id\":\"77\",\"type\":\"image\",\"url\":\"https://x/1.png\"}", 0 },
                                  { "/api/v1/statuses", "{\"id\":\"9\",\"url\":\"https://x/9\"}", 0 }, { NULL, NULL, 0 } };
  static const Route broken[] = { { "/api/v2/media", "{\"error\":\"Validation failed: File content type is invalid\"}", 422 }, { NULL, NULL, 0 } };
  Server server = { 0 }, refusing = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  int up, post;

  server_start (&server, routes);
  id = send_to (&server, "mastodon", "t", NULL, reply_new ("c", "5", 1), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "9");
  up = find (&server, "POST /api/v2/media");
  post = find (&server, "POST /api/v1/statuses");
  g_assert_cmpint (up, >=, 0);
  g_assert_cmpint (find (&server, "GET /api/v1/media/77"), >, up);
  g_assert_cmpint (post, >, find (&server, "GET /api/v1/media/77"));
  g_assert_true (holds_picture (&server, up));
  g_assert_true (holds (&server, up, "filename=\"план %22А%22.png\""));
  g_assert_true (holds (&server, up, "План зала"));
  g_assert_true (holds (&server, post, "media_ids%5B%5D=77"));
  server_stop (&server);

  server_start (&refusing, broken);
  g_assert_null (send_to (&refusing, "mastodon", "t", NULL, reply_new ("c", "5", 1), &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_cmpint (find (&refusing, "/api/v1/statuses"), ==, -1);
  server_stop (&refusing);
}

static void
test_matrix (void)
{
  static const Route routes[] = { { "m.room.encryption", "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"none\"}", 404 },
                                  { "/upload", "{\"content_uri\":\"mxc://example.org/abc\"}", 0 }, { "/send/m.room.message/", "{\"event_id\":\"$e:example.org\"}", 0 },
                                  { "whoami", "{\"user_id\":\"@us:example.org\"}", 0 }, { NULL, NULL, 0 } };
  VecheReply *inside = reply_new ("!room:example.org", "$a:example.org", 1);
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autofree char *token = NULL;
  int up, words, file;

  server_start (&server, routes);
  token = g_strdup_printf ("{\"access\":\"t\",\"user\":\"@us:example.org\",\"home\":\"%s\"}", server.url);
  id = send_to (&server, "matrix", token, NULL, reply_new ("!room:example.org", "$a:example.org", 1), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "$e:example.org");
  up = find (&server, "POST /_matrix/media/v3/upload");
  words = find (&server, "/send/m.room.message/0190-key");
  file = find (&server, "/send/m.room.message/0190-key.1");
  g_assert_true (up >= 0 && words > up && file > words);
  g_assert_cmpstr (((Asked *) server.asked->pdata[up])->type, ==, "image/png");
  g_assert_true (holds_picture (&server, up));
  g_assert_true (holds (&server, file, "mxc://example.org/abc"));
  g_assert_true (holds (&server, file, "m.image"));
  g_assert_false (holds (&server, file, "m.relates_to"));

  /* In a thread, the picture stands there too. */
  inside->thread = g_strdup ("$root:example.org");
  g_free (inside->idempotency_key);
  inside->idempotency_key = g_strdup ("0191-key");
  again = send_to (&server, "matrix", token, NULL, inside, &error);
  g_assert_no_error (error);
  file = find (&server, "/send/m.room.message/0191-key.1");
  g_assert_true (holds (&server, file, "m.thread") && holds (&server, file, "$root:example.org"));
  server_stop (&server);
}

/* Given a second file that is refused after the words arrived, then the reply failed, what stands there is known, and only the rest leaves again; given no
 * words, then the picture is the answer and no empty message stands beside it. */
static void
test_matrix_in_part (void)
{
  static const Route routes[] = { { "m.room.encryption", "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"none\"}", 404 },
                                  { "/upload", "{\"content_uri\":\"mxc://example.org/abc\"}", 0 },
                                  { "0190-key.bad", "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no such files here\"}", 400 },
                                  { "/send/m.room.message/", "{\"event_id\":\"$e:example.org\"}", 0 },
                                  { "whoami", "{\"user_id\":\"@us:example.org\"}", 0 }, { NULL, NULL, 0 } };
  g_autoptr (VecheReply) reply = reply_new ("!room:example.org", "$a:example.org", 2), rest = reply_new ("!room:example.org", "$a:example.org", 1);
  VecheReply *wordless = reply_new ("!room:example.org", "$a:example.org", 1);
  Server server = { 0 };
  g_autofree char *token = NULL, *id = NULL, *alone = NULL;
  g_autoptr (VecheConnector) connector = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const VecheSent *begun;
  int at;

  server_start (&server, routes);
  token = g_strdup_printf ("{\"access\":\"t\",\"user\":\"@us:example.org\",\"home\":\"%s\"}", server.url);
  ((VecheReplyFile *) reply->files->pdata[0])->key = g_strdup ("bad");
  ((VecheReplyFile *) reply->files->pdata[1])->key = g_strdup ("good");
  connector = veche_connector_new ("matrix", &(VecheConnectorSetup) { .url = server.url, .token = token, .own_server = TRUE, .account_id = "7" });
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (veche_connector_send_finish (connector, result, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_clear_error (&error);
  begun = veche_connector_get_begun (connector);
  g_assert_nonnull (begun);
  g_assert_cmpstr (begun->remote_id, ==, "$e:example.org");
  g_assert_cmpuint (g_strv_length (begun->files), ==, 1);
  g_assert_cmpstr (begun->files[0], ==, "good");

  g_ptr_array_set_size (server.asked, 0);
  rest->words_sent = TRUE;
  id = send_to (&server, "matrix", token, NULL, g_steal_pointer (&rest), &error);
  g_assert_no_error (error);
  g_assert_cmpint (find (&server, "/send/m.room.message/0190-key.1"), >=, 0);
  for (guint i = 0; i < server.asked->len; i++)
    g_assert_false (g_str_has_suffix (((Asked *) server.asked->pdata[i])->line, "/0190-key"));

  g_ptr_array_set_size (server.asked, 0);
  g_free (wordless->text);
  wordless->text = g_strdup ("");
  alone = send_to (&server, "matrix", token, NULL, wordless, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (alone, ==, "$e:example.org");
  at = find (&server, "/send/m.room.message/0190-key.1");
  g_assert_true (holds (&server, at, "m.in_reply_to") && holds (&server, at, "$a:example.org"));
  for (guint i = 0; i < server.asked->len; i++)
    g_assert_false (g_str_has_suffix (((Asked *) server.asked->pdata[i])->line, "/0190-key"));
  server_stop (&server);
}

static void
test_telegram (void)
{
  static const Route routes[] = { { "/sendPhoto", "{\"ok\":true,\"result\":{\"message_id\":41,\"chat\":{\"id\":-100500}}}", 0 },
                                  { "/sendMediaGroup", "{\"ok\":true,\"result\":[{\"message_id\":42,\"chat\":{\"id\":-100500}},{\"message_id\":43}]}", 0 },
                                  { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *two = NULL;
  int at;

  server_start (&server, routes);
  one = send_to (&server, "telegram", "123:ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abc", NULL, reply_new ("chat100500", NULL, 1), &error);
  g_assert_no_error (error);
  at = find (&server, "sendPhoto");
  g_assert_true (holds_picture (&server, at));
  g_assert_true (holds (&server, at, "name=\"caption\"\r\n\r\nВот схема\r\n"));
  g_assert_true (holds (&server, at, "name=\"chat_id\"\r\n\r\n-100500\r\n"));
  two = send_to (&server, "telegram", "123:ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abc", NULL, reply_new ("chat100500", NULL, 2), &error);
  g_assert_no_error (error);
  at = find (&server, "sendMediaGroup");
  g_assert_true (holds (&server, at, "attach://f0"));
  g_assert_true (holds (&server, at, "attach://f1"));
  g_assert_true (holds (&server, at, "\"document\""));      /* beside a file, a picture is one */
  g_assert_cmpstr (one, !=, two);
  server_stop (&server);
}

static void
test_discord (void)
{
  static const Route routes[] = { { "/messages", "{\"id\":\"900000000000000001\"}", 0 }, { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  int at;

  server_start (&server, routes);
  id = send_to (&server, "discord", "t", NULL, reply_new ("800000000000000001", "700000000000000001", 2), &error);
  g_assert_no_error (error);
  at = find (&server, "POST /channels/800000000000000001/messages");
  g_assert_true (g_str_has_prefix (((Asked *) server.asked->pdata[at])->type, "multipart/form-data"));
  g_assert_true (holds (&server, at, "\"description\":\"План зала\""));
  g_assert_true (holds (&server, at, "enforce_nonce"));
  g_assert_true (holds (&server, at, "name=\"files[1]\""));
  g_assert_true (holds_picture (&server, at));
  server_stop (&server);
}

static void
test_bluesky (void)
{
  static const Route routes[] = { { "uploadBlob", "{\"blob\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"bafk\"},\"mimeType\":\"image/png\",\"size\":20}}", 0 },
                                  { "createRecord", "{\"uri\":\"at://did:plc:us/app.bsky.feed.post/abc\",\"cid\":\"bafy\"}", 0 },
                                  { "Session", "{\"did\":\"did:plc:us\",\"handle\":\"us.example\",\"accessJwt\":\"a\",\"refreshJwt\":\"r\"}", 0 }, { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  int up, post;

  server_start (&server, routes);
  id = send_to (&server, "bluesky", "app-pass", "{\"login\":\"us.example\"}", reply_new ("c", NULL, 1), &error);
  g_assert_no_error (error);
  up = find (&server, "uploadBlob");
  post = find (&server, "createRecord");
  g_assert_true (up >= 0 && post > up);
  g_assert_true (holds_picture (&server, up));
  g_assert_true (holds (&server, post, "app.bsky.embed.images"));
  g_assert_true (holds (&server, post, "bafk"));
  g_assert_true (holds (&server, post, "План зала"));
  server_stop (&server);
}

static void
test_discourse (void)
{
  static const Route routes[] = { { "/session/current.json", "{\"current_user\":{\"id\":1,\"username\":\"us\"}}", 0 },
                                  { "/uploads.json", "{\"id\":5,\"short_url\":\"upload://abc.png\",\"width\":10,\"height\":20}", 0 },
                                  { "/posts.json", "{\"id\":8,\"post_number\":3,\"topic_id\":12}", 0 }, { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  int up, post;

  server_start (&server, routes);
  id = send_to (&server, "discourse", "{\"key\":\"k\",\"user\":\"us\"}", NULL, reply_new ("topic-12", "2", 2), &error);
  g_assert_no_error (error);
  up = find (&server, "/uploads.json");
  post = find (&server, "/posts.json");
  g_assert_true (up >= 0 && post > up);
  g_assert_true (holds_picture (&server, up));
  g_assert_true (holds (&server, post, "![План зала|10x20](upload://abc.png)"));
  g_assert_true (holds (&server, post, "[устав.pdf|attachment](upload://abc.png)"));
  server_stop (&server);
}

static void
test_vk (void)
{
  static const Route routes[] = { { "photos.getMessagesUploadServer", "{\"response\":{\"upload_url\":\"SERVER/up-photo?x=1\"}}", 0 },
                                  { "/up-photo", "{\"server\":1,\"photo\":\"[{}]\",\"hash\":\"h\"}", 0 },
                                  { "photos.saveMessagesPhoto", "{\"response\":[{\"id\":11,\"owner_id\":-7,\"access_key\":\"k\"}]}", 0 },
                                  { "docs.getMessagesUploadServer", "{\"response\":{\"upload_url\":\"SERVER/up-doc\"}}", 0 },
                                  { "docs.getWallUploadServer", "{\"response\":{\"upload_url\":\"SERVER/up-doc\"}}", 0 },
                                  { "/up-doc", "{\"file\":\"f|1\"}", 0 },
                                  { "docs.save", "{\"response\":{\"type\":\"doc\",\"doc\":{\"id\":12,\"owner_id\":-7}}}", 0 },
                                  { "messages.send", "{\"response\":[{\"peer_id\":20,\"conversation_message_id\":6}]}", 0 },
                                  { "wall.createComment", "{\"response\":{\"comment_id\":46}}", 0 }, { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *talk = NULL, *wall = NULL;
  int post;

  server_start (&server, routes);
  talk = send_to (&server, "vk", "t", "{\"group\":\"7\"}", reply_new ("talk-7_20", "5", 2), &error);
  g_assert_no_error (error);
  post = find (&server, "messages.send");
  g_assert_true (post > find (&server, "docs.save") && find (&server, "docs.save") > find (&server, "saveMessagesPhoto"));
  g_assert_true (holds_picture (&server, find (&server, "/up-photo")));
  g_assert_true (holds_picture (&server, find (&server, "/up-doc")));
  g_assert_true (holds (&server, post, "attachment=photo-7_11_k%2Cdoc-7_12"));

  /* Below a post a picture needs a person's key: without, it goes as a file. */
  wall = send_to (&server, "vk", "t", "{\"group\":\"7\"}", reply_new ("wall-7", "45", 1), &error);
  g_assert_no_error (error);
  g_assert_true (holds (&server, find (&server, "wall.createComment"), "attachments=doc-7_12"));
  server_stop (&server);
}

/* What people there will see: the text, and in brackets what is marked in it. */
static char *
preview_of (const char *platform, const char *text, const char *meta)
{
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (VechePreview) preview = NULL;
  GString *shown;

  reply->text = g_strdup (text);
  reply->meta = g_strdup (meta);
  reply->channel = g_strdup ("!r:example.org");
  preview = veche_preview_new (platform, reply);
  shown = g_string_new (preview->text);
  for (guint i = 0; i < preview->spans->len; i++)
    {
      const VecheSpan *span = &g_array_index (preview->spans, VecheSpan, i);

      g_assert_cmpuint (span->end, <=, strlen (preview->text));
      g_string_append_printf (shown, " {%u:%.*s}", span->kind, (int) (span->end - span->start), preview->text + span->start);
    }

  return g_string_free (shown, FALSE);
}

static void
test_preview (void)
{
  static const struct { const char *platform, *text, *shown; } cases[] = {
    { "telegram", "[Анна](tg://user?id=5), смотри https://a.example/x.", "Анна, смотри https://a.example/x. {0:Анна} {0:https://a.example/x}" },
    { "telegram", "**не жирно**", "**не жирно**" },
    { "vk", "[id1|Павел], да", "Павел, да {0:Павел}" },
    { "vk", "[не ссылка] и [", "[не ссылка] и [" },
    { "mastodon", "@anna@example.org #маяк http://x.example/a?b=1", "@anna@example.org #маяк http://x.example/a?b=1 {0:@anna@example.org} {0:#маяк} {0:http://x.example/a?b=1}" },
    { "bluesky", "привет @anna.example", "привет @anna.example {0:@anna.example}" },
    { "matrix", "[Анна](https://matrix.to/#/@anna:example.org): да", "Анна: да {0:Анна}" },
    { "discord", "**жирно** и *косо*, `x*y*`", "жирно и косо, x*y* {1:жирно} {2:косо} {4:x*y*}" },
    { "discord", "snake_case_name ~~нет~~", "snake_case_name нет {3:нет}" },
    { "discourse", "> сказал\n- раз\n[**тут**](https://a.example)", "сказал\n• раз\nтут {5:сказал} {1:тут} {0:тут}" },
    { "discord", "** не закрыто *", "** не закрыто *" },
    { "discord", "\\*как есть\\*", "*как есть*" },
    { "nowhere", "", "" },
  };
  static const char *const hostile[] = { "[[[[[[**__~~``````", "**a**b**c**d**e", "[](", "@@@@", "https://", "```", "> ", "\xe2\x80\xae[x](y)", NULL };
  static const char *const platforms[] = { "telegram", "vk", "mastodon", "bluesky", "matrix", "discord", "discourse", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = preview_of (cases[i].platform, cases[i].text, NULL);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
  for (guint i = 0; hostile[i] != NULL; i++)
    for (guint j = 0; platforms[j] != NULL; j++)
      g_free (preview_of (platforms[j], hostile[i], NULL));
}

static void
test_mastodon_length (void)
{
  g_assert_cmpuint (veche_length_count ("https://example.org/a/very/long/path/to/a/page?with=words", VECHE_LENGTH_MASTODON), ==, 23);
  g_assert_cmpuint (veche_length_count ("да https://a.ru нет", VECHE_LENGTH_MASTODON), ==, 3 + 23 + 4);
  g_assert_cmpuint (veche_length_count ("@anna@example.org да", VECHE_LENGTH_MASTODON), ==, 8);
  g_assert_cmpuint (veche_length_count ("anna@example.org", VECHE_LENGTH_MASTODON), ==, 16);
  g_assert_cmpuint (veche_length_count ("", VECHE_LENGTH_MASTODON), ==, 0);
}

/* A place that takes none never gets the words alone. */
static void
test_none (void)
{
  static const Route routes[] = { { NULL, NULL, 0 } };
  Server server = { 0 };
  g_autoptr (GError) error = NULL;

  server_start (&server, routes);
  g_assert_null (send_to (&server, "mastodon", "t", NULL, reply_new ("c", "5", 5), &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_cmpuint (server.asked->len, ==, 0);
  server_stop (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/multipart", test_multipart);
  g_test_add_func ("/files/mastodon", test_mastodon);
  g_test_add_func ("/files/matrix", test_matrix);
  g_test_add_func ("/files/matrix-in-part", test_matrix_in_part);
  g_test_add_func ("/files/telegram", test_telegram);
  g_test_add_func ("/files/discord", test_discord);
  g_test_add_func ("/files/bluesky", test_bluesky);
  g_test_add_func ("/files/discourse", test_discourse);
  g_test_add_func ("/files/vk", test_vk);
  g_test_add_func ("/files/none", test_none);
  g_test_add_func ("/files/preview", test_preview);
  g_test_add_func ("/files/mastodon-length", test_mastodon_length);

  return g_test_run ();
}
