/* veche-harvest-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Messages for analysis/veche-harvest.  Lane functions that read. */

typedef struct { gint64 id, member_id, at; char *uid, *member_uid, *member_name, *text; } VecheIntroRow;
void       veche_intro_row_free     (VecheIntroRow *self);

/* What members say in the thread that the message stands in; our own, bots' and gone ones left out. (element-type VecheIntroRow) */
GPtrArray *veche_harvest_in_thread  (VecheDb *db, gint64 interaction_id, guint limit, GError **error);
/* Of a channel, older than before (0: the newest), newest first. */
GPtrArray *veche_harvest_in_channel (VecheDb *db, gint64 channel_id, gint64 before_at, gint64 before_id, guint limit, GError **error);

/* Proposed once, or in the profile: nothing to propose any more. */
gboolean   veche_harvest_is_known   (VecheDb *db, gint64 member_id, const char *kind, const char *value);
gboolean   veche_harvest_person     (VecheDb *db, gint64 member_id, char **uid, char **name);
gboolean   veche_harvest_may_suggest (VecheDb *db, gint64 member_id, gint64 competency_id);   /* a person of ours who does not claim it */

G_END_DECLS
