/* veche-plan-team-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is asked to take a slot, who takes it, and who does so no longer.
 */

#include "store/veche-plan-team.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-statement.h"

void
veche_invitation_free (VecheInvitation *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->state);
  g_free (self->platform);
  g_free (self->text);
  g_free (self->note);
  g_free (self->interaction_uid);
  g_free (self);
}

GPtrArray *
veche_team_list_invitations (VecheDb *db, const char *slot_uid, GError **error)
{
  static const char sql[] =
    "SELECT m.id, i.uid, m.uid, m.name, i.state, i.platform, i.text, i.note, r.uid, i.at, i.answered"
    "  FROM project_slot AS s JOIN project_invitation AS i ON i.slot_id = s.id JOIN member AS m ON m.id = i.member_id"
    "  LEFT JOIN interaction AS r ON r.id = i.interaction_id WHERE s.uid = ?1 ORDER BY i.at DESC, i.id DESC";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_invitation_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, slot_uid);
  while (veche_statement_step (row, &local))
    {
      VecheInvitation *self = g_new0 (VecheInvitation, 1);

      self->member_id = veche_statement_int (row, 0);
      self->uid = veche_statement_dup_text (row, 1);
      self->member_uid = veche_statement_dup_text (row, 2);
      self->name = veche_statement_dup_text (row, 3);
      self->state = veche_statement_dup_text (row, 4);
      self->platform = veche_statement_dup_text (row, 5);
      self->text = veche_statement_dup_text (row, 6);
      self->note = veche_statement_dup_text (row, 7);
      self->interaction_uid = veche_statement_dup_text (row, 8);
      self->at = veche_statement_int (row, 9);
      self->answered = veche_statement_int (row, 10);
      g_ptr_array_add (invitations, self);
    }
  if (local == NULL)
    return g_steal_pointer (&invitations);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** What is changed ***/

/* (transfer full) (nullable) */
static char *
find_of (VecheDb *db, const char *sql, const char *slot_uid, const char *member_uid)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, slot_uid);
  veche_statement_bind_text (row, 2, member_uid);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}

#define INVITATION_SQL                                                                                                \
  "SELECT i.uid FROM project_slot AS s JOIN project_invitation AS i ON i.slot_id = s.id JOIN member AS m ON m.id = i.member_id WHERE s.uid = ?1 AND m.uid = ?2"
#define TEAM_SQL                                                                                                      \
  "SELECT t.uid FROM project_slot AS s JOIN project_member AS t ON t.slot_id = s.id JOIN member AS m ON m.id = t.member_id WHERE s.uid = ?1 AND m.uid = ?2"

static char *
need_invitation (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid)
{
  char *uid = find_of (db, INVITATION_SQL, slot_uid, member_uid);

  if (uid != NULL)
    return uid;
  uid = g_strdup (veche_edit_insert (edit, "project_invitation"));
  veche_edit_set_ref (edit, "project_invitation", uid, "slot_id", slot_uid);
  veche_edit_set_ref (edit, "project_invitation", uid, "member_id", member_uid);
  veche_edit_set_int (edit, "project_invitation", uid, "at", veche_now ());

  return uid;
}

gboolean
veche_team_edit_invite (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, const char *platform, const char *text, GError **error)
{
  g_autoptr (VecheSlotCard) slot = veche_team_load_slot (db, slot_uid, error);
  g_autofree char *uid = NULL;

  if (slot == NULL)
    return FALSE;
  uid = need_invitation (db, edit, slot_uid, member_uid);
  veche_edit_set_text (edit, "project_invitation", uid, "state", "invited");
  veche_edit_set_int (edit, "project_invitation", uid, "at", veche_now ());
  veche_edit_set_null (edit, "project_invitation", uid, "answered");
  veche_edit_set_null (edit, "project_invitation", uid, "note");
  veche_edit_set_text (edit, "project_invitation", uid, "platform", platform);
  veche_edit_set_text (edit, "project_invitation", uid, "text", text);

  return TRUE;
}

gboolean
veche_team_edit_answer (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, const char *state, const char *interaction_uid,
                        GError **error)
{
  static const char *const known[] = { "accepted", "declined", "silent", NULL };
  g_autoptr (VecheSlotCard) slot = veche_team_load_slot (db, slot_uid, error);
  g_autofree char *uid = NULL, *place = NULL;

  if (slot == NULL)
    return FALSE;
  if (!g_strv_contains (known, state))
    return veche_events_refuse (error, "“%s” is no answer: accepted, declined or silent", state);

  uid = need_invitation (db, edit, slot_uid, member_uid);
  place = find_of (db, TEAM_SQL, slot_uid, member_uid);
  veche_edit_set_text (edit, "project_invitation", uid, "state", state);
  if (strcmp (state, "silent") != 0)
    veche_edit_set_int (edit, "project_invitation", uid, "answered", veche_now ());
  if (strcmp (state, "accepted") == 0)
    veche_edit_set_null (edit, "project_invitation", uid, "note");   /* why they had left it */
  if (interaction_uid != NULL)
    veche_edit_set_ref (edit, "project_invitation", uid, "interaction_id", interaction_uid);

  if (strcmp (state, "accepted") != 0 && place != NULL)
    veche_edit_delete (edit, "project_member", place);
  else if (strcmp (state, "accepted") == 0 && place == NULL)
    {
      const char *made = veche_edit_insert (edit, "project_member");

      veche_edit_set_ref (edit, "project_member", made, "project_id", slot->project_uid);
      veche_edit_set_ref (edit, "project_member", made, "member_id", member_uid);
      veche_edit_set_ref (edit, "project_member", made, "slot_id", slot_uid);
      veche_edit_set_ref (edit, "project_member", made, "competency_id", slot->competency_uid);
    }

  return TRUE;
}

/* Several rows where the same person was put there more than once. */
static gboolean
delete_places (VecheDb *db, VecheEdit *edit, const char *sql, const char *of_uid, const char *member_uid, guint *n, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, of_uid);
  veche_statement_bind_text (row, 2, member_uid);
  for (*n = 0; veche_statement_step (row, &local); (*n)++)
    veche_edit_delete (edit, "project_member", veche_statement_text (row, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_team_edit_leave (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, gboolean withdrawn, const char *reason, GError **error)
{
  g_autoptr (VecheSlotCard) slot = veche_team_load_slot (db, slot_uid, error);
  g_autofree char *asked = NULL, *uid = NULL;
  guint n;

  if (slot == NULL || !delete_places (db, edit, TEAM_SQL, slot_uid, member_uid, &n, error))
    return FALSE;
  asked = find_of (db, INVITATION_SQL " AND i.state IN ('invited', 'accepted')", slot_uid, member_uid);
  if (n == 0 && asked == NULL)
    return veche_events_refuse (error, "They neither have “%s” nor were asked to take it", slot->title);

  uid = need_invitation (db, edit, slot_uid, member_uid);
  veche_edit_set_text (edit, "project_invitation", uid, "state", withdrawn ? "withdrawn" : "declined");
  veche_edit_set_int (edit, "project_invitation", uid, "answered", veche_now ());
  veche_edit_set_text (edit, "project_invitation", uid, "note", reason);

  return TRUE;
}

gboolean
veche_team_edit_leave_project (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *member_uid, GError **error)
{
  static const char sql[] =
    "SELECT t.uid FROM project AS p JOIN project_member AS t ON t.project_id = p.id JOIN member AS m ON m.id = t.member_id"
    " WHERE p.uid = ?1 AND m.uid = ?2 AND t.slot_id IS NULL";
  guint n;

  if (!delete_places (db, edit, sql, project_uid, member_uid, &n, error))
    return FALSE;

  return n > 0 || veche_events_refuse (error, "They take no part in it without a role%s", "");
}

char *
veche_team_find_talk (VecheDb *db, const char *member_uid, const char *platform, const char *const *writers)
{
  static const char sql[] =
    "SELECT i.uid FROM member AS m JOIN interaction AS i ON i.member_id = m.id JOIN channel AS c ON c.id = i.channel_id JOIN source AS s ON s.id = c.source_id"
    " WHERE m.uid = ?1 AND (?2 IS NULL OR c.platform = ?2) AND instr (?3, '|' || s.type || '|') > 0 AND i.direction = 'in' AND i.deleted IS NULL"
    "   AND i.kind IN ('message', 'post', 'reply', 'comment', 'dm')"
    " ORDER BY c.kind = 'personal' DESC, i.at DESC, i.id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *list = g_strjoinv ("|", (char **) writers), *types = g_strconcat ("|", list, "|", NULL);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, member_uid);
  veche_statement_bind_text (row, 2, platform);
  veche_statement_bind_text (row, 3, types);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}
