/* test-seed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

#define NOW G_GINT64_CONSTANT (1766000000000000)

static VecheDb *
seeded (guint members, guint interactions, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  VecheSeed how = { .members = members, .interactions = interactions, .seed = seed, .now = NOW };

  g_assert_no_error (error);
  veche_seed (db, &how, &error);
  g_assert_no_error (error);

  return db;
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 value = 0;

  if (veche_statement_step (statement, NULL))
    value = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return value;
}

/* A digest of what is said of people, in their order. */
static char *
digest (VecheDb *db)
{
  static const char sql[] =
    "SELECT m.name || m.stage || m.joined || ifnull (m.last_seen, '') || m.interactions || ifnull ((SELECT group_concat (handle) FROM identity\n"
    "  WHERE member_id = m.id), '') || ifnull ((SELECT group_concat (text) FROM interaction WHERE member_id = m.id), '') FROM member AS m ORDER BY m.id";
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  VecheStatement *statement = veche_db_prepare (db, sql);

  while (veche_statement_step (statement, NULL))
    g_checksum_update (sum, (const guchar *) veche_statement_text (statement, 0), -1);

  return g_strdup (g_checksum_get_string (sum));
}

static void
test_content (void)
{
  g_autoptr (VecheDb) db = seeded (300, 3000, 1);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = veche_db_check (db, &error);
  g_auto (GStrv) differs = veche_journal_verify (db, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found[0], ==, NULL);
  g_assert_cmpstr (differs[0], ==, NULL);
  g_assert_cmpint (number (db, "SELECT count (*) FROM member"), ==, 300);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction"), ==, 3000);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction WHERE at > 1766000000000000"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count (DISTINCT platform) FROM identity"), ==, 3);
  g_assert_cmpint (number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), >, 10);
  g_assert_cmpint (number (db, "SELECT count (*) FROM tie"), >, 200);
  g_assert_cmpint (number (db, "SELECT count (*) FROM member_tag"), >, 50);
  g_assert_cmpint (number (db, "SELECT count (*) FROM competency_evidence WHERE kind = 'message'"), >, 20);
  g_assert_cmpint (number (db, "SELECT count (*) FROM event"), ==, 24);
  g_assert_cmpint (number (db, "SELECT count (*) FROM project WHERE status = 'active'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction WHERE direction = 'out'"), >, 0);
  g_assert_cmpint (number (db, "SELECT count (*) FROM member_fts WHERE member_fts MATCH 'keys : elkin*'"), >, 0);
}

/* Its derived fields are those that a fresh count gives. */
static void
test_derived (void)
{
  g_autoptr (VecheDb) db = seeded (50, 500, 3);
  g_autofree char *before = digest (db);
  g_autofree char *after = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  for (gint64 id = 1; id <= 50; id++)
    g_assert_true (veche_members_refresh (db, id, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  after = digest (db);
  g_assert_cmpstr (after, ==, before);
}

static void
test_deterministic (void)
{
  g_autoptr (VecheDb) one = seeded (120, 800, 7);
  g_autoptr (VecheDb) same = seeded (120, 800, 7);
  g_autoptr (VecheDb) other = seeded (120, 800, 8);
  g_autofree char *a = digest (one);
  g_autofree char *b = digest (same);
  g_autofree char *c = digest (other);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

/* The smallest communities, and one more into the same workspace. */
static void
test_edges (void)
{
  static const guint sizes[][2] = { { 0, 0 }, { 1, 0 }, { 1, 5 }, { 2, 30 }, { 12, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (VecheDb) db = seeded (sizes[i][0], sizes[i][1], 1);
      VecheSeed more = { .members = 5, .interactions = 5, .seed = 1, .now = NOW };

      g_assert_true (veche_seed (db, &more, NULL));
      g_assert_cmpint (number (db, "SELECT count (*) FROM member"), ==, sizes[i][0] + 5);
      g_assert_cmpint (number (db, "SELECT count (*) FROM interaction"), ==, sizes[i][1] + 5);
    }
}

static gboolean
stop_cb (guint done, guint total, gpointer user_data)
{
  return FALSE;
}

static void
test_stopped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  VecheSeed how = { .members = 50, .now = NOW, .progress = stop_cb };

  g_assert_false (veche_seed (db, &how, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (veche_db_in_transaction (db));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/seed/content", test_content);
  g_test_add_func ("/store/seed/derived", test_derived);
  g_test_add_func ("/store/seed/deterministic", test_deterministic);
  g_test_add_func ("/store/seed/edges", test_edges);
  g_test_add_func ("/store/seed/stopped", test_stopped);

  return g_test_run ();
}
