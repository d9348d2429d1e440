/* veche-earlier-lines.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* "You answered this in Telegram, 3 November": what we told this person about the same thing in any channel, a folded line each.  Hidden while there is
 * nothing. */
#define VECHE_TYPE_EARLIER_LINES (veche_earlier_lines_get_type ())
G_DECLARE_FINAL_TYPE (VecheEarlierLines, veche_earlier_lines, VECHE, EARLIER_LINES, AdwBin)

void veche_earlier_lines_set_mention (VecheEarlierLines *self, VecheSession *session, VecheMention *mention);   /* both nullable: nothing */

G_END_DECLS
