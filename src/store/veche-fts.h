/* veche-fts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The search rows, written by hand: triggers cost three quarters of the insert rate (PERFORMANCE).  Lane functions, inside the caller's
 * write transaction. */

gboolean veche_fts_add_interaction    (VecheDb *db, gint64 id, const char *text, GError **error);
gboolean veche_fts_remove_interaction (VecheDb *db, gint64 id, const char *text, GError **error);  /* text: as it was added */

/* Replaces the row, if it says something else. NULL is nothing. */
gboolean veche_fts_set_member         (VecheDb *db, gint64 id, const char *name, const char *handles, const char *labels,
                                       const char *notes, const char *keys, GError **error);
/* The same where there ought to be no row yet. */
gboolean veche_fts_put_member         (VecheDb *db, gint64 id, const char *name, const char *handles, const char *labels,
                                       const char *notes, const char *keys, GError **error);
/* Only that column of a row. FALSE without an error: there is no such row. */
gboolean veche_fts_set_labels         (VecheDb *db, gint64 id, const char *labels, GError **error);
/* How a person is found in either alphabet: by name and handles, but not by the servers that these are on. (transfer full) */
char    *veche_fts_make_keys          (const char *name, const char *handles);                     /* handles (nullable) */
gboolean veche_fts_remove_member      (VecheDb *db, gint64 id, GError **error);

G_END_DECLS
