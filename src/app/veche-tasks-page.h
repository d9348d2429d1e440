/* veche-tasks-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* "My tasks" by day, everybody's, and what is done: one entry to write down the next one with its day in words, one list of any length. */
#define VECHE_TYPE_TASKS_PAGE (veche_tasks_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheTasksPage, veche_tasks_page, VECHE, TASKS_PAGE, AdwBin)

G_END_DECLS
