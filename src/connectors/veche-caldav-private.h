/* veche-caldav-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-caldav.h"
#include "connectors/veche-dav.h"
#include "connectors/veche-http.h"

G_BEGIN_DECLS

typedef struct
{
  const char *method, *path;             /* path (nullable): the address itself */
  const char *body;                      /* (nullable) */
  const char *type;                      /* of the body; NULL: XML */
  const char *depth, *if_match, *if_none_match;   /* (nullable) */
  gboolean    acts;                      /* it changes something there */
} VecheCaldavRequest;

/* Any answer that is one, whatever its status. */
VecheHttpAnswer *veche_caldav_send (VecheCaldav *self, const VecheCaldavRequest *request, GError **error);
/* A question whose answer is a 207. sync_token (out) (optional) */
GPtrArray       *veche_caldav_ask  (VecheCaldav *self, const VecheCaldavRequest *request, char **sync_token, GError **error);

G_END_DECLS
