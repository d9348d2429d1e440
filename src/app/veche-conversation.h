/* veche-conversation.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* A message in its thread, with the composer below.  Follows the store while it shows something.
 * Signals: "loaded": the thread is there or has changed; "replied" (gboolean done): an answer was queued; "leave": Esc in the composer. */
#define VECHE_TYPE_CONVERSATION (veche_conversation_get_type ())
G_DECLARE_FINAL_TYPE (VecheConversation, veche_conversation, VECHE, CONVERSATION, GtkWidget)

void          veche_conversation_set_session  (VecheConversation *self, VecheSession *session);
/* (nullable): shows nothing.  The same mention again only refreshes its words. */
void          veche_conversation_set_mention  (VecheConversation *self, VecheMention *mention);
/* It may be shown next: its thread is read before that. */
void          veche_conversation_read_ahead   (VecheConversation *self, VecheMention *mention);
guint         veche_conversation_get_n_people (VecheConversation *self);
/* The thread grows faster than usual, or somebody in it is unhappy: not a talk into which others are brought without a thought. */
gboolean      veche_conversation_is_heated    (VecheConversation *self);
/* The pane of the person is in sight: what it says is not said again above the composer. */
void          veche_conversation_set_person_beside (VecheConversation *self, gboolean beside);
gboolean      veche_conversation_can_reply    (VecheConversation *self);
void          veche_conversation_compose      (VecheConversation *self);    /* focus where the answer is written */
void          veche_conversation_promise      (VecheConversation *self);    /* offers to write one down */
void          veche_conversation_save         (VecheConversation *self);    /* the draft, now */
void          veche_conversation_close        (VecheConversation *self);    /* the workspace closes */

G_END_DECLS
