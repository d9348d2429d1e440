/* veche-triage.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-mood.h"
#include "analysis/veche-priority.h"
#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The judge of the Inbox: it reads mentions while the program rests, and writes what lists, counts and filters then read from an index.
 *
 *   new, edited, corrected ─▶ judged 0 ─▶ mood, kind ─▶ judged 1 ─▶ clock, sum ─▶ judged 2
 *   snoozed, handed over, weights, targets, hours, the day ─────────▲
 *
 * A list by priority is VecheQuery with sort PRIORITY: it is sorted for VecheQuery.now, so that who sets that moment keeps the order still while
 * somebody reads, and moves it on when they like.
 *
 * Lane functions. */

/* One step, in a write transaction of the caller: looks at most at budget mentions, open ones first, and returns how many it looked at; 0: all is
 * judged, −1 on error. */
int         veche_triage_judge        (VecheDb *db, guint budget, GError **error);
gboolean    veche_triage_is_due       (VecheDb *db);      /* a reader may ask: is there anything to judge? */

/* What it judges words by, corrections included: made once for all until somebody corrects something. (transfer full) (nullable) */
VecheMoodModel *veche_triage_load_model (VecheDb *db, GError **error);

typedef struct
{
  int        priority;
  GPtrArray *reasons;                /* (element-type VechePriorityReason) strongest first: they add up to priority */
  char      *line;                   /* (nullable): "why is it first?" */
  gint64     waited;                 /* seconds of open hours */
} VecheTriageWhy;
/* now 0: now.  NOT_FOUND. (transfer full) */
VecheTriageWhy *veche_triage_explain  (VecheDb *db, gint64 triage_id, gint64 now, GError **error);
void        veche_triage_why_free     (VecheTriageWhy *self);

/* Who would come first with these weights, of what would come among the first few hundred now: for those who change weights.
 * (element-type VecheTriagePlace) the first most of them (transfer full) */
typedef struct { gint64 id; int priority; guint was; GPtrArray *reasons; } VecheTriagePlace;   /* was: its place with the weights that are set, from 1 */
GPtrArray  *veche_triage_first        (VecheDb *db, const VecheWeights *weights, guint most, GError **error);

/* The mention is meant so: judged at once, others by it later. mood, kind (nullable): as they are judged now. */
gboolean    veche_triage_edit_correct (VecheDb *db, VecheEdit *edit, const char *uid, const char *mood, const char *kind, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTriageWhy, veche_triage_why_free)

G_END_DECLS
