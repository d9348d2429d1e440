/* veche-closing-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/veche-closings-table.h"

G_BEGIN_DECLS

/* Done without a reply: why?  Enter takes the first reason, and the popover is gone.  Signal "chosen" (const VecheClosing *closing): for the call; write
 * it down with veche_closings_edit_add(), one a mention, beside veche_inbox_edit_done(). */
#define VECHE_TYPE_CLOSING_POPOVER (veche_closing_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheClosingPopover, veche_closing_popover, VECHE, CLOSING_POPOVER, GtkPopover)

void veche_closing_popover_ask (VecheClosingPopover *self);       /* where it is the child of something */

G_END_DECLS
