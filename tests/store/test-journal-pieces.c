/* test-journal-pieces.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo in pieces: whole, cut short, cancelled, and while others write; and journals of older versions, with a line a field.
 */

#include <stdlib.h>

#include "store/veche-bulk.h"
#include "store/veche-journal-private.h"
#include "store/veche-search-rows.h"
#include "store/veche-seed.h"

#define MEMBERS 900

static VecheDb *
open_seeded (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheSeed seed = { .members = MEMBERS, .interactions = 600, .seed = 5 };

  g_assert_no_error (error);
  veche_seed (db, &seed, &error);
  g_assert_no_error (error);

  return db;
}

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static char *
ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text;

  g_assert_true (veche_statement_step (row, NULL));
  text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

/* All that the changes below touch. */
static char *
picture (VecheDb *db)
{
  return ask (db,
    "SELECT (SELECT group_concat (uid || ifnull (city, '-') || stage || archived || ifnull (last_contact, '-') || interactions, x'0a')"
    "          FROM (SELECT * FROM member ORDER BY uid))"
    " || (SELECT ifnull (group_concat (uid || member_id || tag_id, x'0a'), '') FROM (SELECT * FROM member_tag ORDER BY uid))"
    " || (SELECT ifnull (group_concat (uid || member_id || level || origin || at, x'0a'), '') FROM (SELECT * FROM member_competency ORDER BY uid))"
    " || (SELECT ifnull (group_concat (uid || member_id || kind || at || ifnull (text, ''), x'0a'), '') FROM (SELECT * FROM interaction ORDER BY uid))");
}

static void
apply (VecheDb *db, VecheBulkKind kind, const char *name, const char *text, gint64 n)
{
  g_autoptr (VecheBulk) bulk = veche_bulk_new (kind, "bulk", name);
  g_autoptr (GError) error = NULL;

  bulk->query = veche_query_new (VECHE_QUERY_MEMBERS);
  bulk->text = g_strdup (text);
  bulk->number = n;
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_bulk_apply (db, bulk, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
assert_sound (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) differences = NULL, faults = NULL;

  g_assert_true (veche_search_rows_settle_all (db, &error));
  differences = veche_journal_verify (db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (differences[0], ==, NULL);
  faults = veche_db_check (db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
}

static void
assert_picture (VecheDb *db, const char *expected)
{
  g_autofree char *is = picture (db);

  g_assert_true (g_str_equal (is, expected));
  assert_sound (db);
}

static void
take (VecheDb *db, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  VecheUndoWatch watch = { 0 };
  g_autoptr (VecheGesture) gesture = veche_journal_undo_by_pieces (db, redo, "test", &watch, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (gesture->redo == redo);
  g_assert_cmpint (watch.done, ==, watch.total);
}

/* One after the other, and all back, and all again. */
#define N_STEPS 6

static void
do_steps (VecheDb *db, char **pictures)
{
  static const struct { VecheBulkKind kind; const char *name, *text; gint64 number; } steps[N_STEPS] = {
    { VECHE_BULK_TAG, "октябрь \"и\" \\ ноябрь\t", NULL, 0 }, { VECHE_BULK_COMPETENCY, "Чтение вслух", NULL, 3 },
    { VECHE_BULK_TEXT, "city", "Пермь", 0 },                   { VECHE_BULK_LOG, "call", "Сказали: «да»\n\"ждём\" \\o/", 1790000000000000 },
    { VECHE_BULK_UNTAG, "октябрь \"и\" \\ ноябрь", NULL, 0 },  { VECHE_BULK_NUMBER, "archived", NULL, 1 },
  };

  for (guint i = 0; i < N_STEPS; i++)
    {
      pictures[i] = picture (db);
      apply (db, steps[i].kind, steps[i].name, steps[i].text, steps[i].number);
    }
  pictures[N_STEPS] = picture (db);
}

static void
there_and_back (VecheDb *db, char **pictures)
{
  for (guint i = N_STEPS; i-- > 0;)
    {
      take (db, FALSE);
      assert_picture (db, pictures[i]);
    }
  for (guint i = 1; i <= N_STEPS; i++)
    {
      take (db, TRUE);
      assert_picture (db, pictures[i]);
    }
}

static void
test_pieces (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_auto (GStrv) pictures = g_new0 (char *, N_STEPS + 2);
  g_autofree char *lines = NULL;

  do_steps (db, pictures);
  lines = ask (db, "SELECT count (*) FROM journal WHERE object = 'member_tag' AND field <> ''");
  g_assert_cmpstr (lines, ==, "0");
  there_and_back (db, pictures);
}

/* What versions before schema 10 wrote: 1 for the row, and a line for each field. */
static void
write_old_lines (VecheDb *db)
{
  must_exec (db,
    "CREATE TEMP TABLE told AS SELECT gesture_id, object, object_uid, field, iif (field = '' AND before IS NOT NULL, 1, before) AS before,"
    "  iif (field = '' AND after IS NOT NULL, 1, after) AS after FROM journal_line ORDER BY id, (field = '') = (before IS NOT NULL);"
    "DELETE FROM journal WHERE id > 0;"
    "INSERT INTO journal (gesture_id, object, object_uid, field, before, after) SELECT * FROM told ORDER BY rowid;"
    "DROP TABLE told");
}

static void
test_old_lines (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_auto (GStrv) pictures = g_new0 (char *, N_STEPS + 2);
  g_autofree char *packs = NULL;

  do_steps (db, pictures);
  write_old_lines (db);
  packs = ask (db, "SELECT count (*) FROM journal WHERE field = '' AND (typeof (before) = 'text' OR typeof (after) = 'text')");
  g_assert_cmpstr (packs, ==, "0");
  assert_sound (db);
  there_and_back (db, pictures);
  write_old_lines (db);
  there_and_back (db, pictures);
}

/* The first piece of an undo or a redo, and then a kill. */
static void
cut_short (VecheDb *db, gboolean redo, guint lines)
{
  VecheJournalReversal half = { .db = db, .actor = "test" };
  g_autofree char *last = ask (db, "SELECT max (id) FROM gesture WHERE undoes IS NOT NULL");
  g_autoptr (GError) error = NULL;

  veche_journal_peek (db, redo ? NULL : &half.gesture, redo ? &half.gesture : NULL);
  g_assert_nonnull (half.gesture);
  half.what = redo ? g_ascii_strtoll (last, NULL, 10) : half.gesture->id;
  g_assert_true (veche_db_begin (db, &error));
  veche_journal_reversal_piece (&half, lines, FALSE, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
  g_assert_false (half.done);
  veche_journal_reversal_clear (&half);
}

static void
finish (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_journal_finish (db, "test", &error));
  g_assert_no_error (error);
}

static void
test_cut_short (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *before = picture (db), *after = NULL;
  g_autoptr (VecheGesture) undo = NULL, redo = NULL;
  g_autoptr (GError) error = NULL;

  apply (db, VECHE_BULK_LOG, "call", "Позвали", 1790000000000000);
  after = picture (db);

  /* At the next opening. */
  cut_short (db, FALSE, 400);
  veche_journal_peek (db, &undo, &redo);
  g_assert_nonnull (undo);
  g_assert_null (redo);
  finish (db);
  assert_picture (db, before);
  cut_short (db, TRUE, 400);
  finish (db);
  assert_picture (db, after);

  /* By the next undo or redo, whichever is asked for. */
  cut_short (db, FALSE, 400);
  g_clear_pointer (&undo, veche_gesture_free);
  undo = veche_journal_undo_by_pieces (db, TRUE, "test", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (undo->redo);
  assert_picture (db, before);
  cut_short (db, TRUE, 400);
  g_assert_true (veche_db_begin (db, &error));
  redo = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (redo->redo);
  g_assert_true (veche_db_commit (db, &error));
  assert_picture (db, after);
}

/* Halfway: what was taken back comes again, and the other way round. */
static void
test_cancelled (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *before = picture (db), *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  apply (db, VECHE_BULK_TAG, "октябрь", NULL, 0);
  after = picture (db);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 2; i++)
    {
      gboolean redo = i == 1;

      cut_short (db, redo, 500);
      g_assert_null (veche_journal_undo_by_pieces (db, redo, "test", NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      assert_picture (db, redo ? before : after);
      take (db, redo);
      assert_picture (db, redo ? after : before);
    }
}

/* People with accounts, notes and ties among them, in one gesture. */
static void
add_people (VecheDb *db, guint n)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", "many");
  g_autoptr (GPtrArray) uids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *uid = veche_edit_insert (edit, "member"), *account = veche_edit_insert (edit, "identity"), *note = veche_edit_insert (edit, "member_note");
      g_autofree char *name = g_strdup_printf ("Новый %u", i);

      g_ptr_array_add (uids, (gpointer) uid);
      veche_edit_set_text (edit, "member", uid, "name", name);
      veche_edit_set_int (edit, "member", uid, "created", i);
      if (i % 3 != 0)
        veche_edit_set_ref (edit, "member", uid, "came_through_id", uids->pdata[i / 2]);
      veche_edit_set_ref (edit, "identity", account, "member_id", uid);
      veche_edit_set_text (edit, "identity", account, "platform", "icq");
      veche_edit_set_text (edit, "identity", account, "remote_id", name);
      veche_edit_set_ref (edit, "member_note", note, "member_id", uid);
      veche_edit_set_text (edit, "member_note", note, "text", name);
      veche_edit_set_text (edit, "member_note", note, "author", "test");
      veche_edit_set_int (edit, "member_note", note, "at", i);
    }
  for (guint i = 3; i < n; i += 3)
    veche_edit_set_ref (edit, "member", uids->pdata[i], "came_through_id", uids->pdata[n - i]);
  g_assert_true (veche_db_begin (db, &error));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

/* Cancelled, so that it is turned round, and killed while it turns. */
static void
cut_turned (VecheDb *db, guint lines)
{
  VecheJournalReversal half;
  g_autoptr (GError) error = NULL;

  must_exec (db,
    "INSERT INTO gesture (uid, at, actor, kind, subject, undoes, state, reached)"
    "  SELECT 'turned' || id, at, actor, kind, subject, id, state, 9223372036854775807 FROM gesture WHERE reached IS NOT NULL;"
    "UPDATE gesture SET reached = NULL WHERE reached <> 9223372036854775807;"
    "UPDATE gesture SET state = 9 - state WHERE state IN (4, 5) AND undoes IS NULL");
  g_assert_true (veche_journal_reversal_resume (&half, db, "test"));
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_journal_reversal_piece (&half, lines, TRUE, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
  veche_journal_reversal_clear (&half);
}

static void
test_turned (void)
{
  for (guint lines = 60; lines < 400; lines += 310)
    {
      g_autoptr (VecheDb) db = open_seeded ();
      g_autofree char *before = picture (db), *after = NULL;

      add_people (db, 300);
      after = picture (db);
      for (guint i = 0; i < 2; i++)
        {
          cut_short (db, i == 1, 500);
          cut_turned (db, lines);
          finish (db);
          assert_picture (db, i == 1 ? before : after);
          take (db, i == 1);
          assert_picture (db, i == 1 ? after : before);
        }
    }
}

/* Whom it was about is removed before it is gone on with: the others come again. */
static void
test_gone_since (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("remove", NULL);
  g_autofree char *all = NULL, *left = NULL, *first = NULL, *member = NULL, *sql = NULL;
  g_autoptr (GError) error = NULL;

  apply (db, VECHE_BULK_TAG, "октябрь", NULL, 0);
  all = ask (db, "SELECT count (*) FROM member_tag AS w JOIN tag AS t ON t.id = w.tag_id WHERE t.name = 'октябрь'");
  cut_short (db, FALSE, 600);
  cut_turned (db, 300);
  /* The one that was to come last of all. */
  first = ask (db, "SELECT object_uid FROM journal WHERE object = 'member_tag' AND before IS NOT NULL ORDER BY id LIMIT 1");
  sql = g_strdup_printf ("SELECT m.uid FROM journal AS j JOIN member AS m ON m.uid = json_extract (j.before, '$.member_id') WHERE j.object_uid = '%s' AND before IS NOT NULL", first);
  member = ask (db, sql);
  veche_edit_delete (edit, "member", member);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));

  finish (db);
  left = ask (db, "SELECT count (*) FROM member_tag AS w JOIN tag AS t ON t.id = w.tag_id WHERE t.name = 'октябрь'");
  g_assert_cmpint (atoi (left), ==, atoi (all) - 1);
  assert_sound (db);
}

static void
set_city (VecheDb *db, const char *uid, const char *city)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("edit", NULL);
  g_autoptr (GError) error = NULL;

  veche_edit_set_text (edit, "member", uid, "city", city);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
}

static void
assert_city (VecheDb *db, const char *uid, const char *city)
{
  g_autofree char *sql = g_strconcat ("SELECT city FROM member WHERE uid = '", uid, "'", NULL);
  g_autofree char *is = ask (db, sql);

  g_assert_cmpstr (is, ==, city);
}

/* Changed before the undo: it is refused as a whole.  Changed while it goes: that stays, and the rest goes on. */
static void
test_changed_since (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *before = NULL, *changed = NULL, *first = NULL, *left = NULL;
  g_autoptr (GError) error = NULL;
  gint64 bulk;

  apply (db, VECHE_BULK_TEXT, "city", "Пермь", 0);
  first = ask (db, "SELECT object_uid FROM journal WHERE field = 'city' ORDER BY id LIMIT 1");
  cut_short (db, FALSE, 500);
  set_city (db, first, "Псков");
  finish (db);
  assert_city (db, first, "Псков");
  left = ask (db, "SELECT count (*) FROM member WHERE city = 'Пермь'");
  assert_sound (db);

  apply (db, VECHE_BULK_TEXT, "city", "Орёл", 0);
  bulk = g_ascii_strtoll (ask (db, "SELECT max (id) FROM gesture"), NULL, 10);
  before = picture (db);
  set_city (db, first, "Псков");
  changed = picture (db);
  must_exec (db, "UPDATE gesture SET state = 2 WHERE id = (SELECT max (id) FROM gesture)");
  g_assert_null (veche_journal_undo_by_pieces (db, FALSE, "test", NULL, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (bulk, >, 0);
  assert_picture (db, changed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal-pieces/whole", test_pieces);
  g_test_add_func ("/journal-pieces/old-lines", test_old_lines);
  g_test_add_func ("/journal-pieces/cut-short", test_cut_short);
  g_test_add_func ("/journal-pieces/cancelled", test_cancelled);
  g_test_add_func ("/journal-pieces/turned", test_turned);
  g_test_add_func ("/journal-pieces/gone-since", test_gone_since);
  g_test_add_func ("/journal-pieces/changed-since", test_changed_since);

  return g_test_run ();
}
