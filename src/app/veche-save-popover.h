/* veche-save-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* "Save as…": feedback, a candidate for the FAQ or a case are kept at once, under the title typed or the message's first words.  What needs a form of
 * its own is asked for by signals: "evidence" and "promise". */
#define VECHE_TYPE_SAVE_POPOVER (veche_save_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheSavePopover, veche_save_popover, VECHE, SAVE_POPOVER, GtkPopover)

void       veche_save_popover_ask (VecheSavePopover *self, VecheSession *session, VecheMention *mention);

G_END_DECLS
