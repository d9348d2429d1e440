/* veche-member-edits.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "app/veche-typed.h"

G_BEGIN_DECLS

/* What one can do to a member, as gestures with their toasts.  Each names the person by uid and by the name that undo says.  Main thread. */
typedef struct
{
  VecheSession *session;
  const char   *uid;
  const char   *name;
} VecheMemberRef;

void veche_member_set_text   (const VecheMemberRef *member, const char *field, const char *text, const char *toast);  /* "" is none */
void veche_member_set_words  (const VecheMemberRef *member, const char *field, const char *text, const char *toast,
                              VecheTypedHold *hold /* (transfer full) (nullable) */);
void veche_member_set_flag   (const VecheMemberRef *member, const char *field, gboolean on, const char *toast);
void veche_member_archive    (const VecheMemberRef *member, gboolean archived);
void veche_member_tag        (const VecheMemberRef *member, const char *tag, gboolean on);
void veche_member_competency (const VecheMemberRef *member, const char *competency, int level);      /* 0 removes it */
/* origin: 'self', 'confirmed', 'suggested'; NULL: confirmed */
void veche_member_competency_origin (const VecheMemberRef *member, const char *competency, int level, const char *origin);
void veche_member_evidence   (const VecheMemberRef *member, const char *competency, const char *kind, const char *text,
                              gint64 at, const char *event_uid);
void veche_member_remove_evidence (const VecheMemberRef *member, const char *evidence_uid);
void veche_member_identity   (const VecheMemberRef *member, const char *platform, const char *handle_or_url);
void veche_member_remove_identity (const VecheMemberRef *member, const char *identity_uid);
void veche_member_log        (const VecheMemberRef *member, const char *kind, const char *text, gint64 at);
void veche_member_note       (const VecheMemberRef *member, const char *text);
void veche_member_remove_note (const VecheMemberRef *member, const char *note_uid);

/* Makes a member; tells the uid at once, done when it is written. (transfer full) */
char *veche_member_create    (VecheSession *session, const char *name, VecheSessionDone done, gpointer user_data);

G_END_DECLS
