/* fuzz-tokenizer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "model/veche-text.h"
#include "store/veche-tokenizer.h"

/* Any bytes as a text that is indexed, found again, deleted; and as what a person types. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static sqlite3 *
open_index (void)
{
  sqlite3 *db = NULL;

  sqlite3_open (":memory:", &db);
  g_assert_true (veche_tokenizer_register (db, NULL));
  sqlite3_exec (db,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT);"
                "CREATE VIRTUAL TABLE f USING fts5 (text, content = 't', content_rowid = 'id', tokenize = 'veche', prefix = '2 3');"
                "CREATE VIRTUAL TABLE m USING fts5 (name, handles, labels, notes, keys, tokenize = 'veche', prefix = '2 3');",
                NULL, NULL, NULL);

  return db;
}

static void
run (sqlite3 *db, const char *sql, const char *text, int length)
{
  sqlite3_stmt *statement = NULL;
  int rc;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, text, length, SQLITE_STATIC);
  rc = sqlite3_step (statement);
  if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_finalize (statement);
}

static void
try_words (sqlite3 *db, const char *text)
{
  g_autofree char *match = veche_text_to_match (text);
  g_autofree char *members = veche_text_to_member_match (text);
  g_autofree char *list = veche_text_clamp (text, 500, FALSE);
  g_autofree char *card = veche_text_clamp (text, 4000, TRUE);
  g_autofree char *latin = veche_text_to_latin (list);
  g_autoptr (GBytes) key = veche_text_sort_key (text);

  g_assert_true (g_utf8_validate (list, -1, NULL) && g_utf8_validate (card, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (list, -1), <=, 501);
  veche_text_is_question (text);
  if (match != NULL)
    run (db, "SELECT count(*) FROM f WHERE f MATCH ?1", match, -1);
  if (members != NULL)
    run (db, "SELECT count(*) FROM m WHERE m MATCH ?1", members, -1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static sqlite3 *db;
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (db == NULL)
    db = open_index ();

  run (db, "INSERT INTO t VALUES (1, ?1)", (const char *) data, (int) size);
  run (db, "INSERT INTO f (rowid, text) VALUES (1, ?1)", (const char *) data, (int) size);
  try_words (db, text);
  run (db, "INSERT INTO f (f, rank) VALUES ('integrity-check', 1)", NULL, 0);
  run (db, "INSERT INTO f (f, rowid, text) VALUES ('delete', 1, ?1)", (const char *) data, (int) size);
  run (db, "DELETE FROM t WHERE id = 1", NULL, 0);

  return 0;
}
