/* test-triage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes first in the Inbox: the sum, its order, its clocks, views, owners, heat.
 */

#include "analysis/veche-heat.h"
#include "analysis/veche-triage.h"

#include <string.h>

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-heat-table.h"
#include "store/veche-import-adopt.h"
#include "store/veche-inbox-bulk.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-hand-overs.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"
#include "store/veche-triage-table.h"

#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

/*** A workspace with a source, a channel and people ***/

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static VecheDb *
open_inbox (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  must_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'feed', 'Клуб', 'x', 1), (2, 's2', 'feed', 'Другой', 'y', 1);"
                 "INSERT INTO channel (id, uid, platform, remote_id, source_id, name) VALUES (1, 'c1', 'x', '1', 1, 'Чат'), (2, 'c2', 'x', '2', 2, 'Стена');"
                 "INSERT INTO member (id, uid, name, created, me, role) VALUES (1, 'm1', 'Вера', 1, 1, ''), (2, 'm2', 'Ким', 1, 0, 'moderator'),"
                 " (3, 'm3', 'Боря', 1, 0, ''), (4, 'm4', 'Аня', 1, 0, '')");

  return db;
}

/* The triage row's id is that of the message. */
static void
say (VecheDb *db, gint64 id, gint64 member, gint64 at, const char *text)
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

static void
judge (VecheDb *db)
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

static gint64
ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 number;

  g_assert_true (veche_statement_step (row, NULL));
  number = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return number;
}

static void
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
set_hours (VecheDb *db, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("hours", NULL);

  g_assert_true (veche_inbox_hours_edit (db, edit, text, NULL));
  apply (db, edit);
}

static gint64
at_local (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

/*** The sum ***/

static void
test_signals (void)
{
  static const struct { const char *text; guint signals; } cases[] = {
    { "Верните деньги за билет", VECHE_SIGNAL_REFUND },
    { "I want a REFUND, please", VECHE_SIGNAL_REFUND },
    { "за что меня забанили?", VECHE_SIGNAL_BAN },
    { "пойду в суд", VECHE_SIGNAL_LEGAL },
    { "Напишу в Роспотребнадзор!", VECHE_SIGNAL_LEGAL },
    { "ПОЧЕМУ НИКТО НЕ ОТВЕЧАЕТ", VECHE_SIGNAL_CAPITALS },
    { "суди сам, какой банан: обсудим посуду на судне", 0 },
    { "банка с вареньем, barn, issue, pursue", 0 },
    { "OK", 0 },
    { "МФТИ и РАН", 0 },
    { "", 0 },
    { "\xff\xfe", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (veche_priority_signals (cases[i].text), ==, cases[i].signals);
    }
}

/* Lines add up to what the list is sorted by, at any moment. */
static void
test_sum (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  gint64 now = veche_now ();

  say (db, 1, 3, now - 50 * DAY, "Опять всё сломалось, отвратительно");
  say (db, 2, 3, now - 20 * DAY, "Ужас, ничего не работает");
  say (db, 3, 3, now - 2 * HOUR, "ВЕРНИТЕ ДЕНЬГИ, ЭТО ПОЗОР И ОБМАН");
  say (db, 4, 4, now - 1 * HOUR, "Подскажите, как вступить в клуб?");
  judge (db);

  g_assert_cmpint (ask (db, "SELECT repeats FROM triage WHERE id = 3"), ==, 2);
  g_assert_cmpint (ask (db, "SELECT author & 4 FROM triage WHERE id = 3"), ==, 4);
  g_assert_cmpint (ask (db, "SELECT author & 4 FROM triage WHERE id = 2"), ==, 0);
  for (gint64 id = 1; id <= 4; id++)
    for (guint hours = 0; hours < 30; hours += 7)
      {
        g_autoptr (GError) error = NULL;
        gint64 moment = now + hours * HOUR;
        g_autoptr (VecheTriageWhy) why = veche_triage_explain (db, id, moment, &error);
        VecheInboxClock clock;
        VecheStatement *row = veche_db_prepare (db, "SELECT points, began, target FROM triage WHERE id = ?1");

        g_assert_no_error (error);
        veche_inbox_clock_load (db, moment, &clock);
        veche_statement_bind_int (row, 1, id);
        g_assert_true (veche_statement_step (row, NULL));
        g_assert_cmpint (why->priority, ==, (veche_statement_int (row, 0) * 1000 +
                                             veche_inbox_waiting (&clock, veche_statement_int (row, 1), veche_statement_int (row, 2), FALSE)) / 1000);
        veche_statement_reset (row);
        g_assert_cmpint (veche_priority_total (why->reasons), ==, why->priority);
      }
}

typedef struct { gint64 id, at, key; int part; } Expected;

static int
compare_expected (gconstpointer a, gconstpointer b)
{
  const Expected *x = a, *y = b;

  if (x->key != y->key)
    return x->key > y->key ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;

  return (x->id > y->id) - (x->id < y->id);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Expected *x = a, *y = b;

  return x->part != y->part ? x->part - y->part : compare_expected (a, b);
}

/* What the headings promise, said once more. */
static int
expected_part (gint64 now, gint64 noon, gint64 key, gboolean answered, gint64 answer_by, gint64 owner_due)
{
  if (answered || owner_due > now)
    return VECHE_INBOX_LATER;
  if (key >= 45000 || (answer_by != 0 && answer_by <= now + HOUR))
    return VECHE_INBOX_NOW;

  return answer_by < noon ? VECHE_INBOX_TODAY : VECHE_INBOX_LATER;
}

static gint64
tomorrow_noon (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);
  g_autoptr (GDateTime) next = g_date_time_add_days (here, 1);
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (next), g_date_time_get_month (next), g_date_time_get_day_of_month (next), 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

/* Group by group, each under its heading with its number. */
static void
check_groups (VecheDb *db, VecheQuery *query, GArray *expected)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint at = 0;

  g_array_sort (expected, compare_parts);
  query->headings = TRUE;
  ids = veche_query_ids (db, query, NULL);
  records = veche_query_records (db, query, (const gint64 *) (gpointer) ids->data, ids->len, NULL);
  for (guint i = 0; i < expected->len;)
    {
      int part = g_array_index (expected, Expected, i).part;
      VecheHeading *heading = records->pdata[at++];
      guint first = i;

      g_assert_cmpint (heading->parent.kind, ==, VECHE_RECORD_HEADING);
      g_assert_cmpint (heading->at, ==, part);
      for (; i < expected->len && g_array_index (expected, Expected, i).part == part; i++)
        g_assert_cmpint (g_array_index (ids, gint64, at++), ==, g_array_index (expected, Expected, i).id);
      g_assert_cmpuint (heading->count, ==, i - first);
    }
  g_assert_cmpuint (ids->len, ==, at);
}

/* The list is the plain sum of every row, sorted. */
static void
check_order (VecheDb *db, gint64 now)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (Expected));
  g_autoptr (GArray) ids = NULL;
  VecheInboxClock clock;
  VecheViewCounts counts;
  VecheStatement *row = veche_db_prepare (db, "SELECT id, at, points, began, target, answered IS NOT NULL, answer_by, owner_due FROM triage WHERE state = 'open'");
  guint urgent = 0;

  veche_inbox_clock_load (db, now, &clock);
  while (veche_statement_step (row, NULL))
    {
      Expected one = { veche_statement_int (row, 0), veche_statement_int (row, 1),
                       veche_statement_int (row, 2) * 1000 + veche_inbox_waiting (&clock, veche_statement_int (row, 3), veche_statement_int (row, 4),
                                                                                  veche_statement_int (row, 5) != 0), 0 };

      one.part = expected_part (now, tomorrow_noon (now), one.key, veche_statement_int (row, 5) != 0, veche_statement_int (row, 6),
                                veche_statement_int (row, 7));
      g_array_append_val (expected, one);
      urgent += one.part == VECHE_INBOX_NOW;
    }
  g_array_sort (expected, compare_expected);

  query->view = VECHE_INBOX_OPEN;
  query->sort = VECHE_SORT_PRIORITY;
  query->now = now;
  ids = veche_query_ids (db, query, NULL);
  g_assert_cmpuint (ids->len, ==, expected->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), ==, g_array_index (expected, Expected, i).id);

  g_assert_true (veche_inbox_views_count (db, now, &counts, NULL));
  g_assert_cmpuint (counts.urgent, ==, urgent);
  check_groups (db, query, expected);
}

static void
test_order (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  gint64 now = veche_now ();

  for (gint64 id = 1; id <= 300; id++)
    say (db, id, 3, now - g_test_rand_int_range (0, 30 * 24) * HOUR, "x");
  must_exec (db, "UPDATE triage SET judged = 2");
  for (gint64 id = 1; id <= 300; id++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE triage SET points = %d, began = (at - 1577836800000000) / 1000000 + %d, target = %d, answered = %s, answer_by = at + %d * 3600000000, owner_due = %s"
        " WHERE id = %d",
        g_test_rand_int_range (-60, 90), g_test_rand_int_range (0, 5000), g_test_rand_int_range (0, 4) * 7200,
        g_test_rand_int_range (0, 5) == 0 ? "at + 5" : "NULL", g_test_rand_int_range (0, 40 * 24),
        g_test_rand_int_range (0, 9) == 0 ? "at + 2000000000000" : "NULL", (int) id);

      must_exec (db, sql);
    }
  for (int i = 0; i < 8; i++)
    check_order (db, now + i * 5 * HOUR + g_test_rand_int_range (0, 3600) * G_TIME_SPAN_SECOND);
  set_hours (db, "mon-fri 10:00-19:00");
  check_order (db, now);
}

/*** Clocks ***/

static void
assert_answer_by (VecheDb *db, gint64 id, gint64 expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT answer_by FROM triage WHERE id = %d", (int) id);

  judge (db);
  g_assert_cmpint (ask (db, sql), ==, expected);
}

/* The newest act was done at that moment. */
static void
date_gesture (VecheDb *db, gint64 at)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE gesture SET at = %" G_GINT64_FORMAT " WHERE id = (SELECT max (id) FROM gesture)", at);

  must_exec (db, sql);
}

/* A question of Friday evening, when the desk is closed on weekends, is due on Monday; on a holiday a day later; snoozed for two open hours two hours
 * later; and undo turns each of it back. */
static void
test_clocks (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) holiday = veche_edit_new ("holiday", NULL), snooze = veche_edit_new ("snooze", NULL), wake = veche_edit_new ("open", NULL);
  gint64 friday = at_local (2026, 11, 20, 18, 0);

  say (db, 1, 4, friday, "Подскажите, как вступить в клуб?");
  assert_answer_by (db, 1, friday + 4 * HOUR);
  set_hours (db, "mon-fri 10:00-19:00");
  assert_answer_by (db, 1, at_local (2026, 11, 23, 13, 0));
  g_assert_true (veche_holidays_edit_add (db, holiday, "2026-11-23", "День тишины", NULL));
  apply (db, holiday);
  assert_answer_by (db, 1, at_local (2026, 11, 24, 13, 0));
  undo (db);
  assert_answer_by (db, 1, at_local (2026, 11, 23, 13, 0));

  /* Snoozed on Monday from 11 to 15 o'clock, woken at 13. */
  veche_inbox_edit_snooze (snooze, "t1", at_local (2026, 11, 23, 15, 0));
  apply (db, snooze);
  date_gesture (db, at_local (2026, 11, 23, 11, 0));
  assert_answer_by (db, 1, at_local (2026, 11, 23, 17, 0));
  veche_inbox_edit_open (wake, "t1");
  apply (db, wake);
  date_gesture (db, at_local (2026, 11, 23, 13, 0));
  assert_answer_by (db, 1, at_local (2026, 11, 23, 15, 0));
}

/* The night in which the clock goes back has an hour more. */
static void
test_summer_time (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  gint64 saturday = at_local (2026, 10, 24, 23, 0);

  say (db, 1, 4, saturday, "Подскажите, как вступить в клуб?");
  set_hours (db, "mon-sun 0:00-24:00");
  assert_answer_by (db, 1, saturday + 4 * HOUR);
  set_hours (db, "mon-sun 1:00-5:00");
  assert_answer_by (db, 1, at_local (2026, 10, 25, 4, 0));
}

static void
test_targets (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("target", NULL), faster = veche_edit_new ("target", NULL);
  gint64 at = veche_now () - HOUR;

  say (db, 1, 4, at, "Подскажите, как вступить в клуб?");
  g_assert_true (veche_reply_targets_edit (db, edit, "question", NULL, 30, NULL));
  apply (db, edit);
  assert_answer_by (db, 1, at + HOUR / 2);
  g_assert_true (veche_reply_targets_edit (db, faster, "question", "s1", 10, NULL));
  apply (db, faster);
  assert_answer_by (db, 1, at + HOUR / 6);
  undo (db);
  assert_answer_by (db, 1, at + HOUR / 2);
  undo (db);
  assert_answer_by (db, 1, at + 4 * HOUR);
}

/* Replies make a storm, other words another mood: both without being asked. */
static void
test_afterwards (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (GError) error = NULL;
  gint64 before, now = veche_now ();

  say (db, 1, 3, now - HOUR, "Привет всем");
  judge (db);
  before = ask (db, "SELECT points FROM triage");
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO interaction (kind, at, channel_id, remote_id, member_id, reply_to_id, text) VALUES ('message', %" G_GINT64_FORMAT ", 1, 'r%d', %d, 1, 'x')",
        now - HOUR + i * G_TIME_SPAN_MINUTE, i, i % 4 + 1);

      must_exec (db, "INSERT OR IGNORE INTO member (id, uid, name, created) VALUES (5, 'm5', 'Глеб', 1)");
      if (i == 0)
        must_exec (db, "INSERT INTO interaction (kind, at, channel_id, remote_id, member_id, reply_to_id, text) VALUES ('message', 1, 1, 'r', 5, 1, 'x')");
      must_exec (db, sql);
    }
  judge (db);
  g_assert_cmpint (ask (db, "SELECT points FROM triage"), ==, before + veche_weight_default (VECHE_WEIGHT_STORM));

  must_exec (db, "UPDATE interaction SET text = 'Ужас, ничего не работает, отвратительно' WHERE id = 1");
  g_assert_true (veche_db_begin (db, &error) && veche_triage_doubt_text (db, 1, &error) && veche_db_commit (db, &error));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);
}

/* What is set puts thousands in doubt, a piece at a time; what is set in between is not lost. */
static void
test_doubt (void)
{
  static const char set_sql[] = "INSERT INTO inbox_setting (uid, name, value) VALUES ('s%d', 'weight:%s', '%d')";
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *question = g_strdup_printf (set_sql, 1, "question", 77), *mention = g_strdup_printf (set_sql, 2, "mention", 55);
  g_autoptr (GError) error = NULL;
  gint64 before, left;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_db_exec (db,
    "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2600)"
    " INSERT INTO interaction (id, kind, at, channel_id, remote_id, member_id, text) SELECT i, 'message', i, 1, i, 3, 'Где программа встречи?' FROM n;"
    "INSERT INTO triage (uid, interaction_id, reason, at, state) SELECT 't' || id, id, 'mention', id, iif (id % 10 = 0, 'done', 'open') FROM interaction", &error));
  g_assert_true (veche_db_commit (db, &error));
  judge (db);
  before = ask (db, "SELECT max (points) FROM triage");

  must_exec (db, question);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_triage_judge (db, 50, &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
  left = ask (db, "SELECT count (*) FROM triage WHERE judged < 2");
  g_assert_cmpint (left, >, 0);
  g_assert_cmpint (left, <=, 2000);
  g_assert_true (veche_triage_is_due (db));
  must_exec (db, mention);
  judge (db);
  g_assert_cmpint (ask (db, "SELECT count (DISTINCT points) FROM triage WHERE state <> 'done' AND id > 10"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT max (points) FROM triage WHERE state <> 'done'"), !=, before);
  g_assert_cmpint (ask (db, "SELECT max (points) FROM triage WHERE state = 'done'"), ==, before);   /* what is done stays as it was summed */

  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, FALSE, &error) && veche_db_commit (db, &error));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage WHERE mood <> ''"), ==, 0);
}

/*** What a person does ***/

static void
test_mood (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("mood", NULL);
  g_autoptr (GError) error = NULL;
  gint64 with, now = veche_now ();

  say (db, 1, 3, now - HOUR, "Ужас, ничего не работает, отвратительно");
  judge (db);
  with = ask (db, "SELECT points FROM triage");
  g_assert_cmpint (ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);

  g_assert_true (veche_triage_edit_correct (db, edit, "t1", "positive", "praise", &error));
  apply (db, edit);
  judge (db);
  g_assert_cmpint (ask (db, "SELECT mood = 'positive' AND kind = 'praise' FROM triage"), ==, 1);
  undo (db);
  judge (db);
  g_assert_cmpint (ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT points FROM triage"), ==, with);

  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, FALSE, &error) && veche_db_commit (db, &error));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT mood = '' AND kind = '' AND points = 0 FROM triage"), ==, 1);
  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, TRUE, &error) && veche_db_commit (db, &error));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT points FROM triage"), ==, with);
}

static guint
count_list (VecheDb *db, VecheInboxView view, gint64 now)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) ids = NULL;

  query->view = view;
  query->now = now;
  query->sort = VECHE_SORT_PRIORITY;
  ids = veche_query_ids (db, query, NULL);

  return ids->len;
}

static void
own (VecheDb *db, const char *uid, const char *member)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("assign", NULL);

  g_assert_true (veche_inbox_edit_own (db, edit, uid, member, 0, NULL, NULL));
  apply (db, edit);
}

/* What was taken back is none, and what was done again is one. */
static void
test_hand_overs (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("own", NULL);
  g_autoptr (GPtrArray) all = NULL, fewer = NULL;
  const VecheHandOver *last;

  say (db, 3, 3, veche_now (), "Как вступить в клуб?");
  own (db, "t3", "m1");
  g_assert_true (veche_inbox_edit_own (db, edit, "t3", "m2", 77, "Ты знаешь лучше", NULL));
  apply (db, edit);
  own (db, "t3", NULL);
  undo (db);

  all = veche_hand_overs_list (db, "t3", 9, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  last = all->pdata[0];
  g_assert_cmpstr (last->by, ==, "test");
  g_assert_cmpstr (last->note, ==, "Ты знаешь лучше");
  g_assert_cmpint (last->due, ==, 77);
  g_assert_nonnull (last->owner);
  undo (db);
  fewer = veche_hand_overs_list (db, "t3", 9, NULL);
  g_assert_cmpuint (fewer->len, ==, 1);
  g_assert_cmpint (((VecheHandOver *) fewer->pdata[0])->due, ==, 0);
}

/* Counts in one pass are the lengths of the lists. */
static void
test_views (void)
{
  static const char *const texts[] = { "Ужас, ничего не работает", "Как вступить в клуб?", "Спасибо, было здорово!", "Привет всем" };
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("x", NULL), refused = veche_edit_new ("x", NULL);
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now ();
  VecheViewCounts counts;

  for (gint64 id = 1; id <= 40; id++)
    say (db, id, 3 + id % 2, now - id * 3 * HOUR, texts[id % 4]);
  must_exec (db, "UPDATE member SET stage = 'newcomer' WHERE id = 4");
  own (db, "t3", "m1");
  own (db, "t4", "m2");
  own (db, "t5", "m2");
  g_assert_false (veche_inbox_edit_own (db, refused, "t6", "m3", 0, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  veche_inbox_edit_done (edit, "t10");
  veche_inbox_edit_snooze (edit, "t11", now + HOUR);
  veche_inbox_edit_snooze (edit, "t12", now - HOUR);
  apply (db, edit);
  must_exec (db, "UPDATE triage SET answered = at + 60000000 WHERE id % 5 = 0");
  must_exec (db, "INSERT INTO promise (uid, interaction_id, text, made, due) VALUES ('p1', 10, 'уточню', 1, 2), ('p2', 3, 'вернусь', 1, 2)");
  judge (db);

  for (gint64 moment = now; moment < now + 3 * HOUR; moment += 2 * HOUR)
    {
      g_assert_true (veche_inbox_views_count (db, moment, &counts, NULL));
      for (guint view = 1; view < VECHE_N_INBOX_VIEWS; view++)
        {
          g_test_message ("%s", veche_inbox_view_nick (view));
          g_assert_cmpuint (counts.n[view], ==, count_list (db, view, moment));
        }
    }
  g_assert_cmpuint (counts.n[VECHE_INBOX_MINE], ==, 1);
  g_assert_cmpuint (counts.n[VECHE_INBOX_HANDED], ==, 2);
  g_assert_cmpuint (counts.n[VECHE_INBOX_PROMISES], ==, 2);
  g_assert_cmpuint (counts.n[VECHE_INBOX_SNOOZED], ==, 0);
  g_assert_cmpuint (counts.n[VECHE_INBOX_NEWCOMERS], >, 0);
  g_assert_cmpuint (counts.n[VECHE_INBOX_NEGATIVE], ==, 10 - (10 % 4 == 0));
}

static void
test_saved (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (VecheEdit) edit = veche_edit_new ("view", NULL), again = veche_edit_new ("view", NULL);
  g_autoptr (VecheSavedView) view = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const bad[] = { "", "[]", "{\"view\":7}", "{\"view\":\"x\"}", "{\"sort\":\"x\"}", "{\"author\":\"critic\"}", "{\"hot\":\"yes\"}",
                                     "{\"y\":\"x\"}" };

  query->view = VECHE_INBOX_NEGATIVE;
  query->sort = VECHE_SORT_PRIORITY;
  query->source_uid = g_strdup ("s1");
  query->author = VECHE_AUTHOR_CRITIC | VECHE_AUTHOR_NEWCOMER;
  query->hot = TRUE;
  query->owner_uid = g_strdup ("");
  query->member_id = 1;
  g_assert_true (veche_saved_views_edit_add (db, edit, " Критики ", query, NULL, &error));
  apply (db, edit);
  view = veche_saved_views_find (db, "критики", &error);
  g_assert_no_error (error);
  g_assert_cmpint (view->query->view, ==, VECHE_INBOX_NEGATIVE);
  g_assert_cmpint (view->query->sort, ==, VECHE_SORT_PRIORITY);
  g_assert_cmpuint (view->query->author, ==, query->author);
  g_assert_cmpstr (view->query->source_uid, ==, "s1");
  g_assert_true (view->query->hot);
  g_assert_cmpstr (view->query->owner_uid, ==, "");
  g_assert_nonnull (view->query->member_uid);
  g_assert_cmpint (veche_db_id_for_uid (db, "member", view->query->member_uid), ==, query->member_id);
  g_assert_false (veche_saved_views_edit_add (db, again, "КРИТИКИ", query, NULL, NULL));
  g_assert_false (veche_saved_views_edit_add (db, again, "negative", query, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (VecheQuery) none = veche_inbox_query_from_json (bad[i], NULL);

      g_assert_null (none);
    }
}

static void
test_bulk (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_DONE, "done");
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now (), spared = 7;

  for (gint64 id = 1; id <= 30; id++)
    say (db, id, 3, now - id * HOUR, id % 2 ? "Как вступить в клуб?" : "Спасибо, было здорово!");
  judge (db);
  bulk->query = veche_query_new (VECHE_QUERY_INBOX);
  bulk->query->view = VECHE_INBOX_QUESTIONS;
  bulk->query->sort = VECHE_SORT_PRIORITY;
  bulk->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (bulk->ids, spared);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_inbox_bulk_apply (db, bulk, "test", &error), ==, 14);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage WHERE state = 'done'"), ==, 14);
  g_assert_cmpint (ask (db, "SELECT state = 'open' FROM triage WHERE id = 7"), ==, 1);
  undo (db);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage WHERE state = 'done'"), ==, 0);
}

/*** Answers and heat ***/

static void
test_answers (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (GPtrArray) times = NULL;
  guint ages[VECHE_N_AGES];
  gint64 now = veche_now ();

  for (gint64 id = 1; id <= 7; id++)
    say (db, id, 4, now - 10 * DAY, "Как вступить в клуб?");
  say (db, 8, 4, now - 2 * HOUR, "Как вступить в клуб?");
  say (db, 9, 4, now - 50 * HOUR, "Как вступить в клуб?");
  must_exec (db, "UPDATE triage SET answered = at + id * 3600000000 WHERE id <= 7");
  judge (db);
  times = veche_inbox_answer_times (db, now - 30 * DAY, 0, NULL);
  g_assert_cmpuint (times->len, ==, 1);
  g_assert_cmpuint (((VecheAnswerTime *) times->pdata[0])->n, ==, 7);
  g_assert_cmpuint (((VecheAnswerTime *) times->pdata[0])->late, ==, 3);
  g_assert_cmpint (((VecheAnswerTime *) times->pdata[0])->median, ==, 4 * 3600);
  g_assert_cmpint (veche_inbox_usual_answer (db, "question", "s1"), ==, 4 * 3600);
  g_assert_cmpint (veche_inbox_usual_answer (db, "praise", "s1"), ==, 0);
  g_assert_true (veche_inbox_ageing (db, now, ages, NULL));
  g_assert_cmpuint (ages[1], ==, 1);
  g_assert_cmpuint (ages[3], ==, 1);
}

static void
chat (VecheDb *db, gint64 id, gint64 at, gint64 member, gint64 reply_to)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO interaction (id, kind, at, channel_id, remote_id, member_id, reply_to_id, text)"
    " VALUES (%d, 'message', %" G_GINT64_FORMAT ", 1, '%d', %d, nullif (%d, 0), 'x')", (int) id, at, (int) id, (int) member, (int) reply_to);

  must_exec (db, sql);
}

/* Is the thread of the first alert no place into which others are brought without a thought? */
static void
assert_heated (VecheDb *db, GPtrArray *alerts, gboolean heated)
{
  g_autoptr (GArray) ids = g_array_copy (((VecheHeatAlert *) alerts->pdata[0])->ids);
  g_autoptr (GError) error = NULL;
  VecheThreadHeat heat = { -1, 9 };

  g_array_append_val (ids, ((VecheHeatAlert *) alerts->pdata[0])->interaction_id);
  g_assert_true (veche_heat_of_thread (db, ids, &heat, &error));
  g_assert_no_error (error);
  g_assert_cmpint (heat.heat > 0 || heat.negative > 0, ==, heated);
}

/* Of all that is open, only what stands in a hot thread. */
static void
assert_hot_list (VecheDb *db, guint n)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) all = NULL, hot = NULL, author = NULL;
  g_autoptr (GError) error = NULL;

  query->view = VECHE_INBOX_OPEN;
  all = veche_query_ids (db, query, &error);
  query->hot = TRUE;
  hot = veche_query_ids (db, query, &error);
  query->hot = FALSE;
  query->member_id = 3;
  author = veche_query_ids (db, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, n);
  g_assert_cmpuint (hot->len, ==, n);
  g_assert_cmpuint (author->len, ==, 0);
}

static void
test_heat (void)
{
  static const guint even[] = { 2, 3, 2, 3, 2, 3 };
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (GPtrArray) quiet = NULL, hot = NULL, calm = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = at_local (2026, 11, 19, 15, 30), id = 1000;
  double usual;

  g_assert_cmpfloat (veche_heat_reckon (even, 6, 5, &usual), ==, 2.5);
  g_assert_cmpfloat (usual, ==, 2.5);

  /* Four weeks with two messages at that hour. */
  for (int day = 1; day <= 28; day++)
    for (int i = 0; i < 2; i++)
      chat (db, id++, now - day * DAY - (10 + i) * G_TIME_SPAN_MINUTE, 3, 0);
  say (db, 1, 4, now - 50 * G_TIME_SPAN_MINUTE, "Как вступить в клуб?");
  judge (db);
  quiet = veche_heat_find (db, now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (quiet->len, ==, 0);

  for (int i = 0; i < 9; i++)
    {
      chat (db, id, now - (40 - i) * G_TIME_SPAN_MINUTE, 2 + i % 3, i == 0 ? 1 : id - 1);
      id++;
    }
  hot = veche_heat_find (db, now, &error);
  g_assert_cmpuint (hot->len, ==, 2);
  for (guint i = 0; i < hot->len; i++)
    {
      VecheHeatAlert *alert = hot->pdata[i];

      g_assert_cmpfloat (alert->z, >=, 3);
      g_assert_cmpuint (alert->samples, >=, 19);
      g_assert_cmpuint (alert->n, ==, 10);
      if (alert->kind != VECHE_HEAT_THREAD)
        continue;
      g_assert_cmpint (alert->interaction_id, ==, 1);
      g_assert_cmpstr (alert->channel_name, ==, "Чат");
      g_assert_nonnull (alert->interaction_uid);
      g_assert_cmpuint (alert->mentions, ==, 1);
    }
  g_assert_true (veche_db_begin (db, &error) && veche_heat_apply (db, hot, &error) && veche_db_commit (db, &error));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT heat >= 30 FROM triage WHERE id = 1"), ==, 1);
  assert_heated (db, hot, TRUE);
  say (db, 2, 4, now - 5 * HOUR, "Где встреча?");
  assert_hot_list (db, 1);

  calm = veche_heat_find (db, now + 2 * HOUR, &error);
  g_assert_cmpuint (calm->len, ==, 0);
  g_assert_true (veche_db_begin (db, &error) && veche_heat_apply (db, calm, &error) && veche_db_commit (db, &error));
  g_assert_cmpint (ask (db, "SELECT heat FROM triage WHERE id = 1"), ==, 0);
  assert_heated (db, hot, FALSE);
  must_exec (db, "UPDATE triage SET mood = 'negative' WHERE id = 1");
  assert_heated (db, hot, TRUE);
}

/* Where nothing is said at that hour there is no thread to compare with: a long one of many people stands out, a short one does not. */
static void
test_heat_of_a_quiet_place (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = at_local (2026, 11, 19, 15, 30), id = 1000;

  chat (db, id++, now - 60 * DAY, 3, 0);
  say (db, 1, 4, now - 50 * G_TIME_SPAN_MINUTE, "Как вступить в клуб?");
  for (int i = 0; i < 7; i++)
    {
      g_autoptr (GPtrArray) hot = veche_heat_find (db, now, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hot->len, ==, 0);
      chat (db, id++, now - (40 - i) * G_TIME_SPAN_MINUTE, 2 + i % 3, 1);
    }
  found = veche_heat_find (db, now, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (((VecheHeatAlert *) found->pdata[0])->n, ==, 8);
  g_assert_cmpfloat (((VecheHeatAlert *) found->pdata[0])->usual, ==, 0);
}

/*** What follows the author ***/

static gint64
points_of (VecheDb *db, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT points FROM triage WHERE id = %" G_GINT64_FORMAT, id);

  return ask (db, sql);
}

/* Said of a person, heard of in what they wrote: at once, and back. */
static void
test_important_is_judged_anew (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) mark = veche_edit_new ("flag", NULL), stage = veche_edit_new ("stage", NULL), label = veche_edit_new ("tag", NULL);
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now (), plain;

  say (db, 1, 3, now - HOUR, "Как вступить в клуб?");
  say (db, 2, 4, now - HOUR, "Где встреча?");
  judge (db);
  plain = points_of (db, 1);

  veche_edit_set_int (mark, "member", "m3", "important", 1);
  apply (db, mark);
  g_assert_true (veche_triage_is_due (db));
  g_assert_cmpint (ask (db, "SELECT judged FROM triage WHERE id = 2"), ==, 2);
  judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  g_assert_cmpint (ask (db, "SELECT author & 2 FROM triage WHERE id = 1"), ==, 2);
  undo (db);
  judge (db);
  g_assert_cmpint (points_of (db, 1), ==, plain);

  veche_edit_set_text (stage, "member", "m3", "stage", "core");
  apply (db, stage);
  judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  undo (db);
  judge (db);

  g_assert_true (veche_members_edit_tag (db, label, "m3", "VIP", TRUE, &error));
  apply (db, label);
  judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  undo (db);
  judge (db);
  g_assert_cmpint (points_of (db, 1), ==, plain);
}

/* Whoever is removed takes their name from what they wrote, and brings it back. */
static void
test_removed_author (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("remove", NULL);

  say (db, 1, 3, veche_now () - HOUR, "Опять ничего не работает!");
  judge (db);
  g_assert_cmpint (ask (db, "SELECT member_id FROM triage WHERE id = 1"), ==, 3);
  veche_edit_delete (edit, "member", "m3");
  apply (db, edit);
  g_assert_cmpint (ask (db, "SELECT member_id IS NULL FROM triage WHERE id = 1"), ==, 1);
  judge (db);
  g_assert_cmpint (ask (db, "SELECT member_id IS NULL FROM triage WHERE id = 1"), ==, 1);
  undo (db);
  g_assert_cmpint (ask (db, "SELECT t.member_id = m.id FROM triage AS t, member AS m WHERE t.id = 1 AND m.uid = 'm3'"), ==, 1);
}

/* The account of a name turns out to be that of somebody who is here. */
static void
test_folded_author (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (GError) error = NULL;

  must_exec (db, "INSERT INTO identity (id, uid, member_id, platform, instance, remote_id) VALUES (1, 'i1', 3, 'x', '', 'name:Боря'), (2, 'i2', 4, 'x', '', '77')");
  say (db, 1, 3, veche_now () - 2 * HOUR, "Это безобразие, верните деньги!");
  say (db, 2, 4, veche_now () - HOUR, "Это безобразие, верните деньги!");
  must_exec (db, "UPDATE interaction SET identity_id = id");
  judge (db);
  g_assert_true (veche_db_begin (db, &error) && veche_import_rename_person (db, "x", "", "name:Боря", "77", &error) && veche_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM triage WHERE member_id = 4"), ==, 2);
  g_assert_true (veche_triage_is_due (db));
  judge (db);
  g_assert_cmpint (ask (db, "SELECT max (repeats) FROM triage"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/signals", test_signals);
  g_test_add_func ("/triage/sum", test_sum);
  g_test_add_func ("/triage/order", test_order);
  g_test_add_func ("/triage/clocks", test_clocks);
  g_test_add_func ("/triage/summer-time", test_summer_time);
  g_test_add_func ("/triage/targets", test_targets);
  g_test_add_func ("/triage/afterwards", test_afterwards);
  g_test_add_func ("/triage/doubt", test_doubt);
  g_test_add_func ("/triage/mood", test_mood);
  g_test_add_func ("/triage/views", test_views);
  g_test_add_func ("/triage/hand-overs", test_hand_overs);
  g_test_add_func ("/triage/saved", test_saved);
  g_test_add_func ("/triage/bulk", test_bulk);
  g_test_add_func ("/triage/answers", test_answers);
  g_test_add_func ("/triage/important-is-judged-anew", test_important_is_judged_anew);
  g_test_add_func ("/triage/removed-author", test_removed_author);
  g_test_add_func ("/triage/folded-author", test_folded_author);
  g_test_add_func ("/triage/heat", test_heat);
  g_test_add_func ("/triage/heat-of-a-quiet-place", test_heat_of_a_quiet_place);

  return g_test_run ();
}
