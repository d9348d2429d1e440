/* veche-fact-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One fact about a person as a flat card: a heading and a text that is edited in place.  Signal "committed" (text) once the text has
 * changed and the focus leaves it, on Ctrl+Return, or when veche_fact_card_commit() is called; the words stay until the
 * store has them (app/veche-typed.h).  Properties "title", "hint". */
#define VECHE_TYPE_FACT_CARD (veche_fact_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheFactCard, veche_fact_card, VECHE, FACT_CARD, AdwBin)

/* What the store says; left alone while other words stand here or are on their way. text (nullable). */
void veche_fact_card_set_text (VecheFactCard *self, const char *text);
void veche_fact_card_commit   (VecheFactCard *self);

G_END_DECLS
