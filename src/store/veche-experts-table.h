/* veche-experts-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-experts and its kin.  Lane functions that read; every list is bounded, so that a big workspace answers at once. */

typedef struct { gint64 id, parent_id; char *uid, *name; GStrv aliases; } VecheCompetencyRow;
GPtrArray *veche_experts_competencies (VecheDb *db, GError **error);                 /* (element-type VecheCompetencyRow) */
GPtrArray *veche_experts_cities       (VecheDb *db, guint limit, GError **error);    /* (element-type utf8) where members live */

typedef struct { gint64 id, member_id, competency_id, at; int level; char origin; } VecheClaimRow;   /* origin: its first letter */
/* Strongest first. (element-type VecheClaimRow) */
GArray    *veche_experts_claims       (VecheDb *db, gint64 competency_id, guint limit, GError **error);

typedef struct
{
  gint64  id, last_seen;      /* last_seen 0: nothing is known from them */
  char   *uid, *name, *city, *headline, *offers;
  guint   never : 1;          /* staff, bot, me, merged, archived */
  guint   do_not_mention : 1, do_not_contact : 1;
  char   *refused;            /* 'refused' or 'withdrawn': their last word about being mentioned (nullable) */
} VechePersonRow;
void       veche_person_row_free      (VechePersonRow *self);
/* By their ids, in any order; who is no more is missing. (element-type VechePersonRow) */
GPtrArray *veche_experts_people       (VecheDb *db, GArray *ids, GError **error);

typedef struct
{
  gint64  id, member_id, reply_to_id, parent_member_id, at, channel_id;
  char   *uid, *text, *place, *thread, *kind;    /* text: its first 700 characters; place: name of the channel */
} VecheSaidRow;
void       veche_said_row_free        (VecheSaidRow *self);
/* What members said, our own and gone ones left out. (element-type VecheSaidRow) */
GPtrArray *veche_experts_said         (VecheDb *db, GArray *ids, GError **error);
GPtrArray *veche_experts_replies      (VecheDb *db, GArray *ids, guint limit, GError **error);   /* to these */
GPtrArray *veche_experts_thread_mates (VecheDb *db, GArray *ids, guint limit, GError **error);   /* in the threads that these opened */

/* Newest first: ids of interactions whose words match an FTS5 expression. (element-type gint64) */
GArray    *veche_experts_hits         (VecheDb *db, const char *match, guint limit, GError **error);
GArray    *veche_experts_profile_hits (VecheDb *db, const char *match, guint limit, GError **error);   /* members: labels and notes */
gboolean   veche_experts_span         (VecheDb *db, gint64 *last_id, gint64 *last_at, GError **error); /* of all interactions */

typedef struct { gint64 claim_id, at; char *kind, *text, *place, *uid; } VecheEvidenceRow;
/* The newest of each claim first. (element-type VecheEvidenceRow) */
GPtrArray *veche_experts_evidence     (VecheDb *db, GArray *claim_ids, GError **error);

typedef struct { gint64 member_id; char *platform, *instance, *remote_id, *handle, *name; } VecheAccountRow;
void       veche_account_row_free     (VecheAccountRow *self);
GPtrArray *veche_experts_accounts     (VecheDb *db, GArray *ids, GError **error);    /* (element-type VecheAccountRow) living ones */
/* Whose handle or id it is, at most 20. (element-type VecheAccountRow) */
GPtrArray *veche_experts_called       (VecheDb *db, const char *handle, GError **error);
GPtrArray *veche_experts_called_by_id (VecheDb *db, const char *platform, const char *instance /* (nullable) */, const char *remote_id, GError **error);

typedef struct { gint64 member_id, at, closed, interaction_id; char state; } VecheAskRow;
GArray    *veche_experts_asks         (VecheDb *db, gint64 since, GError **error);   /* (element-type VecheAskRow) newest first */
GArray    *veche_experts_ever_asked   (VecheDb *db, GArray *ids, GError **error);    /* (element-type VecheAskRow) the last of each */
typedef struct { gint64 member_id, at; double strength; } VecheTieRow;
GArray    *veche_experts_ties         (VecheDb *db, gint64 member_id, GArray *ids, GError **error); /* with these; (element-type VecheTieRow) */

/* The question itself: its text, author, platform, instance and those who spoke in its thread. (transfer full): free with _clear */
typedef struct { gint64 member_id, at; char *uid, *text, *platform, *instance, *author_uid, *author_name; GArray *spoke; /* VecheSpokeRow */ } VecheQuestionRow;
typedef struct { gint64 member_id, at; } VecheSpokeRow;
gboolean   veche_experts_question     (VecheDb *db, gint64 interaction_id, VecheQuestionRow *into, GError **error);
void       veche_question_row_clear   (VecheQuestionRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheQuestionRow, veche_question_row_clear)

G_END_DECLS
