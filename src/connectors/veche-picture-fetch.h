/* veche-picture-fetch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Fetches a picture whose address somebody else chose: https only, five hops, two megabytes, no private address, nothing of ours goes
 * along but, to a Matrix server that we are signed in at and to it alone, the key that it shows its pictures for; what comes is a PNG, JPEG or WebP of a size that may be decoded, or an error.  own_host (nullable): the host that the person called
 * their own, which may be private and plain.  Blocks; a worker thread. (transfer full) */
GBytes *veche_picture_fetch (const char *url, const char *own_host, GCancellable *cancellable, GError **error);

/* We are signed in at the Matrix server base, with that key; NULL: no more.  Kept in memory only.  Any thread. */
void    veche_picture_set_key (const char *base, const char *key);

G_END_DECLS
