/* veche-vcard.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-table.h"

G_BEGIN_DECLS

/* vCard 3.0 and 4.0.  Cards become a table with a column for each thing that they say.  Without libebook-contacts the format is told apart and
 * refused (VECHE_TABLE_ERROR_FORMAT). */

gboolean    veche_vcard_is_available (void);
gboolean    veche_vcard_looks_like   (const char *text);
VecheTable *veche_vcard_read         (VecheTableSource *source, GCancellable *cancellable, GError **error);

G_END_DECLS
