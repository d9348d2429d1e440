/* veche-knowledge-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Articles beside one of them, and questions that come again without one.  What is typed into the search is a question, too: its best answers
 * come first. */
#define VECHE_TYPE_KNOWLEDGE_PAGE (veche_knowledge_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheKnowledgePage, veche_knowledge_page, VECHE, KNOWLEDGE_PAGE, AdwBin)

G_END_DECLS
