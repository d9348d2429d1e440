/* veche-promises-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What we promised, whom, and until when.  analysis/veche-promise.h finds promises in our replies; here stands what a person accepted or wrote
 * down.  Lane functions; changes through the journal. */

typedef struct
{
  gint64  id, member_id, interaction_id;   /* 0: none */
  char   *uid, *text;
  char   *member_uid, *member_name;        /* (nullable) */
  char   *interaction_uid, *mention_uid;   /* (nullable): the message that was answered with it, and its place in the Inbox */
  gint64  made, due, kept;                 /* kept 0: open */
} VechePromiseRow;
void        veche_promise_row_free     (VechePromiseRow *self);

typedef enum
{
  VECHE_PROMISES_OPEN,                     /* soonest due first */
  VECHE_PROMISES_DUE,                      /* of these, what is due by now */
  VECHE_PROMISES_ALL,                      /* open ones, then the kept, newest first */
} VechePromisesWhich;

/* member_id 0: to anybody. limit 0: 500. (element-type VechePromiseRow) (transfer full) */
GPtrArray  *veche_promises_list        (VecheDb *db, VechePromisesWhich which, gint64 member_id, guint limit, GError **error);
/* The open ones of the thread that a message stands in, so that a later reply there may keep them. (element-type VechePromiseRow) (transfer full) */
GPtrArray  *veche_promises_of_thread   (VecheDb *db, const char *interaction_uid, GError **error);
VechePromiseRow *veche_promises_load   (VecheDb *db, const char *uid, GError **error);   /* NOT_FOUND */
/* due (out): the soonest of the open ones that is still to come; 0: none. Returns how many are due by now. */
guint       veche_promises_count_due   (VecheDb *db, gint64 now, gint64 *next);

/* member_uid, interaction_uid (nullable). Without a member, the author of the message. The new uid is borrowed from the edit. INVALID: no words */
const char *veche_promises_edit_add    (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *interaction_uid, const char *text, gint64 due,
                                        GError **error);
void        veche_promises_edit_keep   (VecheEdit *edit, const char *uid, gboolean kept);
void        veche_promises_edit_due    (VecheEdit *edit, const char *uid, gint64 due);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePromiseRow, veche_promise_row_free)

G_END_DECLS
