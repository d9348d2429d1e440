/* veche-calendar-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What an iCalendar file would bring, entry by entry; only then it is brought in, as one gesture. */
#define VECHE_TYPE_CALENDAR_DIALOG (veche_calendar_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheCalendarDialog, veche_calendar_dialog, VECHE, CALENDAR_DIALOG, AdwWindow)

VecheCalendarDialog *veche_calendar_dialog_open (VecheSession *session, GtkWindow *parent, const char *path);

G_END_DECLS
