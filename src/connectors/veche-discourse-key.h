/* veche-discourse-key.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A user's own key of a Discourse forum (meta.discourse.org 48536 "User API keys specification"): the forum shows it to whoever agrees, in a
 * text that only this run of the program can read, and the person carries that text over. */
typedef struct _VecheDiscourseKey VecheDiscourseKey;

/* Makes a pair of keys, which takes a moment. (transfer full) */
void               veche_discourse_key_new_async  (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheDiscourseKey *veche_discourse_key_new_finish (GAsyncResult *result, GError **error);
VecheDiscourseKey *veche_discourse_key_new        (GError **error);
void               veche_discourse_key_free       (VecheDiscourseKey *self);

/* The page of the forum that asks the person. base: as typed. (transfer full) */
char              *veche_discourse_key_dup_page   (VecheDiscourseKey *self, const char *base);
/* Whether what was pasted is such a text, rather than a key as it is. */
gboolean           veche_discourse_key_is_sealed  (const char *pasted);
/* The key in it. (transfer full): NULL: VECHE_CONNECTOR_ERROR_AUTH, it belongs to another attempt or is not whole */
char              *veche_discourse_key_open       (VecheDiscourseKey *self, const char *pasted, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheDiscourseKey, veche_discourse_key_free)

G_END_DECLS
