/* veche-proposals-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-proposals-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"
#include "store/veche-wishes-table.h"

#define LEVEL_INTRO   2    /* of a competency that nobody gave a level */
#define LEVEL_ANSWERS 3
#define MAX_LEVEL     5

void
veche_proposal_free (VecheProposal *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->kind);
  g_free (self->value);
  g_free (self->quote);
  g_free (self->interaction_uid);
  g_free (self->place);
  g_free (self->origin);
  g_free (self->state);
  g_free (self);
}

/*** Lists ***/

#define COLUMNS                                                                                                                  \
  "p.id, p.uid, p.member_id, m.uid, m.name, p.kind, p.value, p.quote, i.uid, c.name, p.origin, p.state, i.at, p.at, p.level,"    \
  " p.count, p.kind = 'competency' AND EXISTS (SELECT 1 FROM competency AS k WHERE k.name = p.value)"
#define FROM_PROPOSAL                                                                                                            \
  "  FROM proposal AS p JOIN member AS m ON m.id = p.member_id LEFT JOIN interaction AS i ON i.id = p.interaction_id"             \
  "  LEFT JOIN channel AS c ON c.id = i.channel_id"

static VecheProposal *
proposal_from_row (VecheStatement *row)
{
  VecheProposal *self = g_new0 (VecheProposal, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->member_id = veche_statement_int (row, 2);
  self->member_uid = veche_statement_dup_text (row, 3);
  self->member_name = veche_statement_dup_text (row, 4);
  self->kind = veche_statement_dup_text (row, 5);
  self->value = veche_statement_dup_text (row, 6);
  self->quote = veche_statement_dup_text (row, 7);
  self->interaction_uid = veche_statement_dup_text (row, 8);
  self->place = veche_statement_dup_text (row, 9);
  self->origin = veche_statement_dup_text (row, 10);
  self->state = veche_statement_dup_text (row, 11);
  self->said = veche_statement_int (row, 12);
  self->at = veche_statement_int (row, 13);
  self->level = (int) veche_statement_int (row, 14);
  self->count = (guint) veche_statement_int (row, 15);
  self->known = veche_statement_int (row, 16) != 0;

  return self;
}

GPtrArray *
veche_proposals_list (VecheDb *db, const char *state, gint64 member_id, guint limit, GError **error)
{
  static const char all_sql[] =
    "SELECT " COLUMNS FROM_PROPOSAL
    " WHERE (?1 IS NULL OR p.state = ?1) AND m.archived = 0 ORDER BY p.member_id, ifnull (i.at, p.at) DESC, p.id LIMIT ?3";
  static const char member_sql[] =
    "SELECT " COLUMNS FROM_PROPOSAL
    " WHERE (?1 IS NULL OR p.state = ?1) AND p.member_id = ?2 ORDER BY ifnull (i.at, p.at) DESC, p.id LIMIT ?3";
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_proposal_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, member_id != 0 ? member_sql : all_sql);

  veche_statement_bind_text (row, 1, state);
  if (member_id != 0)
    veche_statement_bind_int (row, 2, member_id);
  veche_statement_bind_int (row, 3, limit != 0 ? limit : 5000);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (proposals, proposal_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&proposals);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

guint
veche_proposals_count (VecheDb *db, gint64 member_id, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FROM proposal AS p JOIN member AS m ON m.id = p.member_id"
    " WHERE p.state = 'open' AND m.archived = 0 AND (?1 = 0 OR p.member_id = ?1)";
  VecheStatement *row = veche_db_prepare (db, sql);
  guint n = 0;

  veche_statement_bind_int (row, 1, member_id);
  if (veche_statement_step (row, error))
    n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static VecheProposal *
load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS FROM_PROPOSAL " WHERE p.uid = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheProposal *proposal;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no proposal %s", uid);
      return NULL;
    }
  proposal = proposal_from_row (row);
  veche_statement_reset (row);

  return proposal;
}

/*** Decisions ***/

/* 0: the member does not claim it. */
static int
claimed_level (VecheDb *db, gint64 member_id, const char *competency)
{
  static const char sql[] =
    "SELECT l.level FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id WHERE l.member_id = ?1 AND c.name = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  int level = 0;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_text (row, 2, competency);
  if (veche_statement_step (row, NULL))
    level = (int) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return level;
}

/* What is claimed already keeps its level, unless the person gives another now. */
static gboolean
accept_competency (VecheDb *db, VecheEdit *edit, const VecheProposal *proposal, const char *value, int level, GError **error)
{
  gboolean intro = strcmp (proposal->origin, "intro") == 0;
  int claimed = claimed_level (db, proposal->member_id, value);
  int wanted = level != 0 ? level : claimed != 0 ? claimed : proposal->level;

  if (wanted == 0)
    wanted = intro ? LEVEL_INTRO : LEVEL_ANSWERS;
  wanted = CLAMP (wanted, 1, MAX_LEVEL);
  if ((claimed == 0 || claimed != wanted)
      && !veche_members_edit_competency (db, edit, proposal->member_uid, value, wanted, claimed != 0 ? NULL : intro ? "self" : "confirmed", error))
    return FALSE;

  return veche_members_edit_evidence (db, edit, proposal->member_uid, value, intro ? "self" : "message", proposal->quote,
                                      proposal->said != 0 ? proposal->said : proposal->at, proposal->interaction_uid, NULL, error);
}

gboolean
veche_proposals_edit_accept (VecheDb *db, VecheEdit *edit, const char *uid, const char *value, int level, GError **error)
{
  VecheProposal *proposal = load (db, uid, error);
  gboolean done = TRUE;

  if (proposal == NULL)
    return FALSE;
  if (value == NULL || value[0] == '\0')
    value = proposal->value;

  if (strcmp (proposal->kind, "competency") == 0)
    done = accept_competency (db, edit, proposal, value, level, error);
  else if (strcmp (proposal->kind, "city") == 0)
    veche_edit_set_text (edit, "member", proposal->member_uid, "city", value);
  else
    veche_wishes_edit_add (edit, proposal->member_uid, proposal->kind, value, proposal->said, proposal->interaction_uid);
  if (done)
    veche_edit_set_text (edit, "proposal", uid, "state", "accepted");
  veche_proposal_free (proposal);

  return done;
}

void
veche_proposals_edit_reject (VecheEdit *edit, const char *uid)
{
  veche_edit_set_text (edit, "proposal", uid, "state", "rejected");
}

/*** Found ***/

gboolean
veche_proposals_add (VecheDb *db, const VecheProposal *found, gboolean *added, GError **error)
{
  static const char sql[] =
    "INSERT INTO proposal (uid, member_id, kind, value, level, quote, interaction_id, origin, count, at)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, (SELECT i.id FROM interaction AS i WHERE " VECHE_INTERACTION_HAS_UID ("i", "?7") "), ?8, ?9, ?10"
    "  WHERE NOT EXISTS (SELECT 1 FROM proposal WHERE member_id = ?2 AND kind = ?3 AND veche_fold (value) = veche_fold (?4))";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_int (statement, 2, found->member_id);
  veche_statement_bind_text (statement, 3, found->kind);
  veche_statement_bind_text (statement, 4, found->value);
  veche_statement_bind_id (statement, 5, found->level);
  veche_statement_bind_text (statement, 6, found->quote);
  veche_statement_bind_text (statement, 7, found->interaction_uid);
  veche_statement_bind_text (statement, 8, found->origin);
  veche_statement_bind_int (statement, 9, MAX (found->count, 1));
  veche_statement_bind_int (statement, 10, found->at != 0 ? found->at : veche_now ());
  if (!veche_statement_run (statement, error))
    return FALSE;
  if (added != NULL)
    *added = veche_db_changes (db) > 0;

  return TRUE;
}
