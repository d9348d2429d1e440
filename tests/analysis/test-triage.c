/* test-triage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes first in the Inbox: the sum, its order, its clocks; what follows the author.
 */

#include "analysis/veche-triage.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-import-adopt.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
#include "store/veche-members-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"
#include "store/veche-triage-table.h"
#include "support/veche-test-triage.h"

/*** A workspace with a source, a channel and people ***/

static void
set_hours (VecheDb *db, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("hours", NULL);

  g_assert_true (veche_inbox_hours_edit (db, edit, text, NULL));
  triage_apply (db, edit);
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
  g_autoptr (VecheDb) db = triage_open ();
  gint64 now = veche_now ();

  triage_say (db, 1, 3, now - 50 * DAY, "Опять всё сломалось, отвратительно");
  triage_say (db, 2, 3, now - 20 * DAY, "Ужас, ничего не работает");
  triage_say (db, 3, 3, now - 2 * HOUR, "ВЕРНИТЕ ДЕНЬГИ, ЭТО ПОЗОР И ОБМАН");
  triage_say (db, 4, 4, now - 1 * HOUR, "Подскажите, как вступить в клуб?");
  triage_judge (db);

  g_assert_cmpint (triage_ask (db, "SELECT repeats FROM triage WHERE id = 3"), ==, 2);
  g_assert_cmpint (triage_ask (db, "SELECT author & 4 FROM triage WHERE id = 3"), ==, 4);
  g_assert_cmpint (triage_ask (db, "SELECT author & 4 FROM triage WHERE id = 2"), ==, 0);
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
  g_autoptr (VecheDb) db = triage_open ();
  gint64 now = veche_now ();

  for (gint64 id = 1; id <= 300; id++)
    triage_say (db, id, 3, now - g_test_rand_int_range (0, 30 * 24) * HOUR, "x");
  triage_exec (db, "UPDATE triage SET judged = 2");
  for (gint64 id = 1; id <= 300; id++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE triage SET points = %d, began = (at - 1577836800000000) / 1000000 + %d, target = %d, answered = %s, answer_by = at + %d * 3600000000, owner_due = %s"
        " WHERE id = %d",
        g_test_rand_int_range (-60, 90), g_test_rand_int_range (0, 5000), g_test_rand_int_range (0, 4) * 7200,
        g_test_rand_int_range (0, 5) == 0 ? "at + 5" : "NULL", g_test_rand_int_range (0, 40 * 24),
        g_test_rand_int_range (0, 9) == 0 ? "at + 2000000000000" : "NULL", (int) id);

      triage_exec (db, sql);
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

  triage_judge (db);
  g_assert_cmpint (triage_ask (db, sql), ==, expected);
}

/* The newest act was done at that moment. */
static void
date_gesture (VecheDb *db, gint64 at)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE gesture SET at = %" G_GINT64_FORMAT " WHERE id = (SELECT max (id) FROM gesture)", at);

  triage_exec (db, sql);
}

/* A question of Friday evening, when the desk is closed on weekends, is due on Monday; on a holiday a day later; snoozed for two open hours two hours
 * later; and undo turns each of it back. */
static void
test_clocks (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) holiday = veche_edit_new ("holiday", NULL), snooze = veche_edit_new ("snooze", NULL), wake = veche_edit_new ("open", NULL);
  gint64 friday = triage_at (2026, 11, 20, 18, 0);

  triage_say (db, 1, 4, friday, "Подскажите, как вступить в клуб?");
  assert_answer_by (db, 1, friday + 4 * HOUR);
  set_hours (db, "mon-fri 10:00-19:00");
  assert_answer_by (db, 1, triage_at (2026, 11, 23, 13, 0));
  g_assert_true (veche_holidays_edit_add (db, holiday, "2026-11-23", "День тишины", NULL));
  triage_apply (db, holiday);
  assert_answer_by (db, 1, triage_at (2026, 11, 24, 13, 0));
  triage_undo (db);
  assert_answer_by (db, 1, triage_at (2026, 11, 23, 13, 0));

  /* Snoozed on Monday from 11 to 15 o'clock, woken at 13. */
  veche_inbox_edit_snooze (snooze, "t1", triage_at (2026, 11, 23, 15, 0));
  triage_apply (db, snooze);
  date_gesture (db, triage_at (2026, 11, 23, 11, 0));
  assert_answer_by (db, 1, triage_at (2026, 11, 23, 17, 0));
  veche_inbox_edit_open (wake, "t1");
  triage_apply (db, wake);
  date_gesture (db, triage_at (2026, 11, 23, 13, 0));
  assert_answer_by (db, 1, triage_at (2026, 11, 23, 15, 0));
}

/* The night in which the clock goes back has an hour more. */
static void
test_summer_time (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  gint64 saturday = triage_at (2026, 10, 24, 23, 0);

  triage_say (db, 1, 4, saturday, "Подскажите, как вступить в клуб?");
  set_hours (db, "mon-sun 0:00-24:00");
  assert_answer_by (db, 1, saturday + 4 * HOUR);
  set_hours (db, "mon-sun 1:00-5:00");
  assert_answer_by (db, 1, triage_at (2026, 10, 25, 4, 0));
}

static void
test_targets (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("target", NULL), faster = veche_edit_new ("target", NULL);
  gint64 at = veche_now () - HOUR;

  triage_say (db, 1, 4, at, "Подскажите, как вступить в клуб?");
  g_assert_true (veche_reply_targets_edit (db, edit, "question", NULL, 30, NULL));
  triage_apply (db, edit);
  assert_answer_by (db, 1, at + HOUR / 2);
  g_assert_true (veche_reply_targets_edit (db, faster, "question", "s1", 10, NULL));
  triage_apply (db, faster);
  assert_answer_by (db, 1, at + HOUR / 6);
  triage_undo (db);
  assert_answer_by (db, 1, at + HOUR / 2);
  triage_undo (db);
  assert_answer_by (db, 1, at + 4 * HOUR);
}

/* Replies make a storm, other words another mood: both without being asked. */
static void
test_afterwards (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (GError) error = NULL;
  gint64 before, now = veche_now ();

  triage_say (db, 1, 3, now - HOUR, "Привет всем");
  triage_judge (db);
  before = triage_ask (db, "SELECT points FROM triage");
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO interaction (kind, at, channel_id, remote_id, member_id, reply_to_id, text) VALUES ('message', %" G_GINT64_FORMAT ", 1, 'r%d', %d, 1, 'x')",
        now - HOUR + i * G_TIME_SPAN_MINUTE, i, i % 4 + 1);

      triage_exec (db, "INSERT OR IGNORE INTO member (id, uid, name, created) VALUES (5, 'm5', 'Глеб', 1)");
      if (i == 0)
        triage_exec (db, "INSERT INTO interaction (kind, at, channel_id, remote_id, member_id, reply_to_id, text) VALUES ('message', 1, 1, 'r', 5, 1, 'x')");
      triage_exec (db, sql);
    }
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT points FROM triage"), ==, before + veche_weight_default (VECHE_WEIGHT_STORM));

  triage_exec (db, "UPDATE interaction SET text = 'Ужас, ничего не работает, отвратительно' WHERE id = 1");
  g_assert_true (veche_db_begin (db, &error) && veche_triage_doubt_text (db, 1, &error) && veche_db_commit (db, &error));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);
}

/* What is set puts thousands in doubt, a piece at a time; what is set in between is not lost. */
static void
test_doubt (void)
{
  static const char set_sql[] = "INSERT INTO inbox_setting (uid, name, value) VALUES ('s%d', 'weight:%s', '%d')";
  g_autoptr (VecheDb) db = triage_open ();
  g_autofree char *question = g_strdup_printf (set_sql, 1, "question", 77), *mention = g_strdup_printf (set_sql, 2, "mention", 55);
  g_autoptr (GError) error = NULL;
  gint64 before, left;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_db_exec (db,
    "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2600)"
    " INSERT INTO interaction (id, kind, at, channel_id, remote_id, member_id, text) SELECT i, 'message', i, 1, i, 3, 'Где программа встречи?' FROM n;"
    "INSERT INTO triage (uid, interaction_id, reason, at, state) SELECT 't' || id, id, 'mention', id, iif (id % 10 = 0, 'done', 'open') FROM interaction", &error));
  g_assert_true (veche_db_commit (db, &error));
  triage_judge (db);
  before = triage_ask (db, "SELECT max (points) FROM triage");

  triage_exec (db, question);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_triage_judge (db, 50, &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
  left = triage_ask (db, "SELECT count (*) FROM triage WHERE judged < 2");
  g_assert_cmpint (left, >, 0);
  g_assert_cmpint (left, <=, 2000);
  g_assert_true (veche_triage_is_due (db));
  triage_exec (db, mention);
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT count (DISTINCT points) FROM triage WHERE state <> 'done' AND id > 10"), ==, 1);
  g_assert_cmpint (triage_ask (db, "SELECT max (points) FROM triage WHERE state <> 'done'"), !=, before);
  g_assert_cmpint (triage_ask (db, "SELECT max (points) FROM triage WHERE state = 'done'"), ==, before);   /* what is done stays as it was summed */

  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, FALSE, &error) && veche_db_commit (db, &error));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT count (*) FROM triage WHERE mood <> ''"), ==, 0);
}

/*** What follows the author ***/

static gint64
points_of (VecheDb *db, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT points FROM triage WHERE id = %" G_GINT64_FORMAT, id);

  return triage_ask (db, sql);
}

/* Said of a person, heard of in what they wrote: at once, and back. */
static void
test_important_is_judged_anew (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) mark = veche_edit_new ("flag", NULL), stage = veche_edit_new ("stage", NULL), label = veche_edit_new ("tag", NULL);
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now (), plain;

  triage_say (db, 1, 3, now - HOUR, "Как вступить в клуб?");
  triage_say (db, 2, 4, now - HOUR, "Где встреча?");
  triage_judge (db);
  plain = points_of (db, 1);

  veche_edit_set_int (mark, "member", "m3", "important", 1);
  triage_apply (db, mark);
  g_assert_true (veche_triage_is_due (db));
  g_assert_cmpint (triage_ask (db, "SELECT judged FROM triage WHERE id = 2"), ==, 2);
  triage_judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  g_assert_cmpint (triage_ask (db, "SELECT author & 2 FROM triage WHERE id = 1"), ==, 2);
  triage_undo (db);
  triage_judge (db);
  g_assert_cmpint (points_of (db, 1), ==, plain);

  veche_edit_set_text (stage, "member", "m3", "stage", "core");
  triage_apply (db, stage);
  triage_judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  triage_undo (db);
  triage_judge (db);

  g_assert_true (veche_members_edit_tag (db, label, "m3", "VIP", TRUE, &error));
  triage_apply (db, label);
  triage_judge (db);
  g_assert_cmpint (points_of (db, 1), >, plain);
  triage_undo (db);
  triage_judge (db);
  g_assert_cmpint (points_of (db, 1), ==, plain);
}

/* Whoever is removed takes their name from what they wrote, and brings it back. */
static void
test_removed_author (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("remove", NULL);

  triage_say (db, 1, 3, veche_now () - HOUR, "Опять ничего не работает!");
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT member_id FROM triage WHERE id = 1"), ==, 3);
  veche_edit_delete (edit, "member", "m3");
  triage_apply (db, edit);
  g_assert_cmpint (triage_ask (db, "SELECT member_id IS NULL FROM triage WHERE id = 1"), ==, 1);
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT member_id IS NULL FROM triage WHERE id = 1"), ==, 1);
  triage_undo (db);
  g_assert_cmpint (triage_ask (db, "SELECT t.member_id = m.id FROM triage AS t, member AS m WHERE t.id = 1 AND m.uid = 'm3'"), ==, 1);
}

/* The account of a name turns out to be that of somebody who is here. */
static void
test_folded_author (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (GError) error = NULL;

  triage_exec (db, "INSERT INTO identity (id, uid, member_id, platform, instance, remote_id)"
                   " VALUES (1, 'i1', 3, 'x', '', 'name:Боря'), (2, 'i2', 4, 'x', '', '77')");
  triage_say (db, 1, 3, veche_now () - 2 * HOUR, "Это безобразие, верните деньги!");
  triage_say (db, 2, 4, veche_now () - HOUR, "Это безобразие, верните деньги!");
  triage_exec (db, "UPDATE interaction SET identity_id = id");
  triage_judge (db);
  g_assert_true (veche_db_begin (db, &error) && veche_import_rename_person (db, "x", "", "name:Боря", "77", &error) && veche_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (triage_ask (db, "SELECT count(*) FROM triage WHERE member_id = 4"), ==, 2);
  g_assert_true (veche_triage_is_due (db));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT max (repeats) FROM triage"), ==, 1);
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
  g_test_add_func ("/triage/important-is-judged-anew", test_important_is_judged_anew);
  g_test_add_func ("/triage/removed-author", test_removed_author);
  g_test_add_func ("/triage/folded-author", test_folded_author);

  return g_test_run ();
}
