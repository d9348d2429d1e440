/* veche-demo-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-demo-table.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-labels-table.h"
#include "store/veche-promises-table.h"

#define LATE (2 * G_TIME_SPAN_HOUR)   /* who reacts does so within these */

static VecheDemoChannel *
veche_demo_channel (VecheDemo *self, const char *key)
{
  VecheDemoChannel *channel = g_hash_table_lookup (self->channels, key);

  if (channel == NULL)
    g_error ("data/demo speaks in %s, which it does not know", key);

  return channel;
}

/* The batch of the channel's source, with the channel in it. */
static VecheBatch *
veche_demo_batch (VecheDemo *self, const VecheDemoChannel *channel)
{
  VecheBatch *batch = g_hash_table_lookup (self->batches, channel->source_uid);
  VecheChannel *described;

  if (batch == NULL)
    {
      batch = veche_batch_new (channel->platform, channel->instance);
      g_hash_table_insert (self->batches, g_strdup (channel->source_uid), batch);
    }
  described = veche_batch_add_channel (batch, channel->key);
  described->name = veche_batch_intern (batch, channel->name);
  described->kind = veche_batch_intern (batch, channel->kind);

  return batch;
}

static VechePost *
veche_demo_add_post (VecheDemo *self, const VecheDemoChannel *channel, const VecheDemoPerson *person, const char *id,
                     const char *kind, gint64 at)
{
  VecheBatch *batch = veche_demo_batch (self, channel);
  g_autofree char *account = veche_demo_account (person, channel->platform);
  VechePerson *author = veche_batch_add_person (batch, account);
  VechePost *post = veche_batch_add_post (batch, channel->key, id);

  author->name = veche_batch_intern (batch, person->name);
  author->bot = person->bot;
  post->author = author->remote_id;
  post->kind = kind;
  post->at = at;
  post->out = person->me;

  return post;
}

static const char *
veche_demo_emoji (VecheDemo *self, const char *platform)
{
  static const char *const telegram[] = { "👍", "👍", "👍", "❤️", "❤️", "🔥", "😁", "👏", "🎉", "🤔" };

  if (strcmp (platform, "telegram") == 0)
    return telegram[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (telegram))];

  return strcmp (platform, "mastodon") == 0 ? "★" : "❤️";
}

/* Some are liked by nobody, a few by many. */
static void
veche_demo_add_reactions (VecheDemo *self, const VecheDemoChannel *channel, const VecheDemoPerson *author,
                          const char *id, gint64 at)
{
  static const int likes[] = { 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 4 };
  int n = likes[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (likes))];
  char letter = strcmp (channel->platform, "discourse") == 0 ? 'd' : channel->platform[0];

  /* Nobody sends a heart to a letter or to a feed. */
  if (strcmp (channel->platform, "email") == 0 || strcmp (channel->platform, "feed") == 0)
    return;

  for (int tries = 0; n > 0 && tries < 200; tries++)
    {
      VecheDemoPerson *person = g_ptr_array_index (self->people, g_rand_int_range (self->rand, 0, self->people->len));
      gint64 when = at + 60 * G_USEC_PER_SEC + (gint64) (g_rand_double (self->rand) * LATE);
      g_autofree char *reaction = g_strdup_printf ("%s:%s", id, person->handle);
      VecheBatch *batch;
      VechePost *post;

      if (person == author || person->bot || g_rand_double (self->rand) >= person->lively || person->me ||
          strchr (person->on, letter) == NULL || person->joined > at || when > self->now ||
          g_hash_table_contains (self->named, reaction))
        continue;
      g_hash_table_insert (self->named, g_strdup (reaction), NULL);
      batch = veche_demo_batch (self, channel);
      post = veche_demo_add_post (self, channel, person, reaction, "reaction", when);
      post->reply_to = veche_batch_string (batch, id);
      post->text = veche_batch_intern (batch, veche_demo_emoji (self, channel->platform));
      n--;
    }
}

static VecheAttention
veche_demo_attention (const char *nick)
{
  for (int i = VECHE_ATTENTION_MENTION; nick != NULL && i <= VECHE_ATTENTION_WORD; i++)
    if (strcmp (veche_attention_to_nick (i), nick) == 0)
      return i;

  return VECHE_ATTENTION_NONE;
}

static void
veche_demo_keep_state (VecheDemo *self, const char *channel, const char *id, JsonObject *say, gint64 at)
{
  static const char *const known[] = { "state", "labels", "owner", "promise" };
  VecheDemoState *kept;
  guint i = 0;

  while (i < G_N_ELEMENTS (known) && !json_object_has_member (say, known[i]))
    i++;
  if (i == G_N_ELEMENTS (known))
    return;

  kept = g_new0 (VecheDemoState, 1);
  kept->channel = g_strdup (channel);
  kept->remote_id = g_strdup (id);
  kept->say = say;
  kept->at = at;
  g_ptr_array_add (self->states, kept);
}

static const char *
veche_demo_kind (const VecheDemoChannel *channel, gboolean answers)
{
  if (strcmp (channel->kind, "channel") == 0 || strcmp (channel->platform, "feed") == 0)
    return "post";
  if (strcmp (channel->platform, "vk") == 0)
    return answers ? "comment" : "post";

  return answers ? "reply" : "message";
}

static void
veche_demo_say (VecheDemo *self, const VecheDemoChannel *channel, JsonObject *say, const char *thread, guint first,
                gint64 at)
{
  VecheDemoPerson *person = veche_demo_person (self, veche_demo_text (say, "by"));
  g_autofree char *id = g_strdup_printf ("%u", ++self->serial);
  g_autofree char *words = veche_demo_words (veche_demo_text (say, "text"));
  g_autofree char *url = g_strdup_printf ("https://example.org/mayak/%s/%s", channel->key, id);
  gint64 to = veche_demo_int (say, "to", 0);
  VechePost *post = veche_demo_add_post (self, channel, person, id, veche_demo_kind (channel, to != 0), at);
  VecheBatch *batch = veche_demo_batch (self, channel);

  post->text = veche_batch_string (batch, words);
  post->url = veche_batch_string (batch, url);
  post->thread = veche_batch_string (batch, thread);
  post->attention = veche_demo_attention (veche_demo_text (say, "attention"));
  if (to != 0)
    {
      g_autofree char *answered = g_strdup_printf ("%u", first + (guint) to);

      post->reply_to = veche_batch_string (batch, answered);
    }
  veche_demo_keep_state (self, channel->key, id, say, at);
  veche_demo_add_reactions (self, channel, person, id, at);
}

/* What waited in the Inbox until the manager answered it, so many minutes later. */
static void
veche_demo_answer (VecheDemo *self, const VecheDemoChannel *channel, JsonObject *say, const char *thread, guint first, gint64 asked)
{
  GHashTable *said = g_steal_pointer (&self->batches);

  self->batches = self->answers;
  veche_demo_say (self, channel, say, thread, first, asked + veche_demo_int (say, "answer", 0) * G_TIME_SPAN_MINUTE);
  self->batches = said;
}

static void
veche_demo_add_talk (VecheDemo *self, JsonObject *talk)
{
  VecheDemoChannel *channel = veche_demo_channel (self, veche_demo_text (talk, "in"));
  JsonArray *says = veche_demo_list (talk, "says");
  double ago = json_object_get_double_member (talk, "ago");
  guint n = json_array_get_length (says), first = self->serial;
  gint64 at = veche_demo_ago (self, ago), began = at;
  gint64 room = MIN (50 * G_TIME_SPAN_MINUTE, (self->now - at) / (n + 1));
  /* The forum keeps its talks apart; elsewhere they run one after the other. */
  g_autofree char *thread = strcmp (channel->platform, "discourse") == 0 ? g_strdup_printf ("t%u", first) : NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *say = json_array_get_object_element (says, i);

      if (json_object_has_member (say, "answer"))
        {
          veche_demo_answer (self, channel, say, thread, first, began);
          continue;
        }
      veche_demo_say (self, channel, say, thread, first, at);
      at += (gint64) (room * g_rand_double_range (self->rand, 0.1, 1));
    }
}

/* Where somebody is at home: their introduction stands there. */
static VecheDemoChannel *
veche_demo_home (VecheDemo *self, const VecheDemoPerson *person)
{
  static const char *const homes[] = { "t", "intro", "d", "forum", "v", "vk", "m", "mastodon", "e", "email" };

  for (guint i = 0; i < G_N_ELEMENTS (homes); i += 2)
    if (strchr (person->on, homes[i][0]) != NULL)
      return veche_demo_channel (self, homes[i + 1]);

  return NULL;
}

static void
veche_demo_add_introduction (VecheDemo *self, VecheDemoPerson *person)
{
  VecheDemoChannel *home = veche_demo_home (self, person);
  JsonArray *welcomes = veche_demo_list (person->json, "welcomes");
  const char *words = veche_demo_text (person->json, "intro");
  g_autofree char *join = g_strconcat ("join:", person->key, NULL), *id = NULL;
  gint64 at = person->joined + g_rand_int_range (self->rand, 15, 240) * G_TIME_SPAN_MINUTE;
  VechePost *post;

  if (!person->me && strcmp (home->platform, "telegram") == 0)
    {
      veche_demo_add_post (self, home, person, join, "join", person->joined);
      veche_batch_add_person (veche_demo_batch (self, home), person->handle)->joined = person->joined;
    }
  if (words == NULL)
    return;

  id = g_strdup_printf ("%u", ++self->serial);
  post = veche_demo_add_post (self, home, person, id, veche_demo_kind (home, FALSE), at);
  post->text = veche_batch_string (veche_demo_batch (self, home), words);
  veche_demo_add_reactions (self, home, person, id, at);
  for (guint i = 0; welcomes != NULL && i < json_array_get_length (welcomes); i++)
    {
      JsonArray *welcome = json_array_get_array_element (welcomes, i);
      VecheDemoPerson *host = veche_demo_person (self, json_array_get_string_element (welcome, 0));
      g_autofree char *answer = g_strdup_printf ("%u", ++self->serial);

      at += g_rand_int_range (self->rand, 5, 90) * G_TIME_SPAN_MINUTE;
      post = veche_demo_add_post (self, home, host, answer, veche_demo_kind (home, TRUE), at);
      post->reply_to = veche_batch_string (veche_demo_batch (self, home), id);
      post->text = veche_batch_string (veche_demo_batch (self, home), json_array_get_string_element (welcome, 1));
      veche_demo_add_reactions (self, home, host, answer, at);
    }
}

/* Who moved away said goodbye and left. */
static void
veche_demo_add_leaving (VecheDemo *self, VecheDemoPerson *person)
{
  if (g_strcmp0 (veche_demo_text (person->json, "stage"), "gone") == 0)
    veche_demo_add_post (self, veche_demo_channel (self, "intro"), person, "leave:1", "leave",
                         veche_demo_ago (self, 95));
}

static gboolean
veche_demo_ingest (VecheDemo *self, GHashTable *batches, GError **error)
{
  GHashTableIter iter;
  gpointer uid, batch;

  g_hash_table_iter_init (&iter, batches);
  while (g_hash_table_iter_next (&iter, &uid, &batch))
    if (!veche_ingest_batch (self->db, self->batch_id, batch, veche_db_id_for_uid (self->db, "source", uid),
                             self->community_id, NULL, error))
      return FALSE;

  return veche_ingest_finish (self->db, self->batch_id, error);
}

gboolean
veche_demo_talk (VecheDemo *self, GError **error)
{
  JsonArray *talks = veche_demo_array (self, "talks.json");

  for (guint i = 0; i < self->people->len; i++)
    {
      veche_demo_add_introduction (self, g_ptr_array_index (self->people, i));
      veche_demo_add_leaving (self, g_ptr_array_index (self->people, i));
    }
  for (guint i = 0; i < json_array_get_length (talks); i++)
    veche_demo_add_talk (self, json_array_get_object_element (talks, i));

  if (!veche_demo_ingest (self, self->batches, error))
    return FALSE;
  self->batch_id = veche_ingest_begin (self->db, "demo", "Клуб «Маяк»", error);

  return self->batch_id != 0 && veche_demo_ingest (self, self->answers, error);
}

/* An hour of a day from today. */
static gint64
veche_demo_hour (VecheDemo *self, int days, int hour)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (self->today, days);
  g_autoptr (GDateTime) moment = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day), hour,
                                                        0, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

static void
veche_demo_set_state (VecheDemo *self, VecheEdit *edit, const VecheDemoState *state, const char *uid)
{
  const char *nick = veche_demo_text (state->say, "state");

  if (nick == NULL)
    return;
  veche_edit_set_text (edit, "triage", uid, "state", nick);
  if (strcmp (nick, "done") == 0)
    veche_edit_set_int (edit, "triage", uid, "closed", state->at + 3 * G_TIME_SPAN_HOUR);
  else
    veche_edit_set_int (edit, "triage", uid, "snoozed_until", veche_demo_hour (self, 2, 9));
}

static void
veche_demo_set_labels (VecheDemo *self, VecheEdit *edit, const VecheDemoState *state, const char *uid)
{
  JsonArray *labels = veche_demo_list (state->say, "labels");

  for (guint i = 0; labels != NULL && i < json_array_get_length (labels); i++)
    {
      const char *name = json_array_get_string_element (labels, i), *row;
      g_autofree char *key = g_strconcat ("label/", name, NULL);

      if (!g_hash_table_contains (self->named, key))
        {
          row = veche_edit_insert (edit, "label");
          veche_edit_set_text (edit, "label", row, "name", name);
          veche_edit_set_text (edit, "label", row, "colour", veche_label_colours[i % g_strv_length ((GStrv) veche_label_colours)]);
          g_hash_table_insert (self->named, g_strdup (key), g_strdup (row));
        }
      row = veche_edit_insert (edit, "triage_label");
      veche_edit_set_ref (edit, "triage_label", row, "triage_id", uid);
      veche_edit_set_ref (edit, "triage_label", row, "label_id", g_hash_table_lookup (self->named, key));
    }
}

/* Whom it was handed to, and what they were promised: until six tomorrow. */
static gboolean
veche_demo_set_owner (VecheDemo *self, VecheEdit *edit, const VecheDemoState *state, const char *uid, GError **error)
{
  const char *owner = veche_demo_text (state->say, "owner"), *promise = veche_demo_text (state->say, "promise");
  g_autofree char *interaction = NULL;

  if (owner != NULL && !veche_inbox_edit_own (self->db, edit, uid, veche_demo_person (self, owner)->uid, veche_demo_hour (self, 1, 18),
                                              veche_demo_text (state->say, "note"), error))
    return FALSE;
  if (promise == NULL)
    return TRUE;
  interaction = veche_demo_find_words (self->db, veche_demo_text (state->say, "text"));

  return veche_promises_edit_add (self->db, edit, veche_demo_person (self, veche_demo_text (state->say, "by"))->uid, interaction, promise,
                                  veche_demo_hour (self, 0, 23), error) != NULL;
}

gboolean
veche_demo_add_states (VecheDemo *self, VecheEdit *edit, GError **error)
{
  for (guint i = 0; i < self->states->len; i++)
    {
      VecheDemoState *state = g_ptr_array_index (self->states, i);
      g_autofree char *uid = veche_demo_find_triage (self->db, state->channel, state->remote_id);

      if (uid == NULL)
        continue;
      veche_demo_set_state (self, edit, state, uid);
      veche_demo_set_labels (self, edit, state, uid);
      if (!veche_demo_set_owner (self, edit, state, uid, error))
        return FALSE;
    }

  /* Nobody hurries there. */
  return veche_reply_targets_edit (self->db, edit, "", veche_demo_channel (self, "mastodon")->source_uid, 3 * 24 * 60, error);
}
