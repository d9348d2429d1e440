/* veche-inbox-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"

G_BEGIN_DECLS

/* A row of the Inbox, or a heading between its groups. */
#define VECHE_TYPE_INBOX_ROW (veche_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheInboxRow, veche_inbox_row, VECHE, INBOX_ROW, VecheRow)

G_END_DECLS
