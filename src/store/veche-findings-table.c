/* veche-findings-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-findings-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MOST 500
#define TITLE_CHARS 80

const char *const veche_finding_kinds[] = { "feedback", "faq", "case", NULL };

void
veche_finding_free (VecheFinding *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->state);
  g_free (self->text);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->interaction_uid);
  g_free (self->channel_name);
  g_free (self->platform);
  g_free (self);
}

static VecheFinding *
finding_from_row (VecheStatement *row)
{
  VecheFinding *self = g_new0 (VecheFinding, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->kind = veche_statement_dup_text (row, 2);
  self->title = veche_statement_dup_text (row, 3);
  self->text = veche_statement_dup_text (row, 4);
  self->member_uid = veche_statement_dup_text (row, 5);
  self->member_name = veche_statement_dup_text (row, 6);
  self->interaction_uid = veche_statement_dup_text (row, 7);
  self->at = veche_statement_int (row, 8);
  self->state = veche_statement_dup_text (row, 9);
  self->channel_name = veche_statement_dup_text (row, 10);
  self->platform = veche_statement_dup_text (row, 11);
  self->said_at = veche_statement_int (row, 12);

  return self;
}

GPtrArray *
veche_findings_list (VecheDb *db, const char *kind, const char *state, const char *interaction_uid, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT f.id, f.uid, f.kind, f.title, f.text, m.uid, m.name, i.uid, f.at, f.state, c.name, c.platform, i.at"
    "  FROM finding AS f LEFT JOIN member AS m ON m.id = f.member_id LEFT JOIN interaction AS i ON i.id = f.interaction_id"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE (?1 IS NULL OR f.kind = ?1) AND (?2 IS NULL OR f.state = ?2) AND (?3 IS NULL OR f.interaction_id = ?3)"
    " ORDER BY f.at DESC, f.id DESC LIMIT ?4";
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_finding_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, kind);
  veche_statement_bind_text (row, 2, state);
  if (interaction_uid != NULL)
    veche_statement_bind_int (row, 3, veche_db_id_for_uid (db, "interaction", interaction_uid));
  veche_statement_bind_int (row, 4, limit != 0 ? limit : MOST);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (findings, finding_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&findings);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gboolean
veche_findings_count (VecheDb *db, guint *open, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM finding WHERE state = 'open' AND kind <> 'faq'");

  if (!veche_statement_step (row, error))
    return FALSE;
  *open = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return TRUE;
}

/* What the message says and who wrote it. */
static gboolean
read_message (VecheDb *db, const char *interaction_uid, char **text, char **member_uid, GError **error)
{
  static const char sql[] = "SELECT i.text, m.uid FROM interaction AS i LEFT JOIN member AS m ON m.id = i.member_id WHERE i.id = ?1";
  gint64 id = veche_db_id_for_uid (db, "interaction", interaction_uid);
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found;

  veche_statement_bind_int (row, 1, id);
  found = id != 0 && veche_statement_step (row, NULL);
  if (found)
    {
      *text = veche_statement_dup_text (row, 0);
      *member_uid = veche_statement_dup_text (row, 1);
    }
  veche_statement_reset (row);
  if (!found)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no message “%s”", interaction_uid);

  return found;
}

const char *
veche_findings_edit_add (VecheDb *db, VecheEdit *edit, const char *kind, const char *title, const char *interaction_uid, GError **error)
{
  g_autoptr (GPtrArray) before = veche_findings_list (db, kind, NULL, interaction_uid, 1, error);
  g_autofree char *text = NULL, *member_uid = NULL, *words = NULL;
  const char *uid;

  if (before == NULL || !read_message (db, interaction_uid, &text, &member_uid, error))
    return NULL;
  words = veche_text_tidy (title);
  if (words == NULL && text != NULL)
    {
      g_autofree char *clipped = veche_text_clamp (text, TITLE_CHARS, FALSE);

      words = veche_text_tidy (clipped);
    }
  if (words == NULL)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "What is it about?");
  else if (before->len > 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "This message is saved as %s already", kind);
  if (words == NULL || before->len > 0)
    return NULL;
  uid = veche_edit_insert (edit, "finding");
  veche_edit_set_text (edit, "finding", uid, "kind", kind);
  veche_edit_set_text (edit, "finding", uid, "title", words);
  veche_edit_set_text (edit, "finding", uid, "text", text);
  veche_edit_set_ref (edit, "finding", uid, "member_id", member_uid);
  veche_edit_set_ref (edit, "finding", uid, "interaction_id", interaction_uid);
  veche_edit_set_int (edit, "finding", uid, "at", veche_now ());

  return uid;
}

void
veche_findings_edit_state (VecheEdit *edit, const char *uid, const char *state)
{
  veche_edit_set_text (edit, "finding", uid, "state", state);
}

void
veche_findings_edit_remove (VecheEdit *edit, const char *uid)
{
  veche_edit_delete (edit, "finding", uid);
}
