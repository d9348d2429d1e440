/* veche-uid.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* UUIDv7 (RFC 9562, § 5.7) as text: sorts by time, within a process strictly. Any thread. (transfer full) */
char    *veche_uid_new (void);
gint64   veche_now     (void);   /* microseconds since 1970 UTC */

G_END_DECLS
