/* test-demo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-statement.h"

static VecheDb *
sample (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  gint64 began = g_get_monotonic_time ();

  g_assert_no_error (error);
  g_assert_true (veche_demo_fill (db, &error));
  g_assert_no_error (error);
  g_test_message ("filled in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);

  return db;
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 n = veche_statement_step (statement, NULL) ? veche_statement_int (statement, 0) : -1;

  veche_statement_reset (statement);

  return n;
}

static void
test_size (void)
{
  g_autoptr (VecheDb) db = sample ();
  static const struct { const char *what, *sql; gint64 least; } sizes[] = {
    { "members", "SELECT count(*) FROM member", 125 },
    { "interactions", "SELECT count(*) FROM interaction", 1600 },
    { "words of people", "SELECT count(*) FROM interaction WHERE kind IN ('message', 'reply', 'post', 'comment')", 650 },
    { "open mentions", "SELECT count(*) FROM triage WHERE state = 'open'", 14 },
    { "done", "SELECT count(*) FROM triage WHERE state = 'done'", 28 },
    { "snoozed", "SELECT count(*) FROM triage WHERE state = 'snoozed' AND snoozed_until > unixepoch () * 1000000", 3 },
    { "platforms", "SELECT count(DISTINCT platform) FROM channel", 6 },
    { "sources", "SELECT count(*) FROM source WHERE type = 'sample'", 6 },
    { "sources in trouble", "SELECT count(*) FROM source WHERE error = 'auth'", 1 },
    { "gaps", "SELECT count(*) - count(DISTINCT channel_id) FROM coverage", 2 },
    { "bots", "SELECT count(*) FROM member WHERE role = 'bot'", 2 },
    { "staff", "SELECT count(*) FROM member WHERE role = 'staff'", 2 },
    { "newcomers", "SELECT count(*) FROM member WHERE stage = 'newcomer'", 8 },
    { "silent", "SELECT count(*) FROM member WHERE stage = '' AND role = ''", 8 },
    { "me", "SELECT count(*) FROM member WHERE me = 1", 1 },
    { "competencies", "SELECT count(*) FROM member_competency", 120 },
    { "evidence with its message", "SELECT count(*) FROM competency_evidence WHERE interaction_id IS NOT NULL", 15 },
    { "competencies under others", "SELECT count(*) FROM competency WHERE parent_id IS NOT NULL", 60 },
    { "other names", "SELECT count(*) FROM competency_alias", 20 },
    { "proposals nobody has looked at", "SELECT count(*) FROM proposal WHERE state = 'open' AND interaction_id IS NOT NULL", 8 },
    { "needs", "SELECT count(*) FROM wish WHERE kind = 'need' AND state = 'open'", 5 },
    { "offers", "SELECT count(*) FROM wish WHERE kind = 'offer' AND state = 'open'", 5 },
    { "asks with their question", "SELECT count(*) FROM ask WHERE interaction_id IS NOT NULL", 3 },
    { "asks with their answer", "SELECT count(*) FROM ask WHERE answer_id IS NOT NULL", 1 },
    { "own fields", "SELECT count(*) FROM custom_field", 6 },
    { "values of them", "SELECT count(*) FROM member_field", 30 },
    { "organisations with people", "SELECT count(DISTINCT organisation_id) FROM organisation_member", 7 },
    { "purposes of consents", "SELECT count(DISTINCT purpose) FROM consent", 5 },
    { "states of consents", "SELECT count(DISTINCT state) FROM consent", 4 },
    { "past events", "SELECT count(*) FROM event WHERE status = 'done'", 12 },
    { "planned events", "SELECT count(*) FROM event WHERE status = 'planned'", 7 },
    { "attendance", "SELECT count(*) FROM interaction WHERE kind = 'attendance'", 200 },
    { "English words", "SELECT count(*) FROM interaction WHERE text GLOB '*[a-z] the *'", 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gint64 n = number (db, sizes[i].sql);

      g_test_message ("%s: %" G_GINT64_FORMAT, sizes[i].what, n);
      g_assert_cmpint (n, >=, sizes[i].least);
    }
}

static void
test_sound (void)
{
  g_autoptr (VecheDb) db = sample ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) wrong = veche_db_check (db, &error);
  g_auto (GStrv) differences = NULL;
  g_autoptr (VecheGesture) undo = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (wrong[0], ==, NULL);
  differences = veche_journal_verify (db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (differences[0], ==, NULL);

  /* Nobody takes the whole club back by one Ctrl+Z. */
  veche_journal_peek (db, &undo, NULL);
  g_assert_null (undo);

  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE at > unixepoch () * 1000000 + 60000000"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE text LIKE '%{%'"), ==, 0);
  /* What people said is said once. */
  g_assert_cmpint (number (db, "SELECT count(*) FROM (SELECT text FROM interaction WHERE kind IN ('message', 'reply', 'post', 'comment') AND length (text) > 20 "
                               "GROUP BY text HAVING count(*) > 1)"), ==, 0);
  /* Everyone who speaks is one of the people told of, not somebody new of the same name. */
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE batch_id IS NOT NULL"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE reply_to IS NOT NULL AND reply_to_id IS NULL"), ==, 0);
}

static void
test_plan (void)
{
  g_autoptr (VecheDb) db = sample ();
  g_autofree char *now = veche_quarter_now (), *next = veche_quarter_step (now, 1);
  g_autoptr (VecheQuarter) this_quarter = veche_plan_quarter (db, now, NULL);
  g_autoptr (VecheQuarter) next_quarter = veche_plan_quarter (db, next, NULL);
  g_autoptr (GPtrArray) past = veche_plan_past_projects (db, now, 10, NULL);

  g_assert_nonnull (this_quarter->project);
  g_test_message ("%s", this_quarter->project->title);
  g_assert_cmpuint (this_quarter->project->steps->len, ==, 6);
  g_assert_cmpuint (this_quarter->project->slots->len, ==, 6);
  g_assert_cmpuint (this_quarter->project->team->len, ==, 9);
  g_assert_nonnull (next_quarter->project);
  g_assert_cmpstr (next_quarter->project->status, ==, "idea");
  g_assert_cmpuint (past->len, ==, 3);
}

/* The same club each time, whoever fills it. */
static void
test_within (void)
{
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autoptr (VecheDb) other = sample ();

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_demo_fill (db, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, number (other, "SELECT count(*) FROM interaction"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/demo/size", test_size);
  g_test_add_func ("/exchange/demo/sound", test_sound);
  g_test_add_func ("/exchange/demo/plan", test_plan);
  g_test_add_func ("/exchange/demo/within", test_within);

  return g_test_run ();
}
