/* veche-journal-remove.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row removed with all that depends on it: first in the journal, then many at a time from the tables.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-db-private.h"
#include "store/veche-records-private.h"

#define GOING 1024   /* rows that wait to be taken out */
#define MANY  32     /* of one table: worth asking first whether anything hangs on them */

/* The last word on each field of a row that goes. */
static gboolean
gather_said (VecheJournalWork *work, const VecheJournalEntry *said, const VecheJournalTable *table, GValue *last, guint64 *known, GError **error)
{
  GPtrArray *others = work->check->others != NULL ? g_hash_table_lookup (work->check->others, said->uid) : NULL;

  if (G_VALUE_HOLDS_STRING (&said->after) && !veche_journal_unpack (table, g_value_get_string (&said->after), last, error))
    return FALSE;
  for (guint i = 0; i < table->n_fields; i++)
    if (veche_journal_is_set (&last[i]))
      *known |= G_GUINT64_CONSTANT (1) << i;
  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const VecheJournalEntry *one = others->pdata[i];
      int field = veche_journal_find_field (table, one->field);

      if (field < 0)
        continue;
      g_value_unset (&last[field]);
      if (G_IS_VALUE (&one->after))
        {
          g_value_init (&last[field], G_VALUE_TYPE (&one->after));
          g_value_copy (&one->after, &last[field]);
        }
      *known |= G_GUINT64_CONSTANT (1) << field;
    }

  return TRUE;
}

static VecheVerdict
check_row (VecheJournalWork *work, const VecheJournalEntry *said, const VecheJournalTable *table, const GValue *values, GError **error)
{
  GValue last[VECHE_JOURNAL_MAX_FIELDS] = { G_VALUE_INIT };
  VecheVerdict verdict = VECHE_VERDICT_GO_ON;
  guint64 known = 0;

  if (said == NULL)
    return VECHE_VERDICT_GO_ON;
  if (!gather_said (work, said, table, last, &known, error))
    verdict = VECHE_VERDICT_FAIL;
  for (guint i = 0; i < table->n_fields; i++)
    {
      if (verdict == VECHE_VERDICT_GO_ON && known & G_GUINT64_CONSTANT (1) << i && !table->fields[i].loose && !veche_journal_value_equal (&values[i], &last[i]))
        verdict = veche_journal_changed_since (work, table, i, &values[i], &last[i], error);
      if (veche_journal_is_set (&last[i]))
        g_value_unset (&last[i]);
    }

  return verdict;
}

static GPtrArray *
list_children (VecheJournalWork *work, const char *sql, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (work->db, sql);

  veche_statement_bind_int (statement, 1, id);
  while (veche_statement_step (statement, &local))
    g_ptr_array_add (uids, veche_statement_dup_text (statement, 0));
  if (local == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
has_children (VecheJournalWork *work, const VecheJournalTable *parent, gint64 id)
{
  VecheStatement *statement;
  gboolean found;

  if (parent->n_referrers == 0)
    return FALSE;
  statement = veche_db_prepare (work->db, parent->any_child);
  veche_statement_bind_int (statement, 1, id);
  found = veche_statement_step (statement, NULL);
  veche_statement_reset (statement);

  return found;
}

/* Whatever points to the row goes first, in the journal's sight: SQLite's own cascade finds nothing left to do. */
static gboolean
release_children (VecheJournalWork *work, const VecheJournalTable *parent, gint64 id, GError **error)
{
  static const GValue none = G_VALUE_INIT;

  if (!has_children (work, parent, id))
    return TRUE;

  for (guint i = 0; i < parent->n_referrers; i++)
    {
      const VecheJournalTable *table = parent->referrers[i].table;
      guint field = parent->referrers[i].field;
      g_autoptr (GPtrArray) uids = list_children (work, table->children[field], id, error);

      if (uids == NULL)
        return FALSE;
      for (guint j = 0; j < uids->len; j++)
        if (!g_hash_table_contains (work->removed, uids->pdata[j]) &&
            !(table->fields[field].cascade ? veche_journal_remove_row (work, table, uids->pdata[j], error)
                                           : veche_journal_set_field (work, table, field, uids->pdata[j], &none, error)))
          return FALSE;
    }

  return TRUE;
}

static void
forget (VecheJournalWork *work, const char *uid)
{
  for (guint i = 0; i < G_N_ELEMENTS (work->known); i++)
    if (work->known[i].table != NULL && strcmp (work->known[i].uid, uid) == 0)
      work->known[i].table = NULL;
}

static void
add_going (VecheJournalWork *work, const VecheJournalTable *table, gint64 id)
{
  GArray **going = &work->going[table - veche_journal_all];

  if (*going == NULL)
    *going = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (*going, id);
  work->n_going++;
}

static gboolean
remove_now (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, gint64 id, const GValue *values,
            GError **error)
{
  g_hash_table_add (work->removed, g_strdup (uid));
  if (!veche_journal_touch_row (work, table, uid, values, error) || !release_children (work, table, id, error))
    return FALSE;

  if (table->member)
    veche_journal_member_left (work->derived, uid, id);
  if (table->text >= 0)
    veche_journal_touch_text (work->derived, table, id, &values[table->text], NULL);
  if (table->n_referrers > 0)
    forget (work, uid);

  add_going (work, table, id);
  if (work->n_going >= GOING && !veche_journal_remove_rows (work, error))
    return FALSE;

  return veche_journal_record_row (work, table, uid, values, FALSE, error);
}

gboolean
veche_journal_remove_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error)
{
  const VecheJournalEntry *said = g_steal_pointer (&work->said);
  g_autoptr (GError) local = NULL;
  VecheVerdict verdict;
  GValue *values;
  gint64 id;
  gboolean ok;

  if (g_hash_table_contains (work->removed, uid))
    return TRUE;
  values = veche_journal_read_row (work->db, table, uid, &id, &local);
  if (values == NULL && local == NULL)
    return veche_journal_missing (work, table, uid, error);
  if (values == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  verdict = check_row (work, said, table, values, error);
  ok = verdict == VECHE_VERDICT_GO_ON ? remove_now (work, table, uid, id, values, error) : verdict == VECHE_VERDICT_LEAVE_IT;
  veche_journal_values_free (values, table->n_fields);

  return ok;
}

/*** Out of the tables ***/

/* One subquery for each reference to the table that SQLite knows of, also those that are not journalled. (transfer full) (nullable) */
static char *
make_dependent_sql (VecheDb *db, const char *name)
{
  static const char sql[] =
    "SELECT m.name, f.\"from\" FROM sqlite_schema AS m CROSS JOIN pragma_foreign_key_list (m.name) AS f"
    " WHERE m.type = 'table' AND f.\"table\" = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autoptr (GString) text = g_string_new (NULL);

  veche_statement_bind_static (statement, 1, name);
  while (veche_statement_step (statement, NULL))
    {
      const char *child = veche_statement_text (statement, 0), *field = veche_statement_text (statement, 1);

      g_string_append (text, text->len > 0 ? " UNION ALL SELECT 1 FROM " : "SELECT 1 FROM ");
      g_string_append (text, child);
      g_string_append (text, " WHERE ");
      g_string_append (text, field);
      g_string_append (text, " IN (SELECT value FROM json_each (?1))");
      if (strcmp (child, name) == 0)
        g_string_append (text, " AND id NOT IN (SELECT value FROM json_each (?1))");
    }
  if (text->len == 0)
    return NULL;
  g_string_append (text, " LIMIT 1");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What hung on the rows has mostly gone before them.  Then SQLite need not look for it once more, row by row and reference by reference: that
 * is five sixths of what removing a message or a member costs. */
static gboolean
nothing_depends (VecheJournalWork *work, const VecheJournalTable *table, const char *ids)
{
  const char **sql = &work->dependent[table - veche_journal_all];
  VecheStatement *statement;
  gboolean found;

  if (*sql == NULL)
    {
      g_autofree char *made = make_dependent_sql (work->db, table->name);

      *sql = g_intern_string (made != NULL ? made : "");
    }
  if (**sql == '\0')
    return FALSE;   /* nothing ever does: SQLite knows that itself */
  statement = veche_db_prepare (work->db, *sql);
  veche_statement_bind_static (statement, 1, ids);
  found = veche_statement_step (statement, NULL);
  veche_statement_reset (statement);

  return !found;
}

/* Many at a time: a statement that writes costs more than the row it takes out. */
static gboolean
remove_ids (VecheJournalWork *work, const VecheJournalTable *table, GArray *going, GError **error)
{
  g_autofree char *ids = veche_records_ids ((const gint64 *) (gpointer) going->data, going->len);
  gboolean alone = going->len >= MANY && nothing_depends (work, table, ids);
  VecheStatement *statement;
  GError *local = NULL;
  gboolean ok;

  g_array_set_size (going, 0);
  if (alone)
    veche_db_set_foreign_keys (work->db, FALSE);
  statement = veche_db_prepare (work->db, table->remove);
  veche_statement_bind_static (statement, 1, ids);
  ok = veche_statement_run (statement, &local);
  if (alone)
    veche_db_set_foreign_keys (work->db, TRUE);

  return ok || veche_journal_explain (error, local, table, NULL, NULL);
}

/* Children before parents. */
gboolean
veche_journal_remove_rows (VecheJournalWork *work, GError **error)
{
  if (work->n_going == 0)
    return TRUE;

  work->n_going = 0;
  for (guint i = veche_journal_n_all; i-- > 0;)
    if (work->going[i] != NULL && work->going[i]->len > 0 && !remove_ids (work, &veche_journal_all[i], work->going[i], error))
      return FALSE;

  return TRUE;
}
