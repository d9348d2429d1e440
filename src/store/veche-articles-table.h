/* veche-articles-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-article.h"
#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The knowledge base: articles, how often they were used, how they were worded before, and questions that come again without one.  Lane
 * functions; changes by a person through the journal. */

/* By title; archived ones too when asked for. (element-type VecheArticle) (transfer full) (nullable) */
GPtrArray    *veche_articles_list       (VecheDb *db, gboolean archived, GError **error);
/* By uid, by short code ("/adr", "adr") or by title. (transfer full) (nullable) */
VecheArticle *veche_articles_find       (VecheDb *db, const char *who, GError **error);

/* The uid of the community of this name. (transfer full) (nullable) */
char         *veche_articles_dup_community (VecheDb *db, const char *name);
/* Says what is wrong with it, before it is saved: no title, a code that another has, a day that there is not. */
gboolean      veche_articles_check      (VecheDb *db, const VecheArticle *article, GError **error);
/* Makes it (before NULL) or writes what differs; returns its uid (borrowed from the edit or from before). */
const char   *veche_articles_edit_save  (VecheEdit *edit, const VecheArticle *before, const VecheArticle *after);

/* For the very edit that sends the answer, so that taking it back takes the use back.  interaction_uid: of what was asked (nullable). */
void          veche_articles_edit_use   (VecheEdit *edit, const char *article_uid, const char *interaction_uid, const char *question);
/* Which article answered which question, newest first. (element-type VecheArticleUse) (transfer full) (nullable) */
typedef struct { char *article_uid, *question; gint64 at; gboolean helped; } VecheArticleUse;
void          veche_article_use_free    (VecheArticleUse *self);
GPtrArray    *veche_articles_list_uses  (VecheDb *db, guint most, GError **error);

/* Mentions that we answered without an article, with our reply, newest first. (element-type VecheArticleAnswered) (transfer full) (nullable) */
typedef struct { char *question, *answer; gint64 at; } VecheArticleAnswered;
void          veche_article_answered_free   (VecheArticleAnswered *self);
GPtrArray    *veche_articles_list_answered  (VecheDb *db, guint most, GError **error);

/* Thanks that followed an answer: uses not heard of yet, with what the asker wrote within a week after; and the verdict. */
typedef struct { gint64 use_id; char *text; } VecheArticleEcho;
void          veche_article_echo_free   (VecheArticleEcho *self);
GPtrArray    *veche_articles_list_echoes (VecheDb *db, guint most, GError **error);   /* (element-type VecheArticleEcho) (transfer full) (nullable) */
gboolean      veche_articles_set_helped (VecheDb *db, gint64 use_id, GError **error);
gboolean      veche_articles_set_helped_of (VecheDb *db, const char *uid, guint most, GError **error);   /* so many answers with this article */

/* How it was worded before, newest first, out of the journal. (element-type VecheArticleRevision) (transfer full) (nullable) */
typedef struct { gint64 until; char *actor, *title, *body; } VecheArticleRevision;   /* until: when it was changed; actor: by whom */
void          veche_article_revision_free (VecheArticleRevision *self);
GPtrArray    *veche_articles_list_revisions (VecheDb *db, const char *uid, guint most, GError **error);

/*** Questions that come again and have no article ***/

typedef struct { gint64 id; char *question; guint questions, people; gint64 last; GArray *examples; } VecheCandidate;   /* examples: gint64 */
void          veche_candidate_free      (VecheCandidate *self);
/* By people, then newest. (element-type VecheCandidate) (transfer full) (nullable) */
GPtrArray    *veche_candidates_list     (VecheDb *db, GError **error);
gboolean      veche_candidates_replace  (VecheDb *db, GPtrArray *candidates, GError **error);   /* inside a write transaction */
gboolean      veche_candidates_drop     (VecheDb *db, gint64 id, GError **error);               /* likewise: it has an article now, or was refused */
/* The same by a person, inside a write transaction: what was saved of it in the Inbox is done. */
gboolean      veche_candidates_edit_settle (VecheDb *db, VecheEdit *edit, gint64 id, GError **error);
void          veche_candidates_edit_refuse (VecheEdit *edit, const char *question);             /* "not this one" */
GPtrArray    *veche_candidates_list_refused (VecheDb *db, GError **error);                      /* (element-type utf8) (transfer full) (nullable) */

/* What people wrote to us since then, newest first. (element-type VecheAsked) (transfer full) (nullable) */
typedef struct { gint64 id, member_id, at; char *text; } VecheAsked;
void          veche_asked_free          (VecheAsked *self);
GPtrArray    *veche_candidates_list_asked (VecheDb *db, gint64 since, gint64 before_id /* 0: from the newest */, guint most, GError **error);
/* What was saved out of the Inbox for the knowledge base and is still open, newest first; id, member_id: 0 when there is none any more. */
GPtrArray    *veche_candidates_list_saved (VecheDb *db, guint most, GError **error);
/* The words of these messages, those that are there. (element-type VecheAsked) (transfer full) (nullable) */
GPtrArray    *veche_candidates_list_examples (VecheDb *db, const VecheCandidate *candidate, GError **error);

/*** How a community is spoken to ***/

typedef struct { char *uid; char *word; char *instead, *why; } VecheToneWord;   /* instead, why (nullable) */
typedef struct
{
  char      *uid;                           /* (nullable): none yet */
  char      *community_uid, *community;     /* (nullable): wherever there is no other */
  char      *address;                       /* "", "informal" (ты), "formal" (вы) */
  char      *about;                         /* (nullable) */
  GPtrArray *words;                         /* (element-type VecheToneWord) */
} VecheToneGuide;
VecheToneGuide *veche_tone_guide_new    (void);
void          veche_tone_guide_free     (VecheToneGuide *self);
void          veche_tone_guide_add      (VecheToneGuide *self, const char *word, const char *instead, const char *why);
GPtrArray    *veche_tone_list           (VecheDb *db, GError **error);         /* (element-type VecheToneGuide) (transfer full) (nullable) */
/* The one for all, then one for each community: empty where there is none yet. */
GPtrArray    *veche_tone_list_all       (VecheDb *db, GError **error);
/* That of the community, else the one for all; an empty one where there is none. (transfer full) (nullable) */
VecheToneGuide *veche_tone_find         (VecheDb *db, const char *community_uid, GError **error);
void          veche_tone_edit_save      (VecheEdit *edit, const VecheToneGuide *before, const VecheToneGuide *after);   /* before (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheToneGuide, veche_tone_guide_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCandidate, veche_candidate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheArticleUse, veche_article_use_free)

G_END_DECLS
