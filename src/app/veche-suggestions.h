/* veche-suggestions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A few lines to choose from, beside the cursor of a text that keeps the focus: the text hands its keys over first.  Signal "chosen" (index). */
#define VECHE_TYPE_SUGGESTIONS (veche_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (VecheSuggestions, veche_suggestions, VECHE, SUGGESTIONS, GtkPopover)

/* parent: a widget with a layout manager, which unparents it when it goes.  label: what a screen reader calls the list. */
VecheSuggestions *veche_suggestions_new   (GtkWidget *parent, const char *label);
void              veche_suggestions_clear (VecheSuggestions *self);                  /* and hides it */
void              veche_suggestions_add   (VecheSuggestions *self, const char *title, const char *caption /* (nullable) */);
/* Shows what was added, with the first one chosen; at: in the parent. */
void              veche_suggestions_show  (VecheSuggestions *self, const GdkRectangle *at);
/* Up, Down, Return, Tab and Escape while it is shown. TRUE: taken. */
gboolean          veche_suggestions_key   (VecheSuggestions *self, guint keyval, GdkModifierType state);

G_END_DECLS
