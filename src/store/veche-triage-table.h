/* veche-triage-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-triage, and what it writes.  Lane functions; who writes stands inside a write transaction. */

typedef struct
{
  gint64 id, interaction_id, at, answered, due;
  gint64 channel_id, source_id, member_id;      /* 0: none */
  char  *uid, *state, *reason, *text;
  char  *mood, *kind;                           /* as they are judged now */
  char  *said_mood, *said_kind;                 /* (nullable): what the manager said */
  guint  author;                                /* VecheAuthorSigns without CRITIC */
  guint  replies, repliers;                     /* within six hours, by others */
  int    heat, boost;
  guint  touched : 1;                           /* its state has been changed by a person, once at least */
} VecheTriageRow;
void        veche_triage_row_free       (VecheTriageRow *self);

/* Mentions whose judged is 0 or 1, newest first. (element-type VecheTriageRow) */
GPtrArray  *veche_triage_due_rows       (VecheDb *db, int judged, guint limit, GError **error);
/* (element-type VecheTriageRow) that one, or none */
GPtrArray  *veche_triage_row            (VecheDb *db, gint64 id, GError **error);
gboolean    veche_triage_any_due        (VecheDb *db);

/* Earlier negative messages of the same author since a moment. */
guint       veche_triage_repeats        (VecheDb *db, const VecheTriageRow *row, gint64 since, gint64 *first);
/* When a person had it out of sight: VecheTriagePause, oldest first, the last one perhaps in the future. (element-type VecheTriagePause) */
typedef struct { gint64 from, to; } VecheTriagePause;
GArray     *veche_triage_pauses         (VecheDb *db, const char *uid);

/* Phase one: then its sum is due. */
gboolean    veche_triage_set_words      (VecheDb *db, const VecheTriageRow *row, const char *mood, const char *kind, GError **error);
typedef struct { int points; gint64 began, target, answer_by; guint author, repeats; } VecheTriageSum;
gboolean    veche_triage_set_sum        (VecheDb *db, gint64 id, const VecheTriageSum *sum, GError **error);

/* What is open is judged anew, the mentions with greater ids, at most so many: its words, too, or only its sum; whole: what is done as well.  Returns
 * the last id it has seen, to go on after; 0: there are none left; −1 on error. */
gint64      veche_triage_doubt_some     (VecheDb *db, gboolean words, gboolean whole, gint64 after, guint most, GError **error);
gboolean    veche_triage_doubt_text     (VecheDb *db, gint64 interaction_id, GError **error);           /* its words have changed */
gboolean    veche_triage_follow         (VecheDb *db, gint64 identity_id, gint64 member_id, GError **error);   /* the account is another's now */
/* Something that counts was said of these people: what they wrote and is open gets its sum anew. */
gboolean    veche_triage_doubt_members  (VecheDb *db, const gint64 *member_ids, guint n, GError **error);
/* A message is this person's now; member_id 0: nobody's. */
gboolean    veche_triage_follow_author  (VecheDb *db, gint64 interaction_id, gint64 member_id, GError **error);
/* All that one person said is another's now. */
gboolean    veche_triage_follow_member  (VecheDb *db, gint64 from_id, gint64 to_id, GError **error);
/* What the manager said most recently takes effect. Ids of those that changed. (element-type gint64) (transfer full) */
GArray     *veche_triage_take_said      (VecheDb *db, GError **error);
/* Sums of mentions that have got a reply among the interactions after reached, most at a time; returns the new reached, −1 on error. */
gint64      veche_triage_take_replies   (VecheDb *db, gint64 reached, guint most, GError **error);

/* What the judging depends on, as one text: when it changes, all is judged anew. (transfer full) */
char       *veche_triage_words_mark     (VecheDb *db);
char       *veche_triage_sum_mark       (VecheDb *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTriageRow, veche_triage_row_free)

G_END_DECLS
