/* veche-member-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-member-edits.h"
#include "app/veche-member-words.h"
#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-members-table.h"

/* What a build on the writer needs; only the fields of its kind are set. */
typedef struct
{
  char  *uid, *name, *kind, *text, *event_uid;
  int    level;
  gint64 at;
} VecheMemberInput;

static void
member_input_free (gpointer data)
{
  VecheMemberInput *input = data;

  g_free (input->uid);
  g_free (input->name);
  g_free (input->kind);
  g_free (input->text);
  g_free (input->event_uid);
  g_free (input);
}

/* (transfer full) */
static VecheMemberInput *
member_input_new (const VecheMemberRef *member, const char *name, const char *kind, const char *text)
{
  VecheMemberInput *input = g_new0 (VecheMemberInput, 1);

  input->uid = g_strdup (member->uid);
  input->name = g_strdup (name);
  input->kind = g_strdup (kind);
  input->text = g_strdup (text);

  return input;
}

static void
member_build (const VecheMemberRef *member, const char *kind, VecheSessionBuild build, VecheMemberInput *input,
              const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (kind, member->name);

  veche_session_build_edit (member->session, edit, build, input, member_input_free, toast, NULL, NULL);
}

static void
member_delete (const VecheMemberRef *member, const char *kind, const char *table, const char *uid, const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (kind, member->name);

  veche_edit_delete (edit, table, uid);
  veche_session_edit (member->session, edit, toast, NULL, NULL);
}

void
veche_member_set_text (const VecheMemberRef *member, const char *field, const char *text, const char *toast)
{
  veche_member_set_words (member, field, text, toast, NULL);
}

void
veche_member_set_words (const VecheMemberRef *member, const char *field, const char *text, const char *toast, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("edit-member", member->name);

  veche_edit_set_text (edit, "member", member->uid, field, text != NULL && *text != '\0' ? text : NULL);
  veche_session_edit (member->session, edit, toast, veche_typed_saved_cb, hold);
}

void
veche_member_set_flag (const VecheMemberRef *member, const char *field, gboolean on, const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("edit-member", member->name);

  veche_edit_set_int (edit, "member", member->uid, field, on ? 1 : 0);
  veche_session_edit (member->session, edit, toast, NULL, NULL);
}

void
veche_member_archive (const VecheMemberRef *member, gboolean archived)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (archived ? "archive" : "unarchive", member->name);
  g_autofree char *toast = g_strdup_printf (archived ? _ ("Archived: %s") : _ ("Back from the archive: %s"),
                                            member->name);

  veche_edit_set_int (edit, "member", member->uid, "archived", archived ? 1 : 0);
  veche_session_edit (member->session, edit, toast, NULL, NULL);
}

static gboolean
member_tag_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheMemberInput *input = data;

  return veche_members_edit_tag (db, edit, input->uid, input->name, input->level != 0, error);
}

void
veche_member_tag (const VecheMemberRef *member, const char *tag, gboolean on)
{
  VecheMemberInput *input = member_input_new (member, tag, NULL, NULL);
  g_autofree char *toast = g_strdup_printf (on ? _ ("Tag added: %s") : _ ("Tag removed: %s"), tag);

  input->level = on;
  member_build (member, "tag", member_tag_build, input, toast);
}

static gboolean
member_competency_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheMemberInput *input = data;

  return veche_members_edit_competency (db, edit, input->uid, input->name, input->level,
                                        input->kind != NULL ? input->kind : "confirmed", error);
}

void
veche_member_competency (const VecheMemberRef *member, const char *competency, int level)
{
  veche_member_competency_origin (member, competency, level, NULL);
}

void
veche_member_competency_origin (const VecheMemberRef *member, const char *competency, int level, const char *origin)
{
  VecheMemberInput *input = member_input_new (member, competency, origin, NULL);
  g_autofree char *toast
    = g_strdup_printf (level == 0 ? _ ("Competency removed: %s") : _ ("Competency saved: %s"), competency);

  input->level = level;
  member_build (member, "competency", member_competency_build, input, toast);
}

static gboolean
member_evidence_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheMemberInput *input = data;

  return veche_members_edit_evidence (db, edit, input->uid, input->name, input->kind, input->text, input->at, NULL,
                                      input->event_uid, error);
}

void
veche_member_evidence (const VecheMemberRef *member, const char *competency, const char *kind, const char *text,
                       gint64 at, const char *event_uid)
{
  VecheMemberInput *input = member_input_new (member, competency, kind, text);

  input->at = at;
  input->event_uid = g_strdup (event_uid);
  member_build (member, "evidence", member_evidence_build, input, _ ("Evidence added"));
}

void
veche_member_remove_evidence (const VecheMemberRef *member, const char *evidence_uid)
{
  member_delete (member, "evidence", "competency_evidence", evidence_uid, _ ("Evidence removed"));
}

static gboolean
member_identity_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheMemberInput *input = data;

  return veche_members_edit_identity (db, edit, input->uid, input->kind, input->text, error);
}

void
veche_member_identity (const VecheMemberRef *member, const char *platform, const char *handle_or_url)
{
  VecheMemberInput *input = member_input_new (member, NULL, platform, handle_or_url);
  g_autofree char *toast = g_strdup_printf (_ ("Account added: %s"), handle_or_url);

  member_build (member, "identity", member_identity_build, input, toast);
}

void
veche_member_remove_identity (const VecheMemberRef *member, const char *identity_uid)
{
  member_delete (member, "identity", "identity", identity_uid, _ ("Account removed"));
}

static gboolean
member_log_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheMemberInput *input = data;

  return veche_members_edit_log (db, edit, input->uid, input->kind, input->text, input->at, error);
}

void
veche_member_log (const VecheMemberRef *member, const char *kind, const char *text, gint64 at)
{
  VecheMemberInput *input = member_input_new (member, NULL, kind, text);
  /* Translators: what was written down, and with whom: "Call, Anna Lebedeva" */
  g_autofree char *toast
    = g_strdup_printf (_ ("Written down: %s, %s"), veche_interaction_kind_word (kind), member->name);

  input->at = at;
  member_build (member, "log", member_log_build, input, toast);
}

void
veche_member_note (const VecheMemberRef *member, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("note", member->name);
  const char *uid = veche_edit_insert (edit, "member_note");

  veche_edit_set_ref (edit, "member_note", uid, "member_id", member->uid);
  veche_edit_set_int (edit, "member_note", uid, "at", veche_now ());
  veche_edit_set_text (edit, "member_note", uid, "author", veche_session_get_actor (member->session));
  veche_edit_set_text (edit, "member_note", uid, "text", text);
  veche_session_edit (member->session, edit, _ ("Note added"), NULL, NULL);
}

void
veche_member_remove_note (const VecheMemberRef *member, const char *note_uid)
{
  member_delete (member, "note", "member_note", note_uid, _ ("Note removed"));
}

char *
veche_member_create (VecheSession *session, const char *name, VecheSessionDone done, gpointer user_data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));
  g_autofree char *toast = g_strdup_printf (_ ("Added: %s"), name);

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", veche_now ());
  veche_session_edit (session, edit, toast, done, user_data);

  return uid;
}
