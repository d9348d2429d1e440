/* veche-members-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Everybody: a list that is searched while one types, and the profile of the chosen one. */
#define VECHE_TYPE_MEMBERS_PAGE (veche_members_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheMembersPage, veche_members_page, VECHE, MEMBERS_PAGE, AdwBin)

G_END_DECLS
