/* veche-places-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* Sources of type "place": sites and chats without an account, looked at by hand, in rounds.  Lane functions but for the pure ones. */

typedef struct { const char *who, *text, *url; } VecheFound;     /* who, url (nullable) */

/* Pure: it is a place; when the next look is due (a place that nobody has looked at is due at once). */
gboolean veche_source_is_calendar (VecheSource *source);   /* what it holds is of the plan, nobody speaks there */
gboolean veche_source_is_place  (VecheSource *source);
gint64   veche_place_due        (VecheSource *source);
/* Pure, in local days: 0: today; 2: the day after tomorrow; -3: three days late. */
int      veche_place_days       (VecheSource *source, gint64 now);

/* One look, as one gesture: nothing new, or what was found, which is a mention from there.  Inside a transaction. */
gboolean veche_places_check     (VecheDb *db, const char *uid, const VecheFound *found, gint64 at, const char *actor, GError **error);
void     veche_places_edit_snooze (VecheEdit *edit, const char *uid, gint64 until);

/* How often somebody looked since then. */
guint    veche_places_count     (VecheDb *db, gint64 source_id, gint64 since);
/* From one round before the first look to the last one: what somebody has seen. (element-type VecheStretch) */
GArray  *veche_places_coverage  (VecheDb *db, VecheSource *source);

G_END_DECLS
