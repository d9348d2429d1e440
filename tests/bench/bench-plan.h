/* bench-plan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench.h"

/* The plan of a big community: 5,000 events of ten years, 200 of them rituals, 20,000 tasks, 200,000 places of guests. */
static inline void
bench_plan_fill (const char *path)
{
  static const char *const all[] = {
    "INSERT OR IGNORE INTO agenda (uid, name, shape) VALUES ('bench-a', 'A', 'circle'), ('bench-b', 'B', 'square'), ('bench-c', 'C', 'triangle')",
    "INSERT INTO agenda_rule (uid, agenda_id, word) SELECT 'bench-rule-1', id, 'база' FROM agenda WHERE uid = 'bench-a'"
    " UNION ALL SELECT 'bench-rule-2', id, 'встреча' FROM agenda WHERE uid = 'bench-b' UNION ALL SELECT 'bench-rule-3', id, 'community' FROM agenda WHERE uid = 'bench-c'",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
    " INSERT INTO event (uid, title, kind, starts, ends, tz, status, agenda_id, project_id, capacity, rrule, created)"
    " SELECT printf ('bench-event-%d', i), 'Event ' || i, 'meeting', strftime ('%Y-%m-%dT19:00', 'now', (i - 3500) || ' days', '-3 hours'),"
    "        strftime ('%Y-%m-%dT21:00', 'now', (i - 3500) || ' days', '-3 hours'), 'Europe/Moscow', iif (i < 3500, 'done', 'planned'), (SELECT id FROM agenda WHERE uid = 'bench-' || substr ('abc', i % 3 + 1, 1)), (SELECT id FROM project WHERE id = (SELECT min (id) FROM project) + i % 4),"
    "        iif (i % 5 = 0, 40, NULL), iif (i % 25 = 0, 'FREQ=WEEKLY', NULL), 0 FROM n",
    "INSERT OR IGNORE INTO event_participant (uid, event_id, member_id, status)"
    " SELECT 'bench-guest-' || e.id || '-' || j.value, e.id, (e.id * 31 + j.value * 97) % (SELECT max (id) FROM member) + 1,"
    "        iif (e.status = 'done', iif (j.value % 5 = 0, 'no-show', 'came'), 'accepted')"
    "  FROM event AS e CROSS JOIN (WITH RECURSIVE k (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM k WHERE value < 40) SELECT value FROM k) AS j"
    " WHERE e.uid LIKE 'bench-%' AND EXISTS (SELECT 1 FROM member WHERE id = (e.id * 31 + j.value * 97) % (SELECT max (id) FROM member) + 1)",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO task (uid, title, event_id, project_id, owner_id, due, shift, state, closed, created)"
    " SELECT printf ('bench-task-%d', i), 'Task ' || i, iif (i % 3 > 0, (SELECT id FROM event WHERE uid = 'bench-event-' || (i % 5000 + 1)), NULL),"
    "        iif (i % 3 = 0, (SELECT id FROM project WHERE id = (SELECT min (id) FROM project) + i % 4), NULL), iif (i % 4 > 0, (SELECT id FROM member WHERE id > i % 500 ORDER BY id LIMIT 1), NULL),"
    "        date ('now', (i / 4 - 2500) || ' days'), -14, iif (i < 10000, 'done', 'open'), iif (i < 10000, i, NULL), 0 FROM n",
    "INSERT INTO task_item (uid, task_id, title, position) SELECT 'bench-item-' || id || '-' || 1, id, 'Item', 1 FROM task",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER, &error);

  bench_check (db != NULL, error);
  bench_check (veche_db_begin (db, &error), error);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (!veche_db_exec (db, all[i], &error))
      g_error ("%s: %s", all[i], error->message);
  bench_check (veche_db_exec (db, "ANALYZE", &error) && veche_db_commit (db, &error), error);
}
