/* veche-drafts-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Drafts that several write at once: the person in the composer, undo and withdrawal, which put words back, the reply that leaves with them.  Whoever writes
 * says what they knew (base) and what they made of it (text), so that what came in meanwhile by others is never written over. */

/* What stands there (stored) with what was made of base.  Each (nullable): nothing.  Pure. (transfer full) */
char    *veche_draft_merge      (const char *base, const char *stored, const char *text);

/* Of words that begin with those that were sent, what was added after them; else all of them.  Pure. (transfer full) */
char    *veche_draft_after      (const char *words, const char *sent);

/* Lane functions.  kept (out) (optional): what stands there now, "" for nothing; not a gesture. */
gboolean veche_drafts_keep      (VecheDb *db, gint64 interaction_id, const char *base, const char *text, char **kept, GError **error);
/* The same of files: base and files (nullable) (element-type VecheFile), one by one by what is in them and their name. */
gboolean veche_draft_files_keep (VecheDb *db, gint64 interaction_id, GPtrArray *base, GPtrArray *files, GPtrArray **kept, GError **error);

G_END_DECLS
