/* veche-person-file.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Everything that a workspace holds about one person, for themselves or for the records: one JSON file, table by table.  Readable by its owner only.
 * Lane function. */
gboolean veche_person_file_write (VecheDb *db, const char *member_uid, const char *path, GError **error);

G_END_DECLS
