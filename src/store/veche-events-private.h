/* veche-events-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Events in parts: -table (what takes place when), -card (one of them and what belongs to it), -edits (what a person asks for), -copy (one out of another), -guests (who comes). */

/* Local starts of a ritual's occurrences of which there is something to say → "skipped", "done", or "own": an event of its own. (transfer full) */
GHashTable *veche_events_read_marks (VecheDb *db, const char *ritual_uid, GError **error);
/* When it ends that is moved from starts to another time; NULL: it has no end. (transfer full) (nullable) */
char       *veche_events_shift_end  (const char *starts, const char *ends, const char *to);
/* The occurrence and all that follow to another time: a series of their own; what was before stays. */
gboolean    veche_events_edit_following (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *starts, GError **error);
/* What one event has goes to another that is made of it and begins at starts: all that is said of it, its programme, who is expected, its links. */
gboolean    veche_events_copy_parts (VecheDb *db, VecheEdit *edit, const VecheEventCard *from, const char *into, const char *starts, GError **error);
/* The parts of its programme that have a time of their own go with the event to another one. */
gboolean    veche_events_move_programme (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, const char *starts, GError **error);
gboolean    veche_events_refuse     (GError **error, const char *format, const char *what);   /* FALSE, INVALID */

/* Of a letter (l: its alias): its words still wait in the draft; the reply went out after it; it was not thrown away. */
#define VECHE_LETTER_SENT_SQL(l)  "EXISTS (SELECT 1 FROM outbox WHERE interaction_id = " l ".interaction_id AND at >= " l ".at AND action IS NULL)"
#define VECHE_LETTER_WAITS_SQL(l) "(EXISTS (SELECT 1 FROM draft WHERE interaction_id = " l ".interaction_id) AND NOT " VECHE_LETTER_SENT_SQL (l) ")"
#define VECHE_LETTER_LIVES_SQL(l) "(" l ".interaction_id IS NULL OR " VECHE_LETTER_WAITS_SQL (l) " OR " VECHE_LETTER_SENT_SQL (l) ")"

G_END_DECLS
