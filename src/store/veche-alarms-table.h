/* veche-alarms-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-alarms.  Lane functions that read; quarter (nullable): of all projects that are not over. */

typedef struct { char *uid, *title, *project_uid, *project_title, *quarter, *day; guint n; } VecheWorryRow;
void       veche_worry_row_free      (VecheWorryRow *self);
GPtrArray *veche_alarms_late_steps   (VecheDb *db, const char *quarter, const char *today, GError **error);   /* (element-type VecheWorryRow) */
GPtrArray *veche_alarms_late_tasks   (VecheDb *db, const char *quarter, const char *today, GError **error);   /* one a project: n, the oldest's day */
GPtrArray *veche_alarms_empty_slots  (VecheDb *db, const char *quarter, const char *until, GError **error);   /* n missing, day before until */
GPtrArray *veche_alarms_unled_events (VecheDb *db, const char *since, const char *until, GError **error);
/* How many projects that count, and how many ideas. */
gboolean   veche_alarms_count_projects (VecheDb *db, const char *quarter, guint *projects, guint *ideas, GError **error);

G_END_DECLS
