/* veche-filter-value.h
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

/* The last words of a condition: whatever its field and operator need to be complete.  Writes into the condition as one chooses; signal
 * "changed". */
#define VECHE_TYPE_FILTER_VALUE (veche_filter_value_get_type ())
G_DECLARE_FINAL_TYPE (VecheFilterValue, veche_filter_value, VECHE, FILTER_VALUE, GtkBox)

/* Both are borrowed and must live as long as the widget.  NULL when nothing more is needed. */
GtkWidget *veche_filter_value_new (VecheSession *session, const VecheFilterChoices *choices, VecheCondition *condition);

G_END_DECLS
