/* veche-filter-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-filter.h"
#include "store/veche-filter-choices.h"

G_BEGIN_DECLS

/* One condition as a line that reads like a sentence: what, how, which; and a button that takes it away.  Signals "changed", "removed". */
#define VECHE_TYPE_FILTER_LINE (veche_filter_line_get_type ())
G_DECLARE_FINAL_TYPE (VecheFilterLine, veche_filter_line, VECHE, FILTER_LINE, AdwBin)

/* choices is borrowed and must live as long as the line. */
GtkWidget      *veche_filter_line_new (VecheSession *session, const VecheFilterChoices *choices, const VecheCondition *condition);
/* NULL while it is not complete. (transfer full) (nullable) */
VecheCondition *veche_filter_line_dup_condition (VecheFilterLine *self);

G_END_DECLS
