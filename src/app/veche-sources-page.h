/* veche-sources-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-pages.h"

G_BEGIN_DECLS

/* Where conversations come from: trouble first, then each with its state in words and its ninety days. */
#define VECHE_TYPE_SOURCES_PAGE (veche_sources_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourcesPage, veche_sources_page, VECHE, SOURCES_PAGE, GtkWidget)

G_END_DECLS
