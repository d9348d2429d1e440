/* veche-inbox-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "model/veche-query.h"
#include "model/veche-record.h"
#include "veche-types.h"

G_BEGIN_DECLS

#define VECHE_INBOX_NOISE_BY_HAND "hand"   /* triage.noise, beside the nicks of analysis/veche-noise.h */

/* Mentions, threads, drafts.  Lane functions.  Who comes first and why: analysis/veche-triage.h; clocks: store/veche-inbox-clock.h; views and
 * their counts: store/veche-inbox-views.h. */

/* Conditions on triage t of the index that covers what is not done; ? is now. */
#define VECHE_INBOX_IS_OVERDUE  "t.answered IS NULL AND t.answer_by <= CAST (? AS INTEGER)"
#define VECHE_INBOX_IS_QUESTION "(t.kind = 'question' OR (t.kind = '' AND t.reason = 'question'))"   /* where nobody judges, what the source said */

/* The message in its thread: up to 40 before and after it by reply links and thread id, else its neighbours in the channel within the hour;
 * our replies on their way are at the end with outbox_state set. (transfer full) (element-type VecheInteraction) */
GPtrArray  *veche_inbox_thread       (VecheDb *db, gint64 interaction_id, GError **error);
VecheMention *veche_inbox_load       (VecheDb *db, gint64 triage_id, GError **error);
/* uid of a triage row or of its interaction. 0: NOT_FOUND */
gint64      veche_inbox_find         (VecheDb *db, const char *uid, GError **error);

typedef struct { guint open, snoozed, done, unseen; gboolean talk; } VecheInboxCounts;   /* talk: anything said at all */
/* The first of these mentions that stands in another thread than one of them, or with unseen the first that nobody has looked at.  Ids of headings are
 * passed over.  0: there is none. */
gint64      veche_inbox_other_thread (VecheDb *db, const gint64 *ids, guint n, gint64 than, gboolean unseen, GError **error);
/* Everything a list shows: ids (gint64) and uids, in its order, side by side. (transfer full) */
gboolean    veche_inbox_uids         (VecheDb *db, VecheQuery *query, GArray **ids, GStrv *uids, GError **error);
gboolean    veche_inbox_count        (VecheDb *db, VecheInboxCounts *counts, GError **error);
gint64      veche_inbox_next_wake    (VecheDb *db);        /* when the next snoozed one comes back; 0: none */

void        veche_inbox_edit_done    (VecheEdit *edit, const char *uid);
void        veche_inbox_edit_open    (VecheEdit *edit, const char *uid);
/* Whether it wants an answer, as the manager sees it; the program has its say only once, when a mention comes. */
void        veche_inbox_edit_noise   (VecheEdit *edit, const char *uid, gboolean noise);
void        veche_inbox_edit_snooze  (VecheEdit *edit, const char *uid, gint64 until);
/* Whose it is: one person, or nobody (NULL).  due (0: none) and note (nullable) go with a request to a colleague; both are cleared by the next owner.
 * INVALID: that person is neither the manager nor staff or a moderator here. */
gboolean    veche_inbox_edit_own     (VecheDb *db, VecheEdit *edit, const char *uid, const char *member_uid, gint64 due, const char *note, GError **error);
/* Who may own: the manager first, then staff and moderators by name. (element-type VecheMember) (transfer full) */
GPtrArray  *veche_inbox_owners       (VecheDb *db, GError **error);
/* Queues a reply to the mention's interaction, in its channel and thread; delay in seconds. The outbox uid is in *outbox_uid (nullable). */
gboolean    veche_inbox_edit_reply   (VecheDb *db, VecheEdit *edit, const char *uid, const char *text, guint delay, char **outbox_uid, GError **error);
/* The same with files (nullable) (element-type VecheFile), which need no words beside them. */
gboolean    veche_inbox_edit_reply_with (VecheDb *db, VecheEdit *edit, const char *uid, const char *text, GPtrArray *files, guint delay, char **outbox_uid,
                                         GError **error);
/* The same for a request to join: action 'approve' or 'decline', and words for it that only we see. */
gboolean    veche_inbox_edit_decide  (VecheDb *db, VecheEdit *edit, const char *uid, const char *action, const char *words, guint delay, GError **error);
gboolean    veche_inbox_mark_seen    (VecheDb *db, gint64 triage_id, GError **error);             /* not a gesture */

char       *veche_inbox_load_draft   (VecheDb *db, gint64 interaction_id);                        /* (transfer full) (nullable) */
gboolean    veche_inbox_save_draft   (VecheDb *db, gint64 interaction_id, const char *text, GError **error);   /* NULL or "" removes; not a gesture */

G_END_DECLS
