/* veche-migrations-check.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db-private.h"

G_BEGIN_DECLS

/* Looks for rows that point nowhere, only where the step can have left some: to look everywhere reads the whole file, minutes of a big one.
 * CORRUPT: there is one. */
gboolean veche_migrations_check_step (VecheDb *db, const char *sql, GError **error);

G_END_DECLS
