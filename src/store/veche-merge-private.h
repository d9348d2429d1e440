/* veche-merge-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-journal-private.h"
#include "store/veche-merge-table.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* The member's own row that means the same as this one (the tag they both wear), so that both can't be theirs.
 * (transfer full) (nullable) */
char      *veche_merge_find_twin (VecheDb *db, const char *table, gint64 member, const char *uid);
/* Can a member have but one such row for each thing?  Not where the field names somebody else (the boss, who met the wish). */
gboolean   veche_merge_has_twins (const char *table, const char *field);
/* (element-type utf8) first column of a statement that takes an id, or two. (transfer full) */
GPtrArray *veche_merge_list_uids (VecheDb *db, const char *sql, gint64 first, gint64 second, GError **error);
void       veche_merge_set       (VecheEdit *edit, const char *table, const char *uid, const char *field, const GValue *value);

G_END_DECLS
