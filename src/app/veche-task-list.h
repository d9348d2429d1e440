/* veche-task-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-task-row.h"

G_BEGIN_DECLS

/* Makes items of the tasks, under a heading for each span of days where today is given; takes them out of the array.  Only what is different from before
 * changes in the list.  whole: their numbers are known, too. */
void veche_task_list_fill (GListStore *items, GPtrArray *tasks, const char *today /* (nullable) */, gboolean whole);

G_END_DECLS
