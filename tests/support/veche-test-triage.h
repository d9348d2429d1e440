/* veche-test-triage.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-triage.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* An Inbox with two places and four people, and what is said there. */

#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

static inline void
triage_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static inline VecheDb *
triage_open (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  triage_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'feed', 'Клуб', 'x', 1), (2, 's2', 'feed', 'Другой', 'y', 1);"
                   "INSERT INTO channel (id, uid, platform, remote_id, source_id, name) VALUES (1, 'c1', 'x', '1', 1, 'Чат'), (2, 'c2', 'x', '2', 2, 'Стена');"
                   "INSERT INTO member (id, uid, name, created, me, role) VALUES (1, 'm1', 'Вера', 1, 1, ''), (2, 'm2', 'Ким', 1, 0, 'moderator'),"
                   " (3, 'm3', 'Боря', 1, 0, ''), (4, 'm4', 'Аня', 1, 0, '')");

  return db;
}

/* The triage row's id is that of the message. */
static inline void
triage_say (VecheDb *db, gint64 id, gint64 member, gint64 at, const char *text)
{
  g_autoptr (GError) error = NULL;
  VecheStatement *row;
  g_autofree char *uid = g_strdup_printf ("t%" G_GINT64_FORMAT, id);

  g_assert_true (veche_db_begin (db, &error));
  row = veche_db_prepare (db, "INSERT INTO interaction (id, kind, at, channel_id, remote_id, member_id, text) VALUES (?1, 'message', ?2, 1, ?1, ?3, ?4)");
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_int (row, 2, at);
  veche_statement_bind_int (row, 3, member);
  veche_statement_bind_text (row, 4, text);
  g_assert_true (veche_statement_run (row, &error));
  row = veche_db_prepare (db, "INSERT INTO triage (id, uid, interaction_id, reason, at) VALUES (?1, ?2, ?1, 'mention', ?3)");
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, uid);
  veche_statement_bind_int (row, 3, at);
  g_assert_true (veche_statement_run (row, &error));
  g_assert_true (veche_db_commit (db, &error));
}

static inline void
triage_judge (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  int n;

  do
    {
      g_assert_true (veche_db_begin (db, &error));
      n = veche_triage_judge (db, 200, &error);
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, &error));
    }
  while (n > 0);
  g_assert_false (veche_triage_is_due (db));
}

static inline gint64
triage_ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 number;

  g_assert_true (veche_statement_step (row, NULL));
  number = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return number;
}

static inline void
triage_apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static inline void
triage_undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static inline gint64
triage_at (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

G_END_DECLS
