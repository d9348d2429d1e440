/* bench-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "model/veche-text.h"
#include "store/veche-ingest.h"

/* G6.  A chat of people who answer each other, as an import brings it: batches of 500 posts, a transaction each.  The yardstick writes the same
 * rows of the same tables and search indexes, with the same chunks, from what is ready beforehand: prepared statements, known ids, nothing
 * looked up. */

#define CHUNK 500

typedef struct { char *text, *uid, *remote_id, *reply_to; guint author; gint64 parent; gboolean tie; } Post;   /* tie: the first of a pair */
typedef struct { guint n_people, n_posts; Post *posts; char **people, **names, **uids; } Chat;

static const char *const words[] = {
  "встреча", "участников", "деплой", "кто", "знает", "спасибо", "deployment", "вчера", "завтра", "запись", "python", "библиотека", "вопрос", "ёлка",
  "проект", "сообщество", "доклад", "где", "почему", "ссылка", "meeting", "release", "тестировать", "письмо", "город", "организация", "the", "and",
};

static void
mark_ties (Chat *chat)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < chat->n_posts; i++)
    {
      Post *post = &chat->posts[i];
      guint other = post->parent > 0 ? chat->posts[post->parent - 1].author : post->author;

      post->tie = other != post->author
                  && g_hash_table_add (pairs, GUINT_TO_POINTER (MIN (other, post->author) * 1000000 + MAX (other, post->author)));
    }
}

static Chat *
make_chat (guint n_people, guint n_posts)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  Chat *chat = g_new0 (Chat, 1);

  chat->n_people = n_people;
  chat->n_posts = n_posts;
  chat->people = g_new0 (char *, n_people + 1);
  chat->names = g_new0 (char *, n_people + 1);
  chat->uids = g_new0 (char *, n_people * 3 + 1);
  for (guint i = 0; i < n_people; i++)
    {
      chat->people[i] = g_strdup_printf ("user%u", i);
      chat->names[i] = g_strdup_printf ("Юлия Ёлкина %u", i);
      for (guint j = 0; j < 3; j++)
        chat->uids[i * 3 + j] = veche_uid_new ();
    }
  chat->posts = g_new0 (Post, n_posts);
  for (guint i = 0; i < n_posts; i++)
    {
      Post *post = &chat->posts[i];
      GString *text = g_string_new (NULL);
      guint n = 3 + (guint) g_rand_int_range (random, 0, 20);

      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      post->text = g_string_free (text, FALSE);
      post->uid = veche_uid_new ();
      post->remote_id = g_strdup_printf ("%u", i + 1);
      post->author = (guint) (g_rand_double (random) * g_rand_double (random) * n_people);
      if (i > 10 && g_rand_double (random) < 0.4)
        {
          post->parent = i - g_rand_int_range (random, 0, 10);
          post->reply_to = g_strdup_printf ("%u", (guint) post->parent);
        }
    }

  mark_ties (chat);

  return chat;
}

static VecheBatch *
make_batch (const Chat *chat, guint first)
{
  VecheBatch *batch = veche_batch_new ("telegram", NULL);

  veche_batch_add_channel (batch, "chat")->name = "Чат";
  for (guint i = first; i < MIN (first + CHUNK, chat->n_posts); i++)
    {
      const Post *from = &chat->posts[i];
      VechePost *post = veche_batch_add_post (batch, "chat", from->remote_id);
      VechePerson *person = veche_batch_add_person (batch, chat->people[from->author]);

      person->name = chat->names[from->author];
      post->kind = from->reply_to != NULL ? "reply" : "message";
      post->author = chat->people[from->author];
      post->reply_to = from->reply_to;
      post->text = from->text;
      post->at = G_GINT64_CONSTANT (1700000000000000) + i * G_USEC_PER_SEC;
    }

  return batch;
}

static double
import (const Chat *chat, const char *path, double *wall)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_batch_unref);
  double start, cpu;
  gint64 id;

  bench_check (db != NULL, error);
  for (guint i = 0; i < chat->n_posts; i += CHUNK)
    g_ptr_array_add (batches, make_batch (chat, i));
  bench_check (veche_db_begin (db, &error), error);
  bench_check (veche_db_exec (db, "INSERT INTO community (uid, name, created) VALUES ('c', 'c', 1)", &error), error);
  id = veche_ingest_begin (db, "telegram-export", NULL, &error);
  bench_check (veche_db_commit (db, &error), error);

  start = bench_seconds (CLOCK_MONOTONIC);
  cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  for (guint i = 0; i < batches->len; i++)
    bench_check (veche_db_begin (db, &error) && veche_ingest_batch (db, id, batches->pdata[i], 0, 1, NULL, &error) && veche_db_commit (db, &error),
                 error);
  bench_check (veche_db_begin (db, &error) && veche_ingest_finish (db, id, &error) && veche_db_commit (db, &error), error);
  *wall = bench_seconds (CLOCK_MONOTONIC) - start;

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - cpu;
}

static void
bare_person (VecheDb *db, const Chat *chat, guint i, GBytes *key)
{
  static const char member_sql[] = "INSERT INTO member (id, uid, name, created, batch_id, name_key) VALUES (?1, ?2, ?3, 1, 1, ?4)";
  static const char identity_sql[] =
    "INSERT INTO identity (uid, member_id, platform, remote_id, display_name, first_seen, batch_id) VALUES (?1, ?2, 'telegram', ?3, ?4, 1, 1)";
  static const char membership_sql[] = "INSERT INTO membership (uid, community_id, member_id, batch_id) VALUES (?1, 1, ?2, 1)";
  static const char fts_sql[] = "INSERT INTO member_fts (rowid, name, keys) VALUES (?1, ?2, ?3)";
  VecheStatement *statement = veche_db_prepare (db, member_sql);
  gsize size;
  gconstpointer data = g_bytes_get_data (key, &size);

  veche_statement_bind_int (statement, 1, i + 1);
  veche_statement_bind_static (statement, 2, chat->uids[i * 3]);
  veche_statement_bind_static (statement, 3, chat->names[i]);
  veche_statement_bind_blob (statement, 4, data, size);
  veche_statement_run (statement, NULL);
  statement = veche_db_prepare (db, identity_sql);
  veche_statement_bind_static (statement, 1, chat->uids[i * 3 + 1]);
  veche_statement_bind_int (statement, 2, i + 1);
  veche_statement_bind_static (statement, 3, chat->people[i]);
  veche_statement_bind_static (statement, 4, chat->names[i]);
  veche_statement_run (statement, NULL);
  statement = veche_db_prepare (db, membership_sql);
  veche_statement_bind_static (statement, 1, chat->uids[i * 3 + 2]);
  veche_statement_bind_int (statement, 2, i + 1);
  veche_statement_run (statement, NULL);
  statement = veche_db_prepare (db, fts_sql);
  veche_statement_bind_int (statement, 1, i + 1);
  veche_statement_bind_static (statement, 2, chat->names[i]);
  veche_statement_bind_static (statement, 3, "iulia elkina");
  veche_statement_run (statement, NULL);
}

static void
bare_post (VecheDb *db, const Chat *chat, guint i)
{
  static const char sql[] =
    "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, identity_id, member_id, direction, reply_to, reply_to_id, text, batch_id)\n"
    "  VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6, 'in', ?7, ?8, ?9, 1)";
  static const char fts_sql[] = "INSERT INTO interaction_fts (rowid, text) VALUES (?1, ?2)";
  const Post *post = &chat->posts[i];
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, i + 1);
  veche_statement_bind_static (statement, 2, post->uid);
  veche_statement_bind_static (statement, 3, post->reply_to != NULL ? "reply" : "message");
  veche_statement_bind_int (statement, 4, G_GINT64_CONSTANT (1700000000000000) + i * G_USEC_PER_SEC);
  veche_statement_bind_static (statement, 5, post->remote_id);
  veche_statement_bind_int (statement, 6, post->author + 1);
  veche_statement_bind_static (statement, 7, post->reply_to);
  veche_statement_bind_id (statement, 8, post->parent);
  veche_statement_bind_static (statement, 9, post->text);
  veche_statement_run (statement, NULL);
  statement = veche_db_prepare (db, fts_sql);
  veche_statement_bind_int (statement, 1, i + 1);
  veche_statement_bind_static (statement, 2, post->text);
  veche_statement_run (statement, NULL);
}

static void
bare_tie (VecheDb *db, const Chat *chat, guint i)
{
  static const char sql[] = "INSERT INTO tie (a_id, b_id, strength, at) VALUES (?1, ?2, 1, ?3)";
  guint a = chat->posts[i].author + 1, b = chat->posts[chat->posts[i].parent - 1].author + 1;
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, MIN (a, b));
  veche_statement_bind_int (statement, 2, MAX (a, b));
  veche_statement_bind_int (statement, 3, i);
  veche_statement_run (statement, NULL);
}

static double
bare (const Chat *chat, const char *path, double *wall)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autofree gboolean *there = g_new0 (gboolean, chat->n_people);
  g_autoptr (GBytes) key = veche_text_sort_key ("Юлия Ёлкина 12345");
  double start, cpu;

  bench_check (db != NULL, error);
  bench_check (veche_db_begin (db, &error), error);
  bench_check (veche_db_exec (db,
                              "INSERT INTO community (uid, name, created) VALUES ('c', 'c', 1);"
                              "INSERT INTO batch (uid, kind, at) VALUES ('b', 'bare', 1);"
                              "INSERT INTO channel (uid, platform, remote_id, name) VALUES ('x', 'telegram', 'chat', 'Чат')",
                              &error),
               error);
  bench_check (veche_db_commit (db, &error), error);

  start = bench_seconds (CLOCK_MONOTONIC);
  cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  for (guint i = 0; i < chat->n_posts; i += CHUNK)
    {
      bench_check (veche_db_begin (db, &error), error);
      for (guint j = i; j < MIN (i + CHUNK, chat->n_posts); j++)
        {
          guint author = chat->posts[j].author;

          if (!there[author])
            bare_person (db, chat, author, key);
          there[author] = TRUE;
          bare_post (db, chat, j);
          if (chat->posts[j].tie)
            bare_tie (db, chat, j);
        }
      bench_check (veche_db_commit (db, &error), error);
    }
  *wall = bench_seconds (CLOCK_MONOTONIC) - start;

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - cpu;
}

int
main (void)
{
  Chat *chat = make_chat (bench_size ("VECHE_BENCH_MEMBERS", 2000), bench_size ("VECHE_BENCH_INTERACTIONS", 20000));
  guint rounds = 5;
  double ours[5], yardstick[5], ours_cpu[5], yardstick_cpu[5];

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *folder = bench_folder ();
      g_autofree char *a = g_build_filename (folder, "a.veche", NULL);
      g_autofree char *b = g_build_filename (folder, "b.veche", NULL);

      ours_cpu[i] = import (chat, a, &ours[i]);
      yardstick_cpu[i] = bare (chat, b, &yardstick[i]);
      bench_remove (folder);
    }

  {
    double a = bench_at (ours, rounds, 0.5), b = bench_at (yardstick, rounds, 0.5);
    double a_cpu = bench_at (ours_cpu, rounds, 0.5), b_cpu = bench_at (yardstick_cpu, rounds, 0.5);

    g_print ("G6   import %.0f posts/s, bare inserts %.0f posts/s: %.0f %% (goal >= 75 %%, floor 60 %%); by cpu %.0f %%\n", chat->n_posts / a,
             chat->n_posts / b, 100 * b / a, 100 * b_cpu / a_cpu);
  }

  return 0;
}
