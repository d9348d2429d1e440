/* veche-event-list-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"

G_BEGIN_DECLS

/* One event or milestone of a quarter, a VechePlanEntry: its day, its agenda, what it is and the day of the week.  Inside a VecheEventList. */
#define VECHE_TYPE_EVENT_LIST_ROW (veche_event_list_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventListRow, veche_event_list_row, VECHE, EVENT_LIST_ROW, VecheRow)

G_END_DECLS
