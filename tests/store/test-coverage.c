/* test-coverage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One chat of 60 moments, told by a live source and by exports of it in any order, beside a model of bits: what is complete, which messages
 * are there, and that nothing stands twice.
 */

#include "store/veche-coverage.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"

#define T0      G_GINT64_CONSTANT (1760000000000000)
#define MOMENTS 60
#define ROUNDS  60
#define STEPS   14
#define IMPORTS STEPS

typedef struct
{
  VecheDb *db;
  guint64  said;                /* moments at which somebody said something */
  gint     now;                 /* moments that have passed */
  gint     cursor;              /* -1: the source never read */
  gint64   sync;                /* its batch */

  guint64  live;                /* what the source vouched for */
  guint64  imported[IMPORTS];
  gint64   batches[IMPORTS];
  guint    n_imports;
  gint64   owner[MOMENTS];      /* batch that brought the message; 0: not there */
} Chat;

static guint64
between (gint since, gint until)
{
  guint64 bits = 0;

  for (gint at = MAX (0, since); at < until; at++)
    bits |= G_GUINT64_CONSTANT (1) << at;

  return bits;
}

static VecheDb *
open_workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO community (id, uid, name, created) VALUES (1, 'c1', 'Клуб', 1);"
                                "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'telegram', 'S', 'https://s.example', 1)",
                                &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return db;
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 value = 0;

  if (veche_statement_step (statement, NULL))
    {
      value = veche_statement_int (statement, 0);
      veche_statement_reset (statement);
    }

  return value;
}

/* What was said in these moments, as a page of it; every ninth is somebody's coming. */
static VecheBatch *
page (Chat *chat, guint64 moments)
{
  VecheBatch *batch = veche_batch_new ("telegram", NULL);

  veche_batch_add_channel (batch, "chat");
  for (gint at = 0; at < MOMENTS; at++)
    if ((moments & chat->said) >> at & 1)
      {
        g_autofree char *id = g_strdup_printf ("%d", at);
        g_autofree char *author = g_strdup_printf ("user%d", at % 5);
        VechePost *post = veche_batch_add_post (batch, "chat", id);

        post->kind = at % 9 == 0 ? "join" : "message";
        post->author = veche_batch_intern (batch, author);
        post->text = at % 9 == 0 ? NULL : veche_batch_string (batch, "Собираемся в пятницу?");
        post->at = T0 + at;
      }

  return batch;
}

static void
bring (Chat *chat, gint64 batch_id, gint64 source_id, guint64 moments, gint since, gint until)
{
  g_autoptr (VecheBatch) batch = page (chat, moments);
  g_autoptr (GError) error = NULL;
  VecheChannel *channel = veche_batch_add_channel (batch, "chat");

  if (until > since)
    {
      channel->complete_since = T0 + since;
      channel->complete_until = T0 + until;
    }
  g_assert_true (veche_db_begin (chat->db, NULL));
  if ((moments & chat->said) == 0 && source_id != 0)
    veche_ingest_coverage (chat->db, batch, source_id, 1, &error);
  else
    veche_ingest_batch (chat->db, batch_id, batch, source_id, 1, NULL, &error);
  g_assert_no_error (error);
  veche_ingest_finish (chat->db, batch_id, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (chat->db, NULL));

  for (gint at = 0; at < MOMENTS; at++)
    if ((moments & chat->said) >> at & 1 && chat->owner[at] == 0)
      chat->owner[at] = batch_id;
}

static gint64
begin_batch (Chat *chat, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (veche_db_begin (chat->db, NULL));
  id = veche_ingest_begin (chat->db, kind, "chat", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (chat->db, NULL));

  return id;
}

static guint64
complete (Chat *chat)
{
  guint64 bits = chat->live;

  for (guint i = 0; i < chat->n_imports; i++)
    bits |= chat->imported[i];

  return bits;
}

/*** What may happen ***/

static void
poll (Chat *chat)
{
  if (chat->cursor >= 0)
    {
      bring (chat, chat->sync, 1, between (chat->cursor, chat->now), chat->cursor, chat->now);
      chat->live |= between (chat->cursor, chat->now);
    }
  chat->cursor = chat->now;
}

/* A server that shows the newest few only: the rest since the cursor stays a gap. */
static void
poll_limited (Chat *chat)
{
  gint since = chat->now - g_test_rand_int_range (1, 5);

  since = MAX (MAX (0, chat->cursor), since);
  bring (chat, chat->sync, 1, between (since, chat->now), since, chat->now);
  chat->live |= between (since, chat->now);
  chat->cursor = chat->now;
}

static void
repeat (Chat *chat)
{
  gint since = g_test_rand_int_range (0, chat->now), until = g_test_rand_int_range (since, chat->now + 1);

  bring (chat, chat->sync, 1, between (since, until), since, until);
  chat->live |= between (since, until);
}

/* Back from the end of a gap, a page or all of it. */
static void
backfill (Chat *chat)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) spans = veche_coverage_load (chat->db, 1, &error);
  g_autoptr (GArray) gaps = NULL;
  VecheStretch *gap;
  gint since, until;

  g_assert_no_error (error);
  gaps = veche_spans_gaps (spans, T0, T0 + chat->now, 0);
  if (gaps->len == 0)
    return;
  gap = &g_array_index (gaps, VecheStretch, g_test_rand_int_range (0, (gint) gaps->len));
  until = (gint) (gap->until - T0);
  since = until - g_test_rand_int_range (1, 9);
  since = MAX ((gint) (gap->since - T0), since);
  bring (chat, chat->sync, 1, between (since, until), since, until);
  chat->live |= between (since, until);
}

/* An export of the chat from its first message to the last one of these moments. */
static void
import (Chat *chat)
{
  gint since = g_test_rand_int_range (0, chat->now), until = g_test_rand_int_range (since, chat->now + 1);
  gint64 batch = begin_batch (chat, "telegram-export");

  while (since < until && (chat->said >> since & 1) == 0)
    since++;
  while (until > since && (chat->said >> (until - 1) & 1) == 0)
    until--;
  bring (chat, batch, 0, between (since, until), since, until);
  chat->imported[chat->n_imports] = between (since, until);
  chat->batches[chat->n_imports++] = batch;
}

/* Its own word goes, and others' where their messages went with it. */
static void
take_back (Chat *chat)
{
  guint which = (guint) g_test_rand_int_range (0, (gint) chat->n_imports);
  g_autoptr (GError) error = NULL;
  gint first = MOMENTS, last = -1;

  g_assert_true (veche_db_begin (chat->db, NULL));
  veche_ingest_undo (chat->db, chat->batches[which], NULL, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (chat->db, NULL));

  for (gint at = 0; at < MOMENTS; at++)
    if (chat->owner[at] == chat->batches[which] && chat->batches[which] != 0)
      {
        first = MIN (first, at);
        last = at;
        chat->owner[at] = 0;
      }
  chat->imported[which] = 0;
  chat->live &= ~between (first, last + 1);
  for (guint i = 0; i < chat->n_imports; i++)
    chat->imported[i] &= ~between (first, last + 1);
}

static void
compare (Chat *chat)
{
  g_autoptr (GError) error = NULL;
  gint64 id = number (chat->db, "SELECT id FROM channel WHERE remote_id = 'chat'");
  g_autoptr (GArray) spans = veche_coverage_load (chat->db, id, &error);
  guint64 found = 0;
  gint64 there = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < spans->len; i++)
    {
      VecheStretch *stretch = &g_array_index (spans, VecheStretch, i);

      found |= between ((gint) (stretch->since - T0), (gint) (stretch->until - T0));
    }
  g_assert_cmphex (found, ==, complete (chat));
  g_assert_cmpint (number (chat->db, "SELECT count (*) FROM channel"), <=, 1);
  for (gint at = 0; at < MOMENTS; at++)
    there += chat->owner[at] != 0;
  g_assert_cmpint (number (chat->db, "SELECT count (*) FROM interaction"), ==, there);
  g_assert_cmpint (number (chat->db, "SELECT count (DISTINCT remote_id) FROM interaction"), ==, there);
  g_assert_cmpint (number (chat->db, "SELECT count (*) - count (DISTINCT remote_id) FROM identity"), ==, 0);
  /* Nothing is called complete that is not here. */
  for (gint at = 0; at < MOMENTS; at++)
    if (complete (chat) >> at & chat->said >> at & 1)
      g_assert_cmpint (chat->owner[at], !=, 0);
}

static void
step (Chat *chat)
{
  gint what = g_test_rand_int_range (0, 9), later = chat->now + g_test_rand_int_range (0, 9);

  chat->now = MIN (later, MOMENTS);
  if (what < 3)
    poll (chat);
  else if (what == 3)
    poll_limited (chat);
  else if (what == 4)
    chat->cursor = chat->now;        /* the platform no longer knows the cursor: nothing is vouched for until now */
  else if (what == 5)
    repeat (chat);
  else if (what == 6)
    backfill (chat);
  else if (what == 7 || chat->n_imports == 0)
    import (chat);
  else
    take_back (chat);
}

static void
test_any_order (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (VecheDb) db = open_workspace ();
      Chat chat = { .db = db, .now = 1, .cursor = -1 };

      for (gint at = 0; at < MOMENTS; at++)
        chat.said |= (guint64) (g_test_rand_int_range (0, 3) > 0) << at;
      chat.sync = begin_batch (&chat, "sync");
      for (guint i = 0; i < STEPS; i++)
        {
          step (&chat);
          compare (&chat);
        }
    }
}

/*** Single cases ***/

static gint64
make_channel (VecheDb *db)
{
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO channel (id, uid, platform, remote_id, source_id, name) VALUES (1, 'ch', 'telegram', 'chat', 1, 'Чат');"
                                "INSERT INTO channel (id, uid, platform, remote_id, parent_id, kind) VALUES (2, 't', 'telegram', 'chat/1', 1, 'topic')",
                                NULL));

  return 1;
}

/* A poll that brings nothing, thousands of times: one row, the same size. */
static void
test_empty_polls (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (GError) error = NULL;
  gint64 pages = 0;

  for (guint i = 0; i < 8000; i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      VecheChannel *channel = veche_batch_add_channel (batch, "chat");

      channel->complete_since = T0 + i;
      channel->complete_until = T0 + i + 1;
      g_assert_true (veche_db_begin (db, NULL));
      g_assert_true (veche_ingest_coverage (db, batch, 1, 1, &error));
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, NULL));
      if (i == 0)
        pages = number (db, "PRAGMA page_count");
    }
  g_assert_cmpint (number (db, "SELECT count (*) FROM coverage"), ==, 1);
  g_assert_cmpint (number (db, "SELECT until - since FROM coverage"), ==, 8000);
  g_assert_cmpint (number (db, "SELECT count (*) FROM batch"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count (*) FROM journal"), ==, 0);
  g_assert_cmpint (number (db, "PRAGMA page_count"), ==, pages);
}

static void
test_clock_ahead (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  gint64 id = make_channel (db), now = veche_now ();

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO coverage (channel_id, since, until) VALUES (1, 1760000000000000, 9760000000000000)", NULL));
  g_assert_true (veche_coverage_add (db, id, T0 + 5, now, 0, NULL));
  g_assert_cmpint (number (db, "SELECT until FROM coverage"), <=, veche_now ());
  g_assert_true (veche_coverage_add (db, id, T0, G_MAXINT64, 0, NULL));
  g_assert_cmpint (number (db, "SELECT until FROM coverage"), <=, veche_now ());
  g_assert_true (veche_db_commit (db, NULL));
}

static void
test_list (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) channels = NULL;
  g_autoptr (GArray) gaps = NULL, together = NULL;
  const gint64 now = T0 + 10 * G_TIME_SPAN_DAY;
  gint64 known, id = make_channel (db);

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_coverage_add (db, id, T0, T0 + G_TIME_SPAN_DAY, 0, &error));
  g_assert_true (veche_coverage_add (db, id, T0 + 2 * G_TIME_SPAN_DAY, now - G_TIME_SPAN_MINUTE, 0, &error));
  g_assert_true (veche_coverage_add (db, 2, T0, T0 + 1, 0, &error));
  g_assert_true (veche_db_commit (db, NULL));
  channels = veche_coverage_list (db, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (channels->len, ==, 1);   /* the topic has no source */
  gaps = veche_channel_coverage_gaps (channels->pdata[0], 0, now);
  g_assert_cmpuint (gaps->len, ==, 1);
  together = veche_coverage_together (channels, now, &known);
  g_assert_cmpint (known, ==, T0);
  g_assert_cmpint (veche_spans_length (together, known, now), ==, 9 * G_TIME_SPAN_DAY);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO member (id, uid, name, created) VALUES (1, 'm', 'Анна', 1);"
                                "INSERT INTO interaction (kind, at, channel_id, remote_id, member_id) VALUES ('message', 1760000000000001, 1, '1', 1)",
                                NULL));
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_true (veche_coverage_misses (db, 1, T0));
  g_assert_true (veche_coverage_misses (db, 1, T0 + 9 * G_TIME_SPAN_DAY));   /* the source has not looked for long */
  g_assert_false (veche_coverage_misses (db, 2, T0));
  g_clear_pointer (&channels, g_ptr_array_unref);
  channels = veche_coverage_list (db, 0, &error);
  g_assert_cmpuint (channels->len, ==, 2);
  /* A topic is complete where its group is. */
  g_assert_cmpuint (((VecheChannelCoverage *) channels->pdata[1])->spans->len, ==, 2);
}

/* One channel after all: what either was told stays told. */
static void
test_move (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (GArray) spans = NULL;

  make_channel (db);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_coverage_add (db, 1, T0, T0 + 5, 0, NULL));
  g_assert_true (veche_coverage_add (db, 2, T0 + 3, T0 + 9, 0, NULL));
  g_assert_true (veche_coverage_add (db, 2, T0 + 20, T0 + 21, 0, NULL));
  g_assert_true (veche_coverage_move (db, 2, 1, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpint (number (db, "SELECT count (*) FROM coverage WHERE channel_id = 1"), ==, 2);
  spans = veche_coverage_load (db, 1, NULL);
  g_assert_cmpint (veche_spans_length (spans, T0, T0 + 30), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/any-order", test_any_order);
  g_test_add_func ("/coverage/empty-polls", test_empty_polls);
  g_test_add_func ("/coverage/clock-ahead", test_clock_ahead);
  g_test_add_func ("/coverage/list", test_list);
  g_test_add_func ("/coverage/move", test_move);

  return g_test_run ();
}
