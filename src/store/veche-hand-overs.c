/* veche-hand-overs.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-hand-overs.h"
#include "store/veche-statement.h"

void
veche_hand_over_free (VecheHandOver *self)
{
  g_free (self->by);
  g_free (self->owner);
  g_free (self->note);
  g_free (self);
}

/* Each of these fields is a line of its own of the same gesture; a field that stayed as it was has none. */
GPtrArray *
veche_hand_overs_list (VecheDb *db, const char *triage_uid, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT g.at, g.actor, (SELECT m.name FROM member AS m WHERE m.uid = j.after),"
    "  (SELECT CAST (d.after AS INTEGER) FROM journal AS d WHERE d.object_uid = ?1 AND d.field = 'owner_due' AND d.gesture_id = g.id),"
    "  (SELECT CAST (n.after AS TEXT) FROM journal AS n WHERE n.object_uid = ?1 AND n.field = 'owner_note' AND n.gesture_id = g.id)"
    "  FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
    "  WHERE j.object_uid = ?1 AND j.field = 'owner_id' AND g.undoes IS NULL"
    "    AND (SELECT count (*) FROM journal AS b JOIN gesture AS t ON t.id = b.gesture_id"
    "           WHERE b.object_uid = ?1 AND b.field = 'owner_id' AND t.undoes = g.id) % 2 = 0"   /* undone, or done again since */
    "  ORDER BY j.id DESC LIMIT ?2";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hand_over_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, triage_uid);
  veche_statement_bind_int (row, 2, limit);
  while (veche_statement_step (row, &local))
    {
      VecheHandOver *self = g_new0 (VecheHandOver, 1);

      self->at = veche_statement_int (row, 0);
      self->by = veche_statement_dup_text (row, 1);
      self->owner = veche_statement_dup_text (row, 2);
      self->due = veche_statement_int (row, 3);
      self->note = veche_statement_dup_text (row, 4);
      g_ptr_array_add (all, self);
    }
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
