/* veche-labels-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Which labels do these mentions have?  A line to type in, which finds or makes one, and a tick for each there is; a tick acts at once, and can be
 * undone.  For one mention or many. */
#define VECHE_TYPE_LABELS_POPOVER (veche_labels_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheLabelsPopover, veche_labels_popover, VECHE, LABELS_POPOVER, GtkPopover)

/* mentions: uids of triage rows, NULL-terminated; copied.  Pops up when the labels are there. */
void       veche_labels_popover_ask  (VecheLabelsPopover *self, VecheSession *session, const char *const *mentions);

/* A dot of a label's colour, for chips and rows. (transfer floating) */
GtkWidget *veche_label_dot_new       (const char *colour);

G_END_DECLS
