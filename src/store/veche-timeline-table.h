/* veche-timeline-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What a member's timeline can be narrowed to.  Lane function. */
typedef struct { gint64 id; char *name; guint count; } VecheFacet;   /* name: a kind's nick, or a channel's name */
void     veche_facet_free     (VecheFacet *self);

/* The kinds and the channels there are, the most frequent first. (transfer full) (element-type VecheFacet) each */
gboolean veche_timeline_facets (VecheDb *db, gint64 member_id, GPtrArray **kinds, GPtrArray **channels, GError **error);

G_END_DECLS
