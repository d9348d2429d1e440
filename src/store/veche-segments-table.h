/* veche-segments-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-filter.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* Saved filters that stay live.  Lane functions; the edits_… build what a person asked for, for veche_journal_apply(). */

typedef struct
{
  char        *uid, *name;
  VecheFilter *filter;     /* (nullable): NULL where this program can't read it */
  char        *problem;    /* (nullable): why not */
  gint64       count;      /* members now; -1: not counted */
} VecheSegment;
void          veche_segment_free         (VecheSegment *self);

GPtrArray    *veche_segments_list        (VecheDb *db, gboolean with_counts, GError **error);            /* (element-type VecheSegment) in their order */
/* By uid or name, in whatever case: NOT_FOUND, or INVALID where its filter can't be read. (transfer full) */
VecheSegment *veche_segments_find        (VecheDb *db, const char *who, GError **error);
gint64        veche_segments_count       (VecheDb *db, VecheFilter *filter, GError **error);             /* -1 on error */

/* uid (nullable): out, of the new one.  INVALID: no name, or it is taken. */
gboolean      veche_segments_edit_add    (VecheDb *db, VecheEdit *edit, const char *name, VecheFilter *filter, char **uid, GError **error);
gboolean      veche_segments_edit_name   (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error);
void          veche_segments_edit_filter (VecheEdit *edit, const char *uid, VecheFilter *filter);
gboolean      veche_segments_edit_move   (VecheDb *db, VecheEdit *edit, const char *uid, gboolean down, GError **error);
/* A tag, competency, community … gets another name, or is merged into another: the segments that ask for it follow. */
gboolean      veche_segments_edit_renamed (VecheDb *db, VecheEdit *edit, VecheBy by, const char *old_name, const char *new_name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSegment, veche_segment_free)

G_END_DECLS
