/* veche-monica.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-table.h"

G_BEGIN_DECLS

/* The account that Monica, a personal CRM, exports as JSON ("Settings → Export"): a contact is a row.  Notes, calls and activities become notes that
 * begin with their day.  Contacts that stand in it only as somebody's relation (is_partial) are left out.  What Veche has no place for is a column
 * without a meaning (country, food), which a person may give one, or is not read at all: debts, gifts, pets, tasks, reminders, conversations,
 * photos. */

gboolean    veche_monica_looks_like (const char *text, gsize length);
VecheTable *veche_monica_read       (VecheTableSource *source, GCancellable *cancellable, GError **error);

G_END_DECLS
