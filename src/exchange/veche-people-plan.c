/* veche-people-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan of an import: one row of the table, one verdict.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-store.h"

#define CANCEL_EVERY 64

G_DEFINE_BOXED_TYPE (VechePeoplePlan, veche_people_plan, veche_people_plan_ref, veche_people_plan_unref)

void
veche_people_candidate_free (gpointer data)
{
  VechePeopleCandidate *candidate = data;

  g_free (candidate->uid);
  g_free (candidate->name);
  g_free (candidate);
}

static void
veche_people_custom_free (gpointer data)
{
  VechePeopleCustomField *field = data;

  g_free (field->uid);
  g_free (field->name);
  g_free (field->kind);
  g_free (field);
}

static void
veche_people_row_clear (gpointer data)
{
  VechePeopleRow *row = data;

  g_free (row->name);
  g_free (row->detail);
  g_free (row->member_uid);
  g_free (row->member_name);
  g_clear_pointer (&row->problems, g_ptr_array_unref);
  g_clear_pointer (&row->candidates, g_ptr_array_unref);
}

VechePeoplePlan *
veche_people_plan_ref (VechePeoplePlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_people_plan_unref (VechePeoplePlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  veche_table_unref (self->table);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->custom);
  g_ptr_array_unref (self->custom_kinds);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_free (self);
}

/* -------------------------------------------------------------------------------------------------------------------------- columns */

const VecheMatchField *
veche_people_plan_find_field (VechePeoplePlan *self, const char *uid)
{
  for (guint i = 0; i < self->custom_kinds->len; i++)
    if (g_str_equal (((VecheMatchField *) self->custom_kinds->pdata[i])->uid, uid))
      return self->custom_kinds->pdata[i];

  return NULL;
}

/* A column that is called like a field of the manager's own is that field. */
static void
veche_people_plan_guess_custom (VechePeoplePlan *self, VecheTableColumn *column)
{
  g_autofree char *key = veche_table_header_key (column->name);

  for (guint i = 0; i < self->custom_kinds->len && *key != '\0'; i++)
    {
      VecheMatchField *field = self->custom_kinds->pdata[i];
      g_autofree char *other = veche_table_header_key (field->name);

      if (strcmp (key, other) != 0)
        continue;
      column->field = column->looks_like = (VecheTableField){ VECHE_FIELD_CUSTOM, g_intern_string (field->uid) };
      column->is_private = FALSE;
    }
}

static char *
veche_people_plan_setting (VecheTable *table)
{
  return g_strconcat ("import.columns.", veche_table_get_key (table), NULL);
}

/* What was chosen for this header before. (nullable) */
static GArray *
veche_people_plan_recall (VechePeoplePlan *self, VecheDb *db)
{
  g_autofree char *name = veche_people_plan_setting (self->table);
  g_autoptr (GVariant) value = *veche_table_get_key (self->table) != '\0' ? veche_db_get_setting (db, name) : NULL;
  g_autoptr (GArray) fields = g_array_new (FALSE, TRUE, sizeof (VecheTableField));
  g_auto (GStrv) parts = NULL;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return NULL;
  parts = g_strsplit (g_variant_get_string (value, NULL), "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      VecheTableField field;

      if (!veche_table_field_parse (parts[i], &field) ||
          (field.kind == VECHE_FIELD_CUSTOM && veche_people_plan_find_field (self, field.detail) == NULL))
        field = (VecheTableField){ VECHE_FIELD_SKIP, NULL };
      g_array_append_val (fields, field);
    }

  return fields->len == self->columns->len ? g_steal_pointer (&fields) : NULL;
}

gboolean
veche_people_plan_remember (VechePeoplePlan *self, VecheDb *db, GError **error)
{
  g_autofree char *name = veche_people_plan_setting (self->table);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*veche_table_get_key (self->table) == '\0' || veche_table_source_get_format (veche_table_get_source (self->table)) != VECHE_TABLE_CSV)
    return TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *field = veche_table_field_to_string (&((VecheTableColumn *) self->columns->pdata[i])->field);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", field);
    }

  return veche_db_set_setting (db, name, g_variant_new_string (text->str), error);
}

static void
veche_people_plan_take_fields (VechePeoplePlan *self, GArray *fields)
{
  for (guint i = 0; i < MIN (fields->len, self->columns->len); i++)
    {
      VecheTableColumn *column = self->columns->pdata[i];
      const VecheTableField *field = &g_array_index (fields, VecheTableField, i);

      if (field->kind == VECHE_N_FIELDS)
        continue;
      column->field = *field;
      column->guessed = FALSE;
    }
}

static gboolean
veche_people_plan_read_columns (VechePeoplePlan *self, VecheDb *db, const VechePeopleOptions *options, GError **error)
{
  g_autoptr (GArray) recalled = NULL;
  GArray *fields = options != NULL ? options->fields : NULL;

  self->custom_kinds = veche_match_fields (db, error);
  if (self->custom_kinds == NULL)
    return FALSE;
  for (guint i = 0; i < self->custom_kinds->len; i++)
    {
      VecheMatchField *from = self->custom_kinds->pdata[i];
      VechePeopleCustomField *field = g_new (VechePeopleCustomField, 1);

      *field = (VechePeopleCustomField){ g_strdup (from->uid), g_strdup (from->name), g_strdup (from->kind) };
      g_ptr_array_add (self->custom, field);
    }
  for (guint i = 0; i < veche_table_get_n_columns (self->table); i++)
    {
      VecheTableColumn *column = g_memdup2 (veche_table_get_column (self->table, i), sizeof (VecheTableColumn));

      column->name = g_strdup (column->name);
      veche_people_plan_guess_custom (self, column);
      g_ptr_array_add (self->columns, column);
    }

  recalled = veche_people_plan_recall (self, db);
  self->remembered = recalled != NULL && fields == NULL;
  if (recalled != NULL)
    veche_people_plan_take_fields (self, recalled);
  if (fields != NULL)
    veche_people_plan_take_fields (self, fields);

  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------------------------- rows */

/* "Итого: 511", "Total", or one long remark under the table. */
static gboolean
veche_people_plan_is_footer (VechePeoplePlan *self, guint row)
{
  static const char *const words[] = { "итого", "всего", "итог", "сумма", "среднее", "total", "totals", "subtotal", "sum", "average", "grand", NULL };
  g_autofree char *first = NULL, *key = NULL;
  g_auto (GStrv) parts = NULL;
  guint filled = 0;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const char *cell = veche_table_get_cell (self->table, row, c);

      if (*cell == '\0')
        continue;
      filled++;
      if (first == NULL)
        first = g_strndup (cell, 200);
    }
  if (first == NULL)
    return FALSE;
  key = veche_table_header_key (first);
  parts = g_strsplit (key, " ", 8);
  if (parts[0] != NULL && g_strv_contains (words, parts[0]) && !veche_table_is_name (first))
    return TRUE;

  return filled == 1 && self->columns->len >= 3 && parts[0] != NULL && g_strv_length (parts) > 4;
}

static gboolean
veche_people_plan_is_header (VechePeoplePlan *self, guint row)
{
  guint same = 0;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const char *name = ((VecheTableColumn *) self->columns->pdata[c])->name, *cell = veche_table_get_cell (self->table, row, c);

      if (*cell != '\0' && strcmp (cell, name) != 0)
        return FALSE;
      same += *cell != '\0';
    }

  return same >= 2;
}

static gboolean
veche_people_plan_has_more (VechePeoplePlan *self, guint row)
{
  for (guint c = self->columns->len; c < veche_table_get_n_cells (self->table, row); c++)
    if (*veche_table_get_cell (self->table, row, c) != '\0')
      return TRUE;

  return FALSE;
}

/* Rows that are no people. */
static gboolean
veche_people_plan_set_aside (VechePeoplePlan *self, guint index, VechePeopleRow *row)
{
  VechePeopleProblemKind kind;

  if (veche_table_is_broken (self->table, index))
    kind = VECHE_PROBLEM_UNCLOSED_QUOTE;
  else if (veche_people_plan_is_header (self, index))
    kind = VECHE_PROBLEM_HEADER_AGAIN;
  else if (veche_people_plan_is_footer (self, index))
    kind = VECHE_PROBLEM_TOTALS;
  else
    return FALSE;
  row->name = g_strdup ("");
  row->outcome = row->certain = VECHE_PEOPLE_SKIP;
  veche_people_add_problem (row->problems, kind, -1, NULL, NULL);

  return TRUE;
}

static gboolean
veche_people_plan_read_row (VechePeoplePlan *self, VechePeopleMatcher *matcher, guint index, GError **error)
{
  VechePeopleRow *row = &g_array_index (self->rows, VechePeopleRow, index);

  row->line = veche_table_get_line (self->table, index);
  row->problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
  if (!veche_people_plan_set_aside (self, index, row) && !veche_people_matcher_look (matcher, index, row, error))
    return FALSE;
  if (row->outcome != VECHE_PEOPLE_SKIP && veche_people_plan_has_more (self, index))
    veche_people_add_problem (row->problems, VECHE_PROBLEM_EXTRA_CELLS, -1, NULL, NULL);
  if (row->problems->len == 0)
    g_clear_pointer (&row->problems, g_ptr_array_unref);

  return TRUE;
}

/* A few rows in one read transaction: each look-up by itself would take SQLite's locks on the file anew. */
static gboolean
veche_people_plan_read_some (VechePeoplePlan *self, VecheDb *db, VechePeopleMatcher *matcher, guint from, guint to, GError **error)
{
  gboolean own = !veche_db_in_transaction (db), ok = TRUE;

  if (own && !veche_db_begin_read (db, error))
    return FALSE;
  for (guint i = from; i < to && ok; i++)
    ok = veche_people_plan_read_row (self, matcher, i, error);
  if (own)
    veche_db_end_read (db);

  return ok;
}

static gboolean
veche_people_plan_read_rows (VechePeoplePlan *self, VecheDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (VechePeopleMatcher) matcher = veche_people_matcher_new (db, self, error);
  guint n = veche_table_get_n_rows (self->table);

  if (matcher == NULL)
    return FALSE;
  g_array_set_size (self->rows, n);
  for (guint i = 0; i < n; i += CANCEL_EVERY)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !veche_people_plan_read_some (self, db, matcher, i, MIN (n, i + CANCEL_EVERY), error))
      return FALSE;

  return veche_people_refs_check (self, db, cancellable, error);
}

VechePeoplePlan *
veche_people_plan_new (VecheDb *db, VecheTableSource *source, const VechePeopleOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheTable) table = veche_table_new (source, options != NULL ? options->dialect : NULL, cancellable, error);
  g_autoptr (VechePeoplePlan) self = NULL;

  if (table == NULL)
    return NULL;

  self = g_new0 (VechePeoplePlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->table = g_steal_pointer (&table);
  self->columns = g_ptr_array_new_with_free_func (veche_table_column_free);
  self->rows = g_array_new (FALSE, TRUE, sizeof (VechePeopleRow));
  g_array_set_clear_func (self->rows, veche_people_row_clear);
  self->custom = g_ptr_array_new_with_free_func (veche_people_custom_free);
  self->on_match = options != NULL ? options->on_match : VECHE_PEOPLE_UNDECIDED;
  if (!veche_people_plan_read_columns (self, db, options, error))
    {
      self->custom_kinds = g_ptr_array_new ();
      return NULL;
    }

  return veche_people_plan_read_rows (self, db, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/* ---------------------------------------------------------------------------------------------------------------------------- faces */

VecheTable *
veche_people_plan_get_table (VechePeoplePlan *self)
{
  return self->table;
}

const VecheTableColumn *
veche_people_plan_get_column (VechePeoplePlan *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return self->columns->pdata[column];
}

gboolean
veche_people_plan_is_remembered (VechePeoplePlan *self)
{
  return self->remembered;
}

guint
veche_people_plan_get_n_rows (VechePeoplePlan *self)
{
  return self->rows->len;
}

const VechePeopleRow *
veche_people_plan_get_row (VechePeoplePlan *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return &g_array_index (self->rows, VechePeopleRow, row);
}

GPtrArray *
veche_people_plan_get_custom_fields (VechePeoplePlan *self)
{
  return self->custom;
}

VechePeopleDecision
veche_people_row_action (VechePeoplePlan *self, const VechePeopleRow *row)
{
  if (row->outcome == VECHE_PEOPLE_SKIP)
    return VECHE_PEOPLE_LEAVE_OUT;
  if (row->decision != VECHE_PEOPLE_UNDECIDED)
    return row->decision;
  if (row->certain == VECHE_PEOPLE_UPDATE && (self->on_match != VECHE_PEOPLE_ADD || *row->name == '\0'))
    return self->on_match == VECHE_PEOPLE_LEAVE_OUT ? VECHE_PEOPLE_LEAVE_OUT : VECHE_PEOPLE_MERGE;
  if (*row->name == '\0' || (row->certain == VECHE_PEOPLE_CHECK && self->on_match == VECHE_PEOPLE_LEAVE_OUT))
    return VECHE_PEOPLE_LEAVE_OUT;

  return VECHE_PEOPLE_ADD;
}

void
veche_people_plan_get_totals (VechePeoplePlan *self, VechePeopleTotals *totals)
{
  *totals = (VechePeopleTotals){ .rows = self->rows->len };
  for (guint i = 0; i < self->rows->len; i++)
    {
      const VechePeopleRow *row = &g_array_index (self->rows, VechePeopleRow, i);
      VechePeopleDecision action = veche_people_row_action (self, row);

      totals->outcomes[row->outcome]++;
      totals->add += action == VECHE_PEOPLE_ADD;
      totals->merge += action == VECHE_PEOPLE_MERGE;
      totals->leave_out += action == VECHE_PEOPLE_LEAVE_OUT;
      totals->same += action == VECHE_PEOPLE_MERGE && row->certain == VECHE_PEOPLE_UPDATE && row->gains == 0;
    }
}

/* ---------------------------------------------------------------------------------------------------------------------- on the lane */

typedef struct
{
  VecheTableSource  *source;
  VechePeopleOptions options;
  VecheTableDialect  dialect;
  GCancellable      *cancellable;
} VechePeoplePlanJob;

static void
veche_people_plan_job_free (gpointer data)
{
  VechePeoplePlanJob *job = data;

  veche_table_source_unref (job->source);
  g_clear_pointer (&job->options.fields, g_array_unref);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static gpointer
veche_people_plan_job (VecheDb *db, gpointer input, GError **error)
{
  VechePeoplePlanJob *job = input;

  return veche_people_plan_new (db, job->source, &job->options, job->cancellable, error);
}

void
veche_people_plan_async (VecheStore *store, VecheTableSource *source, const VechePeopleOptions *options, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  VechePeoplePlanJob *job = g_new0 (VechePeoplePlanJob, 1);

  job->source = veche_table_source_ref (source);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (options != NULL)
    {
      job->options.on_match = options->on_match;
      job->options.fields = options->fields != NULL ? g_array_copy (options->fields) : NULL;
    }
  if (options != NULL && options->dialect != NULL)
    {
      job->dialect = *options->dialect;
      job->options.dialect = &job->dialect;
    }
  veche_store_run_async (store, VECHE_LANE_SCANNER, veche_people_plan_job, job, veche_people_plan_job_free,
                         (GDestroyNotify) veche_people_plan_unref, cancellable, callback, user_data);
}

VechePeoplePlan *
veche_people_plan_finish (VecheStore *store, GAsyncResult *result, GError **error)
{
  return veche_store_run_finish (store, result, error);
}
