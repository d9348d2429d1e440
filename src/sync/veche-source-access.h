/* veche-source-access.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "connectors/veche-connector.h"
#include "store/veche-sources-table.h"
#include "sync/veche-secrets.h"

G_BEGIN_DECLS

/* How runs, errands and replies get at a source.  Main thread. */

/* The connector of a source. token (nullable). NULL: of a newer program's type. (transfer full) */
VecheConnector *veche_source_connect (VecheSource *source, const char *token);

/* The server asked for patience, which is told as an error; an order from a person does not make it less. */
gboolean veche_source_is_held          (VecheSource *source, GError **error);

/* Its secret. NULL without an error: it does without.  AUTH: it needs one, and there is none. (transfer full) */
void     veche_source_get_token_async  (VecheSecrets *secrets, VecheSource *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
char    *veche_source_get_token_finish (GAsyncResult *result, GError **error);

/* A secret that was refreshed on the way is kept at once: the old one may be worth nothing now. kept (inout) (nullable): the last one that was. */
void     veche_source_keep_token       (VecheSecrets *secrets, const char *uid, VecheConnector *connector, char **kept);
/* What was refused may be out of date, for all that goes on at a source share its session: token (nullable) is another than the one that was begun
 * with, and than our own. */
gboolean veche_source_token_is_newer   (const char *token, const char *begun, const char *kept);

G_END_DECLS
