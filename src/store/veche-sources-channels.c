/* veche-sources-channels.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-sources-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_answered_clear (VecheAnswered *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->me, g_free);
  g_clear_pointer (&self->meta, g_free);
}

void
veche_sources_answered (VecheDb *db, gint64 interaction_id, VecheAnswered *answered)
{
  static const char sql[] =
    "SELECT s.type, s.max_length, a.handle, s.account, i.meta FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id"
    "  JOIN source AS s ON s.id = c.source_id LEFT JOIN identity AS a ON a.id = i.identity_id WHERE i.id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, interaction_id);
  if (veche_statement_step (row, NULL))
    {
      answered->type = veche_statement_dup_text (row, 0);
      answered->max_length = (guint) MAX (0, veche_statement_int (row, 1));
      answered->author = veche_statement_dup_text (row, 2);
      answered->me = veche_statement_dup_text (row, 3);
      answered->meta = veche_statement_dup_text (row, 4);
    }
  veche_statement_reset (row);
}

VecheBatch *
veche_sources_channels (VecheDb *db, gint64 source_id, GError **error)
{
  static const char sql[] = "SELECT remote_id, name, kind FROM channel WHERE source_id = ?1 ORDER BY name, id";
  g_autoptr (VecheBatch) batch = veche_batch_new ("", "");
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, source_id);
  while (veche_statement_step (row, &local))
    {
      VecheChannel *channel = veche_batch_add_channel (batch, veche_statement_text (row, 0));

      channel->name = veche_batch_string (batch, veche_statement_text (row, 1));
      channel->kind = veche_batch_intern (batch, veche_statement_text (row, 2));
    }
  if (local == NULL)
    return g_steal_pointer (&batch);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
