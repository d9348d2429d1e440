/* rebinding-resolver.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A name server in someone else's hands: from now on `name` is `address`; every other name is asked of the system. */
void rebinding_resolver_install (const char *name, const char *address);
/* It says, too, that `host` serves whatever is looked for at `domain`; nothing has an address. */
void rebinding_resolver_serve   (const char *domain, const char *host);

G_END_DECLS
