/* veche-people-json.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-table.h"

G_BEGIN_DECLS

/* People in JSON Lines, or in one JSON array: an object a person.  Each key is a column, named and guessed like a header of a spreadsheet. */

gboolean    veche_people_json_looks_like (const char *text);
VecheTable *veche_people_json_read       (VecheTableSource *source, GCancellable *cancellable, GError **error);

G_END_DECLS
