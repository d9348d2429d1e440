/* veche-deeds-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-deeds-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MAX_ANSWERS 8
#define SPOKEN "direction = 'in' AND channel_id IS NOT NULL AND kind IN ('message', 'post', 'reply', 'comment')"

void
veche_deed_free (VecheDeed *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->meta);
  g_strfreev (self->answers);
  g_free (self);
}

static gboolean
read_answers (VecheDb *db, VecheDeed *deed, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT text FROM interaction WHERE reply_to_id = ?1 AND member_id IS NOT ?2 AND text IS NOT NULL ORDER BY at, id LIMIT ?3";
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, deed->id);
  veche_statement_bind_int (row, 2, member_id);
  veche_statement_bind_int (row, 3, MAX_ANSWERS);
  while (veche_statement_step (row, &local))
    g_strv_builder_add (answers, veche_statement_text (row, 0));
  deed->answers = g_strv_builder_end (answers);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* What the statement still has to give, then the answers to each. */
static GPtrArray *
read_deeds (VecheDb *db, VecheStatement *row, gint64 member_id, GError **error)
{
  g_autoptr (GPtrArray) deeds = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_deed_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheDeed *deed = g_new0 (VecheDeed, 1);

      deed->id = veche_statement_int (row, 0);
      deed->at = veche_statement_int (row, 1);
      deed->uid = veche_statement_dup_text (row, 2);
      deed->kind = veche_statement_dup_text (row, 3);
      deed->text = veche_statement_dup_text (row, 4);
      deed->meta = veche_statement_dup_text (row, 5);
      deed->reply_to = veche_statement_int (row, 6);
      g_ptr_array_add (deeds, deed);
    }
  for (guint i = 0; i < deeds->len && local == NULL; i++)
    read_answers (db, deeds->pdata[i], member_id, &local);
  if (local == NULL)
    return g_steal_pointer (&deeds);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_deeds_list (VecheDb *db, gint64 member_id, gint64 since, guint limit, GError **error)
{
  static const char sql[] = "SELECT i.id, i.at, i.uid, i.kind, i.text, i.meta, (SELECT r.member_id FROM interaction AS r WHERE r.id = i.reply_to_id)"
                            " FROM interaction AS i WHERE i.member_id = ?1 AND i.at >= ?2 AND i.direction = 'in' AND i.channel_id IS NOT NULL"
                            "   AND i.kind IN ('message', 'post', 'reply', 'comment') ORDER BY i.at DESC, i.id DESC LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, limit);

  return read_deeds (db, row, member_id, error);
}

GPtrArray *
veche_deeds_answers (VecheDb *db, gint64 member_id, gint64 after_at, gint64 after_id, guint limit, GError **error)
{
  static const char sql[] = "SELECT i.id, i.at, i.uid, i.kind, i.text, i.meta, r.member_id FROM interaction AS i JOIN interaction AS r ON r.id = i.reply_to_id"
                            " WHERE i.member_id = ?1 AND (i.at, i.id) > (?2, ?3) AND r.member_id IS NOT ?1 AND i.direction = 'in' AND i.channel_id IS NOT NULL"
                            "   AND i.kind IN ('message', 'post', 'reply', 'comment') ORDER BY i.at, i.id LIMIT ?4";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, after_at);
  veche_statement_bind_int (row, 3, after_id);
  veche_statement_bind_int (row, 4, limit);

  return read_deeds (db, row, member_id, error);
}

gint64
veche_deeds_nth (VecheDb *db, gint64 member_id, guint n, gboolean answers, char **uid)
{
  static const char said[] = "SELECT at, uid FROM interaction WHERE member_id = ?1 AND " SPOKEN " ORDER BY at, id LIMIT 1 OFFSET ?2";
  static const char answered[] = "SELECT at, uid FROM interaction AS i WHERE member_id = ?1 AND " SPOKEN " AND reply_to_id IS NOT NULL"
                                 " AND (SELECT r.member_id FROM interaction AS r WHERE r.id = i.reply_to_id) IS NOT ?1 ORDER BY at, id LIMIT 1 OFFSET ?2";
  VecheStatement *row = veche_db_prepare (db, answers ? answered : said);
  gint64 at = 0;

  if (uid != NULL)
    *uid = NULL;
  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, n - 1);
  if (veche_statement_step (row, NULL))
    {
      at = veche_statement_int (row, 0);
      if (uid != NULL)
        *uid = veche_statement_dup_text (row, 1);
      veche_statement_reset (row);
    }

  return at;
}

void
veche_talker_row_free (VecheTalkerRow *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
veche_deeds_talkers (VecheDb *db, gint64 member_id, gint64 since, guint limit, GError **error)
{
  static const char all[] = "SELECT id, uid, name, interactions, EXISTS (SELECT 1 FROM interaction AS i WHERE i.member_id = m.id AND i.at >= ?1"
                            " AND i.reply_to_id IS NOT NULL) FROM member AS m"
                            " WHERE archived = 0 AND me = 0 AND role = '' AND last_seen >= ?1 AND interactions > 0 ORDER BY last_seen DESC LIMIT ?2";
  static const char one[] = "SELECT id, uid, name, interactions, EXISTS (SELECT 1 FROM interaction AS i WHERE i.member_id = m.id AND i.at >= ?1"
                            " AND i.reply_to_id IS NOT NULL) FROM member AS m"
                            " WHERE archived = 0 AND me = 0 AND role = '' AND last_seen >= ?1 AND interactions > 0 AND id = ?3 LIMIT ?2";
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_talker_row_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, member_id != 0 ? one : all);

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, limit);
  if (member_id != 0)
    veche_statement_bind_int (row, 3, member_id);
  while (veche_statement_step (row, &local))
    {
      VecheTalkerRow *talker = g_new0 (VecheTalkerRow, 1);

      talker->member_id = veche_statement_int (row, 0);
      talker->uid = veche_statement_dup_text (row, 1);
      talker->name = veche_statement_dup_text (row, 2);
      talker->messages = (guint) veche_statement_int (row, 3);
      talker->answers_lately = veche_statement_int (row, 4) != 0;
      g_ptr_array_add (found, talker);
    }
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
