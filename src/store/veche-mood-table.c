/* veche-mood-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-mood-table.h"

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define SWITCH "mood-off"

void
veche_mood_correction_free (VecheMoodCorrection *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->mood);
  g_free (self->kind);
  g_free (self);
}

static VecheMoodCorrection *
correction_from_row (VecheStatement *row)
{
  VecheMoodCorrection *self = g_new0 (VecheMoodCorrection, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->text = veche_statement_dup_text (row, 1);
  self->mood = veche_statement_dup_text (row, 2);
  self->kind = veche_statement_dup_text (row, 3);
  self->at = veche_statement_int (row, 4);

  return self;
}

GPtrArray *
veche_mood_list_corrections (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT uid, text, mood, kind, at"
    "  FROM (SELECT id, uid, text, mood, kind, at FROM mood_correction ORDER BY id DESC LIMIT ?1)"
    " ORDER BY id";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_mood_correction_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);
  while (veche_statement_step (row, &failed))
    g_ptr_array_add (all, correction_from_row (row));
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  return g_steal_pointer (&all);
}

static VecheMoodCorrection *
find_correction (VecheDb *db, gint64 interaction)
{
  static const char sql[] = "SELECT uid, text, mood, kind, at FROM mood_correction WHERE interaction_id = ?1 ORDER BY id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheMoodCorrection *found = NULL;

  veche_statement_bind_int (row, 1, interaction);
  if (veche_statement_step (row, NULL))
    found = correction_from_row (row);
  veche_statement_reset (row);

  return found;
}

static gint64
interaction_of_mention (VecheDb *db, const char *uid)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT interaction_id FROM triage WHERE uid = ?1");
  gint64 id = 0;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id;
}

gboolean
veche_mood_find_message (VecheDb *db, const char *uid, char **interaction_uid, char **text, VecheMoodCorrection **correction, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT text FROM interaction WHERE id = ?1");
  gint64 id = veche_db_id_for_uid (db, "interaction", uid);

  if (id == 0)
    id = interaction_of_mention (db, uid);
  *text = NULL;
  veche_statement_bind_int (row, 1, id);
  if (id != 0 && veche_statement_step (row, NULL))
    *text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);
  if (*text == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no message “%s” with words", uid);
      return FALSE;
    }
  *interaction_uid = veche_db_uid_for_id (db, "interaction", id);
  *correction = find_correction (db, id);

  return TRUE;
}

void
veche_mood_edit_correct (VecheEdit *edit, const VecheMoodCorrection *before, const char *interaction_uid, const char *text, const char *mood,
                         const char *kind)
{
  const char *uid = before != NULL ? before->uid : veche_edit_insert (edit, "mood_correction");

  if (before == NULL)
    veche_edit_set_ref (edit, "mood_correction", uid, "interaction_id", interaction_uid);
  veche_edit_set_text (edit, "mood_correction", uid, "text", text);
  veche_edit_set_text (edit, "mood_correction", uid, "mood", mood);
  veche_edit_set_text (edit, "mood_correction", uid, "kind", kind);
  veche_edit_set_int (edit, "mood_correction", uid, "at", veche_now ());
}

guint
veche_mood_count_corrections (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM mood_correction");
  guint n = veche_statement_step (row, NULL) ? (guint) veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return n;
}

gboolean
veche_mood_edit_forget (VecheDb *db, VecheEdit *edit, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT uid FROM mood_correction ORDER BY id");
  g_autoptr (GError) failed = NULL;

  while (veche_statement_step (row, &failed))
    veche_edit_delete (edit, "mood_correction", veche_statement_text (row, 0));
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

/*** The switch ***/

gboolean
veche_mood_is_on (VecheDb *db)
{
  g_autoptr (GVariant) off = veche_db_get_setting (db, SWITCH);

  return off == NULL || !g_variant_is_of_type (off, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (off) == 0;
}

gboolean
veche_mood_turn (VecheDb *db, gboolean on, GError **error)
{
  return veche_db_set_setting (db, SWITCH, on ? NULL : g_variant_new_int64 (1), error);
}
