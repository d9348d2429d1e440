/* veche-events-voters.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What one person answered in the polls of an event: "Where do we meet? library", one a line.  A lane function. */
typedef struct { char *member_uid, *name, *answers; } VecheVoter;
GPtrArray *veche_events_list_voters (VecheDb *db, const char *event_uid, guint limit, GError **error);   /* by name (element-type VecheVoter) (transfer full) */

G_END_DECLS
