/* veche-timeline.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* All that passed between a member and us, newest first, by month.  Endless: rows are read as they come into sight.  With the property
 * "with-filters" it can be narrowed to a kind and a channel. */
#define VECHE_TYPE_TIMELINE (veche_timeline_get_type ())
G_DECLARE_FINAL_TYPE (VecheTimeline, veche_timeline, VECHE, TIMELINE, AdwBin)

void veche_timeline_set_session (VecheTimeline *self, VecheSession *session);
void veche_timeline_set_member  (VecheTimeline *self, gint64 member_id);     /* 0: nobody */
void veche_timeline_close       (VecheTimeline *self);

G_END_DECLS
