/* veche-event-edits.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "app/veche-typed.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What is done with an event in the window, each one gesture.  What a form saves by itself says nothing; what is done to people says so, with Undo.
 * hold (transfer full) (nullable): of the fields whose words they are. */

void veche_event_edit_text    (VecheSession *session, const VecheEventCard *event, const char *field, const char *text /* (nullable) */,
                              VecheTypedHold *hold);
void veche_event_edit_int     (VecheSession *session, const VecheEventCard *event, const char *field, gint64 number, gboolean known /* FALSE: none */,
                              VecheTypedHold *hold);
void veche_event_edit_ref     (VecheSession *session, const VecheEventCard *event, const char *field, const char *ref_uid /* (nullable) */);
void veche_event_edit_time    (VecheSession *session, const VecheEventCard *event, const char *starts, const char *ends /* NULL: none */,
                              const char *tz, VecheTypedHold *hold);
void veche_event_edit_price   (VecheSession *session, const VecheEventCard *event, gint64 price, const char *currency, VecheTypedHold *hold);
void veche_event_edit_sponsor (VecheSession *session, const VecheEventCard *event, const char *name /* "": nobody */, VecheTypedHold *hold);
void veche_event_edit_remove  (VecheSession *session, const VecheEventCard *event);
/* It is over: who had accepted and did not come is a no-show. */
void veche_event_edit_close   (VecheSession *session, const VecheEventCard *event);

/*** People ***/

/* To the list, with that role; those who are on it stay as they are.  Takes a copy. */
void veche_event_edit_invite  (VecheSession *session, const VecheEventCard *event, const char *const *member_uids, const char *role, const char *toast);
/* Everybody whom the segment finds. */
void veche_event_edit_invite_segment (VecheSession *session, const VecheEventCard *event, const char *segment_uid, const char *name);
/* role, status (nullable): as it is.  Who moves up from the waiting list is named. */
void veche_event_edit_guest   (VecheSession *session, const VecheEventCard *event, const VecheGuest *guest, const char *role, const char *status);
void veche_event_edit_drop    (VecheSession *session, const VecheEventCard *event, const VecheGuest *guest);
void veche_event_edit_check_in (VecheSession *session, const VecheEventCard *event, const char *member_uid, const char *name,
                                VecheSessionDone done, gpointer user_data);
/* Nobody whom the workspace knows: becomes a member and is in. */
void veche_event_edit_walk_in (VecheSession *session, const VecheEventCard *event, const char *name, VecheSessionDone done, gpointer user_data);

/*** A ritual's days ***/

void veche_event_edit_mark    (VecheSession *session, const VecheEventCard *event, const char *recurs, const char *mark /* (nullable) */);

G_END_DECLS
