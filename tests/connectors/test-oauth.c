/* test-oauth.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsoup/soup.h>
#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"
#include "connectors/veche-oauth.h"

/* The server and the browser of a sign-in; what the browser does is the case. */

typedef struct
{
  const char *path;        /* "%s" is the state that the program asked with */
  gboolean    stray;       /* another request comes first */
  gboolean    good;
} Case;

typedef struct
{
  const Case   *how;
  SoupServer   *server;
  char         *url;
  char         *redirect, *state, *challenge;
  char         *token;
  GError       *error;
  gboolean      done;
  char         *shown;     /* what the browser shows in the end */
  GThread      *browser;
} Fixture;

static char *
challenge_of (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static void
server_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *answer = "{\"client_id\":\"the-client\",\"client_secret\":\"the-s3cret-of-it\"}";

  if (g_str_equal (path, "/api/v1/apps"))
    {
      g_assert_true (g_str_has_prefix (g_hash_table_lookup (form, "redirect_uris"), "http://127.0.0.1:"));
    }
  else if (g_str_equal (path, "/oauth/token"))
    {
      g_autofree char *challenge = challenge_of (g_hash_table_lookup (form, "code_verifier"));

      g_assert_cmpstr (challenge, ==, self->challenge);
      g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, "the-c0de");
      g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, self->redirect);
      answer = "{\"access_token\":\"the-t0ken\",\"token_type\":\"Bearer\"}";
    }
  else
    g_assert_not_reached ();

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer, strlen (answer));
}

static char *
visit (int port, const char *target)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", target);
  char answer[4096] = "";
  gsize length = 0;

  if (connection == NULL)
    return g_strdup ("closed");
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL, NULL, NULL);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, sizeof answer - 1, &length, NULL, NULL);

  return g_strndup (answer, 12);
}

static gpointer
browse (gpointer data)
{
  Fixture *self = data;
  int port = atoi (strrchr (self->redirect, ':') + 1);
  g_auto (GStrv) parts = g_strsplit (self->how->path, "%s", 2);
  g_autofree char *target = parts[1] != NULL ? g_strconcat (parts[0], self->state, parts[1], NULL) : g_strdup (parts[0]);

  if (self->how->stray)
    {
      g_autofree char *icon = visit (port, "/favicon.ico");

      g_assert_cmpstr (icon, ==, "HTTP/1.1 404");
    }
  self->shown = visit (port, target);

  return NULL;
}

static void
open_cb (const char *url, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GHashTable) query = soup_form_decode (g_uri_get_query (uri));

  g_assert_true (g_str_has_prefix (url, self->url));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/oauth/authorize");
  g_assert_cmpstr (g_hash_table_lookup (query, "client_id"), ==, "the-client");
  g_assert_cmpstr (g_hash_table_lookup (query, "code_challenge_method"), ==, "S256");
  self->redirect = g_strdup (g_hash_table_lookup (query, "redirect_uri"));
  self->state = g_strdup (g_hash_table_lookup (query, "state"));
  self->challenge = g_strdup (g_hash_table_lookup (query, "code_challenge"));
  g_assert_cmpuint (strlen (self->state), >=, 22);   /* 128 bits */
  self->browser = g_thread_new ("browser", browse, self);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->token = veche_oauth_sign_in_finish (result, &self->error);
  self->done = TRUE;
}

static void
test_sign_in (gconstpointer data)
{
  Fixture self = { .how = data };
  GSList *uris;

  self.server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self.server, NULL, server_cb, &self, NULL);
  g_assert_true (soup_server_listen_local (self.server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self.server);
  self.url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  veche_oauth_sign_in_async (self.url, TRUE, open_cb, &self, NULL, done_cb, &self);
  while (!self.done)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (self.browser);

  if (self.how->good)
    {
      g_assert_no_error (self.error);
      g_assert_nonnull (strstr (self.token, "\"token\":\"the-t0ken\""));
      g_assert_nonnull (strstr (self.token, "\"client_secret\":"));
      g_assert_cmpstr (self.shown, ==, "HTTP/1.1 200");
    }
  else
    {
      g_assert_error (self.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
      g_assert_null (strstr (self.error->message, "the-c0de"));
      g_assert_cmpstr (self.shown, ==, "HTTP/1.1 400");
    }
  /* Nobody listens any more. */
  {
    g_autofree char *after = visit (atoi (strrchr (self.redirect, ':') + 1), "/cb");

    g_assert_cmpstr (after, ==, "closed");
  }

  g_object_unref (self.server);
  g_free (self.url);
  g_free (self.redirect);
  g_free (self.state);
  g_free (self.challenge);
  g_free (self.token);
  g_free (self.shown);
  g_clear_error (&self.error);
}

int
main (int argc, char *argv[])
{
  static const Case good = { "/cb?code=the-c0de&state=%s", FALSE, TRUE };
  static const Case stray = { "/cb?code=the-c0de&state=%s", TRUE, TRUE };
  static const Case foreign = { "/cb?code=the-c0de&state=another", FALSE, FALSE };
  static const Case none = { "/cb?code=the-c0de", FALSE, FALSE };
  static const Case denied = { "/cb?error=access_denied&state=%s", FALSE, FALSE };
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/connectors/oauth/good", &good, test_sign_in);
  g_test_add_data_func ("/connectors/oauth/stray-request", &stray, test_sign_in);
  g_test_add_data_func ("/connectors/oauth/foreign-state", &foreign, test_sign_in);
  g_test_add_data_func ("/connectors/oauth/no-state", &none, test_sign_in);
  g_test_add_data_func ("/connectors/oauth/denied", &denied, test_sign_in);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
