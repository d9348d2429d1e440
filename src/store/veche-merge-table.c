/* veche-merge-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever points to a member is known from the list of journalled tables, so a table that comes later is merged as well.
 */

#include "store/veche-merge-private.h"

#include <string.h>

#define MAX_CHAIN 64

/*** Small things ***/

GPtrArray *
veche_merge_list_uids (VecheDb *db, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, first);
  if (second != 0)
    veche_statement_bind_int (row, 2, second);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (uids, veche_statement_dup_text (row, 0));
  if (local == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

void
veche_merge_set (VecheEdit *edit, const char *table, const char *uid, const char *field, const GValue *value)
{
  if (!G_IS_VALUE (value))
    veche_edit_set_null (edit, table, uid, field);
  else if (G_VALUE_HOLDS_STRING (value))
    veche_edit_set_text (edit, table, uid, field, g_value_get_string (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    veche_edit_set_int (edit, table, uid, field, g_value_get_int64 (value));
  else
    veche_edit_set_real (edit, table, uid, field, g_value_get_double (value));
}

/* What makes two rows of one member the same. */
static const struct { const char *table, *sql; } twins[] = {
  { "membership", "SELECT x.uid FROM membership AS y JOIN membership AS x ON x.community_id = y.community_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "member_tag", "SELECT x.uid FROM member_tag AS y JOIN member_tag AS x ON x.tag_id = y.tag_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "member_competency",
    "SELECT x.uid FROM member_competency AS y JOIN member_competency AS x ON x.competency_id = y.competency_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "project_member", "SELECT x.uid FROM project_member AS y JOIN project_member AS x ON x.project_id = y.project_id AND x.slot_id IS y.slot_id"
                      "  WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "event_participant",
    "SELECT x.uid FROM event_participant AS y JOIN event_participant AS x ON x.event_id = y.event_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "project_invitation",
    "SELECT x.uid FROM project_invitation AS y JOIN project_invitation AS x ON x.slot_id = y.slot_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "event_vote", "SELECT x.uid FROM event_vote AS y JOIN event_vote AS x ON x.poll_id = y.poll_id AND x.option = y.option"
                  "  WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "member_field", "SELECT x.uid FROM member_field AS y JOIN member_field AS x ON x.field_id = y.field_id WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "organisation_member", "SELECT x.uid FROM organisation_member AS y JOIN organisation_member AS x ON x.organisation_id = y.organisation_id"
                           "  WHERE x.member_id = ?1 AND y.uid = ?2" },
  { "proposal", "SELECT x.uid FROM proposal AS y JOIN proposal AS x ON x.kind = y.kind AND x.value = y.value WHERE x.member_id = ?1 AND y.uid = ?2" },
  /* A verdict on the pair itself, and one that the member already has on the same third. */
  { "pair_verdict", "SELECT x.uid FROM pair_verdict AS y JOIN pair_verdict AS x ON ?1 IN (x.a_id, x.b_id)"
                    "  AND (x.id = y.id OR x.a_id IN (y.a_id, y.b_id) OR x.b_id IN (y.a_id, y.b_id)) WHERE y.uid = ?2" },
};

gboolean
veche_merge_has_twins (const char *table, const char *field)
{
  return strcmp (field, "member_id") == 0 || strcmp (table, "pair_verdict") == 0;
}

char *
veche_merge_find_twin (VecheDb *db, const char *table, gint64 member, const char *uid)
{
  VecheStatement *row = NULL;
  char *twin;

  for (guint i = 0; i < G_N_ELEMENTS (twins) && row == NULL; i++)
    if (strcmp (twins[i].table, table) == 0)
      row = veche_db_prepare (db, twins[i].sql);
  if (row == NULL)
    return NULL;

  veche_statement_bind_int (row, 1, member);
  veche_statement_bind_text (row, 2, uid);
  if (!veche_statement_step (row, NULL))
    return NULL;
  twin = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return twin;
}

gint64
veche_merge_get_root (VecheDb *db, gint64 id)
{
  static const char sql[] = "SELECT merged_into_id FROM member WHERE id = ?1 AND merged_into_id IS NOT NULL";

  for (guint i = 0; i < MAX_CHAIN; i++)
    {
      VecheStatement *row = veche_db_prepare (db, sql);

      veche_statement_bind_int (row, 1, id);
      if (!veche_statement_step (row, NULL))
        break;
      id = veche_statement_int (row, 0);
      veche_statement_reset (row);
    }

  return id;
}

/*** Merging ***/

typedef struct
{
  VecheDb    *db;
  VecheEdit  *edit;
  gint64      keep, other;
  char       *keep_uid, *other_uid;   /* (owned) */
  GHashTable *choices;
} VecheMerge;

static void
veche_merge_clear (VecheMerge *self)
{
  g_free (self->keep_uid);
  g_free (self->other_uid);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheMerge, veche_merge_clear)

static const char *
find_choice (VecheMerge *self, const char *field)
{
  return self->choices != NULL ? g_hash_table_lookup (self->choices, field) : NULL;
}

static gboolean
is_empty (const GValue *value)
{
  if (!G_IS_VALUE (value))
    return TRUE;

  return G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value)[0] == '\0' : G_VALUE_HOLDS_INT64 (value) && g_value_get_int64 (value) == 0;
}

static gboolean
takes_other (VecheMerge *self, const char *field, const GValue *mine, const GValue *theirs)
{
  const char *choice = find_choice (self, field);

  if (choice != NULL)
    return choice[0] == 'b';
  if (strcmp (field, "joined") == 0 && !is_empty (mine) && !is_empty (theirs))
    return g_value_get_int64 (theirs) < g_value_get_int64 (mine);

  return is_empty (mine) && !is_empty (theirs);
}

/* What belongs to the row rather than to the person. */
static const char *const own[] = { "created", "archived", "merged_into_id", "batch_id", "me", NULL };

gboolean
veche_merge_knows (const char *field)
{
  return g_str_has_prefix (field, "field:") || (veche_journal_knows ("member", field) && !g_strv_contains (own, field));
}

static gboolean
merge_fields (VecheMerge *self, GError **error)
{
  const VecheJournalTable *table = veche_journal_find_table ("member");
  int me = veche_journal_find_field (table, "me"), archived = veche_journal_find_field (table, "archived");
  GValue *mine = veche_journal_read_row (self->db, table, self->keep_uid, NULL, error);
  GValue *theirs = mine != NULL ? veche_journal_read_row (self->db, table, self->other_uid, NULL, error) : NULL;
  gboolean ok = theirs != NULL && g_value_get_int64 (&mine[archived]) < 2 && g_value_get_int64 (&theirs[archived]) < 2;

  if (!ok && (error == NULL || *error == NULL))
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "One of the two has been merged already");
  for (guint i = 0; ok && i < table->n_fields; i++)
    {
      const char *field = table->fields[i].name;
      gboolean circle = table->fields[i].ref != NULL && G_IS_VALUE (&theirs[i]) && g_value_get_string (&theirs[i]) != NULL
                        && strcmp (g_value_get_string (&theirs[i]), self->keep_uid) == 0;

      if (!g_strv_contains (own, field) && !circle && takes_other (self, field, &mine[i], &theirs[i]))
        veche_merge_set (self->edit, "member", self->keep_uid, field, &theirs[i]);
    }
  if (ok && g_value_get_int64 (&theirs[me]) != 0)
    {
      veche_edit_set_int (self->edit, "member", self->keep_uid, "me", 1);
      veche_edit_set_int (self->edit, "member", self->other_uid, "me", 0);
    }

  if (mine != NULL)
    veche_journal_values_free (mine, table->n_fields);
  if (theirs != NULL)
    veche_journal_values_free (theirs, table->n_fields);

  return ok;
}

static gint64
read_int (VecheDb *db, const char *sql, const char *uid)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 number;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, NULL))
    return 0;
  number = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return number;
}

/* Both can do it: the evidence comes together, the higher level stands. */
static gboolean
merge_claim (VecheMerge *self, const char *mine, const char *theirs, GError **error)
{
  static const char evidence[] = "SELECT uid FROM competency_evidence WHERE member_competency_id = ?1 ORDER BY id";
  static const char level[] = "SELECT level FROM member_competency WHERE uid = ?1";
  g_autoptr (GPtrArray) uids =
    veche_merge_list_uids (self->db, evidence, veche_db_id_for_uid (self->db, "member_competency", theirs), 0, error);
  gint64 higher = read_int (self->db, level, theirs);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    veche_edit_set_ref (self->edit, "competency_evidence", uids->pdata[i], "member_competency_id", mine);
  if (higher > read_int (self->db, level, mine))
    veche_edit_set_int (self->edit, "member_competency", mine, "level", higher);

  return uids != NULL;
}

static gboolean
merge_custom (VecheMerge *self, const char *mine, const char *theirs, GError **error)
{
  const VecheJournalTable *table = veche_journal_find_table ("member_field");
  int of = veche_journal_find_field (table, "field_id"), value = veche_journal_find_field (table, "value"), ref = veche_journal_find_field (table, "ref_id");
  GValue *row = veche_journal_read_row (self->db, table, theirs, NULL, error);
  g_autofree char *name = row != NULL ? g_strconcat ("field:", g_value_get_string (&row[of]), NULL) : NULL;

  if (row == NULL)
    return FALSE;
  if (g_strcmp0 (find_choice (self, name), "b") == 0)
    {
      veche_merge_set (self->edit, "member_field", mine, "value", &row[value]);
      veche_merge_set (self->edit, "member_field", mine, "ref_id", &row[ref]);
    }
  veche_journal_values_free (row, table->n_fields);

  return TRUE;
}

/* The kept one has such a row already: what the other's says besides goes into it, the row itself stays where it is. */
static gboolean
merge_twin (VecheMerge *self, const char *table, const char *mine, const char *theirs, GError **error)
{
  static const char came[] = "SELECT status = 'came' FROM event_participant WHERE uid = ?1";

  if (strcmp (table, "member_competency") == 0)
    return merge_claim (self, mine, theirs, error);
  if (strcmp (table, "member_field") == 0)
    return merge_custom (self, mine, theirs, error);
  if (strcmp (table, "event_participant") == 0 && read_int (self->db, came, theirs) != 0 && read_int (self->db, came, mine) == 0)
    veche_edit_set_text (self->edit, table, mine, "status", "came");

  return TRUE;
}

static gboolean
move_rows (VecheMerge *self, const VecheJournalTable *table, guint field, GError **error)
{
  /* What an account said goes with the account, by itself; what a person logged is moved here. */
  static const char logged[] = "SELECT i.uid FROM interaction AS i LEFT JOIN identity AS d ON d.id = i.identity_id"
                               "  WHERE i.member_id = ?1 AND d.member_id IS NOT ?1 ORDER BY i.id";
  gboolean interaction = strcmp (table->name, "interaction") == 0;
  g_autoptr (GPtrArray) uids = veche_merge_list_uids (self->db, interaction ? logged : table->children[field], self->other, 0, error);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    {
      const char *uid = uids->pdata[i];
      g_autofree char *twin = veche_merge_has_twins (table->name, table->fields[field].name)
                                ? veche_merge_find_twin (self->db, table->name, self->keep, uid) : NULL;

      if (strcmp (uid, self->keep_uid) == 0)
        continue;
      if (twin == NULL)
        veche_edit_set_ref (self->edit, table->name, uid, table->fields[field].name, self->keep_uid);
      else if (!merge_twin (self, table->name, twin, uid, error))
        return FALSE;
    }

  return uids != NULL;
}

gboolean
veche_merge_edit (VecheDb *db, VecheEdit *edit, gint64 keep, gint64 other, GHashTable *choices, GError **error)
{
  g_auto (VecheMerge) self = { db, edit, keep, other, veche_db_uid_for_id (db, "member", keep), veche_db_uid_for_id (db, "member", other), choices };
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  if (self.keep_uid == NULL || self.other_uid == NULL || keep == other)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "It takes two members to merge");
      return FALSE;
    }
  if (!merge_fields (&self, error))
    return FALSE;

  for (guint t = 0; t < n; t++)
    for (guint f = 0; f < tables[t].n_fields; f++)
      if (g_strcmp0 (tables[t].fields[f].ref, "member") == 0 && strcmp (tables[t].fields[f].name, "merged_into_id") != 0
          && !move_rows (&self, &tables[t], f, error))
        return FALSE;
  veche_edit_set_int (edit, "member", self.other_uid, "archived", 2);
  veche_edit_set_ref (edit, "member", self.other_uid, "merged_into_id", self.keep_uid);

  return TRUE;
}

/*** What has been merged, what was decided ***/

void
veche_merged_free (VecheMerged *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->into_name);
  g_free (self);
}

GPtrArray *
veche_merge_list (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "WITH RECURSIVE gone (id, into_id, depth) AS (SELECT id, merged_into_id, 1 FROM member WHERE merged_into_id = ?1"
    "   UNION ALL SELECT m.id, m.merged_into_id, depth + 1 FROM member AS m JOIN gone ON m.merged_into_id = gone.id WHERE depth < 64)"
    " SELECT m.id, m.uid, m.name, i.name, ifnull ((SELECT g.at FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
    "     WHERE j.object_uid = m.uid AND j.field = 'merged_into_id' ORDER BY j.id DESC LIMIT 1), 0) AS at"
    "   FROM gone JOIN member AS m ON m.id = gone.id JOIN member AS i ON i.id = gone.into_id ORDER BY at DESC, m.id DESC";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_merged_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    {
      VecheMerged *merged = g_new0 (VecheMerged, 1);

      merged->id = veche_statement_int (row, 0);
      merged->uid = veche_statement_dup_text (row, 1);
      merged->name = veche_statement_dup_text (row, 2);
      merged->into_name = veche_statement_dup_text (row, 3);
      merged->at = veche_statement_int (row, 4);
      g_ptr_array_add (list, merged);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gboolean
veche_merge_edit_verdict (VecheDb *db, VecheEdit *edit, const char *a_uid, const char *b_uid, const char *kind, gint64 until, GError **error)
{
  static const char sql[] = "SELECT uid FROM pair_verdict WHERE (a_id = ?1 AND b_id = ?2) OR (a_id = ?2 AND b_id = ?1)";
  gint64 a = veche_db_id_for_uid (db, "member", a_uid), b = veche_db_id_for_uid (db, "member", b_uid);
  g_autoptr (GPtrArray) there = NULL;
  const char *uid;

  if (a == 0 || b == 0 || a == b)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "It takes two members to tell apart");
      return FALSE;
    }
  there = veche_merge_list_uids (db, sql, a, b, error);
  if (there == NULL)
    return FALSE;
  if (kind == NULL)
    {
      for (guint i = 0; i < there->len; i++)
        veche_edit_delete (edit, "pair_verdict", there->pdata[i]);
      return TRUE;
    }

  uid = there->len > 0 ? there->pdata[0] : veche_edit_insert (edit, "pair_verdict");
  if (there->len == 0)
    {
      veche_edit_set_ref (edit, "pair_verdict", uid, "a_id", a < b ? a_uid : b_uid);
      veche_edit_set_ref (edit, "pair_verdict", uid, "b_id", a < b ? b_uid : a_uid);
    }
  veche_edit_set_text (edit, "pair_verdict", uid, "kind", kind);
  veche_edit_set_int (edit, "pair_verdict", uid, "at", veche_now ());
  if (until != 0)
    veche_edit_set_int (edit, "pair_verdict", uid, "until", until);
  else
    veche_edit_set_null (edit, "pair_verdict", uid, "until");

  return TRUE;
}
