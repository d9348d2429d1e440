/* veche-journal.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carrying an edit out.  The steps go in order, with one twist: a row is inserted whole, with all the fields that the
 * edit sets on it, at the latest when something needs it.  Each thing written leaves one journal row; what was equal
 * before leaves none.
 */

#include "store/veche-journal-private.h"

#include <string.h>

/* A step with its place found. */
typedef struct
{
  const VecheJournalTable *table;
  int field; /* -1: none */
} VecheTarget;

static gboolean
find_target (const VecheEditStep *step, VecheTarget *target, GError **error)
{
  if (target->table == NULL || strcmp (target->table->name, step->table) != 0)
    target->table = veche_journal_find_table (step->table);
  if (target->table == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” is not something a person changes",
                   step->table);
      return FALSE;
    }

  target->field = step->kind == VECHE_EDIT_SET ? veche_journal_find_field (target->table, step->field) : -1;
  if (step->kind == VECHE_EDIT_SET && target->field < 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A %s has no “%s” that a person changes",
                   step->table, step->field);
      return FALSE;
    }

  return TRUE;
}

static void
set_value (GValue *value, const GValue *to)
{
  if (G_IS_VALUE (value))
    g_value_unset (value);
  if (!G_IS_VALUE (to))
    return;
  g_value_init (value, G_VALUE_TYPE (to));
  g_value_copy (to, value);
}

/* The row that the edit makes, as far as it is known: steps on one row mostly follow one another. */
static VecheJournalRow *
find_row (VecheJournalWork *work, const char *uid)
{
  if (work->at_hand == NULL || strcmp (work->at_hand->uid, uid) != 0)
    work->at_hand = g_hash_table_lookup (work->made, uid);

  return work->at_hand;
}

static void
collect_step (VecheJournalWork *work, const VecheEditStep *step, guint index, const VecheTarget *target)
{
  VecheJournalRow *row = find_row (work, step->uid);

  if (step->kind == VECHE_EDIT_INSERT && row == NULL)
    {
      row = g_new0 (VecheJournalRow, 1);
      row->uid = step->uid;
      row->table = target->table;
      row->values = g_new0 (GValue, target->table->n_fields);
      row->step = index;
      g_hash_table_insert (work->made, step->uid, row);
      work->at_hand = row;
    }
  else if (step->kind == VECHE_EDIT_SET && row != NULL && row->table == target->table)
    set_value (&row->values[target->field], &step->value);
}

/* First look: which rows the edit makes, and with what in them. */
static gboolean
collect (VecheJournalWork *work, VecheEdit *edit, VecheTarget *targets, GError **error)
{
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);

      targets[i].table = i > 0 ? targets[i - 1].table : NULL;
      if (!find_target (step, &targets[i], error))
        return FALSE;
      collect_step (work, step, i, &targets[i]);
    }

  return TRUE;
}

static gboolean
carry_out_step (VecheJournalWork *work, const VecheEditStep *step, guint index, const VecheTarget *target, GError **error)
{
  VecheJournalRow *row;

  switch (step->kind)
    {
    case VECHE_EDIT_INSERT:
      return veche_journal_write_row (work, step->uid, error);
    case VECHE_EDIT_SET:
      row = find_row (work, step->uid);
      return (row != NULL && index > row->step) ||
             veche_journal_set_field (work, target->table, (guint) target->field, step->uid, &step->value, error);
    case VECHE_EDIT_DELETE:
      return veche_journal_remove_row (work, target->table, step->uid, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
carry_out_steps (VecheJournalWork *work, VecheEdit *edit, GError **error)
{
  g_autofree VecheTarget *targets = g_new0 (VecheTarget, veche_edit_get_n_steps (edit));

  if (!collect (work, edit, targets, error))
    return FALSE;
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      work->said = work->check != NULL ? work->check->said->pdata[i] : NULL;
      if (!carry_out_step (work, veche_edit_get_step (edit, i), i, &targets[i], error))
        return FALSE;
    }
  work->said = NULL;
  for (guint i = 0; i < work->late->len; i++)
    {
      VecheJournalLate *one = work->late->pdata[i];

      if (!veche_journal_set_field (work, one->table, one->field, one->uid, &one->value, error))
        return FALSE;
    }

  return veche_journal_remove_rows (work, error) && veche_journal_write_lines (work, error);
}

static gboolean
carry_out (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, gboolean tolerant, const VecheJournalCheck *check, gboolean big,
           gint64 *gesture, GError **error)
{
  g_autoptr (VecheJournalDerived) derived = veche_journal_derived_new (db);
  VecheJournalWork work;
  gboolean ok;

  g_assert (veche_db_in_transaction (db));

  veche_journal_work_init (&work, derived, head, *gesture, tolerant);
  work.check = check;
  derived->big = big;
  ok = carry_out_steps (&work, edit, error);
  *gesture = work.gesture;
  veche_journal_work_clear (&work);

  return ok && veche_journal_refresh (derived, error);
}

gboolean
veche_journal_carry_out (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, gboolean tolerant, gint64 *gesture, GError **error)
{
  return carry_out (db, edit, head, tolerant, NULL, FALSE, gesture, error);
}

gboolean
veche_journal_carry_out_piece (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, const VecheJournalCheck *check, gboolean big,
                               gint64 *gesture, GError **error)
{
  return carry_out (db, edit, head, FALSE, check, big, gesture, error);
}

gint64
veche_journal_apply (VecheDb *db, VecheEdit *edit, const char *actor, GError **error)
{
  return veche_journal_apply_more (db, edit, 0, actor, error);
}

gint64
veche_journal_apply_more (VecheDb *db, VecheEdit *edit, gint64 gesture, const char *actor, GError **error)
{
  VecheJournalHead head = {
    .at = veche_now (), .actor = actor, .kind = veche_edit_get_kind (edit), .subject = veche_edit_get_subject (edit)
  };

  g_return_val_if_fail (actor != NULL, 0);

  if (!veche_journal_carry_out (db, edit, &head, FALSE, &gesture, error))
    return 0;

  return gesture != 0 ? gesture : -1;
}

gint64
veche_journal_record_import (VecheDb *db, gint64 batch_id, const char *subject, const char *actor, GError **error)
{
  g_autofree char *uid = veche_db_uid_for_id (db, "batch", batch_id);
  VecheJournalHead head = { .at = veche_now (), .actor = actor, .kind = "import", .subject = subject };
  g_autoptr (VecheJournalDerived) derived = veche_journal_derived_new (db);
  VecheJournalWork work;
  gint64 gesture;
  GValue none = G_VALUE_INIT, one = G_VALUE_INIT;
  gboolean ok;

  g_assert (veche_db_in_transaction (db));

  if (uid == NULL)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such import");
      return 0;
    }

  g_value_init (&one, G_TYPE_INT64);
  g_value_set_int64 (&one, 1);
  veche_journal_work_init (&work, derived, &head, 0, FALSE);
  ok = veche_journal_record (&work, "batch", uid, "", &none, &one, error) && veche_journal_write_lines (&work, error);
  gesture = work.gesture;
  veche_journal_work_clear (&work);

  return ok ? gesture : 0;
}
