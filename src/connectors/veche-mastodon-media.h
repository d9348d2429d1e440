/* veche-mastodon-media.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* Uploads the files and waits until the server has looked at them. (element-type utf8) (transfer full): their ids.  What nobody posts is swept away
 * there, so an attempt that fails half-way leaves nothing behind. */
GPtrArray *veche_mastodon_upload (VecheApi *api, GPtrArray *files, GError **error);

G_END_DECLS
