/* veche-api.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A JSON API at one base address, over veche-http: status, content type and JSON are checked, no redirect is followed.  A plain struct for
 * one run on one worker thread. */
typedef struct
{
  char         *base;          /* (owned): without a closing slash */
  char         *token;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
  gboolean      own_server;
  gint64        retry_after;   /* microseconds UTC, 0: none; of the last answer that asked for patience */
} VecheApi;

/* url as a person types it: "example.org", "https://example.org/@me". */
VecheApi *veche_api_new  (const char *url, const char *token, gboolean own_server, GCancellable *cancellable);
void      veche_api_free (VecheApi *self);
char     *veche_api_normalize_url (const char *url);        /* (transfer full) */

/* path: "/api/v1/…", already escaped. link (out) (optional) (transfer full) (nullable): the Link header. */
JsonNode *veche_api_get  (VecheApi *self, const char *path, char **link, GError **error);
/* form: name, value, name, value …, NULL; pairs without a value are left out. */
JsonNode *veche_api_post (VecheApi *self, const char *path, const char *const *form, const char *idempotency_key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheApi, veche_api_free)

G_END_DECLS
