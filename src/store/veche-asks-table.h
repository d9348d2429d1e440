/* veche-asks-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Whom we asked what.  Lane functions.  A person makes, declines and drops asks through the journal; an answer that arrives closes the ask by
 * itself and proposes the competency (origin 'answers'), which counts only when a person accepts it. */

typedef struct { guint limit, days, patience; } VecheAskLimits;   /* limit asks in days days; unanswered after patience days */
VecheAskLimits veche_asks_get_limits  (VecheDb *db);                      /* 2, 7, 3 unless set */
gboolean       veche_asks_set_limits  (VecheDb *db, const VecheAskLimits *limits, GError **error);   /* inside a write transaction */

/* Members are asked one thing: one row each, into one edit.  at 0: now.  All but question (nullable). */
typedef struct { const char *question, *for_uid, *interaction_uid, *competency_uid, *platform; gint64 at; } VecheAskWhat;
void           veche_asks_edit_add    (VecheEdit *edit, const char *member_uid, const VecheAskWhat *what);
/* state: 'declined', 'dropped', 'answered' or 'open' again. */
void           veche_asks_edit_state  (VecheEdit *edit, const char *uid, const char *state);
/* Somebody has answered where the program can't see it: closes the ask; what they said (nullable) becomes evidence of the ask's competency. */
gboolean       veche_asks_edit_answered (VecheDb *db, VecheEdit *edit, const char *uid, const char *said, GError **error);

typedef struct
{
  gint64  id, member_id;
  char   *uid, *member_uid, *member_name, *for_uid, *for_name, *interaction_uid, *question, *competency, *platform, *state;
  char   *answer_uid, *answer;         /* (nullable): the message that answered, its words */
  gint64  at, closed;                  /* closed 0: open */
  guint   late : 1;                    /* open for longer than the patience */
} VecheAsk;
void           veche_ask_free         (VecheAsk *self);
/* state (nullable): any; 'late': open for too long. member_id, interaction_id 0: any. Newest first. (element-type VecheAsk) */
GPtrArray     *veche_asks_list        (VecheDb *db, const char *state, gint64 member_id, gint64 interaction_id, guint limit, GError **error);
guint          veche_asks_count_late  (VecheDb *db, GError **error);

/* Closes open asks whose answer has arrived since: a reply to the question or in its thread, or to our own message there; where the question is
 * no message, a reply to words of ours that mention the asked one, whom we asked nothing else.  Called by ingest. */
gboolean       veche_asks_close_answered (VecheDb *db, gint64 batch_id, GError **error);

G_END_DECLS
