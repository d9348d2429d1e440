/* veche-places.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* data/words/cities.tsv: cities and all that they are called.  Made once, never changed; any thread. */

GPtrArray *veche_places_list  (void);              /* (element-type GStrv): the name on maps first (transfer none) */
gboolean   veche_places_knows (const char *name);  /* as it stands in a cell: "Тверь", "г. Тверь", "тверь" */

G_END_DECLS
