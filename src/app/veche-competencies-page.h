/* veche-competencies-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Who can answer? · Table · Gaps.  Opening an interaction asks who can answer it, searching asks who can answer the text. */
#define VECHE_TYPE_COMPETENCIES_PAGE (veche_competencies_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheCompetenciesPage, veche_competencies_page, VECHE, COMPETENCIES_PAGE, AdwBin)

G_END_DECLS
