/* veche-earlier.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-earlier-table.h"

G_BEGIN_DECLS

/* What of our earlier answers to the author of a message is about the same thing: by the words that tell a topic, of what was asked then, or of what
 * was said.  (element-type VecheEarlier) (transfer full): the newest first.  A lane function. */
GPtrArray *veche_earlier_find  (VecheDb *db, gint64 interaction_id, const char *text, guint most, GError **error);
/* Pure: are they about the same thing? */
gboolean   veche_earlier_alike (const char *a, const char *b);

G_END_DECLS
