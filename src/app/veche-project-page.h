/* veche-project-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* One project and all that belongs to it: goal and measure, steps, tasks, who does what and who could, money, partners, documents, risks, decisions,
 * and what the next quarter keeps of it.  A page of the window: veche_session_open_item (session, "project", uid) shows it,
 * with "UID#STEP" from that row of it on. */
#define VECHE_TYPE_PROJECT_PAGE (veche_project_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheProjectPage, veche_project_page, VECHE, PROJECT_PAGE, AdwBin)

G_END_DECLS
