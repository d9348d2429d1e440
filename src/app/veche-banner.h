/* veche-banner.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One line below a page: a sentence and at most one button (AdwBanner came with 1.3). */
#define VECHE_TYPE_BANNER (veche_banner_get_type ())
G_DECLARE_FINAL_TYPE (VecheBanner, veche_banner, VECHE, BANNER, AdwBin)

/* text NULL hides it; label and detailed_action may be NULL. */
void veche_banner_show (VecheBanner *self, const char *text, const char *label, const char *detailed_action);

G_END_DECLS
