/* test-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filters against a seeded workspace: what each condition means, that "not" is the rest of everybody, and the SQL
 * itself against golden texts.
 */

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-filter-sql.h"
#include "store/veche-query-sql.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

static VecheDb *
open_seeded (void)
{
  static const char more[] =
    "BEGIN IMMEDIATE;"
    "INSERT INTO custom_field (uid, name, kind) VALUES ('f1', 'Рост', 'number'), ('f2', 'Дата', 'date'), ('f3', 'Слово', 'text'), ('f4', 'Да', 'yes-no');"
    "INSERT INTO member_field (uid, member_id, field_id, value) VALUES ('v1', 2, 1, 181.5), ('v2', 3, 1, 160), ('v3', 2, 2, '2026-01-05'),"
    "  ('v4', 2, 3, 'Ёлка'), ('v5', 2, 4, 1), ('v6', 3, 4, 0);"
    "INSERT INTO consent (uid, member_id, purpose, state, at) VALUES ('c1', 2, 'photo', 'given', 1), ('c2', 3, 'photo', 'given', 1),"
    "  ('c3', 3, 'photo', 'withdrawn', 2);"
    "INSERT INTO wish (uid, member_id, kind, text, at) VALUES ('w1', 4, 'need', 'Ищу верстальщика', 1);"
    "UPDATE member SET birthday = '--02-29' WHERE id = 2; UPDATE member SET birthday = '1990-12-31' WHERE id = 3;"
    "UPDATE member SET came_through_id = 2 WHERE id = 5; UPDATE member SET archived = 1 WHERE id = 6; UPDATE member SET archived = 2 WHERE id = 7;"
    "UPDATE competency SET parent_id = 1 WHERE id = 2;"
    "COMMIT;";
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheSeed seed = { .members = 300, .interactions = 4000, .seed = 5 };

  g_assert_no_error (error);
  veche_seed (db, &seed, &error);
  g_assert_no_error (error);
  veche_db_exec (db, more, &error);
  g_assert_no_error (error);

  return db;
}

static VecheQuery *
make_query (VecheFilter *filter)
{
  VecheQuery *query = veche_query_new (VECHE_QUERY_MEMBERS);

  query->filter = veche_filter_ref (filter);

  return query;
}

static gint64
count (VecheDb *db, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheFilter) filter = veche_filter_from_words (words, &error);
  g_autoptr (VecheQuery) query = NULL;
  gint64 n;

  g_assert_no_error (error);
  query = make_query (filter);
  n = veche_query_count (db, query, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %" G_GINT64_FORMAT, words, n);

  return n;
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

static void
test_meaning (void)
{
  g_autoptr (VecheDb) db = open_seeded ();

  g_assert_cmpint (count (db, "stage = core"), ==, number (db, "SELECT count(*) FROM member WHERE stage = 'core' AND archived = 0"));
  g_assert_cmpint (count (db, "city = КАЗАНЬ"), ==, number (db, "SELECT count(*) FROM member WHERE city = 'Казань' AND archived = 0"));
  g_assert_cmpint (count (db, "city ~ азан"), ==, count (db, "city = казань"));
  g_assert_cmpint (count (db, "city = Казань"), >, 0);
  g_assert_cmpint (count (db, "platform only telegram"), ==,
                   number (db, "SELECT count(*) FROM member AS m WHERE archived = 0 AND (SELECT group_concat (DISTINCT platform) FROM identity"
                               " WHERE member_id = m.id) = 'telegram'"));
  g_assert_cmpint (count (db, "not wrote in 30"), ==,
                   number (db, "SELECT count(*) FROM member AS m WHERE archived = 0 AND NOT EXISTS (SELECT 1 FROM interaction WHERE member_id = m.id"
                               " AND direction = 'in' AND kind IN ('message', 'post', 'reply', 'comment')"
                               " AND at >= (strftime ('%s', 'now') - 30 * 86400) * 1000000)"));
  g_assert_cmpint (count (db, "wrote >= 5 in 365"), ==,
                   number (db, "SELECT count(*) FROM member AS m WHERE archived = 0 AND (SELECT count(*) FROM interaction WHERE member_id = m.id"
                               " AND direction = 'in' AND kind IN ('message', 'post', 'reply', 'comment')"
                               " AND at >= (strftime ('%s', 'now') - 365 * 86400) * 1000000) >= 5"));
  g_assert_cmpint (count (db, "custom number Рост >= 180"), ==, 1);
  g_assert_cmpint (count (db, "custom number Рост known"), ==, 2);
  g_assert_cmpint (count (db, "custom text Слово ~ елк"), ==, 1);
  g_assert_cmpint (count (db, "custom yes-no Да yes"), ==, 1);
  g_assert_cmpint (count (db, "custom date Дата until 2026-01-05"), ==, 1);
  g_assert_cmpint (count (db, "consent photo = given"), ==, 1);
  g_assert_cmpint (count (db, "needs ~ ВЕРСТАЛЬЩИК"), ==, 1);
  g_assert_cmpint (count (db, "came-through known"), ==, 1);
  g_assert_cmpint (count (db, "archived"), ==, 1);
  g_assert_cmpint (count (db, "archived or archived no"), ==, number (db, "SELECT count(*) FROM member WHERE archived IN (0, 1)"));
  g_assert_cmpint (count (db, "competency = 'нет такой'"), ==, 0);
  g_assert_cmpint (count (db, "open-mention"), >, 0);
}

/* Competencies by their other names, from a level on, and with what lies under them. */
static void
test_competency (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  VecheStatement *row = veche_db_prepare (db, "SELECT c.name, a.alias FROM competency AS c JOIN competency_alias AS a ON a.competency_id = c.id WHERE c.id = 1");
  g_autofree char *name = NULL, *alias = NULL, *by_name = NULL, *by_alias = NULL, *high = NULL, *below = NULL;

  g_assert_true (veche_statement_step (row, NULL));
  name = veche_statement_dup_text (row, 0);
  alias = veche_statement_dup_text (row, 1);
  veche_statement_reset (row);
  by_name = g_strdup_printf ("competency = \"%s\"", name);
  by_alias = g_strdup_printf ("competency = \"%s\"", alias);
  high = g_strdup_printf ("competency = \"%s\" level 4", name);
  below = g_strdup_printf ("competency = \"%s\" below", name);

  g_assert_cmpint (count (db, by_name), ==, count (db, by_alias));
  g_assert_cmpint (count (db, high), ==,
                   number (db, "SELECT count(*) FROM member_competency AS l JOIN member AS m ON m.id = l.member_id WHERE competency_id = 1 AND level >= 4"
                               " AND archived = 0"));
  g_assert_cmpint (count (db, below), ==,
                   number (db, "SELECT count(DISTINCT member_id) FROM member_competency AS l JOIN member AS m ON m.id = l.member_id"
                               " WHERE competency_id IN (1, 2) AND archived = 0"));
  g_assert_cmpint (count (db, below), >, count (db, by_name));
}

static gint64
count_one (VecheDb *db, const VecheCondition *condition, VecheMatch match)
{
  g_autoptr (VecheFilter) filter = veche_filter_new (match);
  g_autoptr (VecheQuery) query = make_query (filter);
  g_autoptr (GError) error = NULL;
  gint64 n;

  veche_filter_add (filter, 0, veche_condition_copy (condition));
  n = veche_query_count (db, query, &error);
  g_assert_no_error (error);

  return n;
}

static void
fill_value (VecheCondition *condition)
{
  switch (condition->by)
    {
    case VECHE_BY_STAGE:
      condition->value = g_strdup ("core");
      break;
    case VECHE_BY_ROLE:
      condition->value = g_strdup ("bot");
      break;
    case VECHE_BY_CONSENT:
      condition->what = g_strdup ("photo");
      condition->value = g_strdup ("given");
      break;
    case VECHE_BY_ACTIVITY:
      condition->what = g_strdup ("answered-us");
      condition->days = 200;
      break;
    case VECHE_BY_ATTENDED:
      condition->what = g_strdup ("guest");
      condition->state = g_strdup ("came");
      condition->days = 100;
      break;
    default:
      condition->value = g_strdup (condition->op == VECHE_OP_SINCE || condition->op == VECHE_OP_UNTIL ? "2026-03-01" : "Казань");
    }
  condition->number = 3;
}

static const VecheOp opposites[VECHE_N_OPS] = {
  [VECHE_OP_IS] = VECHE_OP_IS_NOT, [VECHE_OP_CONTAINS] = VECHE_OP_LACKS, [VECHE_OP_KNOWN] = VECHE_OP_UNKNOWN,
  [VECHE_OP_YES] = VECHE_OP_NO,    [VECHE_OP_DID] = VECHE_OP_DID_NOT,
};

/* Every field with every operator it takes: the SQL is sound, "none of" is the rest, and so is the opposite. */
static void
test_everything (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  gint64 all = number (db, "SELECT count(*) FROM member WHERE archived = 0");
  guint n = 0;

  for (int by = 0; by < VECHE_N_BY; by++)
    for (int kind = 0; kind < (by == VECHE_BY_CUSTOM ? 6 : 1); kind++)
      for (int op = 0; op < VECHE_N_OPS; op++)
        {
          g_autoptr (VecheCondition) condition = veche_condition_new ((VecheBy) by, (VecheOp) op, NULL);
          g_autoptr (GError) error = NULL;
          gint64 some, total = by == VECHE_BY_ARCHIVED ? all + 1 : all;

          if (by == VECHE_BY_CUSTOM)
            {
              condition->state = g_strdup (veche_filter_kinds[kind]);
              condition->what = g_strdup ("Рост");
            }
          if (!veche_condition_takes (condition, condition->op))
            continue;
          fill_value (condition);
          if (by == VECHE_BY_CUSTOM && kind == 1)
            {
              g_free (condition->value);
              condition->value = g_strdup ("170");
            }
          g_test_message ("%s %s", veche_by_to_nick (condition->by), veche_op_to_nick (condition->op));
          veche_condition_check (condition, &error);
          g_assert_no_error (error);

          some = count_one (db, condition, VECHE_MATCH_ALL);
          g_assert_cmpint (some + count_one (db, condition, VECHE_MATCH_NONE), ==, total);
          g_assert_cmpint (some, ==, count_one (db, condition, VECHE_MATCH_ANY));
          if (opposites[op] != 0)
            {
              condition->op = opposites[op];
              g_assert_cmpint (some + count_one (db, condition, VECHE_MATCH_ALL), ==, total);
            }
          n++;
        }
  g_assert_cmpuint (n, >, 100);
}

static void
assert_sql (const char *words, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheFilter) filter = veche_filter_from_words (words, &error);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  gboolean where = TRUE;
  guint marks = 0;

  g_assert_no_error (error);
  veche_filter_to_sql (filter, G_TIME_SPAN_DAY * 1000, sql, &where, parameters);
  g_assert_cmpstr (sql->str, ==, expected);
  for (const char *p = sql->str; *p != '\0'; p++)
    marks += *p == '?';
  g_assert_cmpuint (parameters->len, ==, marks);
  g_assert_null (strstr (sql->str, "DROP"));
}

static void
test_golden (void)
{
  assert_sql ("stage = core and last-seen before 30", " AND (m.stage = ? AND m.last_seen < CAST (? AS INTEGER))");
  assert_sql ("tag = \"x'; DROP TABLE member; --\" or important",
              " AND (((m.id IN (SELECT t.member_id FROM member_tag AS t WHERE t.tag_id = (SELECT n.id FROM tag AS n WHERE n.name = ?)))"
              " OR (m.important = 1)))");
  assert_sql ("not wrote in 30 and not (role = bot or role = staff)",
              " AND ((m.last_seen >= CAST (? AS INTEGER) AND EXISTS (SELECT 1 FROM interaction AS i WHERE i.member_id = m.id"
              " AND i.at >= CAST (? AS INTEGER) AND i.direction = 'in' AND i.kind IN ('message', 'post', 'reply', 'comment'))) IS NOT TRUE"
              " AND (((m.role = ?) OR (m.role = ?)) IS NOT TRUE))");
}

/* Groups that hold nothing ask nothing. */
static void
test_empty (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheFilter) filter = veche_filter_new (VECHE_MATCH_NONE);
  g_autoptr (VecheQuery) query = make_query (filter);
  g_autoptr (GError) error = NULL;

  veche_filter_add_group (filter, VECHE_MATCH_ANY);
  g_assert_cmpint (veche_query_count (db, query, &error), ==, number (db, "SELECT count(*) FROM member WHERE archived = 0"));
  g_assert_no_error (error);
}

/* What is counted past marks is as many as the list is long; with few people marked and with many. */
static void
test_marks (void)
{
  static const char many[] =
    "BEGIN IMMEDIATE;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
    " INSERT INTO member (uid, name, created, stage, joined, last_seen, city, archived)"
    "   SELECT 'many' || i, 'M' || i, 1, iif (i % 3, 'active', 'regular'), unixepoch ('now', '-' || (i % 700) || ' days') * 1000000,"
    "          nullif (unixepoch ('now', '-' || (i % 90) || ' days') * 1000000 * (i % 5 > 0), 0), iif (i % 4, 'Казань', 'Томск'), (i % 50 = 0) + (i % 100 = 0) FROM n;"
    "INSERT INTO member_tag (uid, member_id, tag_id) SELECT 't' || id, id, (SELECT id FROM tag WHERE name = 'ментор') FROM member WHERE uid LIKE 'many%' AND id % 2;"
    "INSERT INTO member_competency (uid, member_id, competency_id, level, at) SELECT 'k' || id, id, 1, 1 + id % 5, 1 FROM member WHERE uid LIKE 'many%' AND id % 5;"
    "COMMIT;";
  static const char *const words[] = {
    "tag = ментор", "tag = ментор and stage = active", "tag = ментор and stage = active and joined within 365", "tag = ментор and last-seen before 30",
    "tag = ментор and city = Казань and stage = regular", "tag = ментор and city = Казань and joined within 90", "tag = ментор and joined within 300",
    "tag = ментор and stage = gone", "tag = нет-такого and stage = active", "tag = ментор and archived yes", "tag = ментор and important yes",
  };
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (GError) error = NULL;

  veche_db_exec (db, many, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint second = 0; second < 2; second++)
      {
        g_autoptr (VecheFilter) filter = veche_filter_from_words (words[i], &error);
        g_autoptr (VecheQuery) query = NULL;
        g_autoptr (GArray) ids = NULL;
        gint64 n;

        g_assert_no_error (error);
        if (second)
          veche_filter_add (filter, 0, veche_condition_new (VECHE_BY_COMPETENCY, VECHE_OP_IS, "Python"));
        query = make_query (filter);
        ids = veche_query_ids (db, query, &error);
        g_assert_no_error (error);
        n = veche_query_count (db, query, &error);
        g_assert_no_error (error);
        g_test_message ("%s: %" G_GINT64_FORMAT, words[i], n);
        g_assert_cmpint (n, ==, ids->len);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/filter/meaning", test_meaning);
  g_test_add_func ("/store/filter/competency", test_competency);
  g_test_add_func ("/store/filter/everything", test_everything);
  g_test_add_func ("/store/filter/golden", test_golden);
  g_test_add_func ("/store/filter/empty", test_empty);
  g_test_add_func ("/store/filter/marks", test_marks);

  return g_test_run ();
}
