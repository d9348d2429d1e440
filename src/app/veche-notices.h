/* veche-notices.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Tells of what a person chose to be told of while the window is not before their eyes: one notification a source, replaced when more comes, one of
 * promises, one of requests to colleagues, one of hot talks, one of reminders of the plan.  In quiet hours it waits, and tells of all at their end.  Main thread.
 *
 * Buttons and clicks activate actions of the application: app.reply (s uid), app.show-mention (s uid, "": the Inbox), app.show-promises, app.show-plan (s "event:UID",
 * "task:UID", "") and app.snooze (s, see veche_notices_snooze ()). */
#define VECHE_TYPE_NOTICES (veche_notices_get_type ())
G_DECLARE_FINAL_TYPE (VecheNotices, veche_notices, VECHE, NOTICES, GObject)

VecheNotices *veche_notices_new        (VecheSession *session, GApplication *application);
void          veche_notices_close      (VecheNotices *self);      /* (transfer full): takes back what was told, forgets the session, then itself */
/* The Inbox is before somebody's eyes now: what comes there need not be told. */
void          veche_notices_set_seen   (VecheNotices *self, gboolean seen);
void          veche_notices_set_alerts (VecheNotices *self, GPtrArray *alerts);   /* (element-type VecheHeatAlert) */

/* Until the next working day begins. what: uids of mentions with spaces between; "promise:" before one is a promise, which is due then. */
void          veche_notices_snooze     (VecheSession *session, const char *what);

G_END_DECLS
