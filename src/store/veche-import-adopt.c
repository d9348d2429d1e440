/* veche-import-adopt.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-import-adopt.h"

#include "store/veche-coverage.h"
#include "store/veche-db.h"
#include "store/veche-import-table.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"
#include "store/veche-triage-table.h"

GPtrArray *
veche_import_channels_named (VecheDb *db, const char *platform, const char *instance, const char *name, GError **error)
{
  static const char sql[] =
    "SELECT id, remote_id FROM channel WHERE platform = ?1 AND instance = ?2 AND name = ?3 AND kind IS NOT 'topic'\n"
    "UNION ALL\n"
    "SELECT topic.id, topic.remote_id FROM channel JOIN channel AS topic ON topic.parent_id = channel.id\n"
    " WHERE channel.platform = ?1 AND channel.instance = ?2 AND channel.name = ?3 AND channel.kind IS NOT 'topic'";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, instance);
  veche_statement_bind_text (statement, 3, name);

  return veche_import_channels_read (statement, error);
}

char *
veche_import_author_of (VecheDb *db, GPtrArray *channels, const char *remote_id, gint64 *at)
{
  static const char sql[] =
    "SELECT interaction.at, identity.remote_id FROM interaction JOIN identity ON identity.id = interaction.identity_id\n"
    " WHERE interaction.channel_id = ?1 AND interaction.remote_id = ?2";

  for (guint i = 0; i < channels->len; i++)
    {
      VecheImportChannel *channel = g_ptr_array_index (channels, i);
      VecheStatement *statement = veche_db_prepare (db, sql);
      char *author = NULL;

      veche_statement_bind_int (statement, 1, channel->id);
      veche_statement_bind_text (statement, 2, remote_id);
      if (veche_statement_step (statement, NULL))
        {
          *at = veche_statement_int (statement, 0);
          author = veche_statement_dup_text (statement, 1);
        }
      veche_statement_reset (statement);
      if (author != NULL)
        return author;
    }

  return NULL;
}

static gint64
veche_import_id_of (VecheDb *db, const char *sql, const char *platform, const char *instance, const char *remote_id, gint64 *member)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 id = 0;

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, instance);
  veche_statement_bind_text (statement, 3, remote_id);
  if (veche_statement_step (statement, NULL))
    {
      id = veche_statement_int (statement, 0);
      if (member != NULL)
        *member = veche_statement_int (statement, 1);
    }
  veche_statement_reset (statement);

  return id;
}

static gboolean
veche_import_run_two (VecheDb *db, const char *sql, gint64 a, gint64 b, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, a);
  veche_statement_bind_int (statement, 2, b);

  return veche_statement_run (statement, error);
}

static gboolean
veche_import_rename (VecheDb *db, const char *sql, gint64 id, const char *to, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_text (statement, 2, to);

  return veche_statement_run (statement, error);
}

gboolean
veche_import_rename_channel (VecheDb *db, const char *platform, const char *instance, const char *from, const char *to, GError **error)
{
  static const char find_sql[] = "SELECT id FROM channel WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3";
  static const char sql[] = "UPDATE channel SET remote_id = ?2 WHERE id = ?1";
  static const char move_sql[] =
    "UPDATE interaction SET channel_id = ?2 WHERE channel_id = ?1\n"
    "   AND NOT EXISTS (SELECT 1 FROM interaction AS there WHERE there.channel_id = ?2 AND there.remote_id = interaction.remote_id)";
  gint64 old = veche_import_id_of (db, find_sql, platform, instance, from, NULL);
  gint64 real = veche_import_id_of (db, find_sql, platform, instance, to, NULL);

  if (old == 0)
    return TRUE;

  if (real == 0)
    return veche_import_rename (db, sql, old, to, error);

  return veche_import_run_two (db, move_sql, old, real, error) && veche_coverage_move (db, old, real, error);
}

/* The account of the name gives way to the real one; its member stays only where a person has touched it. */
static gboolean
veche_import_fold_person (VecheDb *db, gint64 old, gint64 old_member, gint64 real, gint64 member, GError **error)
{
  static const char said_sql[] = "UPDATE interaction SET identity_id = ?2 WHERE identity_id = ?1";
  static const char whose_sql[] = "UPDATE interaction SET member_id = ?2 WHERE member_id = ?1 AND channel_id IS NOT NULL";
  static const char drop_sql[] = "DELETE FROM identity WHERE id = ?1 AND id <> ?2";
  static const char gone_sql[] =
    "DELETE FROM member WHERE id = ?1 AND id <> ?2 AND batch_id IS NOT NULL\n"
    "   AND NOT EXISTS (SELECT 1 FROM identity WHERE member_id = ?1)\n"
    "   AND NOT EXISTS (SELECT 1 FROM interaction WHERE member_id = ?1)\n"
    "   AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = member.uid)";

  if (!veche_import_run_two (db, said_sql, old, real, error) || !veche_import_run_two (db, drop_sql, old, real, error))
    return FALSE;
  if (old_member == member)
    return TRUE;

  return veche_import_run_two (db, whose_sql, old_member, member, error) && veche_triage_follow_member (db, old_member, member, error) &&
         veche_import_run_two (db, gone_sql, old_member, member, error) &&
         veche_members_refresh (db, member, error);
}

gboolean
veche_import_rename_person (VecheDb *db, const char *platform, const char *instance, const char *from, const char *to, GError **error)
{
  static const char find_sql[] = "SELECT id, member_id FROM identity WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3";
  static const char sql[] = "UPDATE identity SET remote_id = ?2 WHERE id = ?1";
  gint64 old_member = 0, member = 0;
  gint64 old = veche_import_id_of (db, find_sql, platform, instance, from, &old_member);
  gint64 real = veche_import_id_of (db, find_sql, platform, instance, to, &member);

  if (old == 0 || old == real)
    return TRUE;
  if (real == 0)
    return veche_import_rename (db, sql, old, to, error);

  return veche_import_fold_person (db, old, old_member, real, member, error);
}
