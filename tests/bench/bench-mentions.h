/* bench-mentions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-triage.h"
#include "bench.h"

/* An Inbox over a seeded workspace: the newest messages of others are mentions that are open. */

static inline void
bench_must (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  bench_check (veche_db_begin (db, &error) && veche_db_exec (db, sql, &error) && veche_db_commit (db, &error), error);
}

static inline gint64
bench_count (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n = veche_statement_step (row, NULL) ? veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return n;
}

static inline void
bench_open_mentions (const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);
  g_autofree char *insert = g_strdup_printf ("INSERT OR IGNORE INTO triage (uid, interaction_id, reason, at) SELECT 'b' || id, id, 'mention', at FROM interaction"
                                             " WHERE direction = 'in' AND text IS NOT NULL ORDER BY at DESC LIMIT %u", n);
  g_autofree char *update = g_strdup_printf ("UPDATE triage SET snoozed_until = NULL, judged = 0,"
                                             " state = iif (id IN (SELECT id FROM triage ORDER BY at DESC LIMIT %u), 'open', 'done')", n);
  double start;
  int step, judged = 0;

  bench_check (db != NULL, error);
  bench_must (db, insert);
  bench_must (db, update);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  do
    {
      bench_check (veche_db_begin (db, &error), error);
      step = veche_triage_judge (db, 500, &error);
      bench_check (step >= 0 && veche_db_commit (db, &error), error);
      judged += step;
    }
  while (step > 0);
  g_print ("# judging: %d steps over mentions, %.1f s of the processor\n", judged, bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start);
}

/* What stands around a message beside its author: sources that can be answered (they never run), a knowledge base, and playbooks. */
static inline void
bench_add_desk (const char *path)
{
  static const char *const kinds[] = { "question", "complaint", "praise", "idea", "talk" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);

  bench_check (db != NULL, error);
  if (bench_count (db, "SELECT count(*) FROM article WHERE uid LIKE 'bench-%'") > 0)
    return;
  bench_must (db, "INSERT OR IGNORE INTO source (uid, type, name, url, paused, created) SELECT DISTINCT 'bench-' || platform, platform, platform,"
                  " 'https://' || platform || '.example', 1, 1 FROM channel WHERE source_id IS NULL;"
                  "UPDATE channel SET source_id = (SELECT id FROM source AS s WHERE s.uid = 'bench-' || platform) WHERE source_id IS NULL");
  /* What people ask for in their own words, from what they wrote. */
  bench_must (db, "INSERT INTO article (uid, kind, title, body, created)"
                  " SELECT 'bench-' || id, 'faq', substr (text, 1, 120), 'Расписание и записи лежат в закреплённом сообщении. ' || substr (text, 1, 300), 1"
                  " FROM interaction WHERE text LIKE '%?%' AND id % 7 = 0 LIMIT 200");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO article (uid, kind, title, body, message_kind, created) VALUES ('bench-p%u', 'playbook',"
                                              " 'How a message of this kind is handled', '1. Thank them\n2. Ask what happened\n3. Say when you come back\n4. Write it down',"
                                              " '%s', 1)", i, kinds[i]);

      bench_must (db, sql);
    }
}
