/* fuzz-experts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "analysis/veche-harvest.h"
#include "analysis/veche-lexicon.h"
#include "analysis/veche-phrases.h"
#include "model/veche-batch.h"
#include "model/veche-mention.h"
#include "model/veche-speech.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"

/* Any bytes as a question, as answers in a chat, as the name of a competency and as an account: lines of it, the first of which is the question.
 * Whoever is offered has a score that is the sum of its reasons, and a mention that stays within its syntax. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define NOW (G_GINT64_CONSTANT (1767000000) * G_USEC_PER_SEC)

static const char *const platforms[] = { "telegram", "vk", "mastodon", "matrix", "discord", "slack", "zulip", "reddit", "email", "github", "none" };

static VecheDb *
open_workspace (void)
{
  static const char sql[] =
    "INSERT INTO competency (uid, name) VALUES ('1', 'Python'), ('2', 'Право'), ('3', 'C'), ('4', 'Аренда помещений'), ('5', 'C++');"
    "INSERT INTO competency_alias (uid, competency_id, alias) VALUES ('1', 2, 'юридические вопросы'), ('2', 4, 'rental law');"
    "INSERT INTO member (uid, name, city, headline, offers, created) VALUES ('1', 'Анна', 'Казань', 'юрист', 'договоры', 1),"
    " ('2', 'Boris', '', NULL, NULL, 1), ('3', 'Вера', 'Kazan', 'python', NULL, 1);"
    "INSERT INTO member_competency (uid, member_id, competency_id, at) VALUES ('1', 1, 2, 1), ('2', 2, 1, 1), ('3', 3, 4, 1);";
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL) && veche_db_exec (db, sql, NULL) && veche_db_commit (db, NULL));

  return db;
}

static void
add_post (VecheBatch *batch, const char *id, const char *author, const char *reply_to, const char *text)
{
  VechePost *post;

  veche_batch_add_person (batch, author)->name = veche_batch_string (batch, text);
  veche_batch_add_person (batch, author)->handle = veche_batch_string (batch, text);
  post = veche_batch_add_post (batch, "c", veche_batch_string (batch, id));
  post->kind = "message";
  post->author = author;
  post->reply_to = reply_to;
  post->text = veche_batch_string (batch, text);
  post->at = NOW - G_TIME_SPAN_DAY;
}

/* The first line asks, the others answer. */
static void
talk (VecheDb *db, GStrv lines, const char *platform)
{
  g_autoptr (VecheBatch) batch = veche_batch_new (platform, "host.example");
  g_autoptr (GError) error = NULL;
  gint64 id = veche_ingest_begin (db, "import", "fuzz", &error);

  veche_batch_add_channel (batch, "c")->kind = "group";
  add_post (batch, "1", "17", NULL, lines[0]);
  for (guint i = 1; lines[i] != NULL && i < 12; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      add_post (batch, number, i % 3 == 0 ? "19" : "18", "1", lines[i]);
    }
  g_assert_true (veche_ingest_batch (db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (db, id, &error));
  g_assert_no_error (error);
}

static void
name_competency (VecheDb *db, const char *name)
{
  VecheStatement *statement = veche_db_prepare (db, "INSERT OR IGNORE INTO competency (uid, name) VALUES ('fuzz', ?1)");

  veche_statement_bind_text (statement, 1, name);
  veche_statement_step (statement, NULL);
  veche_statement_reset (statement);
}

static void
check_expert (const VecheExpert *expert)
{
  int sum = 0;

  for (guint r = 0; r < expert->reasons->len; r++)
    {
      const VecheReason *reason = expert->reasons->pdata[r];

      g_assert_true (reason->quote == NULL || g_utf8_validate (reason->quote, -1, NULL));
      sum += reason->points;
    }
  g_assert_cmpint (sum, ==, expert->score);
  g_assert_true (expert->mention == NULL || (g_utf8_validate (expert->mention, -1, NULL) && strpbrk (expert->mention, "\n\r") == NULL));
}

static void
ask (VecheDb *db, const VecheExpertsQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheExperts) found = veche_experts_find (db, query, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->experts->len; i++)
    check_expert (found->experts->pdata[i]);
  for (guint i = 0; i < found->left_out->len; i++)
    check_expert (found->left_out->pdata[i]);
}

/* Words lie within the text, one behind another; phrases made of it are found in it. */
static void
try_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) words = veche_words_split (valid, 200);
  VechePhrases *phrases = veche_phrases_new ();
  g_autoptr (GArray) hits = NULL, naming = NULL;
  g_autoptr (VecheSpeechWords) own = veche_speech_words_new (text);
  guint at = 0;

  for (guint i = 0; i < words->len; i++)
    {
      VecheWord *word = veche_words_at (words, i);

      g_assert_true (word->start >= at && word->end > word->start && word->end <= strlen (valid));
      g_assert_cmpuint (word->length, ==, g_utf8_strlen (word->stem, -1));
      at = word->end;
      veche_words_likeness (word, veche_words_at (words, i / 2));
    }
  veche_phrases_add (phrases, valid, 1, VECHE_PHRASE_NAME);
  hits = veche_phrases_find (phrases, words, TRUE);
  naming = veche_phrases_naming (phrases, valid);
  for (guint i = 0; i < hits->len; i++)
    g_assert_true (g_array_index (hits, VechePhraseHit, i).end <= strlen (valid));
  veche_phrases_free (phrases);
  veche_speech_has_helped (own, valid);
}

/* No mention has a line break, and nothing of the person's stands outside its brackets. */
static void
try_mention (GStrv lines)
{
  guint n = g_strv_length (lines);

  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    {
      VecheMentionTarget target = { platforms[i], lines[1 % n], lines[2 % n], lines[3 % n], lines[4 % n], i % 2 == 0 ? lines[1 % n] : NULL };
      VecheMentionKind kind;
      g_autofree char *text = veche_mention_format (&target, &kind);
      const char *open = strchr (text, '['), *shut = strchr (text, ']');

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_null (strpbrk (text, "\n\r"));
      if (kind == VECHE_MENTION_NAME)
        g_assert_null (strpbrk (text, "[]<>@"));
      else if (open != NULL)
        g_assert_true (open == text && shut != NULL && strchr (shut + 1, ']') == NULL && strchr (open + 1, '[') == NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static VecheDb *db;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 20);
  const char *platform = platforms[size % G_N_ELEMENTS (platforms)];
  VecheExpertsQuery query = { .text = lines[0], .platform = platform, .for_id = 1, .now = NOW };
  g_autoptr (GPtrArray) topics = NULL;

  if (lines[0] == NULL)
    return 0;
  try_words (text);
  try_mention (lines);

  /* A search takes a thousand times as long as the words: every eighth is asked. */
  if (size % 8 != 0)
    return 0;
  if (db == NULL)
    db = open_workspace ();
  g_assert_true (veche_db_begin (db, NULL));
  name_competency (db, lines[g_strv_length (lines) - 1]);
  talk (db, lines, platform);
  topics = veche_experts_topics (db, lines[0], NULL);
  g_assert_nonnull (topics);
  ask (db, &query);
  query = (VecheExpertsQuery){ .interaction_id = 1, .now = NOW };
  ask (db, &query);
  g_assert_cmpint (veche_suggest_from_answers (db, 1000, NULL), >=, 0);
  veche_db_rollback (db);

  return 0;
}
