/* veche-cli-sources-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/veche-cli.h"
#include "connectors/veche-connector.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-store.h"
#include "sync/veche-sync-orders.h"

G_BEGIN_DECLS

/* What can be said of a source on the command line, by "source add" and "source set"; NULL: not said. */
typedef struct
{
  char *url, *name, *words, *every, *quiet, *metered, *own_server, *paused;
  char **settings; /* KEY=VALUE */
  char **secrets;  /* KEY: their values are read from standard input */
} VecheCliSourceWords;

/* What of the secrets is said by options. */
#define VECHE_CLI_SECRET_OPTIONS(said, token_from)                                                                     \
  { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(said).secrets,                                                        \
    "Read the secret of this name (“token”, or what its setup calls it) as a line of standard input; again for more",  \
    "KEY" },                                                                                                           \
  {                                                                                                                    \
    "token-from", 0, 0, G_OPTION_ARG_FILENAME, &(token_from),                                                          \
      "Read the access token from a private file, or - for standard input", "FILE"                                     \
  }

/* veche-cli-session.c: the open workspace with what runs on it. */
typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
  VecheStore *store;
  VecheSync *sync;
} VecheCliSession;
gboolean veche_cli_session_open (VecheCli *cli, VecheCliSession *session, GError **error);
void veche_cli_session_close (VecheCliSession *session);
/* A GAsyncReadyCallback, and what waits for it. (transfer full) */
void veche_cli_session_ready (GObject *source, GAsyncResult *result, gpointer session);
GAsyncResult *veche_cli_session_wait (VecheCliSession *session);
gboolean veche_cli_session_set_token (VecheCliSession *session, const char *source, const char *token, gboolean *kept,
                                      GError **error);
/* How far it is, on a terminal. */
void veche_cli_session_follow (VecheCliSession *session);
GPtrArray *veche_cli_session_list (VecheCliSession *session, GError **error); /* (element-type VecheSource) */

/* veche-cli-source-words.c */
/* The address as it is kept; only the kind itself knows what else there is besides the web. (transfer full) (nullable) */
char *veche_cli_source_dup_url (const VecheConnectorInfo *info, const char *url, GError **error);
/* Sets what is said on the source's row; settings (nullable): those it has. */
gboolean veche_cli_source_edit (VecheEdit *edit, const char *uid, const VecheCliSourceWords *words, const char *settings,
                                GError **error);
/* One line of standard input for each key; a single "token" stays as it is, several are one JSON object. (transfer full)
 * (nullable): none is asked for, or an error. */
char *veche_cli_source_read_secrets (char **keys, GError **error);
/* What went wrong there, what was kept, what to do; in words. (transfer full) */
char *veche_cli_source_problem (VecheSource *source);

gboolean veche_cli_source_types (VecheCli *cli, GError **error);
gboolean veche_cli_source_status (VecheCli *cli, GError **error);

/* A command runs on this computer because whoever typed it wanted it to; others wait for "source allow". */
gboolean veche_cli_source_agree (VecheSource *source, GError **error);
gboolean veche_cli_source_allow (VecheCli *cli, GError **error);

/* veche-cli-source-opml.c */
gboolean veche_cli_source_import_opml (VecheCli *cli, GError **error);
gboolean veche_cli_source_export_opml (VecheCli *cli, GError **error);
extern const GOptionEntry veche_cli_source_opml_options[];

/* veche-cli-source-places.c */
gboolean veche_cli_source_check (VecheCli *cli, GError **error);
extern const GOptionEntry veche_cli_source_check_options[];

/* veche-cli-sources.c */
/* Now, of the one argument or all, and says how they are; token (nullable): for this run where there is no keyring. */
gboolean veche_cli_source_sync (VecheCli *cli, const char *token, GError **error);
char *veche_cli_host_of (const char *url); /* "mastodon.example" of "https://mastodon.example/@us" (transfer full) */
/* In the keyring, which is asked once the workspace is closed again. */
gboolean veche_cli_source_keep_token (VecheCli *cli, const char *uid, const char *token, GError **error);
const char *veche_cli_source_state (VecheSource *source);
/* From a file (nullable), or a line of standard input for each --secret; none is no error. */
gboolean veche_cli_source_read_tokens (const VecheCliSourceWords *words, const char *from, char **token, GError **error);

G_END_DECLS
