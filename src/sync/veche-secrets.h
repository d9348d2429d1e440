/* veche-secrets.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tokens by source uid: the keyring when there is one, else this session's memory.  Never a file, never a setting.  Main thread. */
typedef struct _VecheSecrets VecheSecrets;

VecheSecrets *veche_secrets_new        (void);
void          veche_secrets_free       (VecheSecrets *self);

/* kept_in_keyring FALSE: known until the program ends. */
void          veche_secrets_set_async  (VecheSecrets *self, const char *uid, const char *token, GAsyncReadyCallback callback, gpointer user_data);
gboolean      veche_secrets_set_finish (GAsyncResult *result, gboolean *kept_in_keyring, GError **error);
/* NULL without an error: there is none, or no keyring to ask. (transfer full) */
void          veche_secrets_get_async  (VecheSecrets *self, const char *uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char         *veche_secrets_get_finish (GAsyncResult *result, GError **error);
void          veche_secrets_forget     (VecheSecrets *self, const char *uid);

/* A secret that a connector refreshed, in the old one's place: used from now on, in the keyring soon.  Not of a source that was forgotten. */
void          veche_secrets_keep       (VecheSecrets *self, const char *uid, const char *token);
/* Finishes when all of these are in the keyring, or when it takes too long. */
void          veche_secrets_flush_async  (VecheSecrets *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean      veche_secrets_flush_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSecrets, veche_secrets_free)

G_END_DECLS
