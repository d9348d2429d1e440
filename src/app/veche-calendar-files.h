/* veche-calendar-files.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The plan as an iCalendar file: action "win.calendar". what: "export:all", "export:quarter:2026Q4", "export:event:UID" ask where to; "import" asks for a
 * file, and shows what it would do before anything is done. */
void veche_calendar_files (VecheSession *session, GtkWindow *parent, const char *what);

G_END_DECLS
