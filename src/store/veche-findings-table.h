/* veche-findings-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What was saved out of the Inbox to be followed: feedback, a candidate for the FAQ, a case.  Lane functions; changes through the journal. */

extern const char *const veche_finding_kinds[];   /* "feedback", "faq", "case"; NULL-terminated */

typedef struct
{
  char   *uid, *kind, *title, *state;             /* state: "open", "done" */
  char   *text;                                   /* (nullable): the quoted words */
  char   *member_uid, *member_name, *interaction_uid;   /* (nullable) */
  char   *channel_name, *platform;                /* (nullable): where it was said */
  gint64  id, at, said_at;                        /* at: when it was saved; said_at: 0 when nobody knows any more */
} VecheFinding;
void        veche_finding_free      (VecheFinding *self);

/* kind, state, interaction_uid (nullable): any. Newest first. limit 0: 500. (element-type VecheFinding) (transfer full) */
GPtrArray  *veche_findings_list     (VecheDb *db, const char *kind, const char *state, const char *interaction_uid, guint limit, GError **error);
/* Feedback and cases that are open. */
gboolean    veche_findings_count    (VecheDb *db, guint *open, GError **error);
/* Of a message: title "" takes its first words. Returns the new uid (borrowed from the edit); INVALID: nothing is said, or it was saved as this before. */
const char *veche_findings_edit_add (VecheDb *db, VecheEdit *edit, const char *kind, const char *title, const char *interaction_uid, GError **error);
void        veche_findings_edit_state (VecheEdit *edit, const char *uid, const char *state);
/* The message stays, and so does a task that was made of it. */
void        veche_findings_edit_remove (VecheEdit *edit, const char *uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFinding, veche_finding_free)

G_END_DECLS
