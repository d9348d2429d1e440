/* veche-command-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-command-connector.h"

#include <string.h>

#include "connectors/veche-command-run.h"
#include "connectors/veche-json.h"
#include "connectors/veche-lines-parse.h"
#include "connectors/veche-redact.h"

#define MAX_OUTPUT    (8 * 1024 * 1024)
#define MAX_LINES     20000
#define USUAL_TIMEOUT 60
#define MAX_TIMEOUT   900

struct _VecheCommandConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheCommandConnector, veche_command_connector, VECHE_TYPE_CONNECTOR)

GStrv
veche_command_dup_argv (const char *settings, char **folder)
{
  VecheConnectorSetup setup = { .url = "command:local", .settings = settings };
  g_autoptr (VecheConnector) connector = veche_connector_new ("command", &setup);
  g_auto (GStrv) argv = veche_connector_dup_list (connector, "argv");

  *folder = g_strdup (veche_connector_get_setting (connector, "folder"));

  return argv[0] != NULL && *argv[0] != '\0' ? g_steal_pointer (&argv) : NULL;
}

static const char *
veche_command_name (const char *const *argv)
{
  const char *slash = strrchr (argv[0], '/');

  return slash != NULL ? slash + 1 : argv[0];
}

static void
veche_command_fail (GError **error, int code, const char *const *argv, const char *what)
{
  g_autofree char *redacted = veche_redact (what);

  g_set_error (error, VECHE_CONNECTOR_ERROR, code, "%s: %s", veche_command_name (argv), redacted);
}

/* {"action": …} with what belongs to it, on one line. */
static char *
veche_command_dup_request (VecheConnector *connector, const char *cursor, const VecheReply *reply)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "action", reply != NULL ? "send" : "fetch");
  if (cursor != NULL)
    json_object_set_string_member (object, "cursor", cursor);
  if (veche_connector_get_token (connector) != NULL)
    json_object_set_string_member (object, "token", veche_connector_get_token (connector));
  if (reply != NULL)
    {
      JsonObject *said = json_object_new ();
      const char *const parts[] = { "text", reply->text, "channel", reply->channel, "reply_to", reply->in_reply_to, "thread", reply->thread,
                                    "url", reply->url, "handle", reply->author_handle, "key", reply->idempotency_key };

      for (guint i = 0; i < G_N_ELEMENTS (parts); i += 2)
        if (parts[i + 1] != NULL)
          json_object_set_string_member (said, parts[i], parts[i + 1]);
      json_object_set_boolean_member (said, "maybe_sent", reply->maybe_sent);
      json_object_set_object_member (object, "reply", said);
    }
  text = veche_json_to_text (node);

  return g_strconcat (text, "\n", NULL);
}

static guint
veche_command_timeout (VecheConnector *connector)
{
  const char *typed = veche_connector_get_setting (connector, "timeout");
  guint64 seconds;

  if (typed == NULL || !g_ascii_string_to_unsigned (typed, 10, 1, MAX_TIMEOUT, &seconds, NULL))
    return USUAL_TIMEOUT;

  return (guint) seconds;
}

/* What it said is wrong, by its own word for it; TRUE: nothing. */
static gboolean
veche_command_check_said (VecheLines *lines, VecheApi *api, const char *const *argv, GError **error)
{
  static const struct
  {
    const char *word;
    int code;
  } codes[] = {
    { "auth", VECHE_CONNECTOR_ERROR_AUTH },           { "offline", VECHE_CONNECTOR_ERROR_OFFLINE },
    { "not-found", VECHE_CONNECTOR_ERROR_NOT_FOUND }, { "rate-limited", VECHE_CONNECTOR_ERROR_RATE_LIMITED },
  };
  int code = VECHE_CONNECTOR_ERROR_REJECTED;

  if (lines->error == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (lines->code, codes[i].word) == 0)
      code = codes[i].code;
  if (lines->retry_after > 0)
    api->retry_after = g_get_real_time () + CLAMP (lines->retry_after, 1, 3600) * G_TIME_SPAN_SECOND;
  veche_command_fail (error, code, argv, lines->error);

  return FALSE;
}

/* How it ended; TRUE: well. sends: what is not known to have failed may have arrived. */
static gboolean
veche_command_check_end (VecheCommandRun *run, const char *const *argv, gboolean sends, GError **error)
{
  const char *complaint = run->complaint != NULL ? run->complaint : "it says nothing about why";
  g_autofree char *text = NULL;
  int unsure = sends ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_PROTOCOL;

  switch (run->end)
    {
    case VECHE_COMMAND_NOT_STARTED:
      veche_command_fail (error, VECHE_CONNECTOR_ERROR_NOT_FOUND, argv, complaint);
      return FALSE;
    case VECHE_COMMAND_TOO_SLOW:
      text = g_strdup_printf ("it did not end within %u seconds", run->timeout);
      veche_command_fail (error, sends ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_OFFLINE, argv, text);
      return FALSE;
    case VECHE_COMMAND_TOO_MUCH:
      veche_command_fail (error, unsure, argv, "it writes more than 8 MB at once: let it stop earlier and say “more”");
      return FALSE;
    case VECHE_COMMAND_CANCELLED:
      if (sends)
        veche_command_fail (error, VECHE_CONNECTOR_ERROR_UNKNOWN, argv, "it was stopped");
      else
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return FALSE;
    case VECHE_COMMAND_ENDED:
    default:
      break;
    }
  if (run->status == 0)
    return TRUE;

  text = run->complaint != NULL ? g_strdup (run->complaint) : g_strdup_printf ("it ended with status %d and says nothing about why", run->status);
  veche_command_fail (error, run->status == 75 ? VECHE_CONNECTOR_ERROR_OFFLINE : run->status == 77 ? VECHE_CONNECTOR_ERROR_AUTH
                             : run->status >= 64 && run->status <= 78 ? VECHE_CONNECTOR_ERROR_REJECTED : unsure, argv, text);

  return FALSE;
}

/* argv (nullable): FALSE with the reason why it may not run. */
static gboolean
veche_command_may_run (const char *const *argv, const char *folder, GError **error)
{
  if (argv[0] == NULL || *argv[0] == '\0')
    g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED, "No command is set");
  else if (!veche_command_is_allowed (argv, folder))
    veche_command_fail (error, VECHE_CONNECTOR_ERROR_REJECTED, argv,
                        "nobody has agreed on this computer that this command may run, so it was not started");
  else
    return TRUE;

  return FALSE;
}

/* One run; what it printed is in lines. */
static gboolean
veche_command_ask (VecheConnector *connector, VecheApi *api, const char *cursor, const VecheReply *reply, VecheLines *lines, GError **error)
{
  g_auto (GStrv) argv = veche_connector_dup_list (connector, "argv");
  g_autofree char *request = veche_command_dup_request (connector, cursor, reply);
  const char *const *words = (const char *const *) argv;
  g_auto (VecheCommandRun) run = { .argv = words, .folder = veche_connector_get_setting (connector, "folder"), .input = request,
                                   .max_output = MAX_OUTPUT, .timeout = veche_command_timeout (connector) };

  if (!veche_command_may_run (words, run.folder, error))
    return FALSE;

  veche_command_run (&run, api->cancellable);
  lines->commands = TRUE;
  lines->words = veche_connector_get_words (connector);
  veche_lines_feed (lines, run.output->str, run.output->len, run.end == VECHE_COMMAND_ENDED && run.status == 0, MAX_LINES);

  return veche_command_check_said (lines, api, words, error) && veche_command_check_end (&run, words, reply != NULL, error);
}

static VecheBatch *
veche_command_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  g_auto (VecheLines) lines = { 0 };
  g_autoptr (VecheBatch) batch = NULL;

  veche_lines_init (&lines);
  if (!veche_command_ask (connector, api, cursor, NULL, &lines, error))
    return NULL;
  if (lines.n_lines >= MAX_LINES)
    {
      g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL,
                   "It writes more than %d lines at once: let it stop earlier and say “more”", MAX_LINES);
      return NULL;
    }

  batch = veche_lines_finish (&lines);
  veche_batch_set_cursor (batch, lines.cursor != NULL ? lines.cursor : cursor, lines.cursor != NULL && lines.more);

  return g_steal_pointer (&batch);
}

static gboolean
veche_command_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_auto (VecheLines) lines = { 0 };

  if (g_strcmp0 (veche_connector_get_setting (connector, "replies"), "yes") != 0)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED,
                           "This command only reads: its settings do not say that it can send replies");
      return FALSE;
    }
  veche_lines_init (&lines);
  if (!veche_command_ask (connector, api, NULL, reply, &lines, error))
    {
      /* It printed that the reply is there, and failed afterwards: it is there. */
      if (lines.sent_id == NULL)
        return FALSE;
      g_clear_error (error);
    }
  sent->remote_id = g_steal_pointer (&lines.sent_id);
  sent->url = g_steal_pointer (&lines.sent_url);

  return TRUE;
}

static void
veche_command_connector_class_init (VecheCommandConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "command";
  connector_class->fetch = veche_command_connector_fetch;
  connector_class->send = veche_command_connector_send;
}

static void
veche_command_connector_init (VecheCommandConnector *self)
{
}
