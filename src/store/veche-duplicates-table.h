/* veche-duplicates-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-persona.h"
#include "model/veche-profile.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the search for duplicates reads, and the pairs that it found.  Lane functions. */

/* The next at most limit members after id, as personas: all but bots and those that have been merged.  (element-type VechePersona) */
GPtrArray *veche_duplicates_load_personas (VecheDb *db, gint64 after_id, guint limit, GError **error);
gboolean   veche_duplicates_load_facts    (VecheDb *db, gint64 a_id, gint64 b_id, VechePairFacts *facts, GError **error);

/* What the manager set: 'duplicates.threshold'; 'duplicates.names', lines "full name<TAB>short, short". */
int        veche_duplicates_get_threshold (VecheDb *db, int fallback);
char      *veche_duplicates_get_names     (VecheDb *db);                      /* (transfer full) (nullable) */

/* Replaces the pairs of the members only (ids, gint64 *), or all when it is NULL, by these; inside a write transaction.  Pairs that did not
 * change are left alone. */
gboolean   veche_duplicates_begin_save    (VecheDb *db, GHashTable *only, GError **error);
gboolean   veche_duplicates_save          (VecheDb *db, gint64 a_id, gint64 b_id, int score, const char *reasons, GError **error);
gboolean   veche_duplicates_end_save      (VecheDb *db, GError **error);

typedef struct { gint64 id, a_id, b_id; char *a_uid, *b_uid, *a_name, *b_name, *reasons; int score; } VechePairRow;
void       veche_pair_row_free            (VechePairRow *self);
/* Pairs not decided yet: neither 'never' nor a 'later' that still holds, both there; best first. (element-type VechePairRow) */
GPtrArray *veche_duplicates_list          (VecheDb *db, int at_least, guint limit, GError **error);
/* One pair as the list would have it, NULL when it has been decided or one of the two is gone. (transfer full) (nullable) */
VechePairRow *veche_duplicates_describe   (VecheDb *db, gint64 a_id, gint64 b_id, int score, const char *reasons);

G_END_DECLS
