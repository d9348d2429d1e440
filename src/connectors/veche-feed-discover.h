/* veche-feed-discover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The feeds that a web page names (<link rel="alternate">), whole addresses, those of comments last.  Pure.  Never NULL. (transfer full)
 * (element-type utf8) */
GPtrArray *veche_feed_discover (const char *html, gsize length, const char *url);

G_END_DECLS
