/* veche-articles-candidates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions that come again and have no article: what was asked, what was found in it, and what the manager does not want to see again.
 */

#include "store/veche-articles-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-findings-table.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

void
veche_candidate_free (VecheCandidate *self)
{
  g_free (self->question);
  g_array_unref (self->examples);
  g_free (self);
}

void
veche_asked_free (VecheAsked *self)
{
  g_free (self->text);
  g_free (self);
}

/* Ids as veche_records_ids() writes them. */
static GArray *
parse_ids (const char *json)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = json; p != NULL && *p != '\0' && *p != ']'; p++)
    if (g_ascii_isdigit (*p))
      {
        char *end;
        gint64 id = g_ascii_strtoll (p, &end, 10);

        g_array_append_val (ids, id);
        p = end - 1;
      }

  return ids;
}

static VecheCandidate *
read_candidate (VecheStatement *row)
{
  VecheCandidate *self = g_new0 (VecheCandidate, 1);

  self->id = veche_statement_int (row, 0);
  self->question = veche_statement_dup_text (row, 1);
  self->questions = (guint) veche_statement_int (row, 2);
  self->people = (guint) veche_statement_int (row, 3);
  self->last = veche_statement_int (row, 4);
  self->examples = parse_ids (veche_statement_text (row, 5));

  return self;
}

GPtrArray *
veche_candidates_list (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT id, question, questions, people, last, examples FROM candidate ORDER BY people DESC, last DESC, id";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_candidate_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &failed))
    g_ptr_array_add (list, read_candidate (row));
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

gboolean
veche_candidates_replace (VecheDb *db, GPtrArray *candidates, GError **error)
{
  static const char sql[] = "INSERT INTO candidate (question, questions, people, last, examples) VALUES (?1, ?2, ?3, ?4, ?5)";

  if (!veche_statement_run (veche_db_prepare (db, "DELETE FROM candidate WHERE id > 0"), error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    {
      VecheCandidate *one = candidates->pdata[i];
      g_autofree char *examples = veche_records_ids ((const gint64 *) (gpointer) one->examples->data, one->examples->len);
      VecheStatement *statement = veche_db_prepare (db, sql);

      veche_statement_bind_text (statement, 1, one->question);
      veche_statement_bind_int (statement, 2, one->questions);
      veche_statement_bind_int (statement, 3, one->people);
      veche_statement_bind_int (statement, 4, one->last);
      veche_statement_bind_text (statement, 5, examples);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_candidates_drop (VecheDb *db, gint64 id, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "DELETE FROM candidate WHERE id = ?1");

  veche_statement_bind_int (statement, 1, id);

  return veche_statement_run (statement, error);
}

gboolean
veche_candidates_edit_settle (VecheDb *db, VecheEdit *edit, gint64 id, GError **error)
{
  static const char sql[] = "SELECT f.uid FROM candidate AS c, json_each (c.examples) AS e JOIN finding AS f ON f.interaction_id = e.value"
                            " WHERE c.id = ?1 AND f.kind = 'faq' AND f.state = 'open'";
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &failed))
    veche_findings_edit_state (edit, veche_statement_text (row, 0), "done");
  if (failed == NULL)
    return veche_candidates_drop (db, id, error);

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

void
veche_candidates_edit_refuse (VecheEdit *edit, const char *question)
{
  const char *uid = veche_edit_insert (edit, "candidate_refusal");

  veche_edit_set_text (edit, "candidate_refusal", uid, "question", question);
  veche_edit_set_int (edit, "candidate_refusal", uid, "at", veche_now ());
}

GPtrArray *
veche_candidates_list_refused (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, "SELECT question FROM candidate_refusal ORDER BY id DESC LIMIT 1000");

  while (veche_statement_step (row, &failed))
    g_ptr_array_add (list, veche_statement_dup_text (row, 0));
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

/*** What was asked ***/

static GPtrArray *
read_asked (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_asked_free);
  g_autoptr (GError) failed = NULL;

  while (veche_statement_step (row, &failed))
    {
      VecheAsked *asked = g_new0 (VecheAsked, 1);

      asked->id = veche_statement_int (row, 0);
      asked->member_id = veche_statement_int (row, 1);
      asked->at = veche_statement_int (row, 2);
      asked->text = veche_statement_dup_text (row, 3);
      g_ptr_array_add (list, asked);
    }
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

GPtrArray *
veche_candidates_list_saved (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (f.interaction_id, 0), coalesce (f.member_id, 0), f.at, coalesce (i.text, f.text, f.title)"
    "  FROM finding AS f LEFT JOIN interaction AS i ON i.id = f.interaction_id AND i.deleted IS NULL"
    " WHERE f.kind = 'faq' AND f.state = 'open' ORDER BY f.at DESC LIMIT ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);

  return read_asked (row, error);
}

GPtrArray *
veche_candidates_list_asked (VecheDb *db, gint64 since, gint64 before_id, guint most, GError **error)
{
  static const char sql[] =
    "SELECT t.interaction_id, i.member_id, i.at, i.text FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id"
    " WHERE t.interaction_id < ?2 AND t.at >= ?1 AND i.text IS NOT NULL AND i.deleted IS NULL AND i.direction = 'in'"
    " ORDER BY t.interaction_id DESC LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, before_id != 0 ? before_id : G_MAXINT64);
  veche_statement_bind_int (row, 3, most);

  return read_asked (row, error);
}

GPtrArray *
veche_candidates_list_examples (VecheDb *db, const VecheCandidate *candidate, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.member_id, i.at, i.text FROM json_each (?1) AS e JOIN interaction AS i ON i.id = e.value WHERE i.text IS NOT NULL"
    " ORDER BY i.at DESC";
  g_autofree char *ids = veche_records_ids ((const gint64 *) (gpointer) candidate->examples->data, candidate->examples->len);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, ids);

  return read_asked (row, error);
}
