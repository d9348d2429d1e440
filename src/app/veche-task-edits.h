/* veche-task-edits.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "app/veche-typed.h"
#include "store/veche-tasks-table.h"

G_BEGIN_DECLS

/* What is done with tasks in the window, each one gesture with its Undo.  hold (transfer full) (nullable): of the fields whose words they are. */

typedef struct { const char *member_uid, *interaction_uid, *event_uid, *project_uid, *finding_uid; } VecheTaskOn;   /* (nullable) each: what it is about */

/* Reads a day out of the text (model/veche-when-words.h). FALSE: nothing to be done stands there, and done (nullable) is not called. */
gboolean veche_task_add       (VecheSession *session, const char *text, const VecheTaskOn *on, VecheSessionDone done, gpointer user_data);
void     veche_task_set_state (VecheSession *session, const VecheTask *task, const char *state);
void     veche_task_snooze    (VecheSession *session, const VecheTask *task, const char *day);                   /* day (nullable): no longer */
void     veche_task_set_due   (VecheSession *session, const VecheTask *task, const char *due /* (nullable) */, VecheTypedHold *hold);
void     veche_task_set_owner (VecheSession *session, const VecheTask *task, const char *owner_uid /* (nullable) */);
void     veche_task_set_text  (VecheSession *session, const VecheTask *task, const char *field, const char *text, VecheTypedHold *hold);
void     veche_task_set_priority (VecheSession *session, const VecheTask *task, int priority);
void     veche_task_remove    (VecheSession *session, const VecheTask *task);

void     veche_task_add_item    (VecheSession *session, const VecheTask *task, const char *title, guint position, VecheTypedHold *hold);
void     veche_task_check_item  (VecheSession *session, const VecheTask *task, const char *item_uid, gboolean done);
void     veche_task_rename_item (VecheSession *session, const VecheTask *task, const char *item_uid, const char *title /* "": remove */,
                                 VecheTypedHold *hold);

G_END_DECLS
