/* veche-cell.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A cell of a table that a spreadsheet will open.  What somebody wrote as their own name must not become a formula there: a text that begins
 * with = + - @, a tab or a line break (also after spaces and quotes, also full-width) gets an apostrophe before it.  unguard() takes away
 * exactly what guard() put there: unguard (guard (x)) = x for every x.  Any thread. */
char    *veche_cell_guard      (const char *text);             /* (transfer full) */
char    *veche_cell_unguard    (const char *text);             /* (transfer full) */
gboolean veche_cell_is_formula (const char *text);             /* would it become one? */

G_END_DECLS
