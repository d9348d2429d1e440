/* veche-zones.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time zones by the towns that people say: data/words/zones.tsv.  Made once, never changed; any thread. */

/* A town as it stands in a cell: "Казань", "г. Казань", "Kazan" → "Europe/Moscow"; NULL: not known, or several of that name. (transfer none) (nullable) */
const char *veche_zones_of_town (const char *town);
/* What the zone is called by its city, in the language of the program: "Москва", "Moscow"; of one without a city its own name. (transfer full) */
char       *veche_zones_city    (const char *tz);

G_END_DECLS
