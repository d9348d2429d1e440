/* veche-refocus.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is made anew keeps the keyboard where it was: widgets have names that outlive them, such as the uid of what they show. */

/* The name of what has the keyboard in root, of the first one around it that has a name of its own. (transfer full) (nullable): none of root has it */
char      *veche_refocus_dup_name (GtkWidget *root);
/* Itself or below, (transfer none) (nullable). */
GtkWidget *veche_refocus_find     (GtkWidget *root, const char *name);
/* To it, or to the first inside of it that can have the keyboard. FALSE: there is none of that name. name (nullable) */
gboolean   veche_refocus_grab     (GtkWidget *root, const char *name);

G_END_DECLS
