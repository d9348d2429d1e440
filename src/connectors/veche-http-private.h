/* veche-http-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "connectors/veche-http.h"

G_BEGIN_DECLS

/* Between veche-http.c (the exchange) and veche-http-answer.c (what an answer means). */
VecheHttpAnswer *veche_http_answer_new (SoupMessage *message, GUri *uri);
/* uri (nullable): a URL that does not parse. */
gboolean         veche_http_check_uri  (GUri *uri, VecheHttpRequest *request, GError **error);

G_END_DECLS
