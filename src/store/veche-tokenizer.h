/* veche-tokenizer.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Makes the FTS5 tokenizer 'veche' known to a connection: to be called right after opening it. */
gboolean veche_tokenizer_register (sqlite3 *db, GError **error);

G_END_DECLS
