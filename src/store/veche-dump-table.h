/* veche-dump-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The whole workspace, table by table, as the schema has it: for the full export and its way back.  Search indexes are left out: they are
 * made anew.  Lane functions. */

typedef struct
{
  char  *name;
  GStrv  columns;   /* "id" is the first */
  char  *read, *insert;   /* interned SQL */
} VecheDumpTable;

GPtrArray *veche_dump_tables (VecheDb *db, GError **error);   /* (transfer full) (element-type VecheDumpTable) by name; NULL on error */
const VecheDumpTable *veche_dump_find (GPtrArray *tables, const char *name);                     /* (nullable) */
gint64     veche_dump_count  (VecheDb *db, const VecheDumpTable *table, GError **error);         /* rows; -1 on error */

/* At most limit rows with an id above after, in its order; values has one for each column, unset for NULL.  Returns the last id, after
 * when there are no more, -1 on error (also of the function). */
typedef gboolean (*VecheDumpRow) (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error);
gint64     veche_dump_read   (VecheDb *db, const VecheDumpTable *table, gint64 after, guint limit, VecheDumpRow row, gpointer user_data, GError **error);

/* Only what is there about one person: their rows, those that hang on these, and what the journal says of them; in the order of the tables, the journal
 * last.  NOT_FOUND. */
gboolean   veche_dump_person (VecheDb *db, const char *member_uid, VecheDumpRow row, gpointer user_data, GError **error);

/* The way back, in one write transaction: begin, any rows in any order, end.  begin refuses (INVALID) a workspace that holds people, talk
 * or plans, and clears what every new one has; end makes the search indexes and derived fields. */
gboolean   veche_dump_begin  (VecheDb *db, GPtrArray *tables, GError **error);
gboolean   veche_dump_insert (VecheDb *db, const VecheDumpTable *table, const GValue *values, GError **error);
gboolean   veche_dump_end    (VecheDb *db, GError **error);

G_END_DECLS
