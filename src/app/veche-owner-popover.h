/* veche-owner-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Whose are these mentions?  Mine, nobody's, or a colleague's, who is asked to answer until a day and with a word.  Signal "given": it was done. */
#define VECHE_TYPE_OWNER_POPOVER (veche_owner_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheOwnerPopover, veche_owner_popover, VECHE, OWNER_POPOVER, GtkPopover)

/* mentions: uids of triage rows, NULL-terminated; copied. Pops up when the colleagues are there. */
void veche_owner_popover_ask (VecheOwnerPopover *self, VecheSession *session, const char *const *mentions);

G_END_DECLS
