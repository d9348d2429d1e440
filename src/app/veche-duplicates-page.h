/* veche-duplicates-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Pairs of members that may be one person, a child of Members.  It looks for them in the background, from the first moment on. */
#define VECHE_TYPE_DUPLICATES_PAGE (veche_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheDuplicatesPage, veche_duplicates_page, VECHE, DUPLICATES_PAGE, AdwBin)

G_END_DECLS
