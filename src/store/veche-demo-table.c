/* veche-demo-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-demo-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

char *
veche_demo_community (VecheDb *db, gint64 *id)
{
  static const char sql[] = "SELECT uid, id FROM community ORDER BY id LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *uid = NULL;

  if (veche_statement_step (statement, NULL))
    {
      uid = veche_statement_dup_text (statement, 0);
      *id = veche_statement_int (statement, 1);
    }
  veche_statement_reset (statement);

  return uid;
}

static char *
veche_demo_fetch_uid (VecheStatement *statement)
{
  char *uid = veche_statement_step (statement, NULL) ? veche_statement_dup_text (statement, 0) : NULL;

  veche_statement_reset (statement);

  return uid;
}

char *
veche_demo_find_words (VecheDb *db, const char *text)
{
  static const char
    sql[] = "SELECT uid FROM interaction WHERE substr (text, 1, 32) = substr (?1, 1, 32) ORDER BY id LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, text);

  return veche_demo_fetch_uid (statement);
}

char *
veche_demo_find_triage (VecheDb *db, const char *channel, const char *remote_id)
{
  static const char sql[] =
    "SELECT triage.uid FROM triage JOIN interaction ON interaction.id = triage.interaction_id\n"
    "  JOIN channel ON channel.id = interaction.channel_id\n"
    " WHERE channel.remote_id = ?1 AND interaction.remote_id = ?2";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, channel);
  veche_statement_bind_text (statement, 2, remote_id);

  return veche_demo_fetch_uid (statement);
}

gboolean
veche_demo_set_source (VecheDb *db, const char *uid, const char *account, gint64 last_ok, gint64 next_run,
                       const char *error_nick, const char *error_text, GError **error)
{
  static const char sql[] = "UPDATE source SET account = ?2, account_id = ?2, last_run = ?3, last_ok = ?3, next_run = "
                            "?4, failures = ?5, error = ?6, error_text = ?7\n"
                            " WHERE uid = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_text (statement, 2, account);
  veche_statement_bind_int (statement, 3, last_ok);
  veche_statement_bind_int (statement, 4, next_run);
  veche_statement_bind_int (statement, 5, error_nick != NULL ? 3 : 0);
  veche_statement_bind_text (statement, 6, error_nick);
  veche_statement_bind_text (statement, 7, error_text);

  return veche_statement_run (statement, error);
}

gboolean
veche_demo_seal (VecheDb *db, gint64 before, GError **error)
{
  static const char seen_sql[] = "UPDATE triage SET seen = 1 WHERE at < ?1";
  static const char gesture_sql[] = "UPDATE gesture SET state = 2 WHERE state = 0";
  VecheStatement *statement = veche_db_prepare (db, seen_sql);

  veche_statement_bind_int (statement, 1, before);

  return veche_statement_run (statement, error) && veche_statement_run (veche_db_prepare (db, gesture_sql), error);
}
