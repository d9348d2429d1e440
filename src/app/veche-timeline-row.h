/* veche-timeline-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"

G_BEGIN_DECLS

/* One thing on a timeline, or a month between them. */
#define VECHE_TYPE_TIMELINE_ROW (veche_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheTimelineRow, veche_timeline_row, VECHE, TIMELINE_ROW, VecheRow)

/* The last one of its month has no rail below it. */
void veche_timeline_row_set_last (VecheTimelineRow *self, gboolean last);

G_END_DECLS
