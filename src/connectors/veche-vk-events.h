/* veche-vk-events.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"

G_BEGIN_DECLS

/* VK's events are communities of a kind of their own.  Those are ours that our community shows: that are among its links, or stand in the newest posts of
 * its wall; and it itself, if it is one.  Each as an entry of the plan; what is over, or deleted, is left out. */

/* groups: as groups.getById answers; now: microseconds UTC.  Pure; any thread. (element-type VecheCalendarEntry) (transfer full) */
GPtrArray *veche_vk_read_events  (JsonArray *groups, gint64 now);
/* community, reader (nullable): with the keys as in veche-vk-fetch.h; group: our community's id.  Worker thread. (element-type VecheCalendarEntry)
 * (transfer full) (nullable) */
GPtrArray *veche_vk_fetch_events (VecheApi *community, VecheApi *reader, gint64 group, const char *const *known, GError **error);

G_END_DECLS
