/* test-query.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A query becomes SQL, ids, records: the text against a golden one, the plans against the indexes, the lists against a
 * seeded workspace, and a page costs the same number of statements however long it is.
 */

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db-private.h"
#include "store/veche-inbox-table.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

static VecheDb *
open_seeded (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheSeed seed = { .members = 300, .interactions = 4000, .seed = 5 };

  g_assert_no_error (error);
  veche_seed (db, &seed, &error);
  g_assert_no_error (error);

  return db;
}

static VecheQuery *
make (VecheQueryKind kind, const char *text, VecheSort sort)
{
  VecheQuery *query = veche_query_new (kind);

  query->text = g_strdup (text);
  query->sort = sort;

  return query;
}

static GArray *
get_ids (VecheDb *db, VecheQuery *query)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = veche_query_ids (db, query, &error);

  g_assert_no_error (error);

  return ids;
}

static GPtrArray *
get_records (VecheDb *db, VecheQuery *query, GArray *ids, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = veche_query_records (db, query, (const gint64 *)(gpointer)ids->data, MIN (n, ids->len), &error);

  g_assert_no_error (error);

  return records;
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

/*** The text ***/

static void
assert_sql (VecheQuery *query, const char *expected, guint n_parameters)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = veche_query_to_sql (query, parameters);
  guint marks = 0;

  g_assert_cmpstr (sql, ==, expected);
  g_assert_cmpuint (parameters->len, ==, n_parameters);
  for (const char *p = sql; *p != '\0'; p++)
    marks += *p == '?';
  g_assert_cmpuint (marks, ==, n_parameters);
}

static void
test_golden_members (void)
{
  g_autoptr (VecheQuery) plain = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheQuery) full = make (VECHE_QUERY_MEMBERS, "елкин", VECHE_SORT_JOINED);
  g_autoptr (VecheQuery) nothing = make (VECHE_QUERY_MEMBERS, "?!", VECHE_SORT_LAST_SEEN);

  assert_sql (plain, "SELECT m.id FROM member AS m WHERE m.archived = 0 ORDER BY m.name_key, m.id", 0);
  full->tag = g_strdup ("x'; DROP TABLE member; --");
  full->stage = g_strdup ("core");
  full->platform = g_strdup ("telegram");
  full->only_archived = TRUE;
  full->without_staff = TRUE;
  full->limit = 7;
  assert_sql (full,
              "SELECT m.id FROM member AS m WHERE m.archived = 1"
              " AND m.id IN (SELECT rowid FROM member_fts WHERE member_fts MATCH ?)"
              " AND m.id IN (SELECT t.member_id FROM member_tag AS t JOIN tag AS n ON n.id = t.tag_id WHERE n.name = ?)"
              " AND m.id IN (SELECT i.member_id FROM identity AS i WHERE i.platform = ?)"
              " AND m.stage = ? AND m.role = ''"
              " ORDER BY m.joined DESC, m.id LIMIT 7",
              4);
  assert_sql (nothing, "SELECT m.id FROM member AS m WHERE m.archived = 0 AND 0 ORDER BY m.last_seen DESC, m.id", 0);
}

static void
test_golden_others (void)
{
  g_autoptr (VecheQuery) inbox = make (VECHE_QUERY_INBOX, NULL, VECHE_SORT_OLDEST);
  g_autoptr (VecheQuery) done = make (VECHE_QUERY_INBOX, NULL, VECHE_SORT_NEWEST);
  g_autoptr (VecheQuery) timeline = make (VECHE_QUERY_TIMELINE, NULL, VECHE_SORT_NEWEST);
  g_autoptr (VecheQuery) events = make (VECHE_QUERY_EVENTS, NULL, VECHE_SORT_OLDEST);

  assert_sql (
    inbox,
    "SELECT t.id FROM triage AS t WHERE"
    " t.state <> 'done' AND (t.state = 'open' OR (t.state = 'snoozed' AND t.snoozed_until <= CAST (? AS INTEGER))) ORDER BY t.at, t.id",
    1);
  done->state = g_strdup ("done");
  assert_sql (done, "SELECT t.id FROM triage AS t WHERE t.state = 'done' ORDER BY t.at DESC, t.id DESC", 0);
  timeline->member_id = 3;
  timeline->interaction_kind = g_strdup ("call");
  assert_sql (timeline,
              "SELECT i.id FROM interaction AS i WHERE i.member_id = CAST (? AS INTEGER) AND i.kind = ? ORDER BY i.at "
              "DESC, i.id DESC",
              2);
  events->since = g_strdup ("2026-10-01");
  events->until = g_strdup ("2027-01-01");
  assert_sql (events, "SELECT e.id FROM event AS e WHERE e.starts >= ? AND e.starts < ? ORDER BY e.starts, e.id", 2);
}

/*** The plans ***/

static char *
explain (VecheDb *db, VecheQuery *query)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = veche_query_to_sql (query, parameters);
  g_autofree char *whole = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  VecheStatement *row = veche_db_prepare (db, whole);
  GString *plan = g_string_new (NULL);

  while (veche_statement_step (row, NULL))
    g_string_append_printf (plan, "%s; ", veche_statement_text (row, 3));

  return g_string_free (plan, FALSE);
}

/* Each order of Members is an index that holds all it needs: nothing is sorted, no row is read. */
static void
test_plans (void)
{
  static const VecheSort sorts[] = { VECHE_SORT_NAME, VECHE_SORT_LAST_SEEN, VECHE_SORT_JOINED };
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheQuery) timeline = make (VECHE_QUERY_TIMELINE, NULL, VECHE_SORT_NEWEST);
  g_autoptr (VecheQuery) inbox = make (VECHE_QUERY_INBOX, NULL, VECHE_SORT_NEWEST);
  g_autofree char *timeline_plan = NULL, *inbox_plan = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (VecheQuery) query = make (VECHE_QUERY_MEMBERS, NULL, sorts[i]);
      g_autofree char *plan = explain (db, query);

      g_assert_nonnull (strstr (plan, "COVERING INDEX member_by_"));
      g_assert_null (strstr (plan, "TEMP B-TREE"));
    }

  timeline->member_id = 1;
  timeline_plan = explain (db, timeline);
  g_assert_nonnull (strstr (timeline_plan, "COVERING INDEX interaction_member"));
  g_assert_null (strstr (timeline_plan, "TEMP B-TREE"));

  /* Open and woken ones: by the index, never through all that was ever done. */
  inbox_plan = explain (db, inbox);
  g_assert_nonnull (strstr (inbox_plan, "triage_state"));
  g_assert_null (strstr (inbox_plan, "SCAN t;"));
}

/*** The lists ***/

static void
test_members (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheQuery) by_name = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheQuery) by_seen = make (VECHE_QUERY_MEMBERS, NULL, VECHE_SORT_LAST_SEEN);
  g_autoptr (VecheQuery) tagged = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = get_ids (db, by_name);
  g_autoptr (GArray) seen = get_ids (db, by_seen);
  g_autoptr (GPtrArray) records = get_records (db, by_name, ids, ids->len);
  g_autoptr (GPtrArray) seen_records = get_records (db, by_seen, seen, seen->len);
  g_autoptr (GPtrArray) tags = veche_members_list_tags (db, NULL);
  guint labels = 0, handles = 0, active = 0;

  g_assert_cmpuint (ids->len, ==, number (db, "SELECT count (*) FROM member WHERE archived = 0"));
  g_assert_cmpint (veche_query_count (db, by_name, NULL), ==, ids->len);
  for (guint i = 0; i < records->len; i++)
    {
      VecheMember *member = records->pdata[i];

      g_assert_cmpint (member->parent.id, ==, g_array_index (ids, gint64, i));
      labels += member->labels != NULL;
      handles += member->handles != NULL;
      active += member->days_active_30 > 0;
      if (i > 0)
        g_assert_cmpint (veche_text_collate (((VecheMember *)records->pdata[i - 1])->name, member->name), <=, 0);
    }
  g_assert_cmpuint (labels, >, 20);
  g_assert_cmpuint (handles, >, 200);
  g_assert_cmpuint (active, >, 20);
  for (guint i = 1; i < seen_records->len; i++)
    g_assert_cmpint (((VecheMember *)seen_records->pdata[i - 1])->last_seen, >=,
                     ((VecheMember *)seen_records->pdata[i])->last_seen);

  tagged->tag = g_strdup (((VecheCount *)tags->pdata[0])->name);
  tagged->with_archived = TRUE;
  g_assert_cmpint (veche_query_count (db, tagged, NULL), ==, ((VecheCount *)tags->pdata[0])->count);
}

static void
test_gone (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  gint64 ids[] = { 3, 999999, 1 };
  g_autoptr (GPtrArray) records = veche_query_records (db, query, ids, 3, NULL);

  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpint (((VecheRecord *)records->pdata[0])->id, ==, 3);
  g_assert_null (records->pdata[1]);
  g_assert_cmpint (((VecheRecord *)records->pdata[2])->id, ==, 1);
}

static void
test_inbox (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheQuery) open = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (VecheQuery) snoozed = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) before = get_ids (db, open);
  g_autoptr (GArray) woken = NULL, asleep = NULL;
  g_autofree char *sql = NULL;
  VecheInboxCounts counts;

  g_assert_cmpuint (before->len, >, 2);
  snoozed->state = g_strdup ("snoozed");
  sql = g_strdup_printf (
    "UPDATE triage SET state = 'snoozed', snoozed_until = CASE id WHEN %d THEN 1 ELSE %" G_GINT64_FORMAT
    " END WHERE id IN (%d, %d)",
    (int)g_array_index (before, gint64, 0), G_MAXINT64, (int)g_array_index (before, gint64, 0),
    (int)g_array_index (before, gint64, 1));
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, sql, NULL));
  g_assert_true (veche_db_commit (db, NULL));

  woken = get_ids (db, open);
  asleep = get_ids (db, snoozed);
  g_assert_cmpuint (woken->len, ==, before->len - 1);
  g_assert_cmpint (g_array_index (woken, gint64, 0), ==, g_array_index (before, gint64, 0));
  g_assert_true (veche_inbox_count (db, &counts, NULL));
  g_assert_cmpuint (counts.open, ==, woken->len);
  g_assert_cmpuint (counts.snoozed, ==, asleep->len);
  g_assert_cmpint (veche_inbox_next_wake (db), >, veche_now ());
}

static void
test_timeline (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_TIMELINE);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) records = NULL;
  gint64 month = G_MAXINT64, last = G_MAXINT64;

  query->member_id = number (
    db, "SELECT member_id FROM interaction WHERE member_id NOTNULL GROUP BY 1 ORDER BY count (*) DESC LIMIT 1");
  query->headings = TRUE;
  ids = get_ids (db, query);
  records = get_records (db, query, ids, ids->len);
  g_assert_cmpint (g_array_index (ids, gint64, 0), <, 0);
  for (guint i = 0; i < records->len; i++)
    {
      VecheRecord *record = records->pdata[i];

      g_assert_cmpint (record->id, ==, g_array_index (ids, gint64, i));
      if (record->kind == VECHE_RECORD_HEADING)
        {
          g_assert_cmpint (-record->id, <, month);
          month = -record->id;
          continue;
        }
      g_assert_cmpint (((VecheInteraction *)record)->at, <=, last);
      last = ((VecheInteraction *)record)->at;
    }
}

/*** G14: however long the page, the same number of statements ***/

static int
count_cb (unsigned type, void *data, void *statement, void *text)
{
  ++*(guint *)data;

  return 0;
}

static guint
statements_for (VecheDb *db, VecheQuery *query, guint n)
{
  g_autoptr (GArray) ids = get_ids (db, query);
  g_autoptr (GPtrArray) records = NULL;
  guint statements = 0;

  g_assert_cmpuint (ids->len, >=, n);
  sqlite3_trace_v2 (db->handle, SQLITE_TRACE_STMT, count_cb, &statements);
  records = get_records (db, query, ids, n);
  sqlite3_trace_v2 (db->handle, 0, NULL, NULL);

  return statements;
}

static void
test_statements (void)
{
  g_autoptr (VecheDb) db = open_seeded ();

  for (VecheQueryKind kind = VECHE_QUERY_MEMBERS; kind <= VECHE_QUERY_EVENTS; kind++)
    {
      g_autoptr (VecheQuery) query = veche_query_new (kind);
      guint longest = kind == VECHE_QUERY_EVENTS || kind == VECHE_QUERY_INBOX ? 8 : 200;
      guint one = statements_for (db, query, 1);

      g_assert_cmpuint (one, >=, 1);
      g_assert_cmpuint (one, <=, 5);
      g_assert_cmpuint (statements_for (db, query, longest), ==, one);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/golden/members", test_golden_members);
  g_test_add_func ("/query/golden/others", test_golden_others);
  g_test_add_func ("/query/plans", test_plans);
  g_test_add_func ("/query/members", test_members);
  g_test_add_func ("/query/gone", test_gone);
  g_test_add_func ("/query/inbox", test_inbox);
  g_test_add_func ("/query/timeline", test_timeline);
  g_test_add_func ("/query/statements", test_statements);

  return g_test_run ();
}
