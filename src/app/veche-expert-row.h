/* veche-expert-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-experts.h"

G_BEGIN_DECLS

/* One who may be asked, in a list box: face, name, reasons in words, state.  Property "chosen", a tick.  The expert outlives the row. */
#define VECHE_TYPE_EXPERT_ROW (veche_expert_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheExpertRow, veche_expert_row, VECHE, EXPERT_ROW, GtkListBoxRow)

GtkWidget   *veche_expert_row_new        (VecheExpert *expert, const char *asker /* (nullable) */, gboolean narrow);
VecheExpert *veche_expert_row_get_expert (VecheExpertRow *self);
gboolean     veche_expert_row_get_chosen (VecheExpertRow *self);
void         veche_expert_row_set_chosen (VecheExpertRow *self, gboolean chosen);

G_END_DECLS
