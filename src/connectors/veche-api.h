/* veche-api.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "connectors/veche-budget.h"
#include "connectors/veche-multipart.h"

G_BEGIN_DECLS

/* A JSON API at one base address, over veche-http: budget, status, content type and JSON are checked, no redirect is followed.  A plain
 * struct for one run on one worker thread. */
typedef struct _VecheApi VecheApi;

/* What a platform's own error object means: sets error and returns FALSE, or returns TRUE when there is none in it.  Asked before the status
 * is judged, with every answer that is JSON; body (nullable): when the answer is no object.  May set api->retry_after. */
typedef gboolean (*VecheApiCheck) (VecheApi *self, guint status, JsonObject *body, GError **error);

struct _VecheApi
{
  char         *base;          /* (owned): without a closing slash */
  char         *token;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
  gboolean      own_server;
  gboolean      bearer;        /* the token goes into "Authorization: Bearer"; TRUE at first */
  GStrvBuilder *headers;       /* (owned): name, value … besides; never travel across a redirect */
  VecheApiCheck check;         /* (nullable) */
  VecheBudget  *budget;        /* (nullable) */
  gboolean      held;          /* set by a connector: an answer was held back until there was news, or nothing came for long */
  gboolean      partial;       /* the same: of what was asked for something may be there that did not come */
  gint64        retry_after;   /* microseconds UTC, 0: none; of the last answer that asked for patience */
};

/* One request.  Zero is the usual for each field but the path. */
typedef struct
{
  const char        *method;           /* NULL: GET, or POST when there is something to send */
  const char        *path;             /* below the base, already escaped: "/api/v1/…" */
  const char *const *query;           /* name, value …, NULL: escaped here; pairs without a value are left out */
  const char *const *form;             /* the same, as a body */
  JsonNode          *json;             /* instead of a form */
  const VechePart   *parts;            /* instead of both: a form with files */
  guint              n_parts;
  GBytes            *body;             /* instead of all: a file as it is, of this type */
  const char        *body_type;
  const char        *idempotency_key;
  const char        *scope;            /* of the budget */
  guint              wait;             /* seconds the server may hold its answer back */
  gboolean           harmless;         /* sends a body and changes nothing there: without an answer it is OFFLINE, not UNKNOWN */
} VecheApiRequest;

/* url as a person types it: "example.org", "https://example.org/@me". */
VecheApi *veche_api_new  (const char *url, const char *token, gboolean own_server, GCancellable *cancellable);
void      veche_api_free (VecheApi *self);
char     *veche_api_normalize_url (const char *url);        /* (transfer full) */
void      veche_api_add_header (VecheApi *self, const char *name, const char *value);

/* (transfer full). An answer without a body (204) is a null node. link (out) (optional) (transfer full) (nullable): the Link header. */
JsonNode *veche_api_call (VecheApi *self, const VecheApiRequest *request, char **link, GError **error);
JsonNode *veche_api_get  (VecheApi *self, const char *path, char **link, GError **error);
JsonNode *veche_api_post (VecheApi *self, const char *path, const char *const *form, const char *idempotency_key, GError **error);

/* node (transfer full) (nullable): an answer; back when it is of this type, else an error. */
JsonNode *veche_api_expect (VecheApi *self, JsonNode *node, JsonNodeType type, GError **error);

/* Nothing, for so long; FALSE when cancelled. */
gboolean  veche_api_sleep (gint64 microseconds, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheApi, veche_api_free)

G_END_DECLS
