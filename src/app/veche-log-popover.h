/* veche-log-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Writes a contact down: what it was, a few words, the day.  Signal "logged" (kind, text, gint64 at). */
#define VECHE_TYPE_LOG_POPOVER (veche_log_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheLogPopover, veche_log_popover, VECHE, LOG_POPOVER, GtkPopover)

void veche_log_popover_open (VecheLogPopover *self, const char *kind);   /* "call", "dm", "email", "meeting" */

G_END_DECLS
