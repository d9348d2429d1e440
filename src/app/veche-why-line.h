/* veche-why-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* What a message is, how long it waits, and why it stands where it stands: the chip, which is also where mood and kind are put right; "usually
 * answered within 2 h"; the strongest reasons in one line, and the whole sum behind it. */
#define VECHE_TYPE_WHY_LINE (veche_why_line_get_type ())
G_DECLARE_FINAL_TYPE (VecheWhyLine, veche_why_line, VECHE, WHY_LINE, GtkWidget)

void veche_why_line_set (VecheWhyLine *self, VecheSession *session, VecheMention *mention);   /* mention (nullable) */

G_END_DECLS
