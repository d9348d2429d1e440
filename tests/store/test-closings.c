/* test-closings.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-earlier.h"
#include "store/veche-closings-table.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  must_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's', 'sample', 'S', 'https://s.example', 1);"
                 "INSERT INTO channel (id, uid, platform, remote_id, source_id) VALUES (1, 'c1', 'sample', 'r1', 1), (2, 'c2', 'sample', 'r2', 1)");

  return db;
}

/* Somebody asked in channel 1 days ago; answered: hours after, 0 never. Returns the id of member, message and mention alike. */
static int
ask (VecheDb *db, int days, int answered)
{
  static int last;
  int id = ++last;
  gint64 at = veche_now () - days * G_TIME_SPAN_DAY, reply = at + answered * G_TIME_SPAN_HOUR;
  g_autofree char *when = answered != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, reply) : g_strdup ("NULL");
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO member (id, uid, name, created) VALUES (%1$d, 'p%1$d', 'P', 1);"
                     "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id) VALUES (%1$d, 'i%1$d', 'message', %2$" G_GINT64_FORMAT
                     ", 1, 'm%1$d', %1$d);"
                     "INSERT INTO triage (id, uid, interaction_id, reason, at, answered) VALUES (%1$d, 't%1$d', %1$d, 'mention', %2$" G_GINT64_FORMAT ", %3$s)",
                     id, at, when);

  must_exec (db, sql);

  return id;
}

/* They, or we with kind "dm", so many days ago; channel 0: written down by hand. */
static void
say (VecheDb *db, int id, const char *kind, int channel, int days, const char *direction)
{
  static int n;
  g_autofree char *place = channel != 0 ? g_strdup_printf ("%d", channel) : g_strdup ("NULL");
  int number = ++n;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, direction) VALUES"
                                          " (%d, 'x%d', '%s', %" G_GINT64_FORMAT ", %s, 'n%d', %d, '%s')",
                                          100000 + number, number, kind, veche_now () - days * G_TIME_SPAN_DAY, place, number, id, direction);

  must_exec (db, sql);
}

static VecheSwitches
count (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  VecheSwitches switches;

  veche_closings_count (db, 0, &switches, &error);
  g_assert_no_error (error);

  return switches;
}

static void
mark (VecheDb *db, int id)
{
  const VecheClosing closing = { .how = "elsewhere", .place = "email", .reason = "private", .words = "номер договора" };
  g_autofree char *uid = g_strdup_printf ("t%d", id);
  g_autoptr (VecheEdit) edit = veche_edit_new ("done", "P");
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_closings_edit_add (edit, uid, &closing);
  veche_inbox_edit_done (edit, uid);
  g_assert_cmpint (veche_journal_apply (db, edit, "Нина", &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
test_fates (void)
{
  g_autoptr (VecheDb) db = open_db ();
  VecheSwitches switches;
  int id;

  switches = count (db);
  g_assert_cmpuint (switches.same.talks + switches.elsewhere.talks, ==, 0);
  g_assert_false (switches.enough);

  /* In place: one goes on, one falls silent, one's silence is not over, one was never answered. */
  id = ask (db, 60, 2), say (db, id, "message", 1, 59, "in");
  id = ask (db, 60, 2), say (db, id, "message", 2, 59, "in");
  ask (db, 5, 2);
  ask (db, 60, 0);
  /* By a call: one speaks again, wherever it is, one never does. */
  id = ask (db, 60, 0), say (db, id, "call", 0, 58, "in"), say (db, id, "message", 2, 55, "in");
  id = ask (db, 60, 0), say (db, id, "call", 0, 58, "in");
  /* A call long after is another talk. */
  id = ask (db, 60, 0), say (db, id, "call", 0, 40, "in");
  switches = count (db);
  g_assert_cmpuint (switches.same.talks, ==, 2);
  g_assert_cmpuint (switches.same.silent, ==, 1);
  g_assert_cmpuint (switches.elsewhere.talks, ==, 2);
  g_assert_cmpuint (switches.elsewhere.silent, ==, 1);
  g_assert_cmpuint (switches.days, ==, VECHE_SWITCHES_DAYS);
  g_assert_false (switches.enough);
}

/* Marked, with an answer in place or without: it was moved.  Undo takes the mark back. */
static void
test_marks (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheGesture) undone = NULL;
  g_autoptr (GError) error = NULL;
  VecheSwitches switches;

  for (int i = 0; i < VECHE_SWITCHES_LEAST; i++)
    {
      ask (db, 60, 1);
      mark (db, ask (db, 90, i % 2));
    }
  mark (db, ask (db, 90, 0));
  g_assert_true (veche_db_begin (db, &error));
  undone = veche_journal_undo (db, 0, "Нина", &error);
  g_assert_nonnull (undone);
  g_assert_true (veche_db_commit (db, &error));
  must_exec (db, "UPDATE closing SET at = at - 80 * 86400000000");
  switches = count (db);
  g_assert_cmpuint (switches.same.talks, ==, VECHE_SWITCHES_LEAST);
  g_assert_cmpuint (switches.elsewhere.talks, ==, VECHE_SWITCHES_LEAST);
  g_assert_cmpuint (switches.elsewhere.silent, ==, VECHE_SWITCHES_LEAST);
  g_assert_true (switches.enough);
}

/* Answered under another message of theirs, in another channel: the talk may go on in either. */
static void
test_other_channel (void)
{
  g_autoptr (VecheDb) db = open_db ();
  VecheSwitches switches;
  int id = ask (db, 60, 0);
  g_autofree char *sql = NULL;

  say (db, id, "message", 2, 59, "in");
  sql = g_strdup_printf ("INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, direction, reply_to_id)"
                         " SELECT 900000, 'out', 'reply', at + 86400000000, 2, 'out', 'out', id FROM interaction WHERE member_id = %d AND channel_id = 2",
                         id);
  must_exec (db, sql);
  switches = count (db);
  g_assert_cmpuint (switches.elsewhere.talks, ==, 1);
  g_assert_cmpuint (switches.elsewhere.silent, ==, 1);
  say (db, id, "message", 2, 57, "in");
  g_assert_cmpuint (count (db).elsewhere.silent, ==, 0);
}

/* What we told them about the same thing, in another thread, another channel or by phone; not what stands in this thread, nor other matters. */
static void
test_earlier (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gint64 now = veche_now (), day = G_TIME_SPAN_DAY;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO member (id, uid, name, created) VALUES (1, 'p1', 'P', 1), (2, 'p2', 'Q', 1);"
    "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, direction, reply_to_id, thread, text) VALUES"
    " (1, 'q1', 'message', %1$" G_GINT64_FORMAT " - 30 * %2$" G_GINT64_FORMAT ", 2, '1', 1, 'in', NULL, NULL, 'Где взять запись встречи по PostgreSQL?'),"
    " (2, 'a1', 'reply', %1$" G_GINT64_FORMAT " - 29 * %2$" G_GINT64_FORMAT ", 2, '2', NULL, 'out', 1, NULL, 'Запись лежит на сайте'),"
    " (3, 'q2', 'message', %1$" G_GINT64_FORMAT " - 20 * %2$" G_GINT64_FORMAT ", 1, '3', 1, 'in', NULL, NULL, 'Можно привести собаку?'),"
    " (4, 'a2', 'reply', %1$" G_GINT64_FORMAT " - 19 * %2$" G_GINT64_FORMAT ", 1, '4', NULL, 'out', 3, NULL, 'Да, на поводке'),"
    " (5, 'a3', 'call', %1$" G_GINT64_FORMAT " - 10 * %2$" G_GINT64_FORMAT ", NULL, NULL, 1, 'out', NULL, NULL, 'Говорили, где запись встречи PostgreSQL'),"
    " (6, 'q4', 'message', %1$" G_GINT64_FORMAT " - 9 * %2$" G_GINT64_FORMAT ", 1, '6', 1, 'in', NULL, 't', 'Запись встречи PostgreSQL так и не нашёл'),"
    " (7, 'a4', 'reply', %1$" G_GINT64_FORMAT " - 8 * %2$" G_GINT64_FORMAT ", 1, '7', NULL, 'out', 6, 't', 'Сейчас посмотрю'),"
    " (8, 'q5', 'message', %1$" G_GINT64_FORMAT " - 1 * %2$" G_GINT64_FORMAT ", 1, '8', 1, 'in', NULL, 't', 'Так где запись встречи PostgreSQL?')", now, day);

  must_exec (db, sql);
  found = veche_earlier_find (db, 8, "Так где запись встречи PostgreSQL?", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((VecheEarlier *) found->pdata[0])->id, ==, 5);
  g_assert_cmpint (((VecheEarlier *) found->pdata[1])->id, ==, 2);
  g_assert_false (veche_earlier_alike ("", "Запись"));
  g_assert_false (veche_earlier_alike ("Где собрание?", "Можно с собакой?"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/closings/fates", test_fates);
  g_test_add_func ("/closings/marks", test_marks);
  g_test_add_func ("/closings/other-channel", test_other_channel);
  g_test_add_func ("/closings/earlier", test_earlier);

  return g_test_run ();
}
