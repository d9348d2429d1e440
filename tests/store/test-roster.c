/* test-roster.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A source of several servers: a list of each, whole or not by itself.
 */

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-roster-table.h"
#include "store/veche-statement.h"

typedef struct
{
  VecheDb *db;
  gint64   batch_id;
  guint    left;      /* in the reading so far */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  veche_db_exec (self->db,
                 "INSERT INTO community (id, uid, name, created) VALUES (1, 'c1', 'Клуб', 1);"
                 "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'discord', 'S', 'https://s.example', 1)", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_db_close (self->db);
}

/* One page of a server's people, each a letter. */
static void
page (Fixture *self, const char *place, const char *people, gboolean ends, gboolean first, gboolean partial)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (GError) error = NULL;
  VecheIngestCounts counts = { 0 };
  guint left;

  for (const char *at = people; *at != '\0'; at++)
    {
      char id[2] = { *at, '\0' };

      veche_batch_add_person (batch, id)->handle = veche_batch_string (batch, id);
    }
  veche_batch_set_list (batch, place, ends);
  if (partial)
    veche_batch_set_partial (batch);

  g_assert_true (veche_db_begin (self->db, &error));
  self->batch_id = veche_ingest_begin (self->db, "sync", "S", &error);
  g_assert_no_error (error);
  g_assert_true (veche_ingest_batch (self->db, self->batch_id, batch, 1, 1, &counts, &error));
  g_assert_true (veche_roster_take_page (self->db, 1, batch, first, self->batch_id, &left, &error));
  g_assert_no_error (error);
  self->left = first ? left : self->left + left;
  g_assert_true (veche_db_commit (self->db, &error));
}

static guint
end (Fixture *self)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  g_assert_true (veche_roster_end (self->db, 1, batch, self->batch_id, &self->left, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));

  return self->left;
}

/* Letters of those who have left the community. */
static void
assert_gone (Fixture *self, const char *expected)
{
  VecheStatement *statement = veche_db_prepare (self->db, "SELECT coalesce (group_concat (remote_id, ''), '') FROM (SELECT i.remote_id FROM membership AS m"
                                                          " JOIN identity AS i ON i.member_id = m.member_id WHERE m.left_at IS NOT NULL ORDER BY 1)");
  g_autofree char *gone = NULL;

  g_assert_true (veche_statement_step (statement, NULL));
  gone = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);
  g_assert_cmpstr (gone, ==, expected);
}

static guint
read_both (Fixture *self, const char *one, const char *other)
{
  page (self, "one", one, TRUE, TRUE, FALSE);
  page (self, "other", other, TRUE, FALSE, FALSE);

  return end (self);
}

static void
test_two (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (read_both (self, "abcd", "cdef"), ==, 0);
  /* a left one and was nowhere else, c is still on the other. */
  g_assert_cmpuint (read_both (self, "bd", "cdef"), ==, 2);
  assert_gone (self, "a");
  /* c on neither. */
  g_assert_cmpuint (read_both (self, "bd", "def"), ==, 1);
  assert_gone (self, "ac");
  /* a is back, on the other. */
  g_assert_cmpuint (read_both (self, "bd", "adef"), ==, 0);
  assert_gone (self, "c");
}

/* A server that put us out, or does not say who is there, takes nobody along. */
static void
test_one_is_missing (Fixture *self, gconstpointer data)
{
  read_both (self, "abcd", "cdef");
  page (self, "one", "abc", TRUE, TRUE, FALSE);
  g_assert_cmpuint (end (self), ==, 1);
  assert_gone (self, "");                /* d is on the other */
  page (self, "one", "bc", TRUE, TRUE, FALSE);
  page (self, "other", "", FALSE, FALSE, FALSE);
  g_assert_cmpuint (end (self), ==, 1);
  assert_gone (self, "a");
}

/* A page with somebody whom nobody can read: the reading tells nothing of who left. */
static void
test_partial (Fixture *self, gconstpointer data)
{
  read_both (self, "abcd", "cdef");
  page (self, "one", "ab", FALSE, TRUE, TRUE);
  page (self, "one", "", TRUE, FALSE, FALSE);
  page (self, "other", "cd", TRUE, FALSE, FALSE);
  g_assert_cmpuint (end (self), ==, 0);
  assert_gone (self, "");
}

static void
move (Fixture *self, const char *channel, const char *kind, const char *person, gint64 at)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (GError) error = NULL;
  VecheIngestCounts counts = { 0 };
  VechePost *post;

  veche_batch_add_channel (batch, "talk")->kind = "group";
  veche_batch_add_channel (batch, "thread")->kind = "topic";
  veche_batch_add_channel (batch, "thread")->parent = "talk";
  veche_batch_add_person (batch, person)->handle = person;
  post = veche_batch_add_post (batch, channel, kind);
  post->kind = kind;
  post->author = person;
  post->at = at;
  g_assert_true (veche_db_begin (self->db, &error));
  self->batch_id = veche_ingest_begin (self->db, "sync", "S", &error);
  g_assert_true (veche_ingest_batch (self->db, self->batch_id, batch, 1, 1, &counts, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

/* Who is taken out of a thread has not left. */
static void
test_thread (Fixture *self, gconstpointer data)
{
  gint64 at = G_GINT64_CONSTANT (1760000000000000);

  move (self, "talk", "join", "a", at);
  move (self, "thread", "leave", "a", at + 1);
  assert_gone (self, "");
  move (self, "talk", "leave", "a", at + 2);
  assert_gone (self, "a");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/store/roster/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("two", test_two);
  ADD ("one-is-missing", test_one_is_missing);
  ADD ("partial", test_partial);
  ADD ("thread", test_thread);

  return g_test_run ();
}
