/* test-ingest-order.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came in is the same whatever its order, however often it came, and gone when it is undone.
 */

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-ties-table.h"
#include "support/veche-test-ingest.h"

/*** The property: whatever the order, and however often ***/

#define N_POSTS  60
#define N_PEOPLE 6

/* One sight of the chat's message: some were edited, some deleted, and an earlier export still has the earlier words. */
static void
sight (VecheBatch *batch, int id, gboolean early)
{
  static const char *const authors[N_PEOPLE] = { "me", "u1", "u2", "u3", "u4", "u5" };
  g_autofree char *text = g_strdup_printf ("сообщение %d", id);
  g_autofree char *edited = g_strdup_printf ("сообщение %d, исправлено", id);
  gboolean changed = id % 7 == 0 && !early;
  VechePost *made = ingest_post (batch, id, authors[(id * 13) % N_PEOPLE], changed ? edited : text, id % 3 == 0 && id > 5 ? id - id % 5 - 1 : 0);

  if (changed)
    made->edited = made->at + MINUTE;
  if (id % 11 == 0)
    made->kind = "join";
  if (id % 4 == 1)
    made->attention = VECHE_ATTENTION_MENTION;
  if (id % 8 == 2)
    made->attention = VECHE_ATTENTION_QUESTION;
}

static void
add_people (VecheBatch *batch)
{
  VechePerson *me = veche_batch_add_person (batch, "me");

  me->me = TRUE;
  me->name = "Мария";
  veche_batch_add_person (batch, "u1")->handle = "u_one";
  veche_batch_add_person (batch, "u2")->name = "Ёлкин";
}

static char *
ingest_in_order (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) early = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "telegram-export");

  add_people (early);
  add_people (batch);
  for (int i = 1; i <= N_POSTS; i++)
    {
      sight (early, i, TRUE);
      sight (batch, i, FALSE);
    }
  ingest_take (db, id, early, 0);
  ingest_take (db, id, batch, 0);
  ingest_finish (db, id);
  ingest_assert_sound (db);

  return ingest_dump (db);
}

static char *
ingest_in_disorder (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  gint64 id = ingest_begin (db, "telegram-export");
  gboolean seen[N_POSTS + 1][2] = { { FALSE } };
  guint left = N_POSTS * 2;

  while (left > 0)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      guint n = (guint) g_test_rand_int_range (1, 25);
      gboolean early = g_test_rand_bit ();

      add_people (batch);
      for (guint i = 0; i < n; i++)
        {
          int one = g_test_rand_int_range (1, N_POSTS + 1);

          sight (batch, one, early);
          left -= !seen[one][early];
          seen[one][early] = TRUE;
        }
      ingest_take (db, id, batch, g_test_rand_bit ());   /* a sync and an export of the same chat */
    }
  ingest_finish (db, id);
  ingest_assert_sound (db);

  return ingest_dump (db);
}

static void
test_any_order (void)
{
  g_autofree char *expected = ingest_in_order ();

  g_assert_nonnull (strstr (expected, "mention "));
  g_assert_nonnull (strstr (expected, "version "));
  g_assert_nonnull (strstr (expected, "tie "));
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *found = ingest_in_disorder ();

      g_assert_cmpstr (found, ==, expected);
    }
}

/* What the ingest adds up is what a fresh count gives. */
static void
test_derived (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id = ingest_begin (db, "telegram-export");

  add_people (batch);
  for (int i = 1; i <= N_POSTS; i++)
    sight (batch, i, FALSE);
  ingest_take (db, id, batch, 0);
  ingest_finish (db, id);
  before = ingest_dump (db);
  g_assert_true (veche_db_begin (db, NULL));
  for (gint64 member = 1; member <= N_PEOPLE; member++)
    g_assert_true (veche_members_refresh (db, member, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  after = ingest_dump (db);
  g_assert_cmpstr (after, ==, before);
}

/*** Undo ***/

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) first = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) second = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VecheIngestCounts removed = { 0 };
  gint64 one = ingest_begin (db, "telegram-export");
  gint64 two;

  add_people (first);
  for (int i = 1; i <= N_POSTS / 2; i++)
    sight (first, i, FALSE);
  ingest_take (db, one, first, 0);
  ingest_finish (db, one);
  before = ingest_dump (db);

  two = ingest_begin (db, "telegram-export");
  add_people (second);
  veche_batch_add_person (second, "late")->name = "Поздний";
  for (int i = N_POSTS / 2 + 1; i <= N_POSTS; i++)
    if (i % 3 != 0)   /* no reply of ours to what was before */
      sight (second, i, FALSE);
  ingest_post (second, 100, "late", "новый", 7);
  ingest_take (db, two, second, 0);
  ingest_finish (db, two);

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_undo (db, two, &removed, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  after = ingest_dump (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (removed.people, ==, 1);
  g_assert_cmpuint (removed.interactions, ==, N_POSTS / 2 - N_POSTS / 6 + 1);
  g_assert_cmpuint (removed.mentions, >, 0);
  ingest_assert_sound (db);
}

/* However it is cut, and whoever goes on: what stands after each piece is sound, and in the end it is as after one. */
static void
test_undo_pieces (void)
{
  g_autofree char *whole = NULL;

  for (guint size = 0; size <= 7; size += 1 + size)   /* 0: whole; 1, 3, 7 */
    {
      g_autoptr (VecheDb) db = ingest_open ();
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      g_autoptr (VecheIngestUndo) undo = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gint64 id = ingest_begin (db, "telegram-export");
      guint n = 0, looked = 0;

      add_people (batch);
      for (int i = 1; i <= N_POSTS; i++)
        sight (batch, i, FALSE);
      ingest_take (db, id, batch, 0);
      ingest_finish (db, id);
      undo = veche_ingest_undo_new (db, id);
      for (n = 0; size > 0 && !veche_ingest_undo_is_done (undo, &looked); n++)
        {
          g_assert_true (veche_db_begin (db, NULL));
          veche_ingest_undo_piece (undo, size, &error);
          g_assert_no_error (error);
          g_assert_true (veche_db_commit (db, NULL));
          ingest_assert_sound (db);
          if (n == 5)   /* another takes the rest */
            {
              veche_ingest_undo_free (undo);
              undo = veche_ingest_undo_new (db, id);
            }
        }
      g_assert_true (veche_db_begin (db, NULL));
      g_assert_true (size > 0 || veche_ingest_undo (db, id, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, NULL));
      g_assert_true (size == 0 || n > N_POSTS / size);
      after = ingest_dump (db);
      if (whole == NULL)
        whole = g_steal_pointer (&after);
      else
        g_assert_cmpstr (after, ==, whole);
    }
}

/* A basic group of Telegram as a bot and as an export number it, in either order, and in one batch. */
static void
test_twins (void)
{
  for (guint order = 0; order < 3; order++)
    {
      g_autoptr (VecheDb) db = ingest_open ();
      gint64 id = ingest_begin (db, "telegram-export");
      VecheBatch *batch = NULL;

      for (guint i = 0; i < 2; i++)
        {
          VechePost *one;

          if (batch == NULL)
            batch = veche_batch_new ("telegram", NULL);
          veche_batch_add_channel (batch, "chat7")->name = "Чат";
          veche_batch_add_person (batch, "user1")->name = "Анна";
          one = veche_batch_add_post (batch, "chat7", (i == 0) == (order != 1) ? "12" : "b77.9");
          one->kind = "message";
          one->author = "user1";
          one->text = "привет";
          one->at = T0;
          if (order == 2 && i == 0)
            continue;
          ingest_take (db, id, batch, 0);
          g_clear_pointer (&batch, veche_batch_unref);
        }
      g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction"), ==, 1);
    }
}

static void
test_undo_keeps (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("tag", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  g_autofree char *mention = NULL;
  gint64 id = ingest_begin (db, "telegram-export");

  ingest_post (batch, 1, "user1", "останется человек", 0);
  ingest_post (batch, 2, "user2", "останется сообщение", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_post (batch, 3, "user3", "уйдёт", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_take (db, id, batch, 0);
  ingest_finish (db, id);

  uid = ingest_text (db, "SELECT uid FROM member WHERE name = 'user1'");
  mention = ingest_text (db, "SELECT t.uid FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE i.remote_id = '2'");
  veche_edit_set_text (edit, "member", uid, "city", "Казань");
  veche_edit_set_text (edit, "triage", mention, "state", "done");
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  veche_ingest_undo (db, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  ingest_assert_text (db, "SELECT group_concat (name) FROM (SELECT name FROM member ORDER BY name)", "user1,user2");
  ingest_assert_text (db, "SELECT group_concat (remote_id) FROM interaction", "2");
  g_assert_cmpint (ingest_number (db, "SELECT interactions FROM member WHERE name = 'user1'"), ==, 0);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM triage"), ==, 1);
  ingest_assert_sound (db);
}

static void
test_ties_decay (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO member (id, uid, name, created) VALUES (1, 'a', 'A', 1), (2, 'b', 'B', 1)", &error));
  g_assert_true (veche_ties_add (db, 2, 1, 0, 1, &error));
  g_assert_true (veche_ties_add (db, 1, 2, VECHE_TIE_HALF_LIFE, 1, &error));
  g_assert_cmpint (ingest_number (db, "SELECT round (strength * 1000) FROM tie WHERE a_id = 1 AND b_id = 2"), ==, 1500);
  g_assert_true (veche_ties_add (db, 1, 2, 0, -1, &error));
  g_assert_true (veche_ties_add (db, 1, 2, VECHE_TIE_HALF_LIFE, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM tie"), ==, 0);
  g_assert_true (veche_db_commit (db, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/ingest/any-order", test_any_order);
  g_test_add_func ("/store/ingest/derived", test_derived);
  g_test_add_func ("/store/ingest/undo", test_undo);
  g_test_add_func ("/store/ingest/undo-pieces", test_undo_pieces);
  g_test_add_func ("/store/ingest/undo-keeps", test_undo_keeps);
  g_test_add_func ("/store/ingest/twins", test_twins);
  g_test_add_func ("/store/ties/decay", test_ties_decay);

  return g_test_run ();
}
