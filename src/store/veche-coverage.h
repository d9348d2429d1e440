/* veche-coverage.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-spans.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The gap ledger: of each channel, the stretches of time of which surely nothing is missing.  Only what somebody vouched for is written; all
 * else is a gap, so a lost page, a limited timeline, a long absence or a lost cursor opens one by not being vouched for.  Stretches are
 * half-open, as in model/veche-spans.h.
 *
 * Who vouches, and for what (VecheChannel.complete_since and complete_until of a batch):
 *  - a poll from a cursor that was at the end at t0, asked at t1 and read until there was no more: [t0, t1);
 *  - its pages on the way: from t0 to the newest message of the page when the platform shows the oldest first, nothing when it shows the
 *    newest first, until the page is reached that meets what was there before;
 *  - a page that says of itself that it is limited, or a cursor that the platform no longer knows: [oldest message of the page, t1) at most;
 *    what is between t0 and there stays a gap;
 *  - a page of a back-fill: from its oldest message to where the page before it began, and the whole gap when there is nothing older;
 *  - an import: from the first message of the chat to the last, both in it, if the file holds the whole chat.
 *
 * What sources vouch for belongs to no batch and is merged: a poll that brings nothing makes the last stretch longer by one UPDATE, no row more.
 * What an import vouches for stays its own rows, so that taking the import back takes back its word alone; what is complete is all of them
 * together, whatever the order in which they came.  Nobody vouches for the future.  Lane functions. */

/* batch_id: of an import; 0: a source says so. */
gboolean   veche_coverage_add        (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, gint64 batch_id, GError **error);
/* Something between is missing after all, whoever vouched for it. */
gboolean   veche_coverage_forget     (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, GError **error);
/* The channels turn out to be one. */
gboolean   veche_coverage_move       (VecheDb *db, gint64 from_id, gint64 to_id, GError **error);
/* All of a channel. (transfer full) (element-type VecheStretch) */
GArray    *veche_coverage_load       (VecheDb *db, gint64 channel_id, GError **error);

/* A back-fill that went back to since came to an end: the platform gives nothing older than gives_from; 0: it gave all that was asked for. */
gboolean   veche_coverage_note_end   (VecheDb *db, gint64 channel_id, gint64 since, gint64 gives_from, GError **error);

typedef struct
{
  gint64  id, source_id;                   /* source_id 0: only imports speak of it */
  char   *uid, *name, *kind, *platform, *instance, *remote_id;   /* name, kind (nullable) */
  char   *source_uid, *source_name, *source_type;                /* (nullable) */
  GArray *spans;                           /* (element-type VecheStretch) with its parent's where it is a topic */
  gint64  known;                           /* from when on something is known of it: the first that anybody vouched for, or when its source was made */
  gint64  gives_from;                      /* 0: not known */
  gint64  slack;                           /* what is younger than this, at the end, is not missed yet: its source has not looked again */
} VecheChannelCoverage;
void       veche_channel_coverage_free (VecheChannelCoverage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChannelCoverage, veche_channel_coverage_free)

/* Of a source, or all (0): those that have a source or that somebody vouched for; a topic speaks with its group.  In the order of their sources
 * and names. (element-type VecheChannelCoverage) */
GPtrArray *veche_coverage_list       (VecheDb *db, gint64 source_id, GError **error);

/* Something is missing since then in a channel where the member has spoken of late: a number over that time is not the whole. FALSE also on errors. */
gboolean   veche_coverage_misses     (VecheDb *db, gint64 member_id, gint64 since);

/* Where something is missing between since (0: when it began to be known) and now. (transfer full) (element-type VecheStretch) */
GArray    *veche_channel_coverage_gaps (const VecheChannelCoverage *self, gint64 since, gint64 now);
/* Several channels as one: complete where none of those known by then misses anything, from *known on; those that nobody ever vouched for do not
 * count, and when there are no others, it is empty. (transfer full) */
GArray    *veche_coverage_together   (GPtrArray *channels, gint64 now, gint64 *known);

G_END_DECLS
