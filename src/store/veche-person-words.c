/* veche-person-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-person-words.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

/* Of a row that hangs on a message: one of theirs. */
#define THEIRS(column) column " IN (SELECT id FROM interaction WHERE member_id = ?1)"

static const char words_sql[] =
  "SELECT 'note', uid, text, at FROM member_note WHERE member_id = ?1"
  " UNION ALL SELECT 'promise', uid, text, made FROM promise WHERE member_id = ?1 OR " THEIRS ("interaction_id")
  " UNION ALL SELECT 'finding', uid, title || ifnull (char (10) || text, ''), at FROM finding WHERE member_id = ?1 OR " THEIRS ("interaction_id")
  " UNION ALL SELECT 'article-use', uid, question, at FROM article_use WHERE question IS NOT NULL AND " THEIRS ("interaction_id")
  " UNION ALL SELECT 'mood', uid, text, at FROM mood_correction WHERE " THEIRS ("interaction_id")
  " UNION ALL SELECT 'hand-over', t.uid, t.owner_note, t.at FROM interaction AS i JOIN triage AS t ON t.interaction_id = i.id"
  "   WHERE i.member_id = ?1 AND t.owner_note IS NOT NULL"
  " UNION ALL SELECT 'closing', c.uid, c.words, c.at FROM interaction AS i JOIN triage AS t ON t.interaction_id = i.id JOIN closing AS c ON c.triage_id = t.id"
  "   WHERE i.member_id = ?1 AND c.words <> ''"
  " UNION ALL SELECT 'task', uid, title || ifnull (char (10) || notes, ''), created FROM task WHERE member_id = ?1 OR " THEIRS ("interaction_id")
  " UNION ALL SELECT 'invitation', uid, ltrim (ifnull (text, '') || ifnull (char (10) || note, ''), char (10)), at FROM project_invitation"
  "   WHERE member_id = ?1 AND (text IS NOT NULL OR note IS NOT NULL)"
  " UNION ALL SELECT 'attendance', uid, ltrim (ifnull (feedback, '') || ifnull (char (10) || note, ''), char (10)), ifnull (at, 0) FROM event_participant"
  "   WHERE member_id = ?1 AND (feedback IS NOT NULL OR note IS NOT NULL)"
  " UNION ALL SELECT 'ask', uid, question, at FROM ask WHERE member_id = ?1 OR for_id = ?1 OR " THEIRS ("interaction_id")
  " UNION ALL SELECT 'proposal', uid, quote, at FROM proposal WHERE member_id = ?1"
  " UNION ALL SELECT 'wish', uid, text, at FROM wish WHERE member_id = ?1"
  " UNION ALL SELECT 'draft', NULL, text, at FROM draft WHERE " THEIRS ("interaction_id")
  " UNION ALL SELECT 'consent', uid, evidence, at FROM consent WHERE member_id = ?1 AND evidence IS NOT NULL"
  " UNION ALL SELECT 'candidate', NULL, c.question, c.last FROM candidate AS c"
  "   WHERE EXISTS (SELECT 1 FROM json_each (c.examples) AS e JOIN interaction AS i ON i.id = e.value WHERE i.member_id = ?1)"
  " ORDER BY 4 DESC";

void
veche_person_words_free (VechePersonWords *self)
{
  g_free (self->what);
  g_free (self->uid);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
veche_person_words_list (VecheDb *db, gint64 member_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_person_words_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, words_sql);

  veche_statement_bind_int (row, 1, member_id);
  while (veche_statement_step (row, &local))
    {
      VechePersonWords *words = g_new0 (VechePersonWords, 1);

      words->what = veche_statement_dup_text (row, 0);
      words->uid = veche_statement_dup_text (row, 1);
      words->text = veche_statement_dup_text (row, 2);
      words->at = veche_statement_int (row, 3);
      g_ptr_array_add (list, words);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading what was written down: ");

  return NULL;
}
