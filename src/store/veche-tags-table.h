/* veche-tags-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* A tag gets another name: everybody keeps it, and the segments that ask for it follow.  A name that another tag bears, in whatever case, makes
 * one tag of the two.  Lane function. */
gboolean veche_tags_edit_rename (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error);

G_END_DECLS
