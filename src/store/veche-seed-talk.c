/* veche-seed-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "model/veche-batch.h"
#include "store/veche-ingest.h"
#include "store/veche-seed-private.h"

#define CHUNK      5000   /* posts a transaction */
#define N_CHANNELS 12
#define RECENT     24     /* posts of a channel that are still answered */
#define SENTENCE_SHARE 0.8   /* of the wanted average is drawn: the last sentence goes beyond it, and the first is always there */

static const struct { const char *name, *kind; guint platform; } channels[N_CHANNELS] = {
  { "Общий чат", "group", 0 },          { "Вопросы", "group", 0 },           { "Новости сообщества", "channel", 0 },
  { "Python Казань", "group", 0 },      { "Организаторы", "group", 0 },      { "Флудилка", "group", 0 },
  { "Home timeline", "personal", 1 },   { "Lists: meetups", "group", 1 },
  { "Introductions", "topic", 2 },      { "Questions and answers", "topic", 2 }, { "Show your work", "topic", 2 }, { "Events", "topic", 2 },
};

typedef struct { guint number, author; gint64 at; gboolean question, to_us; } VecheSeedPost;

typedef struct
{
  VecheSeeding  *seeding;
  VecheBatch    *batches[VECHE_SEED_N_PLATFORMS];   /* (owned) */
  VecheSeedPost  recent[N_CHANNELS][RECENT];
  guint          n_recent[N_CHANNELS];
  guint          by_platform[VECHE_SEED_N_PLATFORMS];
  guint         *of_platform[VECHE_SEED_N_PLATFORMS];   /* (owned): the people who are there */
} VecheSeedTalk;

static void
veche_seed_talk_open (VecheSeedTalk *talk)
{
  for (guint i = 0; i < VECHE_SEED_N_PLATFORMS; i++)
    {
      g_clear_pointer (&talk->batches[i], veche_batch_unref);
      talk->batches[i] = veche_batch_new (veche_seed_platforms[i].name, veche_seed_platforms[i].instance);
    }
}

static void
veche_seed_talk_clear (VecheSeedTalk *talk)
{
  for (guint i = 0; i < VECHE_SEED_N_PLATFORMS; i++)
    {
      g_clear_pointer (&talk->batches[i], veche_batch_unref);
      g_free (talk->of_platform[i]);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheSeedTalk, veche_seed_talk_clear)

static gboolean
veche_seed_talk_flush (VecheSeedTalk *talk, guint done, GError **error)
{
  VecheSeeding *self = talk->seeding;

  for (guint i = 0; i < VECHE_SEED_N_PLATFORMS; i++)
    if (!veche_ingest_batch (self->db, self->batch_id, talk->batches[i], 0, self->community_id, NULL, error))
      return FALSE;
  veche_seed_talk_open (talk);

  return veche_seed_step (self, done, error);
}

/* The few who write much are the first of each platform; nobody writes before they came. */
static guint
veche_seed_talk_author (VecheSeedTalk *talk, guint platform, gint64 at)
{
  const guint *there = talk->of_platform[platform];
  guint n = 0, end = talk->by_platform[platform];
  double share = g_rand_double (talk->seeding->random);

  while (n < end)   /* they are in the order of coming */
    {
      guint middle = n + (end - n) / 2;

      if (talk->seeding->people[there[middle]].joined <= at)
        n = middle + 1;
      else
        end = middle;
    }

  return n > 0 ? there[(guint) (share * share * share * n)] : 0;
}

static void
veche_seed_talk_sort_people (VecheSeedTalk *talk)
{
  VecheSeeding *self = talk->seeding;

  for (guint i = 0; i < VECHE_SEED_N_PLATFORMS; i++)
    talk->of_platform[i] = g_new0 (guint, self->how->members);
  for (guint i = 1; i < self->how->members; i++)
    {
      guint platform = self->people[i].platform;

      talk->of_platform[platform][talk->by_platform[platform]++] = i;
    }
}

static VecheChannel *
veche_seed_talk_channel (VecheSeedTalk *talk, guint channel)
{
  g_autofree char *remote_id = g_strdup_printf ("seed%" G_GINT64_FORMAT "-c%u", talk->seeding->batch_id, channel);
  VecheChannel *described = veche_batch_add_channel (talk->batches[channels[channel].platform], remote_id);

  described->name = channels[channel].name;
  described->kind = channels[channel].kind;

  return described;
}

static const char *const *
veche_seed_talk_words (const VecheSeedPost *post, const VecheSeedPost *parent, gboolean english)
{
  if (parent != NULL)
    return english ? veche_seed_answered_en : veche_seed_answered_ru;
  if (post->question)
    return english ? veche_seed_asked_en : veche_seed_asked_ru;

  return english ? veche_seed_said_en : veche_seed_said_ru;
}

static void
veche_seed_talk_say (VecheSeeding *self, GString *text, const char *const *sentences, const VecheSeedPerson *author)
{
  const VecheSeedTopic *topic = &veche_seed_topics[veche_seed_chance (self, 0.5) ? author->topic : veche_seed_below (self, veche_seed_n_topics)];
  const char *words = veche_seed_pick (self, sentences);
  const char *hole = g_strstr_len (words, -1, "%s");

  g_string_append_len (text, words, hole - words);
  g_string_append (text, author->english ? topic->en : topic->name);
  g_string_append (text, hole + 2);
}

/* Sentences until there are about as many bytes as drawn: the lengths of messages fall off like 1 / e. */
static void
veche_seed_talk_go_on (VecheSeeding *self, GString *text, const VecheSeedPerson *author)
{
  double wanted = -log (1 - g_rand_double (self->random)) * self->how->text * SENTENCE_SHARE;

  while ((double) text->len < wanted)
    {
      g_string_append_c (text, ' ');
      veche_seed_talk_say (self, text, author->english ? veche_seed_said_en : veche_seed_said_ru, author);
    }
}

static const char *
veche_seed_talk_text (VecheSeedTalk *talk, VecheBatch *batch, const VecheSeedPost *post, const VecheSeedPost *parent)
{
  VecheSeeding *self = talk->seeding;
  const VecheSeedPerson *author = &self->people[post->author];
  g_autoptr (GString) text = g_string_new (post->to_us ? "@" VECHE_SEED_MANAGER ", " : "");

  veche_seed_talk_say (self, text, veche_seed_talk_words (post, parent, author->english), author);
  if (self->how->text > 0)
    veche_seed_talk_go_on (self, text, author);

  return veche_batch_string (batch, text->str);
}

static void
veche_seed_talk_add (VecheSeedTalk *talk, guint channel, const VecheSeedPost *post, const VecheSeedPost *parent)
{
  VecheSeeding *self = talk->seeding;
  VecheBatch *batch = talk->batches[channels[channel].platform];
  VecheChannel *described = veche_seed_talk_channel (talk, channel);
  g_autofree char *remote_id = g_strdup_printf ("%u", post->number);
  g_autofree char *author = veche_seed_remote (self, post->author);
  VechePost *made = veche_batch_add_post (batch, described->remote_id, remote_id);

  made->author = veche_batch_intern (batch, author);
  made->kind = parent != NULL ? "reply" : "message";
  made->at = post->at;
  made->text = veche_seed_talk_text (talk, batch, post, parent);
  if (parent != NULL)
    {
      g_autofree char *reply_to = g_strdup_printf ("%u", parent->number);

      made->reply_to = veche_batch_string (batch, reply_to);
    }
  if (post->to_us)
    made->attention = VECHE_ATTENTION_MENTION;
  else if (post->question && self->now - post->at < 30 * G_TIME_SPAN_DAY)
    made->attention = VECHE_ATTENTION_QUESTION;
}

/* The manager has answered nearly all that is older than two weeks. */
static const VecheSeedPost *
veche_seed_talk_waiting (VecheSeedTalk *talk, guint channel, gint64 at)
{
  guint n = MIN (talk->n_recent[channel], RECENT);

  for (guint i = 0; i < n; i++)
    {
      VecheSeedPost *post = &talk->recent[channel][i];

      if (post->to_us && talk->seeding->now - at > 14 * G_TIME_SPAN_DAY)
        {
          post->to_us = FALSE;
          return post;
        }
    }

  return NULL;
}

static void
veche_seed_talk_one (VecheSeedTalk *talk, guint number, gint64 at)
{
  VecheSeeding *self = talk->seeding;
  guint channel = (guint) (N_CHANNELS * g_rand_double (self->random) * g_rand_double (self->random));
  guint n_recent = MIN (talk->n_recent[channel], RECENT);
  const VecheSeedPost *parent = veche_seed_talk_waiting (talk, channel, at);
  VecheSeedPost post = { .number = number, .at = at };

  if (parent == NULL)
    {
      post.author = veche_seed_talk_author (talk, channels[channel].platform, at);
      post.question = veche_seed_chance (self, 0.15);
      post.to_us = veche_seed_chance (self, self->now - at < 30 * G_TIME_SPAN_DAY ? 0.06 : 0.01);
      if (!post.question && !post.to_us && n_recent > 0 && veche_seed_chance (self, 0.45))
        parent = &talk->recent[channel][veche_seed_below (self, n_recent)];
    }
  veche_seed_talk_add (talk, channel, &post, parent);
  talk->recent[channel][talk->n_recent[channel]++ % RECENT] = post;
}

gboolean
veche_seed_talk (VecheSeeding *self, GError **error)
{
  g_auto (VecheSeedTalk) talk = { .seeding = self };
  guint n = self->how->interactions;

  veche_seed_talk_open (&talk);
  veche_seed_talk_sort_people (&talk);
  for (guint i = 0; i < n; i++)
    {
      /* As the community grows, the talk gets denser: two years up to now, in the order of time. */
      double part = 1.0 - sqrt ((i + 0.5) / n);
      gint64 at = self->now - (gint64) (part * 725 * G_TIME_SPAN_DAY) - G_TIME_SPAN_MINUTE;

      veche_seed_talk_one (&talk, i + 1, at);
      if ((i + 1) % CHUNK == 0 && !veche_seed_talk_flush (&talk, CHUNK, error))
        return FALSE;
    }

  return veche_seed_talk_flush (&talk, n % CHUNK, error);
}

static GArray *
veche_seed_evidence_find (VecheSeeding *self, GError **error)
{
  static const char sql[] =
    "SELECT c.id, (SELECT id FROM interaction WHERE member_id = m.id ORDER BY at DESC, id DESC LIMIT 1)\n"
    "  FROM member_competency AS c JOIN member AS m ON m.id = c.member_id WHERE m.batch_id = ?1 AND c.id % 4 = 0";
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  while (veche_statement_step (statement, &local))
    {
      gint64 pair[2] = { veche_statement_int (statement, 0), veche_statement_int (statement, 1) };

      if (pair[1] != 0)
        g_array_append_vals (found, pair, 2);
    }
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Every fourth competency is proved by something that the member wrote. */
gboolean
veche_seed_evidence (VecheSeeding *self, GError **error)
{
  static const char sql[] =
    "INSERT INTO competency_evidence (uid, member_competency_id, kind, at, text, interaction_id)\n"
    "  SELECT ?1, ?2, 'message', at, text, id FROM interaction WHERE id = ?3 AND direction = 'in' AND text IS NOT NULL";
  g_autoptr (GArray) found = veche_seed_evidence_find (self, error);

  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < found->len; i += 2)
    {
      g_autofree char *uid = veche_uid_new ();
      VecheStatement *statement = veche_db_prepare (self->db, sql);

      veche_statement_bind_static (statement, 1, uid);
      veche_statement_bind_int (statement, 2, g_array_index (found, gint64, i));
      veche_statement_bind_int (statement, 3, g_array_index (found, gint64, i + 1));
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}
