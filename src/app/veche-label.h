/* veche-label.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One line at the start of its room, with an ellipsis where that ends.  Text from anywhere: it is clamped.  The classes are nullable. (transfer floating) */
GtkWidget *veche_label_new (const char *text, const char *first_class, const char *second_class);
/* The same, with as many lines as it takes. (transfer floating) */
GtkWidget *veche_label_new_wrapped (const char *text, const char *first_class, const char *second_class);

/* An AdwActionRow whose words are no markup; the classes of AdwPreferencesRow read them as such until they are told, so the words come last.  Clamp
 * what comes from elsewhere.  subtitle (nullable). (transfer floating) */
GtkWidget *veche_label_row_new (const char *title, const char *subtitle);

/* What is said of a button instead of the words on it.  Later versions of GTK say those as long as the button is labelled by them. */
void       veche_label_speak (GtkWidget *button, const char *spoken);

/* Of a menu: an underline in it marks no key. (transfer full) */
char      *veche_label_for_menu (const char *text);

/* The style class, there or not. */
void veche_label_set_class (GtkWidget *widget, const char *name, gboolean on);

/* A tooltip for what is shown anew often: GTK asks the display where the pointer is, and waits, even for the words that are there already.  text (nullable) */
void       veche_label_tip (GtkWidget *widget, const char *text);

G_END_DECLS
