/* test-merge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Members that become one and two again: whatever the order, after the last split all is as it was.
 */

#include <string.h>

#include "store/veche-duplicates-table.h"
#include "store/veche-journal-private.h"
#include "store/veche-members-table.h"
#include "store/veche-merge-table.h"

#define MEMBERS 12

static void
must_begin (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_begin (db, &error);
  g_assert_no_error (error);
}

static void
must_commit (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  must_begin (db);
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  must_commit (db);
}

static gint64
ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 number;

  g_assert_true (veche_statement_step (row, NULL));
  number = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return number;
}

/* Every journalled row, one a line. */
static char *
dump (VecheDb *db)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  for (guint t = 0; t < n; t++)
    {
      g_autofree char *sql = g_strconcat ("SELECT uid FROM ", tables[t].name, " ORDER BY uid", NULL);
      g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
      VecheStatement *row = veche_db_prepare (db, sql);

      while (veche_statement_step (row, NULL))
        g_ptr_array_add (uids, veche_statement_dup_text (row, 0));
      for (guint i = 0; i < uids->len; i++)
        {
          GValue *values = veche_journal_read_row (db, &tables[t], uids->pdata[i], NULL, NULL);

          g_string_append_printf (text, "%s %s", tables[t].name, (char *) uids->pdata[i]);
          for (guint f = 0; f < tables[t].n_fields; f++)
            {
              g_autofree char *value = veche_journal_value_text (&values[f]);

              g_string_append_printf (text, " %s=%s", tables[t].fields[f].name, value);
            }
          g_string_append_c (text, '\n');
          veche_journal_values_free (values, tables[t].n_fields);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_same (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, "\n", -1), second = g_strsplit (b, "\n", -1);

  for (guint i = 0; first[i] != NULL && second[i] != NULL; i++)
    g_assert_cmpstr (first[i], ==, second[i]);
  g_assert_cmpuint (g_strv_length (first), ==, g_strv_length (second));
}

/* Twelve people with something in every table that points to a member, much of it in common. */
static VecheDb *
make_people (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  g_autoptr (GString) sql = g_string_new (
    "INSERT INTO batch (id, uid, kind, at) VALUES (1, 'b', 't', 1); INSERT INTO channel (id, uid, platform, remote_id) VALUES (1, 'ch', 'telegram', '1');"
    "INSERT INTO community (id, uid, name, created) VALUES (1, 'c1', 'A', 1), (2, 'c2', 'B', 1);"
    "INSERT INTO tag (id, uid, name) VALUES (1, 't1', 'x'), (2, 't2', 'y'), (3, 't3', 'z');"
    "INSERT INTO competency (id, uid, name) VALUES (1, 'k1', 'C'), (2, 'k2', 'SQL');"
    "INSERT INTO custom_field (id, uid, name, kind) VALUES (1, 'f1', 'Size', 'text'), (2, 'f2', 'Boss', 'member');"
    "INSERT INTO organisation (id, uid, name, created) VALUES (1, 'o1', 'Org', 1);"
    "INSERT INTO project (id, uid, quarter, title, created) VALUES (1, 'p1', '2026Q4', 'P', 1);"
    "INSERT INTO event (id, uid, title, starts, created) VALUES (1, 'e1', 'E', '2026-12-13T19:00', 1);");

  g_assert_no_error (error);
  for (int i = 1; i <= MEMBERS; i++)
    {
      g_string_append_printf (sql, "INSERT INTO member (id, uid, name, created, joined, city, important) VALUES (%d, 'm%02d', 'Имя %d', 1, %d, %s, %d);",
                              i, i, i, 100 + g_rand_int_range (rand, 0, 50), g_rand_boolean (rand) ? "NULL" : i % 2 ? "'Пермь'" : "'Казань'",
                              g_rand_int_range (rand, 0, 2));
      for (int k = 0; k < 2; k++)
        g_string_append_printf (sql,
                                "INSERT INTO identity (id, uid, member_id, platform, remote_id, handle, batch_id) VALUES (%d, 'i%d', %d, 'telegram', "
                                "'r%d', 'h%d', 1);"
                                "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, identity_id, member_id, text, reply_to_id, batch_id) "
                                "VALUES (%d, 'x%d', 'message', %d, 1, 'm%d', %d, %d, 'hi', nullif (%d, 0), 1);",
                                i * 10 + k, i * 10 + k, i, i * 10 + k, i * 10 + k, i * 10 + k, i * 10 + k, i * 10 + k, i * 10 + k, i * 10 + k, i,
                                i > 1 ? (i - 1) * 10 : 0);
      g_string_append_printf (sql, "INSERT INTO interaction (own_uid, kind, at, member_id, direction) VALUES ('log%d', 'call', %d, %d, 'out');", i, i, i);
      g_string_append_printf (sql, "INSERT INTO member_note (uid, member_id, at, text) VALUES ('n%d', %d, 1, 'note');", i, i);
      g_string_append_printf (sql, "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('w%d', %d, %d);", i, i, g_rand_int_range (rand, 1, 4));
      g_string_append_printf (sql, "INSERT INTO membership (uid, member_id, community_id) VALUES ('s%d', %d, %d);", i, i, g_rand_int_range (rand, 1, 3));
      g_string_append_printf (sql, "INSERT INTO member_competency (id, uid, member_id, competency_id, level, at) VALUES (%d, 'l%d', %d, %d, %d, 1);", i, i,
                              i, g_rand_int_range (rand, 1, 3), g_rand_int_range (rand, 1, 6));
      g_string_append_printf (sql, "INSERT INTO competency_evidence (uid, member_competency_id, kind, at) VALUES ('v%d', %d, 'note', 1);", i, i);
      g_string_append_printf (sql, "INSERT INTO event_participant (uid, event_id, member_id, status) VALUES ('q%d', 1, %d, '%s');", i, i,
                              g_rand_boolean (rand) ? "came" : "invited");
      g_string_append_printf (sql, "INSERT INTO member_field (uid, member_id, field_id, value) VALUES ('mf%d', %d, 1, 'v%d');", i, i, i);
      if (i > 1)
        g_string_append_printf (sql, "INSERT INTO member_field (uid, member_id, field_id, ref_id) VALUES ('mr%d', %d, 2, %d);", i, i, i - 1);
      g_string_append_printf (sql, "INSERT INTO organisation_member (uid, organisation_id, member_id) VALUES ('om%d', 1, %d);", i, i);
      g_string_append_printf (sql, "INSERT INTO project_member (uid, project_id, member_id) VALUES ('pm%d', 1, %d);", i, i);
      g_string_append_printf (sql, "INSERT INTO ask (uid, member_id, question, at) VALUES ('a%d', %d, '?', 1);", i, i);
      g_string_append_printf (sql, "INSERT INTO wish (uid, member_id, kind, text, at) VALUES ('wi%d', %d, 'need', 'x', 1);", i, i);
      g_string_append_printf (sql, "INSERT INTO consent (uid, member_id, purpose, state, at) VALUES ('co%d', %d, 'photo', 'given', 1);", i, i);
      g_string_append_printf (sql, "INSERT INTO proposal (uid, member_id, kind, value, quote, origin, at) VALUES ('pr%d', %d, 'city', '%s', 'q', 'intro', 1);",
                              i, i, g_rand_boolean (rand) ? "Пермь" : "Тула");
    }
  g_string_append (sql, "UPDATE member SET came_through_id = id - 1 WHERE id > 1;");
  must_exec (db, sql->str);
  must_begin (db);
  for (int i = 1; i <= MEMBERS; i++)
    g_assert_true (veche_members_refresh (db, i, NULL));
  must_commit (db);

  return db;
}

static void
set_choice (GHashTable *choices, const char *field, const char *side)
{
  g_hash_table_insert (choices, (gpointer) field, (gpointer) side);
}

static gint64
must_merge (VecheDb *db, gint64 keep, gint64 other, GHashTable *choices)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("merge", NULL);
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  must_begin (db);
  veche_merge_edit (db, edit, keep, other, choices, &error);
  g_assert_no_error (error);
  gesture = veche_journal_apply (db, edit, "Нина", &error);
  g_assert_no_error (error);
  must_commit (db);

  return gesture;
}

static gint64
must_split (VecheDb *db, gint64 other, GPtrArray *kept)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("split", NULL);
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  must_begin (db);
  veche_merge_edit_split (db, edit, other, kept, &error);
  g_assert_no_error (error);
  gesture = veche_journal_apply (db, edit, "Нина", &error);
  g_assert_no_error (error);
  must_commit (db);

  return gesture;
}

static void
must_undo (VecheDb *db, gint64 gesture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) undone = NULL;

  must_begin (db);
  undone = veche_journal_undo (db, gesture, "Нина", &error);
  g_assert_no_error (error);
  must_commit (db);
}

/* Given two members, when they are merged, then all of the one is the other's, and nothing of it shows. */
static void
test_merge (void)
{
  g_autoptr (VecheDb) db = make_people (1);
  g_autofree char *before = dump (db), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  gint64 gesture = must_merge (db, 1, 2, NULL);

  g_assert_cmpint (ask (db, "SELECT count (*) FROM identity WHERE member_id = 1"), ==, 4);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM interaction WHERE member_id = 2"), ==, 0);
  g_assert_cmpint (ask (db, "SELECT interactions FROM member WHERE id = 1"), ==, 6);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM tie WHERE 2 IN (a_id, b_id)"), ==, 0);
  g_assert_cmpint (ask (db, "SELECT archived FROM member WHERE id = 2"), ==, 2);
  g_assert_cmpint (veche_members_find (db, "m02", &error), ==, 1);
  g_assert_cmpint (veche_members_find (db, "h20", &error), ==, 1);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM journal WHERE object = 'interaction'"), ==, 1);
  merged = veche_merge_list (db, 1, &error);
  g_assert_cmpuint (merged->len, ==, 1);
  g_assert_cmpstr (((VecheMerged *) merged->pdata[0])->name, ==, "Имя 2");

  must_undo (db, gesture);
  after = dump (db);
  assert_same (before, after);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM tie WHERE a_id = 1 AND b_id = 2"), ==, 1);
}

/* Given a merge, when the manager edits and the account says more, then a split takes what was theirs and names what stays. */
static void
test_split_keeps (void)
{
  g_autoptr (VecheDb) db = make_people (2);
  g_autoptr (VecheEdit) edit = veche_edit_new ("edit", NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);

  must_exec (db, "UPDATE member SET city = 'Тверь', headline = 'B' WHERE id = 2; UPDATE member SET city = NULL, headline = 'A' WHERE id = 1");
  set_choice (choices, "headline", "b");
  must_merge (db, 1, 2, choices);
  g_assert_cmpint (ask (db, "SELECT city = 'Тверь' AND headline = 'B' FROM member WHERE id = 1"), ==, 1);
  veche_edit_set_text (edit, "member", "m01", "city", "Клин");
  must_begin (db);
  g_assert_cmpint (veche_journal_apply (db, edit, "Нина", &error), >, 0);
  must_commit (db);
  must_exec (db, "INSERT INTO interaction (own_uid, kind, at, channel_id, remote_id, identity_id, member_id) VALUES ('new', 'message', 900, 1, 'n1', 20, 1)");
  must_split (db, 2, kept);

  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (kept->pdata[0], ==, "city");
  g_assert_cmpint (ask (db, "SELECT city = 'Клин' AND headline = 'A' FROM member WHERE id = 1"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT archived = 0 AND merged_into_id IS NULL AND city = 'Тверь' FROM member WHERE id = 2"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT member_id FROM interaction WHERE uid = 'new'"), ==, 2);
  g_assert_cmpint (ask (db, "SELECT interactions FROM member WHERE id = 2"), ==, 4);
}

typedef struct { gint64 into[MEMBERS + 1]; } VecheTestState;

static gint64
root_of (VecheTestState *state, gint64 id)
{
  while (state->into[id] != 0)
    id = state->into[id];

  return id;
}

/* One random step; an edit is taken back at once, for an edit that stays is no part of "as it was". */
static void
step (VecheDb *db, GRand *rand, VecheTestState *state)
{
  gint64 a = root_of (state, g_rand_int_range (rand, 1, MEMBERS + 1)), b = g_rand_int_range (rand, 1, MEMBERS + 1);
  guint what = (guint) g_rand_int_range (rand, 0, 6);
  gboolean undo = what == 5;

  if (state->into[b] != 0)
    {
      gint64 gesture = must_split (db, b, NULL);

      if (undo && gesture > 0)
        must_undo (db, gesture);
      else
        state->into[b] = 0;
    }
  else if (a != b)
    {
      g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
      gint64 gesture;

      set_choice (choices, "city", g_rand_boolean (rand) ? "b" : "a");
      set_choice (choices, "name", g_rand_boolean (rand) ? "b" : "a");
      set_choice (choices, "field:f1", g_rand_boolean (rand) ? "b" : "a");
      gesture = must_merge (db, a, b, choices);
      if (undo)
        must_undo (db, gesture);
      else
        state->into[b] = a;
    }
}

/* Given many merges, splits and undos (a thousand and more with -m slow), when the last is split, in whatever order, then all is as it was. */
static void
test_random (void)
{
  for (guint32 seed = 1; seed <= (g_test_slow () ? 40 : 8); seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (VecheDb) db = make_people (seed);
      g_autofree char *before = dump (db), *after = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) findings = NULL;
      VecheTestState state = { { 0 } };

      for (guint i = 0; i < 40; i++)
        step (db, rand, &state);
      for (guint i = 0, start = (guint) g_rand_int_range (rand, 0, MEMBERS); i < MEMBERS; i++)
        {
          gint64 id = 1 + (start + i * 5) % MEMBERS;

          if (state.into[id] != 0)
            must_split (db, id, NULL);
          state.into[id] = 0;
        }
      after = dump (db);
      assert_same (before, after);
      findings = veche_journal_verify (db, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (findings), ==, 0);
    }
}

/* Given pairs that were found, when one is decided, then it is not shown again. */
static void
test_verdicts (void)
{
  g_autoptr (VecheDb) db = make_people (3);
  g_autoptr (GError) error = NULL;
  const char *const kinds[] = { "never", "later", NULL };
  const guint left[] = { 1, 1, 2 };

  must_begin (db);
  g_assert_true (veche_duplicates_begin_save (db, NULL, &error) && veche_duplicates_save (db, 1, 2, 90, "[]", &error)
                 && veche_duplicates_save (db, 4, 3, 60, "[]", &error) && veche_duplicates_end_save (db, &error));
  must_commit (db);
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("verdict", NULL);
      g_autoptr (GPtrArray) pairs = NULL;

      must_begin (db);
      g_assert_true (veche_merge_edit_verdict (db, edit, "m02", "m01", kinds[i], kinds[i] != NULL && i == 1 ? veche_now () + 1000000000 : 0, &error));
      g_assert_cmpint (veche_journal_apply (db, edit, "Нина", &error), !=, 0);
      must_commit (db);
      pairs = veche_duplicates_list (db, 0, 0, &error);
      g_assert_cmpuint (pairs->len, ==, left[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/one", test_merge);
  g_test_add_func ("/merge/split-keeps", test_split_keeps);
  g_test_add_func ("/merge/random", test_random);
  g_test_add_func ("/merge/verdicts", test_verdicts);

  return g_test_run ();
}
