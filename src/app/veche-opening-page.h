/* veche-opening-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in the window while a workspace opens: nothing, as it takes a blink; a word when it takes longer, and why, when the file comes
 * from an older Veche and is being brought up to this one. */
#define VECHE_TYPE_OPENING_PAGE (veche_opening_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheOpeningPage, veche_opening_page, VECHE, OPENING_PAGE, AdwBin)

G_END_DECLS
