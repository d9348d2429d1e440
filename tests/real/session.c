/* session.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session TYPE URL SETTINGS, the secret on standard input: signs in as a source does that has a keyring, writes the secret that it keeps from
 * then on, waits for one more line, ends the session there as the removal of the source does, and says "ended" or why not.  For the scripts
 * beside it, which ask the server whether that is true.
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-net.h"
#include "connectors/veche-picture-fetch.h"

#include <stdio.h>

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
show_picture (const char *server, const char *url)
{
  g_autofree char *host = veche_http_dup_host (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = veche_picture_fetch (url, host, NULL, &error);

  printf ("%s\n", bytes != NULL ? "a picture" : error->message);
  fflush (stdout);
}

static int
run (const char *type, const char *url, const char *settings, const char *secret)
{
  g_autoptr (VecheConnector) connector = veche_connector_new (type, &(VecheConnectorSetup) { .url = url, .token = secret, .settings = settings, .own_server = TRUE });
  g_autoptr (GAsyncResult) described = NULL;
  g_autoptr (GAsyncResult) revoked = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  char line[1024];

  veche_connector_describe_async (connector, NULL, result_cb, &described);
  batch = veche_connector_describe_finish (connector, wait_for (&described), &error);
  kept = batch != NULL ? veche_connector_dup_new_token (connector) : NULL;
  printf ("%s\n", batch == NULL ? error->message : kept != NULL ? kept : secret);
  fflush (stdout);
  while (batch != NULL && fgets (line, sizeof line, stdin) != NULL && *g_strchomp (line) != '\0')
    show_picture (url, line);
  if (batch == NULL)
    return 1;

  veche_connector_revoke_async (connector, NULL, result_cb, &revoked);
  printf ("%s\n", veche_connector_revoke_finish (connector, wait_for (&revoked), &error) ? "ended" : error->message);

  return error != NULL;
}

int
main (int argc, char *argv[])
{
  char secret[4096];
  int result;

  if (argc != 4 || fgets (secret, sizeof secret, stdin) == NULL)
    return 2;
  g_strchomp (secret);
  result = run (argv[1], argv[2], argv[3], secret);
  veche_net_shutdown ();

  return result;
}
