/* veche-inbox-views.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-query.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The views of the Inbox with their counts, the saved ones, and how long answers take.  Lane functions; the edits_… are for veche_journal_apply(). */

typedef struct { guint n[VECHE_N_INBOX_VIEWS]; guint unseen, urgent; gboolean moods; } VecheViewCounts;   /* by VecheInboxView; urgent: of priority
   "answer now"; moods: they are judged here, VECHE_INBOX_NEGATIVE and VECHE_INBOX_PRAISE may have something */
/* One pass over the index of what is not done.  now 0: now. */
gboolean    veche_inbox_views_count       (VecheDb *db, gint64 now, VecheViewCounts *counts, GError **error);

typedef struct
{
  char       *uid, *name;
  VecheQuery *query;       /* (nullable): NULL where this program can't read it */
  char       *problem;     /* (nullable): why not */
  gint64      count;       /* −1: not counted */
} VecheSavedView;
void        veche_saved_view_free         (VecheSavedView *self);
GPtrArray  *veche_saved_views_list        (VecheDb *db, gboolean with_counts, GError **error);       /* (element-type VecheSavedView) in their order */
/* By uid or name, in whatever case; NOT_FOUND, or INVALID where it can't be read. (transfer full) */
VecheSavedView *veche_saved_views_find    (VecheDb *db, const char *who, GError **error);
/* INVALID: no name, or it is that of a view of the program; CONSTRAINT: taken. uid (out) (nullable) */
gboolean    veche_saved_views_edit_add    (VecheDb *db, VecheEdit *edit, const char *name, VecheQuery *query, char **uid, GError **error);
void        veche_saved_views_edit_query  (VecheEdit *edit, const char *uid, VecheQuery *query);
void        veche_saved_views_edit_remove (VecheEdit *edit, const char *uid);

/*** Answers ***/

typedef struct
{
  char   *kind;                    /* nick; "": not judged */
  char   *source_uid, *source_name;
  guint   n, late;                 /* answered; later than they should have been */
  gint64  median;                  /* seconds of open hours until our first answer, pauses left out */
} VecheAnswerTime;
void        veche_answer_time_free        (VecheAnswerTime *self);
/* Of mentions that were first answered from since to until (0: now), by kind and source. (element-type VecheAnswerTime) by kind, then source name */
GPtrArray  *veche_inbox_answer_times      (VecheDb *db, gint64 since, gint64 until, GError **error);
/* "Usually answered within": the median of the last 90 days for a kind and a source, else for the kind; 0: fewer than 5 were. */
gint64      veche_inbox_usual_answer      (VecheDb *db, const char *kind, const char *source_uid);

/* What waits for us, by how long: under 1, 4, 24, 72 open hours, and longer.  Longest first as a list: view UNANSWERED, sort OLDEST. */
#define VECHE_N_AGES 5
gboolean    veche_inbox_ageing            (VecheDb *db, gint64 now, guint ages[VECHE_N_AGES], GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSavedView, veche_saved_view_free)

G_END_DECLS
