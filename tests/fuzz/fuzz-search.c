/* fuzz-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "model/veche-search.h"
#include "store/veche-tokenizer.h"

/* Any bytes as what is typed into the search: it is read, asked of FTS5, and looked for in itself. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static sqlite3 *
open_index (void)
{
  sqlite3 *db = NULL;

  sqlite3_open (":memory:", &db);
  g_assert_true (veche_tokenizer_register (db, NULL));
  sqlite3_exec (db,
                "CREATE VIRTUAL TABLE f USING fts5 (text, tokenize = 'veche', prefix = '2 3');"
                "CREATE VIRTUAL TABLE m USING fts5 (name, handles, labels, notes, keys, tokenize = 'veche', prefix = '2 3');"
                "INSERT INTO f (text) VALUES ('аренда зала rental');"
                "INSERT INTO m (name, keys) VALUES ('Юлия Ёлкина', 'iulia elkina')",
                NULL, NULL, NULL);

  return db;
}

static void
run (sqlite3 *db, const char *sql, const char *match)
{
  sqlite3_stmt *statement = NULL;
  int rc;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
  rc = sqlite3_step (statement);
  if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    g_error ("%s: %s", match, sqlite3_errmsg (db));
  sqlite3_finalize (statement);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static sqlite3 *db;
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  g_autofree char *texts = veche_search_to_match (search, FALSE), *members = veche_search_to_match (search, TRUE);
  g_autofree char *snippet = veche_search_snippet (search, typed, 100);
  g_autoptr (GArray) hits = veche_search_hits (search, search->typed, TRUE);
  guint at = 0;

  if (db == NULL)
    db = open_index ();
  if (texts != NULL)
    run (db, "SELECT count(*) FROM f WHERE f MATCH ?1", texts);
  if (members != NULL)
    run (db, "SELECT count(*) FROM m WHERE m MATCH ?1", members);

  for (guint i = 0; i < hits->len; i++)
    {
      VecheSpan span = g_array_index (hits, VecheSpan, i);

      g_assert_true (span.start >= at && span.end > span.start && span.end <= strlen (search->typed));
      g_assert_true (g_utf8_validate (search->typed + span.start, span.end - span.start, NULL));
      at = span.end;
    }
  g_assert_true (g_utf8_validate (snippet, -1, NULL));
  veche_search_fits (search, (const char *const *) &typed, 1, TRUE);
  g_assert_true (veche_search_weigh (search, typed) >= 0);

  return 0;
}
