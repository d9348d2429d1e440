/* veche-erase-sweep.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every text of every table is looked at, so that a table that comes later is not forgotten.  The journal says the same of a row as the row does: both
 * are changed in the same way.
 */

#include "store/veche-erase-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-dump-table.h"
#include "store/veche-fts.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

#define PAGE 4096

typedef struct
{
  const VecheDumpTable *table;
  gint64                id;
  guint                 column;
} Hit;

struct _VecheSweep
{
  GPtrArray         *tables;   /* (owned) (element-type VecheDumpTable) */
  const VecheRedact *names;
  GArray            *hits;     /* (owned) (element-type Hit) */
  GCancellable      *cancellable;
};

/* What holds no words of anybody, or names rows and not people. */
static gboolean
is_left_alone (const char *table, const char *column)
{
  static const char *const tables[] = { "tombstone", "setting", "attachment_part", NULL };
  static const char *const columns[] = { "uid", "own_uid", "object", "object_uid", "field", "hash", NULL };

  return g_strv_contains (tables, table) || (column != NULL && g_strv_contains (columns, column));
}

static gboolean
look_at_row (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  VecheSweep *self = user_data;
  gint64 id = g_value_get_int64 (&values[0]);

  for (guint i = 1; table->columns[i] != NULL; i++)
    {
      g_autofree char *rest = G_VALUE_HOLDS_STRING (&values[i]) ? veche_redact_apply (self->names, g_value_get_string (&values[i])) : NULL;

      if (rest != NULL && !is_left_alone (table->name, table->columns[i]))
        g_array_append_val (self->hits, ((Hit){ table, id, i }));
    }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
look_at_table (VecheSweep *self, VecheDb *db, const VecheDumpTable *table, gint64 *done, gint64 total, VecheEraseProgress progress, gpointer user_data,
               GError **error)
{
  gint64 last = -1, next = 0;

  while (next != last)
    {
      last = next;
      next = veche_dump_read (db, table, last, PAGE, look_at_row, self, error);
      if (next < 0)
        return FALSE;
      if (next != last)
        *done += PAGE;
      if (progress != NULL)
        progress (MIN (*done, total), total, user_data);
    }

  return TRUE;
}

VecheSweep *
veche_sweep_find (VecheDb *db, const VecheRedact *names, VecheEraseProgress progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheSweep) self = g_new0 (VecheSweep, 1);
  gint64 done = 0, total = 0;

  self->names = names;
  self->cancellable = cancellable;
  self->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  self->tables = veche_dump_tables (db, error);
  if (self->tables == NULL)
    return NULL;
  for (guint i = 0; i < self->tables->len; i++)
    total += MAX (veche_dump_count (db, self->tables->pdata[i], NULL), 0);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const VecheDumpTable *table = self->tables->pdata[i];

      if (!is_left_alone (table->name, NULL) && strcmp (table->columns[0], "id") == 0
          && !look_at_table (self, db, table, &done, total, progress, user_data, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
veche_sweep_free (VecheSweep *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  g_free (self);
}

/*** Taking out ***/

/* As it stands there now; NULL: it has gone, or was changed. (transfer full) (nullable) */
static char *
read_text (VecheDb *db, const Hit *hit)
{
  g_autofree char *sql = g_strconcat ("SELECT ", hit->table->columns[hit->column], " FROM ", hit->table->name, " WHERE id = ?1", NULL);
  VecheStatement *row = veche_db_prepare (db, g_intern_string (sql));
  char *text;

  veche_statement_bind_int (row, 1, hit->id);
  if (!veche_statement_step (row, NULL))
    return NULL;
  text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

/* A name that two rows may not share stays with the one that has it. */
static gboolean
write_text (VecheDb *db, const Hit *hit, const char *text, GError **error)
{
  g_autofree char *sql = g_strconcat ("UPDATE OR IGNORE ", hit->table->name, " SET ", hit->table->columns[hit->column], " = ?2 WHERE id = ?1", NULL);
  VecheStatement *row = veche_db_prepare (db, g_intern_string (sql));

  veche_statement_bind_int (row, 1, hit->id);
  veche_statement_bind_text (row, 2, text);

  return veche_statement_run (row, error);
}

static gint64
member_of (VecheDb *db, const Hit *hit)
{
  g_autofree char *sql = NULL;
  VecheStatement *row;
  gint64 member;

  if (strcmp (hit->table->name, "member") == 0)
    return hit->id;
  if (!g_strv_contains ((const char *const *) hit->table->columns, "member_id"))
    return 0;
  sql = g_strconcat ("SELECT member_id FROM ", hit->table->name, " WHERE id = ?1", NULL);
  row = veche_db_prepare (db, g_intern_string (sql));
  veche_statement_bind_int (row, 1, hit->id);
  if (!veche_statement_step (row, NULL))
    return 0;
  member = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return member;
}

/* What can be searched for. */
static gboolean
follow (VecheDb *db, const Hit *hit, const char *before, const char *after, GError **error)
{
  gint64 member;

  if (strcmp (hit->table->name, "interaction") == 0)
    return strcmp (hit->table->columns[hit->column], "text") != 0
           || (veche_fts_remove_interaction (db, hit->id, before, error) && veche_fts_add_interaction (db, hit->id, after, error));
  member = member_of (db, hit);

  return member == 0 || veche_members_refresh (db, member, error);
}

int
veche_sweep_carry_out (VecheSweep *self, VecheDb *db, GError **error)
{
  int n = 0;

  for (guint i = 0; i < self->hits->len; i++)
    {
      const Hit *hit = &g_array_index (self->hits, Hit, i);
      g_autofree char *before = read_text (db, hit), *after = before != NULL ? veche_redact_apply (self->names, before) : NULL;

      if (after == NULL)
        continue;
      if (!write_text (db, hit, after, error) || !follow (db, hit, before, after, error))
        return -1;
      n += strcmp (hit->table->name, "journal") != 0;
    }

  return n;
}
