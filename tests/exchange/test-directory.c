/* test-directory.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "exchange/veche-directory.h"
#include "store/veche-db.h"

/* Only those who allowed it, and of each only what was allowed; names are text, never markup. */
static void
test_consents (void)
{
  static const VecheDirectoryWords words = { "Кто что умеет", "Согласились", "По компетенциям", "Даст", "ищет работу", "Никого", "ru",
                                             { "1", "2", "3", "помогает", "знает" } };
  static const char sql[] =
    "INSERT INTO member (id, uid, name, city, created) VALUES (1, 'm1', 'Анна <b>Л</b>', 'Казань', 1), (2, 'm2', 'Борис', NULL, 1),"
    " (3, 'm3', 'Вера', NULL, 1), (4, 'm4', 'Глеб', NULL, 1), (5, 'm5', 'Дина', NULL, 1);"
    "INSERT INTO competency (id, uid, name) VALUES (1, 'c1', 'Право & аренда');"
    "INSERT INTO member_competency (uid, member_id, competency_id, level, at) VALUES ('x1', 1, 1, 5, 1), ('x2', 3, 1, 3, 1);"
    "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('i1', 1, 'telegram', '1', 'anna'), ('i3', 3, 'telegram', '3', 'vera');"
    "INSERT INTO consent (uid, member_id, purpose, state, at, until) VALUES ('k1', 1, 'directory', 'given', 1, NULL),"
    " ('k2', 1, 'contact', 'given', 1, NULL), ('k3', 2, 'directory', 'given', 1, NULL), ('k4', 2, 'directory', 'withdrawn', 2, NULL),"
    " ('k5', 3, 'directory', 'given', 1, '2999-01-01'), ('k6', 4, 'directory', 'given', 1, '2001-01-01'), ('k7', 3, 'talent', 'given', 1, NULL)";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  g_autofree char *page = NULL;
  guint n = 0;

  g_assert_no_error (error);
  veche_db_begin (db, NULL);
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  veche_db_commit (db, NULL);

  page = veche_directory_to_html (db, &words, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_nonnull (strstr (page, "Анна &lt;b&gt;Л&lt;/b&gt;"));
  g_assert_null (strstr (page, "<b>Л"));
  g_assert_nonnull (strstr (page, "Право &amp; аренда"));
  g_assert_nonnull (strstr (page, "@anna"));
  g_assert_null (strstr (page, "@vera"));
  g_assert_nonnull (strstr (page, "ищет работу"));
  g_assert_null (strstr (page, "Борис"));
  g_assert_null (strstr (page, "Глеб"));
  g_assert_null (strstr (page, "Дина"));
  g_assert_null (strstr (page, "http"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/consents", test_consents);

  return g_test_run ();
}
