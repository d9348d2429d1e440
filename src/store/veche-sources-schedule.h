/* veche-sources-schedule.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* Sources and the outbox as the scheduler needs them.  Lane functions. */

/* veche_sources_list() and _load() without what has to be counted (channels, interactions of the week), which takes long in a large workspace. */
GPtrArray   *veche_sources_list_plain    (VecheDb *db, GError **error);                    /* (element-type VecheSource) */
VecheSource *veche_sources_load_plain    (VecheDb *db, const char *uid, GError **error);

/* Derived: when it runs next, as planned anew; when it was last asked what can be seen, or should count as. */
gboolean     veche_sources_set_next_run  (VecheDb *db, gint64 source_id, gint64 next_run, GError **error);
gboolean     veche_sources_set_described (VecheDb *db, gint64 source_id, gint64 described, GError **error);

/* Derived: a reading of who is there was broken off and goes on at this cursor; NULL: it was read to the end. */
gboolean     veche_sources_set_members   (VecheDb *db, gint64 source_id, const char *cursor, GError **error);
char        *veche_sources_dup_members_cursor (VecheDb *db, gint64 source_id);             /* (nullable) */

/* An earlier attempt at this reply may have arrived. */
gboolean     veche_outbox_is_doubtful    (VecheDb *db, gint64 id);
/* Replies that failed so and would be tried again later are due now. */
gboolean     veche_outbox_hurry          (VecheDb *db, const char *error_nick, GError **error);

G_END_DECLS
