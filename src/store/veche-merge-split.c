/* veche-merge-split.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back, at any time and in any order.  The family is everybody who is one person now; the side that leaves is the member and all that
 * had gone into it.  What the journal says of a row, but for merges and splits, tells whose it is by right:
 *
 *   moved     a row goes to whoever stands for its rightful owner's side, or to that owner where the side has such a row already
 *   hidden    where such a row leaves, one that was hidden behind it comes forward
 *   evidence  follows: to the claim of its own, or to the one that stands for it on its side
 *   changed   a field becomes what it would be without the merge: a person's later change stays, and so does another merge's
 *   since     what its accounts brought goes with them
 */

#include "store/veche-merge-split-private.h"

#include <string.h>

typedef struct { char *table, *uid, *field, *member; gboolean done; } VecheMove;

static void
move_free (gpointer data)
{
  VecheMove *self = data;

  g_free (self->table);
  g_free (self->uid);
  g_free (self->field);
  g_free (self->member);
  g_free (self);
}

static void
veche_split_clear (VecheSplit *self)
{
  g_free (self->other_uid);
  g_free (self->root_uid);
  g_clear_pointer (&self->family, g_hash_table_unref);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_clear_pointer (&self->homeless, g_hash_table_unref);
  g_clear_pointer (&self->moves, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheSplit, veche_split_clear)

static gboolean
add_side (VecheSplit *self, gint64 id, VecheSide side, GError **error)
{
  static const char sql[] =
    "WITH RECURSIVE below (id, uid, depth) AS (SELECT id, uid, 0 FROM member WHERE id = ?1"
    "   UNION ALL SELECT m.id, m.uid, depth + 1 FROM member AS m JOIN below ON m.merged_into_id = below.id WHERE depth < 64)"
    " SELECT uid FROM below";
  g_autoptr (GPtrArray) uids = veche_merge_list_uids (self->db, sql, id, 0, error);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    g_hash_table_insert (self->family, g_strdup (uids->pdata[i]), GINT_TO_POINTER (side));

  return uids != NULL;
}

/*** Rows that were moved ***/

typedef struct { char *table, *uid, *field, *ref; } VecheTouched;

static void
touched_free (gpointer data)
{
  VecheTouched *self = data;

  g_free (self->table);
  g_free (self->uid);
  g_free (self->field);
  g_free (self);
}

static char *
family_to_json (VecheSplit *self)
{
  g_autofree gpointer *uids = g_hash_table_get_keys_as_array (self->family, NULL);
  g_autofree char *joined = g_strjoinv ("\",\"", (char **) uids);

  return g_strconcat ("[\"", joined, "\"]", NULL);
}

/* All references to members of the family and their claims that a merge or a split has ever set, in rows that are still there. (element-type VecheTouched) */
static GPtrArray *
list_touched (VecheSplit *self, GError **error)
{
  static const char sql[] =
    "WITH ours (uid) AS (SELECT value FROM json_each (?1)"
    "   UNION SELECT c.uid FROM json_each (?1) AS f JOIN member AS m ON m.uid = f.value JOIN member_competency AS c ON c.member_id = m.id)"
    " SELECT j.object, j.object_uid, j.field FROM gesture AS g JOIN journal AS j ON j.gesture_id = g.id"
    "  WHERE g.kind IN ('merge', 'split') AND j.field NOT IN ('', 'merged_into_id') AND (j.before IN ours OR j.after IN ours)"
    " UNION SELECT j.object, j.object_uid, v.key FROM gesture AS g JOIN journal AS j ON j.gesture_id = g.id"
    "   CROSS JOIN json_each (ifnull (j.after, j.before)) AS v"
    "  WHERE g.kind IN ('merge', 'split') AND j.field = '' AND v.key <> 'merged_into_id' AND v.value IN ours"
    "  ORDER BY 2, 3";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (touched_free);
  g_autoptr (GError) local = NULL;
  g_autofree char *family = family_to_json (self);
  VecheStatement *row = veche_db_prepare (self->db, sql);

  veche_statement_bind_text (row, 1, family);
  while (veche_statement_step (row, &local))
    {
      const VecheJournalTable *table = veche_journal_find_table (veche_statement_text (row, 0));
      int field = table != NULL ? veche_journal_find_field (table, veche_statement_text (row, 2)) : -1;
      const char *ref = field >= 0 ? table->fields[field].ref : NULL;
      VecheTouched *touched;

      if (ref == NULL || (strcmp (ref, "member") != 0 && strcmp (ref, "member_competency") != 0))
        continue;
      touched = g_new0 (VecheTouched, 1);
      *touched = (VecheTouched){ veche_statement_dup_text (row, 0), veche_statement_dup_text (row, 1), veche_statement_dup_text (row, 2),
                                 (char *) ref };
      g_ptr_array_add (list, touched);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  for (guint i = list->len; i-- > 0;)
    if (veche_db_id_for_uid (self->db, ((VecheTouched *) list->pdata[i])->table, ((VecheTouched *) list->pdata[i])->uid) == 0)
      g_ptr_array_remove_index (list, i);

  return g_steal_pointer (&list);
}

/* (transfer full) (nullable): the reference as it is now */
static char *
read_ref (VecheSplit *self, const char *table_name, const char *uid, const char *field_name)
{
  const VecheJournalTable *table = veche_journal_find_table (table_name);
  int field = veche_journal_find_field (table, field_name);
  GValue *values = veche_journal_read_row (self->db, table, uid, NULL, NULL);
  char *ref = values != NULL && G_VALUE_HOLDS_STRING (&values[field]) ? g_value_dup_string (&values[field]) : NULL;

  if (values != NULL)
    veche_journal_values_free (values, table->n_fields);

  return ref;
}

/* A row of the member's like this one, that is there and stays there. (transfer full) (nullable) */
static char *
find_twin (VecheSplit *self, const char *table, const char *member, const char *uid)
{
  g_autofree char *twin = veche_merge_find_twin (self->db, table, veche_db_id_for_uid (self->db, "member", member), uid);
  const char *target = twin != NULL ? g_hash_table_lookup (self->targets, twin) : NULL;

  if (twin == NULL || strcmp (twin, uid) == 0 || (target == NULL && g_hash_table_contains (self->homeless, twin))
      || (target != NULL && strcmp (target, member) != 0))
    return NULL;

  return g_steal_pointer (&twin);
}

/* One that comes to the member, however it gets there. */
static char *
find_coming (VecheSplit *self, const char *table, const char *member, const char *uid)
{
  for (guint i = 0; i < self->moves->len; i++)
    {
      const VecheMove *move = self->moves->pdata[i];
      g_autofree char *owner = NULL, *same = NULL;

      if (strcmp (move->table, table) != 0 || strcmp (move->member, member) != 0 || strcmp (move->uid, uid) == 0
          || !veche_merge_has_twins (table, move->field))
        continue;
      owner = read_ref (self, table, move->uid, move->field);
      same = owner != NULL ? veche_merge_find_twin (self->db, table, veche_db_id_for_uid (self->db, "member", owner), uid) : NULL;
      if (g_strcmp0 (same, move->uid) == 0)
        return g_strdup (move->uid);
    }

  return NULL;
}

static gboolean
has_place (VecheSplit *self, const char *table, const char *member, const char *uid)
{
  g_autofree char *there = find_twin (self, table, member, uid);
  g_autofree char *coming = there == NULL ? find_coming (self, table, member, uid) : NULL;

  return there == NULL && coming == NULL;
}

static void
aim (VecheSplit *self, const char *table, const char *uid, const char *field, const char *member)
{
  VecheMove *move = g_new0 (VecheMove, 1);

  if (strcmp (table, "member") != 0 && strcmp (field, "member_id") == 0)
    g_hash_table_insert (self->targets, g_strdup (uid), g_strdup (member));
  *move = (VecheMove){ g_strdup (table), g_strdup (uid), g_strdup (field), g_strdup (member), FALSE };
  g_ptr_array_add (self->moves, move);
}

/* The tag that the kept one had only from the one that leaves may be one that somebody else brought as well. */
static void
come_forward (VecheSplit *self, const char *table, const char *uid, const char *field)
{
  GHashTableIter iter;
  gpointer member, side;

  g_hash_table_iter_init (&iter, self->family);
  while (g_hash_table_iter_next (&iter, &member, &side))
    {
      g_autofree char *hidden = GPOINTER_TO_INT (side) == VECHE_SIDE_STAYS && strcmp (member, self->root_uid) != 0 ? find_twin (self, table, member, uid) : NULL;

      if (hidden == NULL || !has_place (self, table, self->root_uid, hidden))
        continue;
      for (guint i = self->moves->len; i-- > 0;)   /* it was to stay hidden */
        if (strcmp (((VecheMove *) self->moves->pdata[i])->uid, hidden) == 0 && strcmp (((VecheMove *) self->moves->pdata[i])->field, field) == 0)
          g_ptr_array_remove_index (self->moves, i);
      aim (self, table, hidden, field, self->root_uid);
      return;
    }
}

/* Of two rows that mean the same the head's own is the one that shows: own rows are placed first. */
static gboolean
move_row (VecheSplit *self, const VecheTouched *row, gboolean own, GError **error)
{
  g_autofree char *rightful = veche_split_find_rightful (self, row->uid, row->field), *now = read_ref (self, row->table, row->uid, row->field);
  VecheSide side = veche_split_side_of (self, rightful);
  const char *head = veche_split_head_of (self, side);

  /* Whoever somebody came through can't be that one themselves. */
  if (side == 0 || veche_split_side_of (self, now) == 0 || strcmp (row->uid, head) == 0)
    return !own || side == 0 || strcmp (row->table, "member") != 0 || veche_split_restore (self, row->table, row->uid, row->field, VECHE_FOLD_WITHOUT, error);
  if (own == (strcmp (rightful, head) == 0))
    aim (self, row->table, row->uid, row->field, !veche_merge_has_twins (row->table, row->field) || has_place (self, row->table, head, row->uid) ? head : rightful);

  return TRUE;
}

static void
bring_forward (VecheSplit *self, const VecheTouched *row)
{
  const char *target = g_hash_table_lookup (self->targets, row->uid);
  g_autofree char *now = target != NULL ? read_ref (self, row->table, row->uid, row->field) : NULL;

  if (strcmp (row->field, "member_id") == 0 && veche_split_side_of (self, target) == VECHE_SIDE_LEAVES && g_strcmp0 (now, self->root_uid) == 0)
    come_forward (self, row->table, row->uid, row->field);
}

/* A place must be empty before another row can take it. */
static gboolean
is_free (VecheSplit *self, const VecheMove *move)
{
  g_autofree char *there = veche_merge_has_twins (move->table, move->field)
                             ? veche_merge_find_twin (self->db, move->table, veche_db_id_for_uid (self->db, "member", move->member), move->uid) : NULL;

  if (there == NULL || strcmp (there, move->uid) == 0)
    return TRUE;
  for (guint i = 0; i < self->moves->len; i++)
    {
      const VecheMove *other = self->moves->pdata[i];

      if (other->done && strcmp (other->uid, there) == 0 && strcmp (other->member, move->member) != 0)
        return TRUE;
    }

  return FALSE;
}

static void
write_move (VecheSplit *self, VecheMove *move)
{
  g_autofree char *now = read_ref (self, move->table, move->uid, move->field);

  move->done = TRUE;
  if (g_strcmp0 (now, move->member) == 0)
    return;
  veche_edit_set_ref (self->edit, move->table, move->uid, move->field, move->member);
  if (strcmp (move->table, "identity") == 0 && veche_split_side_of (self, move->member) == VECHE_SIDE_LEAVES)
    g_ptr_array_add (self->accounts, g_strdup (move->uid));
}

static void
write_moves (VecheSplit *self)
{
  gboolean any = TRUE;

  while (any)
    {
      any = FALSE;
      for (guint i = 0; i < self->moves->len; i++)
        {
          VecheMove *move = self->moves->pdata[i];

          if (move->done || !is_free (self, move))
            continue;
          write_move (self, move);
          any = TRUE;
        }
    }
}

/*** Evidence ***/

static const char *
future_owner (VecheSplit *self, const char *claim, char **now)
{
  const char *target = g_hash_table_lookup (self->targets, claim);

  *now = read_ref (self, "member_competency", claim, "member_id");

  return target != NULL ? target : *now;
}

/* The claim of the side's head for the same competency: one that is there and stays, or one that comes. (transfer full) (nullable) */
static char *
find_standing (VecheSplit *self, const char *claim, const char *head)
{
  char *there = find_twin (self, "member_competency", head, claim);

  return there != NULL ? there : find_coming (self, "member_competency", head, claim);
}

static void
move_evidence (VecheSplit *self, const VecheTouched *row)
{
  g_autofree char *claim = veche_split_find_rightful (self, row->uid, row->field), *now = NULL, *standing = NULL;
  const char *owner = claim != NULL && veche_db_id_for_uid (self->db, "member_competency", claim) != 0 ? future_owner (self, claim, &now) : NULL;
  VecheSide side = veche_split_side_of (self, owner);

  if (side == 0)
    return;
  if (strcmp (owner, veche_split_head_of (self, side)) != 0)
    standing = find_standing (self, claim, veche_split_head_of (self, side));
  veche_edit_set_ref (self->edit, row->table, row->uid, row->field, standing != NULL ? standing : claim);
}

static gboolean
is_of_member (const VecheTouched *row)
{
  return strcmp (row->ref, "member") == 0;
}

/* Rows that will be placed anew: until they are, they take nobody's place. */
static void
note_homeless (VecheSplit *self, const VecheTouched *row)
{
  g_autofree char *rightful = veche_split_find_rightful (self, row->uid, row->field), *now = read_ref (self, row->table, row->uid, row->field);

  if (veche_merge_has_twins (row->table, row->field) && veche_split_side_of (self, rightful) != 0 && veche_split_side_of (self, now) != 0)
    g_hash_table_add (self->homeless, g_strdup (row->uid));
}

static gboolean
move_all (VecheSplit *self, GError **error)
{
  g_autoptr (GPtrArray) touched = list_touched (self, error);

  if (touched == NULL)
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    if (is_of_member (touched->pdata[i]))
      note_homeless (self, touched->pdata[i]);
  for (guint own = 2; own-- > 0;)
    for (guint i = 0; i < touched->len; i++)
      if (is_of_member (touched->pdata[i]) && !move_row (self, touched->pdata[i], own == 1, error))
        return FALSE;
  for (guint i = 0; i < touched->len; i++)
    bring_forward (self, touched->pdata[i]);
  write_moves (self);
  for (guint i = 0; i < touched->len; i++)
    if (!is_of_member (touched->pdata[i]))
      move_evidence (self, touched->pdata[i]);

  return TRUE;
}

/*** Fields that were changed ***/

/* Of a row that leaves, only what happened on its own side counts. */
static gboolean
restore_leaving (VecheSplit *self, const char *uid, GError **error)
{
  static const char sql[] = "SELECT DISTINCT j.object || ' ' || j.field FROM journal_line AS j JOIN gesture AS g ON g.id = j.gesture_id"
                            "  WHERE j.object_uid = ?1 AND g.kind IN ('merge', 'split') AND j.field IN ('level', 'status', 'value', 'ref_id')";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  VecheStatement *row = veche_db_prepare (self->db, sql);

  veche_statement_bind_text (row, 1, uid);
  while (veche_statement_step (row, NULL))
    g_ptr_array_add (names, veche_statement_dup_text (row, 0));
  for (guint i = 0; i < names->len; i++)
    {
      char *field = strchr (names->pdata[i], ' ');

      *field++ = '\0';
      if (!veche_split_restore (self, names->pdata[i], uid, field, VECHE_FOLD_INSIDE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
restore_entry (VecheSplit *self, const VecheJournalEntry *entry, GError **error)
{
  const VecheJournalTable *table = veche_journal_find_table (entry->object);
  int field = table != NULL ? veche_journal_find_field (table, entry->field) : -1;
  const char *ref = field >= 0 ? table->fields[field].ref : NULL;
  gboolean own = strcmp (entry->uid, self->other_uid) == 0;

  if (field < 0 || veche_db_id_for_uid (self->db, entry->object, entry->uid) == 0 || veche_split_side_of (self, g_hash_table_lookup (self->targets, entry->uid)) == VECHE_SIDE_LEAVES)
    return TRUE;
  /* Of references only those that the kept one had not and took over. */
  if (ref != NULL && !own && (strcmp (entry->object, "member") != 0 || G_IS_VALUE (&entry->before)))
    return TRUE;
  if (!veche_split_restore (self, entry->object, entry->uid, entry->field, ref != NULL && !own ? VECHE_FOLD_BY_RIGHT : VECHE_FOLD_WITHOUT, error))
    return FALSE;
  if (self->kept != NULL && !own && strcmp (entry->object, "member") == 0 && veche_split_is_edited (self, entry))
    g_ptr_array_add (self->kept, g_strdup (entry->field));

  return TRUE;
}

static gboolean
restore_all (VecheSplit *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer uid, target;

  for (guint i = 0; i < entries->len; i++)
    {
      const VecheJournalEntry *entry = entries->pdata[i];

      if (*entry->field != '\0' && g_hash_table_add (seen, g_strconcat (entry->uid, "/", entry->field, NULL)) && !restore_entry (self, entry, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->targets);
  while (g_hash_table_iter_next (&iter, &uid, &target))
    if (veche_split_side_of (self, target) == VECHE_SIDE_LEAVES && !restore_leaving (self, uid, error))
      return FALSE;

  return TRUE;
}

/*** What came since ***/

/* Proposals and wishes that were read out of what its accounts said. */
static gboolean
take_since (VecheSplit *self, const char *account, GError **error)
{
  static const struct { const char *table, *sql; } said[] = {
    { "proposal", "SELECT p.uid FROM interaction AS i JOIN proposal AS p ON p.interaction_id = i.id WHERE i.identity_id = ?1 AND p.member_id <> ?2" },
    { "wish", "SELECT w.uid FROM interaction AS i JOIN wish AS w ON w.interaction_id = i.id WHERE i.identity_id = ?1 AND w.member_id <> ?2" },
  };
  gint64 identity = veche_db_id_for_uid (self->db, "identity", account);

  for (guint t = 0; t < G_N_ELEMENTS (said); t++)
    {
      g_autoptr (GPtrArray) uids = veche_merge_list_uids (self->db, said[t].sql, identity, self->other, error);

      if (uids == NULL)
        return FALSE;
      for (guint i = 0; i < uids->len; i++)
        {
          g_autofree char *twin = veche_merge_find_twin (self->db, said[t].table, self->other, uids->pdata[i]);

          if (twin == NULL)
            veche_edit_set_ref (self->edit, said[t].table, uids->pdata[i], "member_id", self->other_uid);
        }
    }

  return TRUE;
}

gboolean
veche_merge_edit_split (VecheDb *db, VecheEdit *edit, gint64 other, GPtrArray *kept, GError **error)
{
  g_auto (VecheSplit) self = { .db = db, .edit = edit, .other = other, .kept = kept };
  g_autoptr (GPtrArray) entries = NULL;
  gint64 root = veche_merge_get_root (db, other);

  self.other_uid = veche_db_uid_for_id (db, "member", other);
  self.root_uid = veche_db_uid_for_id (db, "member", root);
  self.gesture = self.other_uid != NULL ? veche_split_find_gesture (db, self.other_uid) : 0;
  if (self.gesture == 0 || root == other)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "This member has not been merged into another");
      return FALSE;
    }

  self.family = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.homeless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.moves = g_ptr_array_new_with_free_func (move_free);
  self.accounts = g_ptr_array_new_with_free_func (g_free);
  entries = veche_journal_entries (db, self.gesture, error);
  if (entries == NULL || !add_side (&self, root, VECHE_SIDE_STAYS, error) || !add_side (&self, other, VECHE_SIDE_LEAVES, error) || !move_all (&self, error)
      || !restore_all (&self, entries, error))
    return FALSE;
  for (guint i = 0; i < self.accounts->len; i++)
    if (!take_since (&self, self.accounts->pdata[i], error))
      return FALSE;

  return TRUE;
}
