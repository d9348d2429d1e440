/* veche-calendar-links-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-calendar-links.h"

G_BEGIN_DECLS

/* Ours by UID; order (out): the same, as they are listed. (transfer full) */
GHashTable *veche_calendar_groups       (VecheDb *db, GPtrArray **order, GError **error);
char       *veche_calendar_group_digest (GPtrArray *group);
gboolean    veche_calendar_link_save    (VecheDb *db, const char *calendar, const VecheCalendarLink *link, GError **error);
gboolean    veche_calendar_link_forget  (VecheDb *db, const char *calendar, const char *href, GError **error);

G_END_DECLS
