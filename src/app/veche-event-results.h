/* veche-event-results.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What came of an event: in words, in numbers against members who did not come, who is to be thanked, what people said, who spoke with whom
 * afterwards, what was left of it. */
#define VECHE_TYPE_EVENT_RESULTS (veche_event_results_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventResults, veche_event_results, VECHE, EVENT_RESULTS, AdwBin)

typedef struct
{
  GPtrArray *talks;    /* (element-type VecheTalkPair) */
  GPtrArray *links;    /* (element-type VechePlanLink) */
  GPtrArray *entries;  /* (element-type VecheEntry) */
  GPtrArray *polls;    /* (element-type VechePoll) */
  GPtrArray *voters;   /* (element-type VecheVoter) */
} VecheEventOutcome;
VecheEventOutcome *veche_event_outcome_load (VecheDb *db, const char *event_uid, GError **error);   /* a lane function (transfer full) */
void               veche_event_outcome_free (VecheEventOutcome *self);

GtkWidget *veche_event_results_new    (VecheSession *session);
/* event: borrowed until the next one, or NULL; guests (element-type VecheGuest) and outcome only while it is called. */
void       veche_event_results_show   (VecheEventResults *self, VecheEventCard *event, GPtrArray *guests, VecheEventOutcome *outcome);
void       veche_event_results_commit (VecheEventResults *self);

G_END_DECLS
