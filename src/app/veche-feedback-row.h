/* veche-feedback-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-badge.h"
#include "model/veche-search.h"
#include "store/veche-findings-table.h"

G_BEGIN_DECLS

/* What the list holds: a finding as an object. (transfer full) of both. */
GObject            *veche_feedback_item_new     (VecheFinding *finding);
VecheFinding       *veche_feedback_item_get     (GObject *item);          /* (nullable) (transfer none) */

GtkListItemFactory *veche_feedback_factory_new  (void);                   /* (transfer full) */

/* "Feedback", "Case · closed". */
void                veche_feedback_set_badge    (VecheBadge *badge, const VecheFinding *finding);
gboolean            veche_feedback_is_closed    (const VecheFinding *finding);
/* Who said it, or the channel that speaks for itself. (transfer full) */
char               *veche_feedback_who          (const VecheFinding *finding);
/* The search is in its title, its words, its person or its channel. */
gboolean            veche_feedback_fits         (const VecheFinding *finding, VecheSearch *search);

G_END_DECLS
