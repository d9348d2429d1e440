/* veche-occasions-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-occasions-table.h"

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

gboolean
veche_occasions_is_done (VecheDb *db, gint64 member_id, const char *kind, guint n)
{
  static const char sql[] = "SELECT 1 FROM occasion WHERE member_id = ?1 AND kind = ?2 AND n = ?3 LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean done;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_text (row, 2, kind);
  veche_statement_bind_int (row, 3, n);
  done = veche_statement_step (row, NULL);
  if (done)
    veche_statement_reset (row);

  return done;
}

void
veche_occasions_edit (VecheEdit *edit, const char *member_uid, const char *kind, guint n, const char *state)
{
  const char *uid = veche_edit_insert (edit, "occasion");

  veche_edit_set_ref (edit, "occasion", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "occasion", uid, "kind", kind);
  veche_edit_set_int (edit, "occasion", uid, "n", n);
  veche_edit_set_text (edit, "occasion", uid, "state", state);
  veche_edit_set_int (edit, "occasion", uid, "at", veche_now ());
}
