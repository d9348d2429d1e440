/* veche-feedback-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/veche-findings-table.h"

G_BEGIN_DECLS

/* One thing that was saved: its words, who said them, from where and when.  What its buttons do is up to the page: "feedback.list", ".toggle",
 * ".remove", ".profile", ".conversation". */
#define VECHE_TYPE_FEEDBACK_VIEW (veche_feedback_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheFeedbackView, veche_feedback_view, VECHE, FEEDBACK_VIEW, AdwBin)

/* finding (nullable): nothing is chosen. */
void veche_feedback_view_show       (VecheFeedbackView *self, const VecheFinding *finding);
void veche_feedback_view_set_folded (VecheFeedbackView *self, gboolean folded);

G_END_DECLS
