/* veche-functions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *bits;
  gint64        last;   /* the highest id that has a bit */
} VecheMarks;
#define VECHE_MARKS "veche-marks"

/* What SQL can't do itself, for the store's statements:
 * veche_fold (text): lower case of every alphabet, ё as е; NULL of what is no text.
 * veche_row_of_uid (uid): the id inside the uid of an interaction that came from outside; NULL of other uids.
 * veche_is_marked (marks, id): whether the bit of the id is set in a VecheMarks (bound as a pointer of type VECHE_MARKS). */
gboolean veche_functions_register (sqlite3 *handle, GError **error);

G_END_DECLS
