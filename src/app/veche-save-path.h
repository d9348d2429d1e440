/* veche-save-path.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* path: where to write; NULL: nowhere. */
typedef void (*VecheSavePathFunc) (const char *path, gpointer user_data);

/* A place from a chooser, with the ending that such a file has.  The chooser asks before a file is replaced, but about the name as it was typed: where the
 * ending is added and names a file that is there, that is asked here.  func runs once, at once or when the question was answered. parent (nullable) */
void veche_save_path (GtkWindow *parent, const char *chosen, const char *ending, VecheSavePathFunc func, gpointer user_data);

G_END_DECLS
