/* veche-competencies-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-competencies-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-segments-table.h"
#include "store/veche-statement.h"

#define NAME_MOST 120

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

static gboolean
check_there (VecheDb *db, const char *uid, GError **error)
{
  if (uid != NULL && veche_db_id_for_uid (db, "competency", uid) != 0)
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no competency “%s”", uid != NULL ? uid : "");

  return FALSE;
}

/* Trimmed, inner white space single; NULL with an error: nothing is left or too much. */
static char *
tidy_name (const char *name, GError **error)
{
  g_autofree char *tidy = veche_text_tidy (name);

  if (tidy == NULL || g_utf8_strlen (tidy, -1) > NAME_MOST)
    {
      set_invalid (error, "A competency needs a name of up to 120 letters");
      return NULL;
    }

  return g_steal_pointer (&tidy);
}

/* Who bears the name, in whatever case, as a name or another name; alias_uid is set when it is another name. (transfer full) (nullable) */
static char *
find_bearer (VecheDb *db, const char *name, char **alias_uid)
{
  static const char sql[] =
    "SELECT uid, name, NULL FROM competency"
    " UNION ALL SELECT c.uid, a.alias, a.uid FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id";
  g_autofree char *folded = veche_text_fold (name);
  VecheStatement *row = veche_db_prepare (db, sql);
  char *found = NULL;

  while (found == NULL && veche_statement_step (row, NULL))
    {
      g_autofree char *other = veche_text_fold (veche_statement_text (row, 1));

      if (strcmp (other, folded) != 0)
        continue;
      found = veche_statement_dup_text (row, 0);
      *alias_uid = veche_statement_dup_text (row, 2);
    }
  veche_statement_reset (row);

  return found;
}

/* The text columns of all rows that the statement yields for up to two uids; the edit is filled after reading, so that nothing is half read
 * meanwhile. (element-type GStrv) */
static GPtrArray *
read_texts (VecheDb *db, const char *sql, guint n_columns, const char *first, const char *second, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, first);
  if (second != NULL)
    veche_statement_bind_text (row, 2, second);
  while (veche_statement_step (row, &local))
    {
      GStrv texts = g_new0 (char *, n_columns + 1);

      for (guint i = 0; i < n_columns; i++)
        texts[i] = g_strdup (veche_statement_text (row, (int) i) != NULL ? veche_statement_text (row, (int) i) : "");
      g_ptr_array_add (rows, texts);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* uid, name, uid of the parent or "". */
static GStrv
read_self (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] =
    "SELECT c.uid, c.name, p.uid FROM competency AS c LEFT JOIN competency AS p ON p.id = c.parent_id WHERE c.uid = ?1";
  g_autoptr (GPtrArray) rows = read_texts (db, sql, 3, uid, NULL, error);

  if (rows == NULL || (rows->len == 0 && !check_there (db, uid, error)))
    return NULL;

  return g_strdupv (g_ptr_array_index (rows, 0));
}

gboolean
veche_competencies_edit_add (VecheDb *db, VecheEdit *edit, const char *name, const char *parent_uid, GError **error)
{
  g_autofree char *tidy = tidy_name (name, error);
  g_autofree char *alias = NULL;
  g_autofree char *bearer = tidy != NULL ? find_bearer (db, tidy, &alias) : NULL;
  const char *uid;

  if (tidy == NULL || (parent_uid != NULL && !check_there (db, parent_uid, error)))
    return FALSE;
  if (bearer != NULL)
    return set_invalid (error, "There is already such a competency, or another name of one");

  uid = veche_edit_insert (edit, "competency");
  veche_edit_set_text (edit, "competency", uid, "name", tidy);
  veche_edit_set_ref (edit, "competency", uid, "parent_id", parent_uid);

  return TRUE;
}

gboolean
veche_competencies_edit_rename (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error)
{
  g_autofree char *tidy = tidy_name (name, error);
  g_autofree char *alias = NULL;
  g_autofree char *bearer = tidy != NULL ? find_bearer (db, tidy, &alias) : NULL;
  g_auto (GStrv) before = tidy != NULL ? read_self (db, uid, error) : NULL;

  if (before == NULL)
    return FALSE;
  if (bearer != NULL && strcmp (bearer, uid) != 0)
    return set_invalid (error, "There is already such a competency: merge the two");

  /* Its own other name becomes the name. */
  if (alias != NULL)
    veche_edit_delete (edit, "competency_alias", alias);
  veche_edit_set_text (edit, "competency", uid, "name", tidy);

  return veche_segments_edit_renamed (db, edit, VECHE_BY_COMPETENCY, before[1], tidy, error);
}

/* TRUE: uid lies under above, or is it. */
static gboolean
lies_under (VecheDb *db, const char *uid, const char *above)
{
  static const char sql[] =
    "WITH RECURSIVE up (id) AS (SELECT id FROM competency WHERE uid = ?1"
    " UNION SELECT c.parent_id FROM competency AS c JOIN up ON c.id = up.id WHERE c.parent_id IS NOT NULL)"
    " SELECT 1 FROM up JOIN competency AS c ON c.id = up.id WHERE c.uid = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found;

  veche_statement_bind_text (row, 1, uid);
  veche_statement_bind_text (row, 2, above);
  found = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return found;
}

gboolean
veche_competencies_edit_move (VecheDb *db, VecheEdit *edit, const char *uid, const char *parent_uid, GError **error)
{
  if (!check_there (db, uid, error) || (parent_uid != NULL && !check_there (db, parent_uid, error)))
    return FALSE;
  if (parent_uid != NULL && lies_under (db, parent_uid, uid))
    return set_invalid (error, "A competency can't lie under itself");

  veche_edit_set_ref (edit, "competency", uid, "parent_id", parent_uid);

  return TRUE;
}

/* Sets the field of all rows that the statement yields for uid. */
static gboolean
point_rows (VecheDb *db, VecheEdit *edit, const char *sql, const char *table, const char *field, const char *uid, const char *to, GError **error)
{
  g_autoptr (GPtrArray) rows = read_texts (db, sql, 1, uid, NULL, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    veche_edit_set_ref (edit, table, ((GStrv) g_ptr_array_index (rows, i))[0], field, to);

  return rows != NULL;
}

/* Whatever names the one names the other from now on. */
static gboolean
point_others (VecheDb *db, VecheEdit *edit, const char *from, const char *into, GError **error)
{
  static const struct { const char *table, *sql; } others[] = {
    { "project_slot", "SELECT r.uid FROM project_slot AS r JOIN competency AS c ON c.id = r.competency_id WHERE c.uid = ?1" },
    { "project_member", "SELECT r.uid FROM project_member AS r JOIN competency AS c ON c.id = r.competency_id WHERE c.uid = ?1" },
    { "event_item", "SELECT r.uid FROM event_item AS r JOIN competency AS c ON c.id = r.competency_id WHERE c.uid = ?1" },
    { "ask", "SELECT r.uid FROM ask AS r JOIN competency AS c ON c.id = r.competency_id WHERE c.uid = ?1" },
    { "competency_alias", "SELECT r.uid FROM competency_alias AS r JOIN competency AS c ON c.id = r.competency_id WHERE c.uid = ?1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!point_rows (db, edit, others[i].sql, others[i].table, "competency_id", from, into, error))
      return FALSE;

  return TRUE;
}

static int
origin_rank (const char *origin)
{
  return g_str_equal (origin, "confirmed") ? 2 : g_str_equal (origin, "self");
}

/* A claim of somebody who claims both: the kept one takes the better of each, and the evidence. */
static gboolean
unite_claim (VecheDb *db, VecheEdit *edit, GStrv row, GError **error)
{
  static const char evidence[] =
    "SELECT e.uid FROM competency_evidence AS e JOIN member_competency AS l ON l.id = e.member_competency_id WHERE l.uid = ?1";
  const char *from = row[0], *kept = row[3];

  if (!point_rows (db, edit, evidence, "competency_evidence", "member_competency_id", from, kept, error))
    return FALSE;
  if (atoi (row[1]) > atoi (row[4]))
    veche_edit_set_int (edit, "member_competency", kept, "level", atoi (row[1]));
  if (origin_rank (row[2]) > origin_rank (row[5]))
    veche_edit_set_text (edit, "member_competency", kept, "origin", row[2]);
  veche_edit_delete (edit, "member_competency", from);

  return TRUE;
}

static gboolean
unite_claims (VecheDb *db, VecheEdit *edit, const char *from, const char *into, GError **error)
{
  static const char sql[] =
    "SELECT l.uid, l.level, l.origin, o.uid, o.level, o.origin FROM competency AS c JOIN member_competency AS l ON l.competency_id = c.id"
    "  LEFT JOIN member_competency AS o ON o.member_id = l.member_id AND o.competency_id = (SELECT id FROM competency WHERE uid = ?2)"
    " WHERE c.uid = ?1";
  g_autoptr (GPtrArray) rows = read_texts (db, sql, 6, from, into, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      if (*row[3] == '\0')
        veche_edit_set_ref (edit, "member_competency", row[0], "competency_id", into);
      else if (!unite_claim (db, edit, row, error))
        return FALSE;
    }

  return rows != NULL;
}

/* What lies under from comes to lie under to (NULL: the top), except the row named. */
static gboolean
move_children (VecheDb *db, VecheEdit *edit, const char *from, const char *to, const char *except, GError **error)
{
  static const char sql[] =
    "SELECT k.uid FROM competency AS k JOIN competency AS c ON c.id = k.parent_id WHERE c.uid = ?1";
  g_autoptr (GPtrArray) rows = read_texts (db, sql, 1, from, NULL, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *uid = ((GStrv) g_ptr_array_index (rows, i))[0];

      if (g_strcmp0 (uid, except) != 0)
        veche_edit_set_ref (edit, "competency", uid, "parent_id", to);
    }

  return rows != NULL;
}

gboolean
veche_competencies_edit_merge (VecheDb *db, VecheEdit *edit, const char *from_uid, const char *into_uid, GError **error)
{
  g_auto (GStrv) from = read_self (db, from_uid, error);
  g_auto (GStrv) into = from != NULL ? read_self (db, into_uid, error) : NULL;
  const char *alias;

  if (into == NULL)
    return FALSE;
  if (g_str_equal (from_uid, into_uid))
    return set_invalid (error, "A competency can't be merged with itself");

  /* When the one that stays lies under the one that goes, it takes the other's place first: no circle may come about. */
  if (lies_under (db, into_uid, from_uid))
    veche_edit_set_ref (edit, "competency", into_uid, "parent_id", *from[2] != '\0' ? from[2] : NULL);
  if (!move_children (db, edit, from_uid, into_uid, into_uid, error) || !point_others (db, edit, from_uid, into_uid, error)
      || !unite_claims (db, edit, from_uid, into_uid, error))
    return FALSE;

  alias = veche_edit_insert (edit, "competency_alias");
  veche_edit_set_ref (edit, "competency_alias", alias, "competency_id", into_uid);
  veche_edit_set_text (edit, "competency_alias", alias, "alias", from[1]);
  veche_edit_delete (edit, "competency", from_uid);

  return veche_segments_edit_renamed (db, edit, VECHE_BY_COMPETENCY, from[1], into[1], error);
}

gboolean
veche_competencies_edit_delete (VecheDb *db, VecheEdit *edit, const char *uid, GError **error)
{
  g_auto (GStrv) self = read_self (db, uid, error);

  if (self == NULL || !move_children (db, edit, uid, *self[2] != '\0' ? self[2] : NULL, NULL, error))
    return FALSE;
  veche_edit_delete (edit, "competency", uid);

  return TRUE;
}

/* The name is new to everybody: otherwise whose it is. */
static gboolean
check_alias (VecheDb *db, const char *uid, const char *name, gboolean *own, GError **error)
{
  g_autofree char *alias = NULL;
  g_autofree char *bearer = find_bearer (db, name, &alias);

  *own = bearer != NULL && g_str_equal (bearer, uid);
  if (bearer == NULL || *own)
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” already names another competency: merge the two", name);

  return FALSE;
}

gboolean
veche_competencies_edit_aliases (VecheDb *db, VecheEdit *edit, const char *uid, const char *const *aliases, GError **error)
{
  static const char sql[] =
    "SELECT a.uid, a.alias FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id WHERE c.uid = ?1";
  g_autoptr (GPtrArray) before = check_there (db, uid, error) ? read_texts (db, sql, 2, uid, NULL, error) : NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; aliases[i] != NULL; i++)
    {
      g_autofree char *tidy = tidy_name (aliases[i], error);
      g_autofree char *folded = tidy != NULL ? veche_text_fold (tidy) : NULL;
      const char *alias;
      gboolean own;

      if (tidy == NULL || !check_alias (db, uid, tidy, &own, error))
        return FALSE;
      if (!g_hash_table_add (wanted, g_steal_pointer (&folded)) || own)
        continue;
      alias = veche_edit_insert (edit, "competency_alias");
      veche_edit_set_ref (edit, "competency_alias", alias, "competency_id", uid);
      veche_edit_set_text (edit, "competency_alias", alias, "alias", tidy);
    }
  for (guint i = 0; i < before->len; i++)
    {
      GStrv row = g_ptr_array_index (before, i);
      g_autofree char *folded = veche_text_fold (row[1]);

      if (!g_hash_table_contains (wanted, folded))
        veche_edit_delete (edit, "competency_alias", row[0]);
    }

  return TRUE;
}
