/* veche-events-voters.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-events-voters.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
voter_free (gpointer data)
{
  VecheVoter *self = data;

  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->answers);
  g_free (self);
}

/* Adds the answer to what they said before. */
static void
add_answer (VecheVoter *self, VecheStatement *row)
{
  g_auto (GStrv) options = g_strsplit (veche_statement_text (row, 3), "\n", -1);
  gint64 option = veche_statement_int (row, 4);
  const char *said = option >= 0 && option < g_strv_length (options) ? options[option] : "?";
  g_autofree char *before = self->answers;

  self->answers = before != NULL ? g_strdup_printf ("%s\n%s %s", before, veche_statement_text (row, 2), said)
                                 : g_strdup_printf ("%s %s", veche_statement_text (row, 2), said);
}

GPtrArray *
veche_events_list_voters (VecheDb *db, const char *event_uid, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT m.uid, m.name, p.question, p.options, v.option"
    "  FROM event AS e JOIN event_poll AS p ON p.event_id = e.id JOIN event_vote AS v ON v.poll_id = p.id JOIN member AS m ON m.id = v.member_id"
    " WHERE e.uid = ?1 ORDER BY m.name_key, m.id, p.at, p.id, v.option";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) voters = g_ptr_array_new_with_free_func (voter_free);
  g_autoptr (GError) local = NULL;
  VecheVoter *voter = NULL;

  veche_statement_bind_text (row, 1, event_uid);
  while (veche_statement_step (row, &local))
    {
      if (voter == NULL || strcmp (voter->member_uid, veche_statement_text (row, 0)) != 0)
        {
          if (voters->len == limit)
            break;
          voter = g_new0 (VecheVoter, 1);
          voter->member_uid = veche_statement_dup_text (row, 0);
          voter->name = veche_statement_dup_text (row, 1);
          g_ptr_array_add (voters, voter);
        }
      add_answer (voter, row);
    }
  veche_statement_reset (row);
  if (local == NULL)
    return g_steal_pointer (&voters);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the votes: ");

  return NULL;
}
