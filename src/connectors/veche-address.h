/* veche-address.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The address guard: what is not the public internet.  A feed or a redirect chosen by someone else must not reach the router, a metadata
 * service or a program on this machine. */
gboolean veche_address_is_private (GInetAddress *address);
/* A host written as an address, in any spelling that a resolver would take (127.1, 0x7f000001, ::ffff:127.0.0.1), or a name that always
 * means this machine.  FALSE for other names: they are judged by the peer that the connection really reached. */
gboolean veche_address_host_is_private (const char *host);

G_END_DECLS
