/* bench-topics.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench.h"

#define BENCH_TOPICS 200

static inline gboolean
bench_topics_run (VecheDb *db, const char *sql, gint64 a, gint64 b, const char *text)
{
  g_autofree char *uid = veche_uid_new ();
  g_autoptr (GError) error = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  gboolean done;

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_int (statement, 2, a);
  veche_statement_bind_int (statement, 3, b);
  veche_statement_bind_text (statement, 4, text);
  done = veche_statement_run (statement, &error);
  bench_check (done, error);

  return done;
}

/* The seed knows eighteen topics: the rest, with two other names each, two levels deep, each with a few hundred people. */
static inline void
bench_add_topics (const char *path)
{
  static const char competency_sql[] = "INSERT INTO competency (uid, name, parent_id) VALUES (?1, ?4, nullif (?2 + 0 * ?3, 0))";
  static const char alias_sql[] = "INSERT INTO competency_alias (uid, competency_id, alias) SELECT ?1, max (id) + 0 * ?2 * ?3, ?4 FROM competency";
  static const char claim_sql[] =
    "INSERT INTO member_competency (uid, member_id, competency_id, level, origin, at)"
    " SELECT ?1 || '-' || m.id || '-' || c.id, m.id, c.id, 1 + (m.id + c.id) % 5, iif (m.id % 3, 'confirmed', 'self'), 1700000000000000 + 0 * length (?4)"
    "   FROM competency AS c JOIN member AS m ON (m.id * 7919 + c.id * 104729) % 150 = 0 WHERE c.id > ?2 + 0 * ?3";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);
  VecheStatement *last;
  gint64 before;

  bench_check (db != NULL && veche_db_begin (db, &error), error);
  last = veche_db_prepare (db, "SELECT max (id) FROM competency");
  veche_statement_step (last, NULL);
  before = veche_statement_int (last, 0);
  veche_statement_reset (last);
  for (gint64 i = before; i < BENCH_TOPICS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Topic %" G_GINT64_FORMAT, i);
      g_autofree char *alias = g_strdup_printf ("тема %" G_GINT64_FORMAT, i);

      bench_check (bench_topics_run (db, competency_sql, i > before + 10 ? before + 1 + i % 10 : 0, 0, name), NULL);
      bench_check (bench_topics_run (db, alias_sql, 0, 0, alias), NULL);
    }
  bench_check (bench_topics_run (db, claim_sql, before, 0, "") && veche_db_exec (db, "ANALYZE", &error) && veche_db_commit (db, &error), error);
}
