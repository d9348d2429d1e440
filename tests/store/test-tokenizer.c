/* test-tokenizer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-text.h"
#include "store/veche-fts.h"
#include "store/veche-tokenizer.h"

static sqlite3 *
open_index (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  veche_tokenizer_register (db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (db, "CREATE VIRTUAL TABLE f USING fts5 (text, tokenize = 'veche', prefix = '2 3')", NULL, NULL, NULL), ==,
                   SQLITE_OK);

  return db;
}

static void
add (sqlite3 *db, const char *text)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (db, "INSERT INTO f (text) VALUES (?1)", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static int
count_match (sqlite3 *db, const char *match)
{
  sqlite3_stmt *statement = NULL;
  int count;

  sqlite3_prepare_v2 (db, "SELECT count(*) FROM f WHERE f MATCH ?1", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", match, sqlite3_errmsg (db));
  count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);

  return count;
}

static int
count (sqlite3 *db, const char *typed)
{
  g_autofree char *match = veche_text_to_match (typed);

  return match != NULL ? count_match (db, match) : -1;
}

/* What a text holds is found by any form of its words, in any case, with or without ё. */
static void
test_found (void)
{
  static const char *const pairs[][2] = {
    { "Собрали список участников встречи", "участник" },
    { "Новый участник", "участниками" },
    { "Под ёлкой лежит ёлка", "ЕЛКА" },
    { "елка", "Ёлка" },
    { "Готовлюсь к деплою в пятницу", "деплой" },
    { "Two deployments failed", "deployment" },
    { "a single deployment", "deployments" },
    { "Организация праздника", "ор" },
    { "Организация праздника", "орг" },
    { "kubernetes", "ku" },
    { "kubernetes", "kub" },
    { "Café Zoë", "cafe" },
    { "Cafe", "café" },
    { "пишите @anna_leb сегодня", "@anna_leb" },
    { "мой", "мой" },
    { "мо\xd0\xb8\xcc\x86", "мой" },   /* й as и and a breve */
    { "первый и второй", "втор перв" },
    { "C++ и 1С:Предприятие", "1с:пред" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      sqlite3 *db = open_index ();

      add (db, pairs[i][0]);
      if (count (db, pairs[i][1]) != 1)
        g_error ("“%s” is not found by “%s”", pairs[i][0], pairs[i][1]);
      sqlite3_close (db);
    }
}

static void
test_not_found (void)
{
  static const char *const pairs[][2] = {
    { "Два слова", "слово третье" }, { "участок", "участник" }, { "подъём", "ём" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      sqlite3 *db = open_index ();

      add (db, pairs[i][0]);
      if (count (db, pairs[i][1]) != 0)
        g_error ("“%s” is found by “%s”", pairs[i][0], pairs[i][1]);
      sqlite3_close (db);
    }
}

/* "мои" and "мой" share a stem, but not the word. */
static void
test_short_i (void)
{
  sqlite3 *db = open_index ();

  add (db, "мои");
  g_assert_cmpint (count_match (db, "\"мой\" *"), ==, 0);
  g_assert_cmpint (count_match (db, "\"мои\" *"), ==, 1);
  sqlite3_close (db);
}

/* Whatever is typed, the expression is one that FTS5 understands, and no operator of it. */
static void
test_injection (void)
{
  static const char *const typed[] = {
    "\"", "\"\" \"", "a\" OR text : \"b", "NEAR(a b)", "a AND", "NOT a", "-a", "^a", "{text} : a", "a*b", "(a", "a)", "'", ";--", "a + b", "text:a",
    "\xff\xfe x", "a\"b\"c", "\\", "a\x01" "b", "%s%n", "ﬁ", "漢字", "👩‍👩‍👧 a", "AND", "OR OR OR",
  };
  sqlite3 *db = open_index ();

  add (db, "a b c");
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    count (db, typed[i]);
  g_assert_cmpint (count (db, "a OR zzz"), ==, 0);
  g_assert_cmpint (count (db, "NOT zzz"), ==, 0);
  sqlite3_close (db);
}

static void
test_member_match (void)
{
  static const char *const people[][2] = {
    { "Ёлкин", "yolkin" }, { "Ёлкин", "elk" }, { "Ёлкин", "елки" }, { "Анна Лебедева", "anna leb" }, { "Щукин", "shch" }, { "Щукин", "sch" },
    { "Щукин", "s" }, { "Julia Roberts", "юлия" }, { "Хасан", "k" }, { "Хасан", "kh" }, { "Хасан", "has" }, { "Жанна", "jan" },
    { "Дмитриев", "dmitri" }, { "Дмитриев", "dmitriy" }, { "Viktor", "вик" }, { "Виктор", "vic" }, { "Цой", "t" }, { "Цой", "tso" },
    { "Чехов", "c" }, { "Андреев", "andrey" }, { "anna_leb", "@anna_leb" },
  };
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_open (":memory:", &db);
  veche_tokenizer_register (db, &error);
  g_assert_no_error (error);
  sqlite3_exec (db, "CREATE VIRTUAL TABLE f USING fts5 (name, handles, labels, notes, keys, tokenize = 'veche', prefix = '2 3')", NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *key = veche_text_translit_key (people[i][0]);
      g_autofree char *match = veche_text_to_member_match (people[i][1]);
      sqlite3_stmt *statement = NULL;

      sqlite3_exec (db, "DELETE FROM f WHERE rowid > 0", NULL, NULL, NULL);
      sqlite3_prepare_v2 (db, "INSERT INTO f (name, keys) VALUES (?1, ?2)", -1, &statement, NULL);
      sqlite3_bind_text (statement, 1, people[i][0], -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, key, -1, SQLITE_STATIC);
      sqlite3_step (statement);
      sqlite3_finalize (statement);
      if (count_match (db, match) != 1)
        g_error ("“%s” is not found by “%s”: %s", people[i][0], people[i][1], match);
      g_assert_cmpint (count_match (db, "\"zzz\" OR keys : (\"zz\" *)"), ==, 0);
    }
  sqlite3_close (db);
}

/* The server that half the members are on finds nobody by its sound. */
static void
test_keys (void)
{
  g_autofree char *keys = veche_fts_make_keys ("Анна Лебедева", "anna_leb anna@social.example @leb");
  g_autofree char *bare = veche_fts_make_keys ("Анна", NULL);

  g_assert_cmpstr (keys, ==, "ana lebedeva ana leb ana leb");
  g_assert_cmpstr (bare, ==, "ana");
}

/* Deleting with the old text leaves an index that agrees with its content. */
static void
test_delete_agrees (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_open (":memory:", &db);
  veche_tokenizer_register (db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT);"
                                 "CREATE VIRTUAL TABLE f USING fts5 (text, content = 't', content_rowid = 'id', tokenize = 'veche', prefix = '2 3');"
                                 "INSERT INTO t VALUES (1, 'Ёлка и ёлки, deployments of Café'), (2, 'second');"
                                 "INSERT INTO f (rowid, text) SELECT id, text FROM t;"
                                 "INSERT INTO f (f, rowid, text) VALUES ('delete', 1, 'Ёлка и ёлки, deployments of Café');"
                                 "UPDATE t SET text = 'other' WHERE id = 1;"
                                 "INSERT INTO f (rowid, text) VALUES (1, 'other');"
                                 "INSERT INTO f (f, rank) VALUES ('integrity-check', 1);",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (count (db, "елка"), ==, 0);
  g_assert_cmpint (count (db, "other"), ==, 1);
  sqlite3_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/tokenizer/found", test_found);
  g_test_add_func ("/store/tokenizer/not-found", test_not_found);
  g_test_add_func ("/store/tokenizer/short-i", test_short_i);
  g_test_add_func ("/store/tokenizer/injection", test_injection);
  g_test_add_func ("/store/tokenizer/member-match", test_member_match);
  g_test_add_func ("/store/tokenizer/keys", test_keys);
  g_test_add_func ("/store/tokenizer/delete-agrees", test_delete_agrees);

  return g_test_run ();
}
