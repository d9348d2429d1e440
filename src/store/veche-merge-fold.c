/* veche-merge-fold.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal says of a field when some merges are left out: whose a row is by right, and what would stand there without the merge that
 * is taken back.
 */

#include "store/veche-merge-split-private.h"

gint64
veche_split_find_gesture (VecheDb *db, const char *uid)
{
  static const char sql[] =
    "SELECT gesture_id, after IS NOT NULL FROM journal_line WHERE object_uid = ?1 AND field = 'merged_into_id' ORDER BY id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 gesture;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, NULL))
    return 0;
  gesture = veche_statement_int (row, 1) != 0 ? veche_statement_int (row, 0) : 0;
  veche_statement_reset (row);

  return gesture;
}

VecheSide
veche_split_side_of (VecheSplit *self, const char *uid)
{
  return uid != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->family, uid)) : 0;
}

const char *
veche_split_head_of (VecheSplit *self, VecheSide side)
{
  return side == VECHE_SIDE_LEAVES ? self->other_uid : self->root_uid;
}

static gboolean
counts (VecheSplit *self, gint64 gesture, VecheFold fold)
{
  static const char sql[] = "SELECT object_uid FROM journal_line WHERE gesture_id = ?1 AND field = 'merged_into_id' LIMIT 1";
  g_autofree char *merged = NULL;
  VecheStatement *row;

  if (gesture == self->gesture)
    return FALSE;
  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (row, 1, gesture);
  if (!veche_statement_step (row, NULL))
    return TRUE;
  merged = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return fold != VECHE_FOLD_BY_RIGHT && veche_split_find_gesture (self->db, merged) == gesture && (fold == VECHE_FOLD_WITHOUT || veche_split_side_of (self, merged) == VECHE_SIDE_LEAVES);
}

typedef struct { gint64 gesture; GValue after; } VecheFieldStep;

static void
field_step_clear (gpointer data)
{
  VecheFieldStep *step = data;

  if (G_IS_VALUE (&step->after))
    g_value_unset (&step->after);
}

/* The whole history of a field without what does not count, so that members may leave in any order.  FALSE only with an error. */
static gboolean
fold_field (VecheSplit *self, const char *uid, const char *field, VecheFold fold, GValue *value, GError **error)
{
  static const char sql[] = "SELECT gesture_id, before, after FROM journal_line WHERE object_uid = ?1 AND field = ?2 ORDER BY id";
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (VecheFieldStep));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (self->db, sql);

  g_array_set_clear_func (steps, field_step_clear);
  veche_statement_bind_text (row, 1, uid);
  veche_statement_bind_text (row, 2, field);
  while (veche_statement_step (row, &local))
    {
      VecheFieldStep step = { veche_statement_int (row, 0), G_VALUE_INIT };

      if (steps->len == 0)
        veche_statement_value (row, 1, value);
      veche_statement_value (row, 2, &step.after);
      g_array_append_val (steps, step);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (guint i = 0; i < steps->len; i++)
    {
      VecheFieldStep *step = &g_array_index (steps, VecheFieldStep, i);

      if (!counts (self, step->gesture, fold))
        continue;
      if (G_IS_VALUE (value))
        g_value_unset (value);
      *value = step->after;
      step->after = (GValue) G_VALUE_INIT;
    }

  return TRUE;
}

gboolean
veche_split_is_edited (VecheSplit *self, const VecheJournalEntry *entry)
{
  static const char sql[] = "SELECT g.kind NOT IN ('merge', 'split') FROM journal_line AS j JOIN gesture AS g ON g.id = j.gesture_id"
                            "  WHERE j.object_uid = ?1 AND j.field = ?2 ORDER BY j.id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (self->db, sql);
  gboolean edited;

  veche_statement_bind_text (row, 1, entry->uid);
  veche_statement_bind_text (row, 2, entry->field);
  edited = veche_statement_step (row, NULL) && veche_statement_int (row, 0) != 0;
  veche_statement_reset (row);

  return edited;
}

gboolean
veche_split_restore (VecheSplit *self, const char *table, const char *uid, const char *field, VecheFold fold, GError **error)
{
  GValue value = G_VALUE_INIT;

  if (!fold_field (self, uid, field, fold, &value, error))
    return FALSE;
  veche_merge_set (self->edit, table, uid, field, &value);
  if (G_IS_VALUE (&value))
    g_value_unset (&value);

  return TRUE;
}

char *
veche_split_find_rightful (VecheSplit *self, const char *uid, const char *field)
{
  GValue value = G_VALUE_INIT;
  char *rightful;

  if (!fold_field (self, uid, field, VECHE_FOLD_BY_RIGHT, &value, NULL))
    return NULL;
  rightful = G_VALUE_HOLDS_STRING (&value) ? g_value_dup_string (&value) : NULL;
  if (G_IS_VALUE (&value))
    g_value_unset (&value);

  return rightful;
}
