/* veche-ties-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Who answers whom, and who was at the same small event.  One row a pair, the smaller id first; each reply adds 1 to its strength, and every 90 days halve what is there, so
 * the number is true for the row's own time.  Order does not matter: late replies add what is left of them.  Lane functions, inside the
 * caller's write transaction. */

#define VECHE_TIE_HALF_LIFE (90 * G_TIME_SPAN_DAY)

/* weight: 1 for a reply, -1 to take it back. A tie with oneself is none. */
gboolean veche_ties_add   (VecheDb *db, gint64 a_id, gint64 b_id, gint64 at, double weight, GError **error);
typedef struct { char *uid, *name, *role; double strength; gint64 at; gboolean me; } VecheTie;   /* with whom; strength as of now */
void     veche_tie_free   (VecheTie *self);
GPtrArray *veche_ties_list (VecheDb *db, gint64 member_id, guint limit, GError **error);   /* (element-type VecheTie) strongest first */
/* All ties of the member anew, from the replies that are there: for when they became another's. */
gboolean veche_ties_rebuild (VecheDb *db, gint64 member_id, GError **error);
/* Brings the ties in line with who came to the event once it is over ("done"): veche_journal_apply() calls it for every event that it touched, undo
 * included.  Each pair of those who came counts 1 / (n - 1), of more than VECHE_TIE_MOST_GUESTS none. */
#define VECHE_TIE_MOST_GUESTS 50
gboolean veche_ties_follow_event (VecheDb *db, gint64 event_id, GError **error);
double   veche_ties_decay (double strength, gint64 at, gint64 now);

G_END_DECLS
