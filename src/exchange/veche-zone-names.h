/* veche-zone-names.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The zones of the tz database that this machine has, by name, UTC first; any thread, reads a file. Names that are only kept for what was
 * written long ago (Asia/Katmandu) are not among them: not every machine knows those. (element-type utf8) (transfer full) */
GPtrArray *veche_zone_names (void);

G_END_DECLS
