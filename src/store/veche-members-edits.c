/* veche-members-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-members-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

/* What a person asked for, looked up and put into an edit.  The same tag or competency may be new and named twice in one edit: what the edit
 * itself makes counts as being there. */

#define MAX_LEVEL 5

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

/* The one uid that the statement yields for up to two texts. (nullable) */
static char *
fetch_uid (VecheDb *db, const char *sql, const char *first, const char *second)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid;

  veche_statement_bind_text (row, 1, first);
  if (second != NULL)
    veche_statement_bind_text (row, 2, second);
  if (!veche_statement_step (row, NULL))
    return NULL;
  uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

static gboolean
step_sets (const VecheEditStep *step, const char *table, const char *field, const char *text)
{
  return step->kind == VECHE_EDIT_SET && strcmp (step->table, table) == 0 && strcmp (step->field, field) == 0 &&
         G_VALUE_HOLDS_STRING (&step->value) && strcmp (g_value_get_string (&step->value), text) == 0;
}

/* A row that this edit makes and whose fields say both. (transfer none) (nullable) */
static const char *
find_in_edit (VecheEdit *edit, const char *table, const char *field, const char *text, const char *other_field, const char *other)
{
  guint n = veche_edit_get_n_steps (edit);

  for (guint i = 0; i < n; i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);

      if (!step_sets (step, table, field, text))
        continue;
      if (other_field == NULL)
        return step->uid;
      for (guint j = 0; j < n; j++)
        if (step_sets (veche_edit_get_step (edit, j), table, other_field, other) &&
            strcmp (veche_edit_get_step (edit, j)->uid, step->uid) == 0)
          return step->uid;
    }

  return NULL;
}

/* By name, in whatever case, and for a competency by its other names. (transfer full) (nullable) */
static char *
find_named (VecheDb *db, const char *list, const char *name)
{
  g_autofree char *folded = veche_text_fold (name);
  g_autoptr (GError) error = NULL;
  VecheStatement *row = veche_db_prepare (db, list);
  char *found = NULL;

  while (found == NULL && veche_statement_step (row, &error))
    {
      g_autofree char *other = veche_text_fold (veche_statement_text (row, 1));

      if (strcmp (other, folded) == 0)
        found = veche_statement_dup_text (row, 0);
    }
  veche_statement_reset (row);

  return found;
}

/* The same; made when there is none. (transfer full) */
static char *
find_or_make_named (VecheDb *db, VecheEdit *edit, const char *table, const char *list, const char *name)
{
  char *found = find_named (db, list, name);
  const char *uid;

  if (found != NULL)
    return found;

  uid = find_in_edit (edit, table, "name", name, NULL, NULL);
  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, table);
      veche_edit_set_text (edit, table, uid, "name", name);
    }

  return g_strdup (uid);
}

gboolean
veche_members_edit_tag (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *tag, gboolean on, GError **error)
{
  static const char tags[] = "SELECT uid, name FROM tag";
  static const char worn[] =
    "SELECT w.uid FROM member_tag AS w JOIN member AS m ON m.id = w.member_id JOIN tag AS t ON t.id = w.tag_id WHERE m.uid = ?1 AND t.uid = ?2";
  g_autofree char *name = veche_text_tidy (tag);
  g_autofree char *tag_uid = NULL, *row_uid = NULL;
  const char *uid;

  if (name == NULL)
    return set_invalid (error, "A tag needs a name");

  tag_uid = on ? find_or_make_named (db, edit, "tag", tags, name) : find_named (db, tags, name);
  row_uid = tag_uid != NULL ? fetch_uid (db, worn, member_uid, tag_uid) : NULL;
  if (!on)
    {
      if (row_uid != NULL)
        veche_edit_delete (edit, "member_tag", row_uid);
      return TRUE;
    }
  if (row_uid != NULL || find_in_edit (edit, "member_tag", "member_id", member_uid, "tag_id", tag_uid) != NULL)
    return TRUE;

  uid = veche_edit_insert (edit, "member_tag");
  veche_edit_set_ref (edit, "member_tag", uid, "member_id", member_uid);
  veche_edit_set_ref (edit, "member_tag", uid, "tag_id", tag_uid);

  return TRUE;
}

/* The member's row for the competency, there or in the edit. (transfer full) (nullable) */
static char *
find_claim (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *competency_uid)
{
  static const char sql[] =
    "SELECT l.uid FROM member_competency AS l JOIN member AS m ON m.id = l.member_id JOIN competency AS c ON c.id = l.competency_id"
    " WHERE m.uid = ?1 AND c.uid = ?2";
  char *uid = fetch_uid (db, sql, member_uid, competency_uid);

  return uid != NULL ? uid
                     : g_strdup (find_in_edit (edit, "member_competency", "member_id", member_uid, "competency_id", competency_uid));
}

static const char competency_names[] =
  "SELECT uid, name FROM competency"
  " UNION ALL SELECT c.uid, a.alias FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id";

static char *
find_competency (VecheDb *db, const char *name)
{
  return find_named (db, competency_names, name);
}

static char *
find_or_make_competency (VecheDb *db, VecheEdit *edit, const char *name)
{
  return find_or_make_named (db, edit, "competency", competency_names, name);
}

static char *
make_claim (VecheEdit *edit, const char *member_uid, const char *competency_uid, int level, const char *origin)
{
  const char *uid = veche_edit_insert (edit, "member_competency");

  veche_edit_set_ref (edit, "member_competency", uid, "member_id", member_uid);
  veche_edit_set_ref (edit, "member_competency", uid, "competency_id", competency_uid);
  veche_edit_set_int (edit, "member_competency", uid, "level", level);
  veche_edit_set_text (edit, "member_competency", uid, "origin", origin != NULL ? origin : "confirmed");
  veche_edit_set_int (edit, "member_competency", uid, "at", veche_now ());

  return g_strdup (uid);
}

gboolean
veche_members_edit_competency (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *competency, int level, const char *origin,
                               GError **error)
{
  g_autofree char *name = veche_text_tidy (competency);
  g_autofree char *competency_uid = NULL, *claim = NULL;

  if (name == NULL)
    return set_invalid (error, "A competency needs a name");
  if (level < 0 || level > MAX_LEVEL)
    return set_invalid (error, "A level is a number from 1 to 5");

  competency_uid = level > 0 ? find_or_make_competency (db, edit, name) : find_competency (db, name);
  claim = competency_uid != NULL ? find_claim (db, edit, member_uid, competency_uid) : NULL;
  if (level == 0)
    {
      if (claim != NULL)
        veche_edit_delete (edit, "member_competency", claim);
      return TRUE;
    }
  if (claim == NULL)
    {
      claim = make_claim (edit, member_uid, competency_uid, level, origin);
      return TRUE;
    }

  veche_edit_set_int (edit, "member_competency", claim, "level", level);
  if (origin != NULL)
    veche_edit_set_text (edit, "member_competency", claim, "origin", origin);

  return TRUE;
}

gboolean
veche_members_edit_evidence (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *competency, const char *kind, const char *text,
                             gint64 at, const char *interaction_uid, const char *event_uid, GError **error)
{
  g_autofree char *name = veche_text_tidy (competency);
  g_autofree char *competency_uid = NULL, *claim = NULL;
  const char *uid;

  if (name == NULL)
    return set_invalid (error, "A competency needs a name");

  competency_uid = find_or_make_competency (db, edit, name);
  claim = find_claim (db, edit, member_uid, competency_uid);
  if (claim == NULL)
    claim = make_claim (edit, member_uid, competency_uid, 1, g_str_equal (kind, "self") ? "self" : "confirmed");

  uid = veche_edit_insert (edit, "competency_evidence");
  veche_edit_set_ref (edit, "competency_evidence", uid, "member_competency_id", claim);
  veche_edit_set_text (edit, "competency_evidence", uid, "kind", kind);
  veche_edit_set_int (edit, "competency_evidence", uid, "at", at);
  veche_edit_set_text (edit, "competency_evidence", uid, "text", text);
  veche_edit_set_ref (edit, "competency_evidence", uid, "interaction_id", interaction_uid);
  veche_edit_set_ref (edit, "competency_evidence", uid, "event_id", event_uid);

  return TRUE;
}

gboolean
veche_members_edit_log (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *kind, const char *text, gint64 at, GError **error)
{
  static const char *const kinds[] = { "call", "dm", "email", "meeting", "note", "attendance", NULL };
  const char *uid;

  if (!g_strv_contains (kinds, kind))
    return set_invalid (error, "What can be logged is call, dm, email, meeting, note or attendance");

  uid = veche_edit_insert (edit, "interaction");
  veche_edit_set_text (edit, "interaction", uid, "kind", kind);
  veche_edit_set_int (edit, "interaction", uid, "at", at);
  veche_edit_set_ref (edit, "interaction", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "interaction", uid, "direction", "out");
  veche_edit_set_text (edit, "interaction", uid, "text", text != NULL && *text != '\0' ? text : NULL);

  return TRUE;
}

/* "https://mastodon.social/@anna" or "@anna@mastodon.social" → instance, handle, url; a plain handle has neither instance nor url. */
static void
split_handle (const char *platform, const char *typed, char **instance, char **handle, char **url)
{
  g_autoptr (GUri) uri = strstr (typed, "://") != NULL ? g_uri_parse (typed, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  gboolean federated = g_str_equal (platform, "mastodon") || g_str_equal (platform, "discourse") || g_str_equal (platform, "matrix");
  const char *bare = *typed == '@' ? typed + 1 : typed;
  const char *host = strchr (bare, '@');

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    {
      g_auto (GStrv) path = g_strsplit (g_uri_get_path (uri), "/", -1);
      const char *last = "";

      for (guint i = 0; path[i] != NULL; i++)
        if (*path[i] != '\0')
          last = path[i];
      *instance = g_strdup (federated ? g_uri_get_host (uri) : "");
      *handle = g_strdup (g_str_equal (platform, "web") || *last == '\0' ? typed : *last == '@' ? last + 1 : last);
      *url = g_strdup (typed);
      return;
    }

  *url = NULL;
  *instance = g_strdup (federated && host != NULL ? host + 1 : "");
  *handle = federated && host != NULL ? g_strndup (bare, (gsize) (host - bare)) : g_strdup (bare);
}

gboolean
veche_members_edit_identity (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *platform, const char *handle_or_url, GError **error)
{
  static const char taken[] =
    "SELECT m.name FROM identity AS i JOIN member AS m ON m.id = i.member_id"
    " WHERE i.platform = ?1 AND i.handle = ?2 COLLATE NOCASE AND ?3 IN ('', i.instance) LIMIT 1";
  g_autofree char *typed = veche_text_tidy (handle_or_url);
  g_autofree char *instance = NULL, *handle = NULL, *url = NULL, *remote_id = NULL;
  VecheStatement *row;
  const char *uid;

  if (typed == NULL || strcmp (typed, "@") == 0)
    return set_invalid (error, "An account needs a handle or an address");

  split_handle (platform, typed, &instance, &handle, &url);
  row = veche_db_prepare (db, taken);
  veche_statement_bind_text (row, 1, platform);
  veche_statement_bind_text (row, 2, handle);
  veche_statement_bind_text (row, 3, instance);
  if (veche_statement_step (row, NULL))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "This account already belongs to %s", veche_statement_text (row, 0));
      veche_statement_reset (row);
      return FALSE;
    }

  remote_id = g_utf8_strdown (handle, -1);
  uid = veche_edit_insert (edit, "identity");
  veche_edit_set_ref (edit, "identity", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "identity", uid, "platform", platform);
  veche_edit_set_text (edit, "identity", uid, "instance", instance);
  veche_edit_set_text (edit, "identity", uid, "remote_id", remote_id);
  veche_edit_set_text (edit, "identity", uid, "handle", handle);
  veche_edit_set_text (edit, "identity", uid, "url", url);

  return TRUE;
}
