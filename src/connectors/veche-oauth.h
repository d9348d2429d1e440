/* veche-oauth.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Signing in by the system's browser (RFC 8252): the program registers itself with the server, the person agrees in their own browser, and
 * the answer comes back to a port of this machine that is open for one answer and at most two minutes.  PKCE S256, 128 bits of state.
 *
 * open_url is called once, on the thread-default main context of the caller, with the address to show; nothing is opened here. */
typedef void (*VecheOauthOpen) (const char *url, gpointer user_data);

void  veche_oauth_sign_in_async  (const char *server, gboolean own_server, VecheOauthOpen open_url, gpointer open_data,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The token with what the server knows the program by, as one secret of several. (transfer full).  Give it to veche_sync_set_token_async() and forget it. */
char *veche_oauth_sign_in_finish (GAsyncResult *result, GError **error);

G_END_DECLS
