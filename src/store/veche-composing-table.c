/* veche-composing-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-composing-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

VecheComposing *
veche_composing_load (VecheDb *db, gint64 interaction_id, GError **error)
{
  static const char sql[] =
    "SELECT i.uid, i.text, k.uid FROM interaction AS i LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN community AS k ON k.id = c.community_id WHERE i.id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheComposing *self = NULL;

  veche_statement_bind_int (row, 1, interaction_id);
  if (!veche_statement_step (row, error))
    return NULL;
  self = g_new0 (VecheComposing, 1);
  self->uid = veche_statement_dup_text (row, 0);
  self->text = veche_statement_dup_text (row, 1);
  self->community_uid = veche_statement_dup_text (row, 2);
  veche_statement_reset (row);

  return self;
}

void
veche_composing_free (VecheComposing *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->community_uid);
  g_free (self);
}

gboolean
veche_composing_edit_unuse (VecheDb *db, VecheEdit *edit, const char *outbox_uid, GError **error)
{
  static const char sql[] =
    "SELECT DISTINCT u.uid FROM journal AS o JOIN journal AS j ON j.gesture_id = o.gesture_id AND j.object = 'article_use'"
    "  JOIN article_use AS u ON u.uid = j.object_uid WHERE o.object_uid = ?1 AND o.object = 'outbox'";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) failed = NULL;

  veche_statement_bind_text (row, 1, outbox_uid);
  while (veche_statement_step (row, &failed))
    veche_edit_delete (edit, "article_use", veche_statement_text (row, 0));
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}
