/* veche-harvest-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-harvest-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_intro_row_free (VecheIntroRow *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->text);
  g_free (self);
}

static GPtrArray *
read_rows (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_intro_row_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheIntroRow *self = g_new0 (VecheIntroRow, 1);

      self->id = veche_statement_int (row, 0);
      self->uid = veche_statement_dup_text (row, 1);
      self->member_id = veche_statement_int (row, 2);
      self->member_uid = veche_statement_dup_text (row, 3);
      self->member_name = veche_statement_dup_text (row, 4);
      self->text = veche_statement_dup_text (row, 5);
      self->at = veche_statement_int (row, 6);
      g_ptr_array_add (rows, self);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

#define COLUMNS "i.id, i.uid, m.id, m.uid, m.name, i.text, i.at"
#define BY_MEMBERS                                                                                                              \
  " i.direction = 'in' AND i.deleted IS NULL AND i.text IS NOT NULL AND i.kind NOT IN ('reaction', 'join', 'leave', 'service')" \
  " AND m.me = 0 AND m.archived = 0 AND m.role <> 'bot'"

GPtrArray *
veche_harvest_in_thread (VecheDb *db, gint64 interaction_id, guint limit, GError **error)
{
  /* Answers by id: see thread_by_replies (). */
  static const char sql[] =
    "WITH RECURSIVE up (id, parent, depth) AS ("
    "    SELECT id, reply_to_id, 0 FROM interaction WHERE id = ?1"
    "    UNION SELECT i.id, i.reply_to_id, up.depth + 1 FROM up JOIN interaction AS i ON i.id = up.parent WHERE up.depth < 60),"
    "  root (id) AS (SELECT id FROM up ORDER BY depth DESC LIMIT 1),"
    "  tree (id, depth) AS ("
    "    SELECT id, 0 FROM root"
    "    UNION SELECT i.id, tree.depth + 1 FROM tree CROSS JOIN interaction AS i ON i.id IN (SELECT r.id FROM interaction AS r WHERE r.reply_to_id = tree.id)"
    "     WHERE tree.depth < 60 AND i.kind <> 'reaction' LIMIT ?2),"
    "  mates (id) AS ("
    "    SELECT i.id FROM interaction AS x JOIN interaction AS i ON i.channel_id = x.channel_id AND i.thread = x.thread"
    "     WHERE x.id = ?1 AND x.thread IS NOT NULL LIMIT ?2)"
    " SELECT " COLUMNS " FROM interaction AS i JOIN member AS m ON m.id = i.member_id"
    "  WHERE i.id IN (SELECT id FROM tree UNION SELECT id FROM mates) AND" BY_MEMBERS " ORDER BY i.at, i.id LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, interaction_id);
  veche_statement_bind_int (row, 2, limit);

  return read_rows (row, error);
}

GPtrArray *
veche_harvest_in_channel (VecheDb *db, gint64 channel_id, gint64 before_at, gint64 before_id, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS " FROM interaction AS i INDEXED BY interaction_channel JOIN member AS m ON m.id = i.member_id"
    " WHERE i.channel_id = ?1 AND (i.at, i.id) < (?2, ?3) AND" BY_MEMBERS " ORDER BY i.at DESC, i.id DESC LIMIT ?4";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, channel_id);
  veche_statement_bind_int (row, 2, before_at != 0 ? before_at : G_MAXINT64);
  veche_statement_bind_int (row, 3, before_id != 0 ? before_id : G_MAXINT64);
  veche_statement_bind_int (row, 4, limit);

  return read_rows (row, error);
}

gboolean
veche_harvest_is_known (VecheDb *db, gint64 member_id, const char *kind, const char *value)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM proposal WHERE member_id = ?1 AND kind = ?2 AND veche_fold (value) = veche_fold (?3))"
    "  OR (?2 = 'competency' AND EXISTS (SELECT 1 FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id"
    "       WHERE l.member_id = ?1 AND veche_fold (c.name) = veche_fold (?3)))"
    "  OR (?2 = 'city' AND EXISTS (SELECT 1 FROM member WHERE id = ?1 AND veche_fold (city) = veche_fold (?3)))"
    "  OR (?2 IN ('need', 'offer') AND EXISTS (SELECT 1 FROM wish WHERE member_id = ?1 AND kind = ?2 AND veche_fold (text) = veche_fold (?3)))";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean known;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_text (row, 2, kind);
  veche_statement_bind_text (row, 3, value);
  known = veche_statement_step (row, NULL) && veche_statement_int (row, 0) != 0;
  veche_statement_reset (row);

  return known;
}

gboolean
veche_harvest_person (VecheDb *db, gint64 member_id, char **uid, char **name)
{
  static const char sql[] = "SELECT uid, name FROM member WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  if (!veche_statement_step (row, NULL))
    return FALSE;
  *uid = veche_statement_dup_text (row, 0);
  *name = veche_statement_dup_text (row, 1);
  veche_statement_reset (row);

  return TRUE;
}

gboolean
veche_harvest_may_suggest (VecheDb *db, gint64 member_id, gint64 competency_id)
{
  static const char sql[] =
    "SELECT me = 0 AND archived = 0 AND role <> 'bot'"
    "   AND NOT EXISTS (SELECT 1 FROM member_competency WHERE member_id = ?1 AND competency_id = ?2)"
    "  FROM member WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean may;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, competency_id);
  may = veche_statement_step (row, NULL) && veche_statement_int (row, 0) != 0;
  veche_statement_reset (row);

  return may;
}
