/* veche-spell-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Underlines misspelt words of a text view a moment after typing and offers better ones in its menu.  Lives as long as the view; off with the
 * setting "spell-check". */
#define VECHE_TYPE_SPELL_VIEW (veche_spell_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheSpellView, veche_spell_view, VECHE, SPELL_VIEW, GObject)

/* skip (nullable): text with this tag is no text of the user's.  (transfer none): the view has it */
VecheSpellView *veche_spell_view_attach    (GtkTextView *view, GtkTextTag *skip);
/* Names of those who talk: their words are right. */
void            veche_spell_view_set_known (VecheSpellView *self, const char *const *names);

G_END_DECLS
