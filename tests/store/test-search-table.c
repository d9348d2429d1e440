/* test-search-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-search-table.h"
#include "store/veche-statement.h"

/* A small workspace with one of everything, and what each way of asking finds in it. */

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
refresh_all (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= 4; id++)
    veche_members_refresh (db, id, &error);
  g_assert_no_error (error);
  must_exec (db, "INSERT INTO interaction_fts (interaction_fts) VALUES ('rebuild')");
}

static VecheDb *
open_workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  veche_db_begin (db, NULL);
  must_exec (db, "INSERT INTO member (id, uid, name, city, created, me) VALUES (1, 'm1', 'Анна Лебедева', 'Казань', 1, 0),"
                 " (2, 'm2', 'Юлия Ёлкина', NULL, 1, 0), (3, 'm3', 'Борис', NULL, 1, 0), (4, 'm4', 'Нина', NULL, 1, 1)");
  must_exec (db, "INSERT INTO tag (id, uid, name) VALUES (1, 't1', 'Волонтёр')");
  must_exec (db, "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('mt1', 1, 1)");
  must_exec (db, "INSERT INTO competency (id, uid, name, parent_id) VALUES (1, 'c1', 'Право', NULL), (2, 'c2', 'Аренда помещений', 1)");
  must_exec (db, "INSERT INTO competency_alias (uid, competency_id, alias) VALUES ('ca1', 2, 'rental')");
  must_exec (db, "INSERT INTO member_competency (uid, member_id, competency_id, level, at) VALUES ('mc1', 3, 2, 4, 1)");
  must_exec (db, "INSERT INTO member_note (uid, member_id, at, author, text) VALUES ('n1', 2, 5, 'Нина', 'Ищет зал в аренду на осень')");
  must_exec (db, "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('i1', 1, 'telegram', '1', 'anna_leb')");
  must_exec (db, "INSERT INTO channel (id, uid, platform, remote_id, name) VALUES (1, 'ch1', 'telegram', '1', 'Python-чат'),"
                 " (2, 'ch2', 'mastodon', '2', 'Лента')");
  must_exec (db, "INSERT INTO interaction (id, own_uid, kind, at, channel_id, member_id, direction, text) VALUES"
                 " (1, 'x1', 'message', 1000000000000000, 1, 1, 'in', 'Кто знает про аренду зала?'),"
                 " (2, 'x2', 'message', 1700000000000000, 2, 3, 'in', 'Аренда: договор аренды, аренда зала, арендатор'),"
                 " (3, 'x3', 'message', 1750000000000000, 1, 2, 'in', 'Сняла зал, спасибо. Про аренду больше не спрашиваю, вот фотографии зала'),"
                 " (4, 'x4', 'reply', 1750000001000000, 1, 2, 'out', 'Рады помочь с арендой')");
  must_exec (db, "INSERT INTO event (uid, title, place, notes, starts, created) VALUES"
                 " ('e1', 'Вечер настольных игр', 'Антикафе', 'Нужна аренда столов', '2026-12-01T19:00', 1)");
  must_exec (db, "INSERT INTO project (uid, quarter, title, goal, created) VALUES ('p1', '2026Q4', 'Конференция', 'Снять зал на двести человек', 1)");
  must_exec (db, "INSERT INTO organisation (id, uid, name, about, city, created) VALUES (1, 'o1', 'Дом печати', 'Сдают зал', 'Казань', 1)");
  must_exec (db, "INSERT INTO organisation_member (uid, organisation_id, member_id, role) VALUES ('om1', 1, 3, 'директор')");
  refresh_all (db);
  veche_db_commit (db, NULL);

  return db;
}

/* The uids of a section, "x2 x1". */
static char *
ask (VecheDb *db, VecheHitKind kind, const char *typed, VecheSearchOrder order)
{
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = veche_search_section (db, search, kind, 10, order, NULL, &error);
  GString *uids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (uids, "%s%s", i > 0 ? " " : "", ((VecheHit *) hits->pdata[i])->uid);

  return g_string_free (uids, FALSE);
}

static void
test_sections (void)
{
  static const struct { VecheHitKind kind; const char *typed, *uids; } rows[] = {
    { VECHE_HIT_MEMBER, "лебедева", "m1" }, { VECHE_HIT_MEMBER, "lebedeva", "m1" }, { VECHE_HIT_MEMBER, "yolkina", "m2" },
    { VECHE_HIT_MEMBER, "anna_leb", "m1" }, { VECHE_HIT_MEMBER, "н", "m4" }, { VECHE_HIT_MEMBER, "директор", "m3" },
    { VECHE_HIT_MEMBER, "tag:волонтер", "m1" }, { VECHE_HIT_MEMBER, "анна -tag:волонтёр", "" }, { VECHE_HIT_MEMBER, "умение:право", "m3" },
    { VECHE_HIT_MEMBER, "умение:rental борис", "m3" }, { VECHE_HIT_MEMBER, "в:телеграм", "m1" }, { VECHE_HIT_MEMBER, "борис в:телеграм", "" },
    { VECHE_HIT_MEMBER, "tag:нету", "" }, { VECHE_HIT_MEMBER, "анна after:2020", "" },
    { VECHE_HIT_MESSAGE, "аренда", "x4 x3 x2 x1" }, { VECHE_HIT_MESSAGE, "арендой -спасибо", "x4 x2 x1" },
    { VECHE_HIT_MESSAGE, "\"договор аренды\"", "x2" }, { VECHE_HIT_MESSAGE, "аренда от:борис", "x2" }, { VECHE_HIT_MESSAGE, "от:Лебедева", "x1" },
    { VECHE_HIT_MESSAGE, "аренда от:меня", "x4" }, { VECHE_HIT_MESSAGE, "аренда -от:меня", "x3 x2 x1" },
    { VECHE_HIT_MESSAGE, "аренда в:python", "x4 x3 x1" }, { VECHE_HIT_MESSAGE, "в:mastodon", "x2" }, { VECHE_HIT_MESSAGE, "аренда -в:mastodon", "x4 x3 x1" },
    { VECHE_HIT_MESSAGE, "аренда до:2010", "x1" }, { VECHE_HIT_MESSAGE, "после:2024", "x4 x3" }, { VECHE_HIT_MESSAGE, "аренда tag:волонтёр", "x1" },
    { VECHE_HIT_MESSAGE, "competency:право", "" }, { VECHE_HIT_MESSAGE, "аренда competency:право", "x2" }, { VECHE_HIT_NOTE, "tag:волонтёр", "" },
    { VECHE_HIT_MESSAGE, "tag:волонтёр до:2010", "x1" }, { VECHE_HIT_MESSAGE, "-аренда", "" }, { VECHE_HIT_MESSAGE, "ничего", "" },
    { VECHE_HIT_NOTE, "аренда осень", "m2" }, { VECHE_HIT_NOTE, "аренда от:анна", "" }, { VECHE_HIT_NOTE, "в:телеграм аренда", "" },
    { VECHE_HIT_EVENT, "аренда", "e1" }, { VECHE_HIT_EVENT, "игра после:2026-11-30", "e1" }, { VECHE_HIT_EVENT, "игра до:2026-11-30", "" },
    { VECHE_HIT_PROJECT, "зал", "p1" }, { VECHE_HIT_COMPETENCY, "rental", "c2" }, { VECHE_HIT_COMPETENCY, "аренд", "c2" },
    { VECHE_HIT_TAG, "volonter", "t1" }, { VECHE_HIT_ORGANISATION, "печать", "o1" }, { VECHE_HIT_ORGANISATION, "зал tag:волонтёр", "" },
  };
  g_autoptr (VecheDb) db = open_workspace ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *uids = ask (db, rows[i].kind, rows[i].typed, VECHE_SEARCH_NEWEST);

      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (uids, ==, rows[i].uids);
    }
}

/* The one that is all about it comes first, though others are newer. */
static void
test_best (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheSearch) search = veche_search_new ("аренда зал");
  g_autoptr (GPtrArray) hits = veche_search_section (db, search, VECHE_HIT_MESSAGE, 1, VECHE_SEARCH_BEST, NULL, NULL);
  gboolean more;
  g_autoptr (GPtrArray) first = veche_search_section (db, search, VECHE_HIT_MESSAGE, 1, VECHE_SEARCH_NEWEST, &more, NULL);
  VecheHit *best = hits->pdata[0];

  g_assert_cmpstr (best->uid, ==, "x2");
  g_assert_cmpstr (best->title, ==, "Борис");
  g_assert_cmpstr (best->where, ==, "Лента");
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (more);
}

/* Whatever is typed is safe and answers. */
static void
test_anything (void)
{
  static const char *const rows[] = {
    "\"", "'", "a' OR '1'='1", "NEAR (a, b)", "a AND", "* -", "(((", "{name} : x", "^x", "x + y", "--", ":::", "tag:\"", "\xff\xfe\xfd", "a\tb\nc",
    "tag:% in:_ from:%", "😀 🏳️‍🌈", "ﷺ", "before:99999999999-99-99", "-a -b -c", "\"\"\"\"", "ё̈̈̈̈̈̈",
  };
  g_autoptr (VecheDb) db = open_workspace ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint kind = 0; kind < VECHE_N_HIT_KINDS; kind++)
      {
        g_autofree char *uids = ask (db, kind, rows[i], VECHE_SEARCH_BEST);

        g_assert_nonnull (uids);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-table/sections", test_sections);
  g_test_add_func ("/search-table/best", test_best);
  g_test_add_func ("/search-table/anything", test_anything);

  return g_test_run ();
}
