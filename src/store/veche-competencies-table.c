/* veche-competencies-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-competencies-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define CLAIMS_AT_ONCE 20000u   /* a read transaction each: some milliseconds */

void
veche_competency_node_free (VecheCompetencyNode *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->about);
  g_free (self->parent_uid);
  g_strfreev (self->aliases);
  g_free (self);
}

void
veche_holder_free (VecheHolder *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->through);
  g_free (self);
}

/*** The tree ***/

static GHashTable *
nodes_by_id (GPtrArray *nodes)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < nodes->len; i++)
    {
      VecheCompetencyNode *node = g_ptr_array_index (nodes, i);

      g_hash_table_insert (by_id, &node->id, node);
    }

  return by_id;
}

static VecheCompetencyNode *
find_node (GHashTable *by_id, gint64 id)
{
  return g_hash_table_lookup (by_id, &id);
}

static GPtrArray *
read_nodes (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT c.id, ifnull (c.parent_id, 0), c.uid, c.name, c.about, p.uid,"
    "       (SELECT group_concat (alias, char (10)) FROM (SELECT alias FROM competency_alias WHERE competency_id = c.id ORDER BY id))"
    "  FROM competency AS c LEFT JOIN competency AS p ON p.id = c.parent_id";
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_competency_node_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheCompetencyNode *node = g_new0 (VecheCompetencyNode, 1);
      const char *aliases = veche_statement_text (row, 6);

      node->id = veche_statement_int (row, 0);
      node->parent_id = veche_statement_int (row, 1);
      node->uid = veche_statement_dup_text (row, 2);
      node->name = veche_statement_dup_text (row, 3);
      node->about = veche_statement_dup_text (row, 4);
      node->parent_uid = veche_statement_dup_text (row, 5);
      node->aliases = g_strsplit (aliases != NULL ? aliases : "", "\n", 0);
      g_ptr_array_add (nodes, node);
    }
  if (local == NULL)
    return g_steal_pointer (&nodes);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* Adds what the statement counts: competency, level, whether confirmed, how many. */
static gboolean
count_claims (VecheDb *db, const char *sql, GHashTable *by_id, int sign, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheCompetencyNode *node = find_node (by_id, veche_statement_int (row, 0));
      int level = (int) veche_statement_int (row, 1);
      guint n = (guint) (sign * (int) veche_statement_int (row, 3));

      if (node == NULL)
        continue;
      node->members += n;
      node->levels[CLAMP (level, 1, VECHE_COMPETENCY_LEVELS) - 1] += n;
      if (veche_statement_int (row, 2))
        node->confirmed += n;
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
count_asks (VecheDb *db, GHashTable *by_id, GError **error)
{
  static const char sql[] =
    "SELECT competency_id, count (*), sum (state <> 'answered'), sum (state = 'declined') FROM ask WHERE competency_id IS NOT NULL GROUP BY competency_id";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheCompetencyNode *node = find_node (by_id, veche_statement_int (row, 0));

      if (node == NULL)
        continue;
      node->asked = (guint) veche_statement_int (row, 1);
      node->unanswered = (guint) veche_statement_int (row, 2);
      node->declined = (guint) veche_statement_int (row, 3);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* All claims by a covering index, less those of the few who are archived or never asked (the team, bots): a join with every member would cost
 * ten times as much. */
static gboolean
count_all (VecheDb *db, GHashTable *by_id, GError **error)
{
  static const char all[] =
    "SELECT competency_id, level, origin = 'confirmed', count (*) FROM member_competency GROUP BY competency_id, level, origin";
  static const char others[] =
    "SELECT l.competency_id, l.level, l.origin = 'confirmed', count (*) FROM member AS m JOIN member_competency AS l ON l.member_id = m.id"
    " WHERE m.archived IN (1, 2) OR m.role IN ('staff', 'bot') GROUP BY l.competency_id, l.level, l.origin";

  return count_claims (db, all, by_id, 1, error) && count_claims (db, others, by_id, -1, error) && count_asks (db, by_id, error);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const VecheCompetencyNode *const *first = a, *const *second = b;

  return veche_text_collate ((*first)->name, (*second)->name);
}

/* Appends what lies under parent_id; returns how many claims that is. */
static guint
place_children (GPtrArray *sorted, GPtrArray *placed, gint64 parent_id, guint depth)
{
  guint below = 0;

  for (guint i = 0; i < sorted->len; i++)
    {
      VecheCompetencyNode *node = g_ptr_array_index (sorted, i);

      if (node == NULL || node->parent_id != parent_id)
        continue;
      sorted->pdata[i] = NULL;
      node->depth = depth;
      g_ptr_array_add (placed, node);
      node->below = place_children (sorted, placed, node->id, depth + 1);
      below += node->members + node->below;
    }

  return below;
}

/* Whoever hangs under nothing that is reached from the top stands at the top: nothing may be lost to a circle. */
static void
place_lost (GPtrArray *sorted, GPtrArray *placed)
{
  for (guint i = 0; i < sorted->len; i++)
    if (sorted->pdata[i] != NULL)
      {
        VecheCompetencyNode *node = g_steal_pointer (&sorted->pdata[i]);

        node->parent_id = 0;
        g_clear_pointer (&node->parent_uid, g_free);
        g_ptr_array_add (placed, node);
        node->below = place_children (sorted, placed, node->id, 1);
      }
}

GPtrArray *
veche_competencies_tree (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) nodes = read_nodes (db, error);
  g_autoptr (GPtrArray) placed = NULL;
  g_autoptr (GHashTable) by_id = nodes != NULL ? nodes_by_id (nodes) : NULL;

  if (nodes == NULL || !count_all (db, by_id, error))
    return NULL;

  placed = g_ptr_array_new_full (nodes->len, (GDestroyNotify) veche_competency_node_free);
  g_ptr_array_sort (nodes, compare_nodes);
  g_ptr_array_set_free_func (nodes, NULL);
  place_children (nodes, placed, 0, 0);
  place_lost (nodes, placed);

  return g_steal_pointer (&placed);
}

/*** People ***/

static gboolean
read_claims (VecheDb *db, GArray *claims, GError **error)
{
  static const char sql[] =
    "SELECT member_id, competency_id, level, origin FROM member_competency INDEXED BY member_competency_claims"
    " WHERE (member_id, competency_id) > (?1, ?2) AND NOT EXISTS (SELECT 1 FROM member AS m WHERE m.id = member_id"
    "   AND (m.archived IN (1, 2) OR m.role IN ('staff', 'bot')))"
    " ORDER BY member_id, competency_id LIMIT ?3";
  const VecheClaim *last = claims->len > 0 ? &g_array_index (claims, VecheClaim, claims->len - 1) : NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, last != NULL ? last->member_id : 0);
  veche_statement_bind_int (row, 2, last != NULL ? last->competency_id : 0);
  veche_statement_bind_int (row, 3, CLAIMS_AT_ONCE);
  while (veche_statement_step (row, &local))
    {
      const char *origin = veche_statement_text (row, 3);
      VecheClaim claim = { veche_statement_int (row, 0), veche_statement_int (row, 1), (guint8) veche_statement_int (row, 2), 0 };

      claim.origin = *origin == 'c' ? 2 : g_str_equal (origin, "suggested");
      g_array_append_val (claims, claim);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GArray *
veche_competencies_claims (VecheDb *db, GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, TRUE, sizeof (VecheClaim));
  guint before;

  do
    {
      before = claims->len;
      if (!read_claims (db, claims, error))
        return NULL;
    }
  while (claims->len - before == CLAIMS_AT_ONCE);

  return g_steal_pointer (&claims);
}

static GPtrArray *
read_holders (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) holders = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_holder_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheHolder *holder = g_new0 (VecheHolder, 1);

      holder->id = veche_statement_int (row, 0);
      holder->uid = veche_statement_dup_text (row, 1);
      holder->name = veche_statement_dup_text (row, 2);
      holder->level = (int) veche_statement_int (row, 3);
      holder->origin = (guint8) veche_statement_int (row, 4);
      holder->last_seen = veche_statement_int (row, 5);
      holder->through = veche_statement_dup_text (row, 6);
      g_ptr_array_add (holders, holder);
    }
  if (local == NULL)
    return g_steal_pointer (&holders);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_competencies_people (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  static const char sql[] =
    "SELECT m.id, m.uid, m.name, 0, 0, m.last_seen, NULL FROM json_each (?1) AS j JOIN member AS m ON m.id = j.value ORDER BY j.key";
  g_autoptr (GString) list = g_string_new ("[");
  VecheStatement *row = veche_db_prepare (db, sql);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (list, ']');
  veche_statement_bind_text (row, 1, list->str);

  return read_holders (row, error);
}

GPtrArray *
veche_competencies_holders (VecheDb *db, const char *uid, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT m.id, m.uid, m.name, l.level, (l.origin = 'confirmed') * 2 + (l.origin = 'suggested'), m.last_seen, NULL"
    "  FROM competency AS c JOIN member_competency AS l ON l.competency_id = c.id JOIN member AS m ON m.id = l.member_id"
    " WHERE c.uid = ?1 AND m.archived = 0 ORDER BY l.level DESC, l.member_id LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, uid);
  veche_statement_bind_int (row, 2, limit);

  return read_holders (row, error);
}

/* The strongest of each neighbour only: among fifty thousand claims beside it, a hundred a neighbour are enough to choose from. */
GPtrArray *
veche_competencies_learners (VecheDb *db, const char *uid, guint limit, GError **error)
{
  static const char sql[] =
    "WITH it (id, parent) AS (SELECT id, parent_id FROM competency WHERE uid = ?1),"
    " beside (id, name) AS (SELECT c.id, c.name FROM competency AS c, it"
    "   WHERE c.id <> it.id AND (c.id = it.parent OR c.parent_id = it.id OR (it.parent IS NOT NULL AND c.parent_id = it.parent))),"
    " claim (member, level, origin, name) AS (SELECT member_id, level, origin, name FROM"
    "   (SELECT l.member_id, l.level, l.origin, b.name, row_number () OVER (PARTITION BY b.id ORDER BY l.level DESC) AS place"
    "      FROM beside AS b CROSS JOIN member_competency AS l ON l.competency_id = b.id) WHERE place <= 100)"
    " SELECT m.id, m.uid, m.name, max (k.level), (k.origin = 'confirmed') * 2, m.last_seen, k.name"
    "   FROM claim AS k CROSS JOIN member AS m ON m.id = k.member"
    "  WHERE m.archived = 0 AND m.do_not_contact = 0 AND m.me = 0"
    "    AND NOT EXISTS (SELECT 1 FROM member_competency AS o WHERE o.member_id = k.member AND o.competency_id = (SELECT id FROM it))"
    "  GROUP BY m.id ORDER BY max (k.level) DESC, m.last_seen DESC LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, uid);
  veche_statement_bind_int (row, 2, limit);

  return read_holders (row, error);
}

gboolean
veche_competencies_uses (VecheDb *db, const char *uid, VecheCompetencyUses *uses, GError **error)
{
  static const char sql[] =
    "SELECT (SELECT count (*) FROM member_competency WHERE competency_id = c.id),"
    "       (SELECT count (*) FROM member_competency AS l JOIN competency_evidence AS e ON e.member_competency_id = l.id"
    "         WHERE l.competency_id = c.id),"
    "       (SELECT count (*) FROM competency WHERE parent_id = c.id),"
    "       (SELECT count (*) FROM competency_alias WHERE competency_id = c.id),"
    "       (SELECT count (*) FROM project_slot WHERE competency_id = c.id)"
    "  FROM competency AS c WHERE c.uid = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no competency “%s”", uid);
      return FALSE;
    }
  uses->members = (guint) veche_statement_int (row, 0);
  uses->evidence = (guint) veche_statement_int (row, 1);
  uses->children = (guint) veche_statement_int (row, 2);
  uses->aliases = (guint) veche_statement_int (row, 3);
  uses->roles = (guint) veche_statement_int (row, 4);
  veche_statement_reset (row);

  return TRUE;
}
