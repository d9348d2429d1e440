/* veche-tombstones-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Accounts of people who were erased on request: known again when they are met, told to nobody.  Lane functions. */

/* id: the lasting id of an account, or its handle, with or without an @, in whatever case. */
gboolean veche_tombstones_add (VecheDb *db, const char *platform, const char *instance, const char *id, GError **error);   /* in the caller's transaction */
gboolean veche_tombstones_has (VecheDb *db, const char *platform, const char *instance, const char *id);                   /* id (nullable) */

G_END_DECLS
