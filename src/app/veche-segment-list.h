/* veche-segment-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-segments-table.h"

G_BEGIN_DECLS

/* The saved segments with their counts, kept true: the names after each change of a segment, a count only after a commit that can change it.
 * Signal "changed".  Main thread; the counting is the scanner's. */
#define VECHE_TYPE_SEGMENT_LIST (veche_segment_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheSegmentList, veche_segment_list, VECHE, SEGMENT_LIST, GObject)

VecheSegmentList   *veche_segment_list_new   (VecheSession *session);
void                veche_segment_list_close (VecheSegmentList *self);
guint               veche_segment_list_get_n (VecheSegmentList *self);
const VecheSegment *veche_segment_list_get   (VecheSegmentList *self, guint index);              /* (nullable); until the next "changed" */
const VecheSegment *veche_segment_list_find  (VecheSegmentList *self, const char *uid);          /* (nullable) */

G_END_DECLS
