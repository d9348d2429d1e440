/* veche-learners-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Who has a competency, and who stands next to it and could learn it, each with the reason; a click opens the person. */
#define VECHE_TYPE_LEARNERS_POPOVER (veche_learners_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheLearnersPopover, veche_learners_popover, VECHE, LEARNERS_POPOVER, GtkPopover)

GtkWidget *veche_learners_popover_new (VecheSession *session, const char *competency_uid);

G_END_DECLS
