/* test-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One change to many: whom it concerns, one gesture, the journal whole, the search right, and all as before after undo.
 */

#include "store/veche-bulk.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-query-sql.h"
#include "store/veche-search-rows.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

static VecheDb *
open_seeded_with (guint members)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheSeed seed = { .members = members, .interactions = 800, .seed = 9 };

  g_assert_no_error (error);
  veche_seed (db, &seed, &error);
  veche_db_exec (db, "BEGIN IMMEDIATE; INSERT INTO custom_field (uid, name, kind) VALUES ('f1', 'Рост', 'number'); COMMIT", &error);
  g_assert_no_error (error);

  return db;
}

static VecheDb *
open_seeded (void)
{
  return open_seeded_with (200);
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n;

  g_assert_true (veche_statement_step (row, NULL));
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static gint64
found (VecheDb *db, const char *text)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GError) error = NULL;
  gint64 n;

  query->text = g_strdup (text);
  n = veche_query_count (db, query, &error);
  g_assert_no_error (error);

  return n;
}

static VecheBulk *
everybody (VecheBulkKind kind, const char *name, const char *text, gint64 n)
{
  VecheBulk *bulk = veche_bulk_new (kind, "bulk", name);

  bulk->query = veche_query_new (VECHE_QUERY_MEMBERS);
  bulk->text = g_strdup (text);
  bulk->number = n;

  return bulk;
}

static gint64
apply (VecheDb *db, VecheBulk *bulk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (veche_db_begin (db, &error));
  n = veche_bulk_apply (db, bulk, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));

  return n;
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

/* The journal agrees with the rows, and the search rows with what they are made of. */
static void
assert_sound (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) differences = veche_journal_verify (db, &error);
  g_auto (GStrv) faults = veche_db_check (db, &error);

  g_assert_no_error (error);
  g_assert_null (differences[0]);
  g_assert_null (faults[0]);
}

static void
test_tag (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheBulk) on = everybody (VECHE_BULK_TAG, " Октябрь ", NULL, 0);
  g_autoptr (VecheBulk) off = everybody (VECHE_BULK_UNTAG, "октябрь", NULL, 0);
  gint64 gestures = number (db, "SELECT count(*) FROM gesture");

  g_assert_cmpint (apply (db, on), ==, 200);
  g_assert_cmpint (on->done, ==, 200);
  g_assert_cmpint (number (db, "SELECT count(*) FROM gesture"), ==, gestures + 1);
  g_assert_cmpint (found (db, "октябр"), ==, 200);
  assert_sound (db);
  g_assert_cmpint (apply (db, on), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM gesture"), ==, gestures + 1);

  g_assert_cmpint (apply (db, off), ==, 200);
  g_assert_cmpint (found (db, "октябр"), ==, 0);
  undo (db);
  g_assert_cmpint (found (db, "октябр"), ==, 200);
  undo (db);
  g_assert_cmpint (found (db, "октябр"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM tag WHERE name = 'Октябрь'"), ==, 0);
  assert_sound (db);
}

/* Some by their ids; all of a query but some. */
static void
test_whom (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheBulk) two = veche_bulk_new (VECHE_BULK_NUMBER, "bulk", "watched");
  g_autoptr (VecheBulk) rest = everybody (VECHE_BULK_NUMBER, "important", NULL, 1);
  const gint64 ids[] = { 3, 5, 5, 99999 };

  two->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (two->ids, ids, G_N_ELEMENTS (ids));
  two->number = 1;
  g_assert_cmpint (apply (db, two), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE watched = 1 AND id IN (3, 5)"), ==, 2);

  rest->ids = g_array_ref (two->ids);
  rest->query->filter = veche_filter_from_words ("stage = newcomer", NULL);
  apply (db, rest);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE stage = 'newcomer' AND important = 0 AND id NOT IN (3, 5)"), ==, 0);
  assert_sound (db);
}

static void
test_kinds (void)
{
  static const struct { VecheBulkKind kind; const char *name, *text; gint64 number; const char *sql; gint64 there; } cases[] = {
    { VECHE_BULK_COMPETENCY, "Чтение вслух", NULL, 3, "SELECT count(*) FROM member_competency WHERE level = 3 AND competency_id = (SELECT max (id) FROM competency)", 200 },
    { VECHE_BULK_TEXT, "city", "Пермь", 0, "SELECT count(*) FROM member WHERE city = 'Пермь'", 200 },
    { VECHE_BULK_TEXT, "city", NULL, 0, "SELECT count(*) FROM member WHERE city IS NULL", 200 },
    { VECHE_BULK_TEXT, "stage", "core", 0, "SELECT count(*) FROM member WHERE stage = 'core'", 200 },
    { VECHE_BULK_NUMBER, "archived", NULL, 1, "SELECT count(*) FROM member WHERE archived = 1", 200 },
    { VECHE_BULK_CUSTOM, "рост", "181.5", 0, "SELECT count(*) FROM member_field WHERE value = 181.5", 200 },
    { VECHE_BULK_LOG, "call", "Позвали на чаепитие", 1700000000000000, "SELECT count(*) FROM interaction WHERE text = 'Позвали на чаепитие'", 200 },
  };
  g_autoptr (VecheDb) db = open_seeded ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheBulk) bulk = everybody (cases[i].kind, cases[i].name, cases[i].text, cases[i].number);
      gint64 before = number (db, cases[i].sql);

      g_test_message ("%s", cases[i].sql);
      g_assert_cmpint (apply (db, bulk), >, 0);
      g_assert_cmpint (number (db, cases[i].sql), ==, cases[i].there);
      assert_sound (db);
      undo (db);
      g_assert_cmpint (number (db, cases[i].sql), ==, before);
      assert_sound (db);
    }
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction_fts WHERE interaction_fts MATCH 'чаепитие'"), ==, 0);
}

static void
test_community (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  VecheStatement *row = veche_db_prepare (db, "SELECT name FROM community LIMIT 1");
  g_autofree char *name = veche_statement_step (row, NULL) ? veche_statement_dup_text (row, 0) : NULL;
  g_autoptr (VecheBulk) leave = everybody (VECHE_BULK_LEAVE, name, NULL, 0);
  g_autoptr (VecheBulk) join = everybody (VECHE_BULK_JOIN, name, NULL, 0);

  veche_statement_reset (row);
  g_assert_cmpint (apply (db, leave), ==, 200);
  g_assert_cmpint (number (db, "SELECT count(*) FROM membership WHERE left_at IS NULL"), ==, 0);
  g_assert_cmpint (apply (db, join), ==, 200);
  g_assert_cmpint (number (db, "SELECT count(*) FROM membership WHERE left_at IS NULL"), ==, 200);
  undo (db);
  undo (db);
  g_assert_cmpint (number (db, "SELECT count(*) FROM membership WHERE left_at IS NULL"), ==, 200);
  assert_sound (db);
}

static char *
all_search_rows (VecheDb *db)
{
  static const char sql[] =
    "SELECT group_concat (rowid || ' ' || name || '/' || ifnull (handles, '') || '/' || ifnull (labels, '') || '/' || ifnull (notes, '') || '/' ||"
    " ifnull (keys, ''), char (10)) FROM (SELECT * FROM member_fts ORDER BY rowid)";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text;

  g_assert_true (veche_statement_step (row, NULL));
  text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

static gboolean
settle (VecheDb *db, guint most)
{
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_search_rows_settle (db, most, &more, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));

  return more;
}

/* Of very many the words follow behind the change: surely, also after an undo half way, and to the same letters. */
static void
test_later (void)
{
  g_autoptr (VecheDb) db = open_seeded_with (3000);
  g_autoptr (VecheBulk) tag = everybody (VECHE_BULK_TAG, "Октябрь", NULL, 0);
  g_autoptr (VecheBulk) town = everybody (VECHE_BULK_TEXT, "city", "Урюпинск", 0);
  g_autofree char *before = all_search_rows (db), *after = NULL;
  g_autoptr (GError) error = NULL;

  apply (db, tag);
  apply (db, town);
  g_assert_cmpint (number (db, "SELECT count(*) FROM search_due"), ==, 3000);
  g_assert_true (settle (db, 1200));
  g_assert_cmpint (found (db, "октябр"), ==, 1200);
  g_assert_cmpint (found (db, "Урюпинск"), ==, 1200);
  assert_sound (db);

  g_assert_true (veche_search_rows_settle_all (db, &error));
  g_assert_false (veche_search_rows_are_due (db));
  g_assert_cmpint (found (db, "октябр"), ==, 3000);
  g_assert_cmpint (found (db, "Урюпинск"), ==, 3000);

  undo (db);
  settle (db, 700);
  undo (db);
  g_assert_true (veche_search_rows_settle_all (db, &error));
  after = all_search_rows (db);
  g_assert_cmpstr (after, ==, before);
  assert_sound (db);
}

static void
test_refused (void)
{
  static const struct { VecheBulkKind kind; const char *name, *text; gint64 number; } cases[] = {
    { VECHE_BULK_TAG, "  ", NULL, 0 },          { VECHE_BULK_COMPETENCY, "x", NULL, 9 }, { VECHE_BULK_TEXT, "name", "x", 0 },
    { VECHE_BULK_TEXT, "name_key", "x", 0 },    { VECHE_BULK_TEXT, "stage", "king", 0 }, { VECHE_BULK_CUSTOM, "Рост", "high", 0 },
    { VECHE_BULK_CUSTOM, "no such", "1", 0 },   { VECHE_BULK_JOIN, "no such", NULL, 0 }, { VECHE_BULK_LOG, "song", NULL, 0 },
  };
  g_autoptr (VecheDb) db = open_seeded ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheBulk) bulk = everybody (cases[i].kind, cases[i].name, cases[i].text, cases[i].number);
      g_autoptr (GError) error = NULL;

      g_assert_true (veche_db_begin (db, NULL));
      g_assert_cmpint (veche_bulk_apply (db, bulk, "test", &error), ==, -1);
      g_assert_nonnull (error);
      veche_db_rollback (db);
    }
  assert_sound (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/bulk/tag", test_tag);
  g_test_add_func ("/store/bulk/whom", test_whom);
  g_test_add_func ("/store/bulk/kinds", test_kinds);
  g_test_add_func ("/store/bulk/community", test_community);
  g_test_add_func ("/store/bulk/later", test_later);
  g_test_add_func ("/store/bulk/refused", test_refused);

  return g_test_run ();
}
