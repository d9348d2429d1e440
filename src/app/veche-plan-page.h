/* veche-plan-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The Plan: a quarter with its joint project and events, or a month as a calendar. */
#define VECHE_TYPE_PLAN_PAGE (veche_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanPage, veche_plan_page, VECHE, PLAN_PAGE, AdwBin)

G_END_DECLS
