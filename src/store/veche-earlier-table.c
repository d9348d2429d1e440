/* veche-earlier-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-earlier-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define HALF_A_YEAR (183 * G_TIME_SPAN_DAY)
#define LOOK_BACK   400     /* of their messages, the newest */

void
veche_earlier_free (gpointer data)
{
  VecheEarlier *self = data;

  g_free (self->kind);
  g_free (self->platform);
  g_free (self->channel_name);
  g_free (self->question);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
veche_earlier_list (VecheDb *db, gint64 interaction_id, guint limit, GError **error)
{
  /* CROSS: from their few messages to our replies.  A thread is what the platform calls so, else what answers the same message. */
  static const char sql[] =
    "WITH h AS (SELECT id, member_id, at, channel_id, thread, reply_to_id FROM interaction WHERE id = ?1 AND member_id IS NOT NULL),"
    "  theirs AS (SELECT q.id, q.text, q.channel_id, q.thread FROM h JOIN interaction AS q ON q.member_id = h.member_id AND q.at BETWEEN h.at - ?2 AND h.at"
    "              WHERE q.direction = 'in' AND q.channel_id IS NOT NULL AND q.id <> h.id ORDER BY q.at DESC LIMIT ?3)"
    " SELECT o.id, o.at, o.kind, c.platform, c.name, q.text, o.text FROM theirs AS q CROSS JOIN interaction AS o ON o.reply_to_id = q.id"
    "   JOIN h LEFT JOIN channel AS c ON c.id = o.channel_id"
    "  WHERE o.direction = 'out' AND o.text IS NOT NULL AND o.at < h.at AND q.id IS NOT h.reply_to_id"
    "    AND NOT (q.channel_id IS h.channel_id AND q.thread IS NOT NULL AND q.thread IS h.thread)"
    " UNION ALL"
    " SELECT o.id, o.at, o.kind, NULL, NULL, NULL, o.text FROM h JOIN interaction AS o ON o.member_id = h.member_id AND o.at BETWEEN h.at - ?2 AND h.at"
    "  WHERE o.channel_id IS NULL AND o.kind IN ('call', 'dm', 'email', 'meeting') AND o.text IS NOT NULL"
    " ORDER BY 2 DESC LIMIT ?4";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (veche_earlier_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, interaction_id);
  veche_statement_bind_int (row, 2, HALF_A_YEAR);
  veche_statement_bind_int (row, 3, LOOK_BACK);
  veche_statement_bind_int (row, 4, limit);
  while (veche_statement_step (row, &local))
    {
      VecheEarlier *one = g_new0 (VecheEarlier, 1);

      one->id = veche_statement_int (row, 0);
      one->at = veche_statement_int (row, 1);
      one->kind = veche_statement_dup_text (row, 2);
      one->platform = veche_statement_dup_text (row, 3);
      one->channel_name = veche_statement_dup_text (row, 4);
      one->question = veche_statement_dup_text (row, 5);
      one->text = veche_statement_dup_text (row, 6);
      g_ptr_array_add (list, one);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading earlier answers: ");

  return NULL;
}
