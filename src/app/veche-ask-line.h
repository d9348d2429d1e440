/* veche-ask-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "analysis/veche-experts.h"

G_BEGIN_DECLS

/* The line that asks the chosen people, in their platform's syntax: a bar that comes up with the first of them.  What a person has changed in it
 * stays.  Signals "copy" and "insert" (the line, never empty). */
#define VECHE_TYPE_ASK_LINE (veche_ask_line_get_type ())
G_DECLARE_FINAL_TYPE (VecheAskLine, veche_ask_line, VECHE, ASK_LINE, AdwBin)

/* chosen: (element-type VecheExpert); toggled (nullable): who has just been chosen (on) or left out. */
void veche_ask_line_set_chosen      (VecheAskLine *self, GPtrArray *chosen, VecheExpert *toggled, gboolean on);
void veche_ask_line_clear           (VecheAskLine *self);
/* The question is a message, so there is a reply to put it into. */
void veche_ask_line_set_for_message (VecheAskLine *self, gboolean for_message);

G_END_DECLS
