/* veche-member-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"

G_BEGIN_DECLS

/* A member in the list: face, name, when last seen, what they are good at, how active. */
#define VECHE_TYPE_MEMBER_ROW (veche_member_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheMemberRow, veche_member_row, VECHE, MEMBER_ROW, VecheRow)

G_END_DECLS
