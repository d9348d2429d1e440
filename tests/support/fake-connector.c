/* fake-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fake-connector.h"

#include <stdlib.h>

typedef struct
{
  GPtrArray  *events;        /* (owned) (element-type FakeEvent) */
  GPtrArray  *arrived;       /* (owned) (element-type utf8) */
  GPtrArray  *keys;          /* (owned) (element-type utf8): idempotency keys of what arrived */
  char       *token, *refresh;
  guint       said, told;    /* posts there, posts that were fetched */
  int         fail, fail_describe, fail_revoke;
  gint64      retry_after;
  gboolean    holds;
  FakeSend    send;
  guint       n_send, limit, limit_seconds;
  guint       old, members;  /* posts that were there before, people */
  gint64      old_first, old_step, kept;
  int         fail_errands;
  guint       good_pages;
} FakePlace;

typedef struct { const char *what; gint64 at; } FakeEvent;

static GMutex lock;
static GHashTable *places;   /* (owned): url → FakePlace */

static void
fake_place_free (gpointer data)
{
  FakePlace *place = data;

  g_ptr_array_unref (place->events);
  g_ptr_array_unref (place->arrived);
  g_ptr_array_unref (place->keys);
  g_free (place->token);
  g_free (place->refresh);
  g_free (place);
}

/* Locked. */
static FakePlace *
fake_place (const char *url)
{
  FakePlace *place;

  if (places == NULL)
    places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fake_place_free);
  place = g_hash_table_lookup (places, url);
  if (place == NULL)
    {
      place = g_new0 (FakePlace, 1);
      place->events = g_ptr_array_new_with_free_func (g_free);
      place->arrived = g_ptr_array_new_with_free_func (g_free);
      place->keys = g_ptr_array_new_with_free_func (g_free);
      place->fail = place->fail_describe = place->fail_revoke = place->fail_errands = -1;
      place->holds = TRUE;
      g_hash_table_insert (places, g_strdup (url), place);
    }

  return place;
}

static FakePlace *
fake_place_lock (const char *url)
{
  g_mutex_lock (&lock);

  return fake_place (url);
}

/* Locked. */
static void
fake_note (FakePlace *place, const char *what)
{
  FakeEvent *event = g_new (FakeEvent, 1);

  *event = (FakeEvent) { what, g_get_monotonic_time () };
  g_ptr_array_add (place->events, event);
}

/* Locked. TRUE: let in. */
static gboolean
fake_let_in (FakePlace *place, VecheConnector *connector, GError **error)
{
  const char *token = veche_connector_get_token (connector);

  if (place->refresh != NULL)
    {
      veche_connector_set_token (connector, place->refresh);
      g_clear_pointer (&place->refresh, g_free);
      return TRUE;
    }
  if (place->token == NULL || g_strcmp0 (place->token, token) == 0)
    return TRUE;
  g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH, "fake: who are you?");

  return FALSE;
}

static gboolean
fake_fail (int code, GError **error)
{
  if (code < 0)
    return FALSE;
  g_set_error (error, VECHE_CONNECTOR_ERROR, code, "fake: told to fail with %s", veche_connector_error_nick (code));

  return TRUE;
}

/*** The connector ***/

typedef struct { VecheConnector parent_instance; } FakeConnector;
typedef struct { VecheConnectorClass parent_class; } FakeConnectorClass;
static GType fake_connector_get_type (void);
G_DEFINE_TYPE (FakeConnector, fake_connector, VECHE_TYPE_CONNECTOR)

static VecheBatch *
fake_batch (FakePlace *place)
{
  VecheBatch *batch = veche_batch_new ("fake", "fake.example");
  g_autofree char *cursor = NULL;

  for (; place->told < place->said; place->told++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", place->told);
      VechePost *post;

      veche_batch_add_channel (batch, "chat")->name = "Chat";
      veche_batch_add_person (batch, "anna")->handle = "anna";
      post = veche_batch_add_post (batch, "chat", id);
      post->kind = "message";
      post->author = "anna";
      post->thread = veche_batch_string (batch, id);
      post->text = "когда встреча?";
      post->at = g_get_real_time ();
      post->attention = VECHE_ATTENTION_MENTION;
    }
  cursor = g_strdup_printf ("%u", place->told);
  veche_batch_set_cursor (batch, cursor, FALSE);
  veche_batch_set_account (batch, "me", "us");

  return batch;
}

static VecheBatch *
fake_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  const char *url = veche_connector_get_url (connector);
  gint64 until = g_get_monotonic_time () + wait * G_USEC_PER_SEC;
  FakePlace *place = fake_place_lock (url);
  VecheBatch *batch = NULL;
  gboolean in;

  fake_note (place, wait > 0 ? "wait" : "fetch");
  in = fake_let_in (place, connector, error);
  if (in)
    {
      api->retry_after = place->retry_after;
      in = !fake_fail (place->fail, error);
    }
  while (in && batch == NULL)
    {
      if (place->told < place->said || !place->holds || g_get_monotonic_time () >= until)
        {
          batch = fake_batch (place);
          break;
        }
      g_mutex_unlock (&lock);
      in = veche_api_sleep (10 * 1000, api->cancellable, error);
      place = fake_place_lock (url);
    }
  g_mutex_unlock (&lock);

  return batch;
}

static VecheBatch *
fake_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  FakePlace *place = fake_place_lock (veche_connector_get_url (connector));
  VecheBatch *batch = NULL;

  fake_note (place, "describe");
  if (fake_let_in (place, connector, error) && !fake_fail (place->fail_describe, error))
    {
      batch = veche_batch_new ("fake", "fake.example");
      veche_batch_set_place (batch, "Клуб", 300);
      veche_batch_set_account (batch, "me", "us");
      veche_batch_add_notice (batch, "privacy-mode", NULL);
    }
  g_mutex_unlock (&lock);

  return batch;
}

static gboolean
fake_connector_revoke (VecheConnector *connector, VecheApi *api, GError **error)
{
  FakePlace *place = fake_place_lock (veche_connector_get_url (connector));
  gboolean done;

  fake_note (place, "revoke");
  done = !fake_fail (place->fail_revoke, error);
  g_mutex_unlock (&lock);

  return done;
}

/* Locked. */
static gboolean
fake_arrive (FakePlace *place, const VecheReply *reply, VecheSent *sent)
{
  g_ptr_array_add (place->arrived, g_strdup_printf ("%s: %s", reply->thread, reply->text));
  g_ptr_array_add (place->keys, g_strdup (reply->idempotency_key));
  sent->remote_id = g_strdup (reply->idempotency_key);

  return TRUE;
}

static gboolean
fake_connector_deliver (FakePlace *place, const VecheReply *reply, VecheSent *sent, GError **error)
{
  FakeSend fate = place->n_send > 0 ? place->send : FAKE_SEND_WELL;

  if (place->n_send > 0)
    place->n_send--;
  if (fate == FAKE_SEND_OFFLINE)
    return !fake_fail (VECHE_CONNECTOR_ERROR_OFFLINE, error);
  if (fate == FAKE_SEND_WELL || place->n_send % 2 == 0)
    fake_arrive (place, reply, sent);
  if (fate == FAKE_SEND_WELL)
    return TRUE;
  veche_sent_clear (sent);
  g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN, "fake: the connection was cut");

  return FALSE;
}

static gboolean
fake_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  const VecheConnectorInfo *info = veche_connectors_find (VECHE_CONNECTOR_GET_CLASS (connector)->name);
  g_autofree char *scope = g_strconcat ("chat:", reply->thread, NULL);
  FakePlace *place = fake_place_lock (veche_connector_get_url (connector));
  gboolean done = FALSE;
  gint64 next = 0;

  fake_note (place, "send");
  if (place->limit > 0)
    {
      veche_budget_set_rule (api->budget, "chat:*", place->limit, place->limit_seconds);
      next = veche_budget_take (api->budget, scope, g_get_real_time ());
    }
  if (reply->maybe_sent && info->finds_own && g_ptr_array_find_with_equal_func (place->keys, reply->idempotency_key, g_str_equal, NULL))
    {
      sent->remote_id = g_strdup (reply->idempotency_key);
      done = TRUE;
    }
  else if (next != 0)
    {
      api->retry_after = next;
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED, "fake: slow down");
    }
  else if (fake_let_in (place, connector, error))
    done = fake_connector_deliver (place, reply, sent, error);
  g_mutex_unlock (&lock);

  return done;
}

/* Locked. */
static gboolean
fake_errand_fails (FakePlace *place, GError **error)
{
  if (place->fail_errands < 0)
    return FALSE;
  if (place->good_pages > 0)
    {
      place->good_pages--;
      return FALSE;
    }

  return fake_fail (place->fail_errands, error);
}

/* Three at a time, the newest first; cursor: the oldest that was given. */
static VecheBatch *
fake_remember (FakePlace *place, const VecheGap *gap, const char *cursor)
{
  VecheBatch *batch = veche_batch_new ("fake", "fake.example");
  VecheChannel *channel;
  g_autofree char *next = NULL;
  gint64 oldest = MAX (gap->since, place->kept), until = gap->until;
  guint at = place->old, given = 0;
  gboolean over;

  if (cursor != NULL)
    {
      at = (guint) atoi (cursor);
      until = place->old_first + at * place->old_step;
    }
  for (; at > 0 && given < 3 && place->old_first + (at - 1) * place->old_step >= oldest; at--)
    if (place->old_first + (at - 1) * place->old_step < gap->until)
      {
        g_autofree char *id = g_strdup_printf ("h%u", at - 1);
        VechePost *post = veche_batch_add_post (batch, gap->channel, id);

        post->kind = "message";
        post->author = "boris";
        post->text = "раньше";
        post->at = place->old_first + (at - 1) * place->old_step;
        given++;
      }
  over = at == 0 || place->old_first + (at - 1) * place->old_step < oldest;
  channel = veche_batch_add_channel (batch, gap->channel);
  channel->complete_since = over ? oldest : place->old_first + at * place->old_step;
  channel->complete_until = until;
  next = g_strdup_printf ("%u", at);
  veche_batch_set_cursor (batch, over ? NULL : next, !over);

  return batch;
}

static VecheBatch *
fake_connector_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  FakePlace *place = fake_place_lock (veche_connector_get_url (connector));
  VecheBatch *batch = NULL;

  fake_note (place, "backfill");
  if (!g_str_equal (gap->channel, "chat"))
    g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND, "fake: no such chat");
  else if (fake_let_in (place, connector, error) && !fake_errand_fails (place, error))
    batch = fake_remember (place, gap, cursor);
  g_mutex_unlock (&lock);

  return batch;
}

/* Two at a time. */
static VecheBatch *
fake_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  FakePlace *place = fake_place_lock (veche_connector_get_url (connector));
  VecheBatch *batch = NULL;
  guint at = cursor != NULL ? (guint) atoi (cursor) : 0, end = MIN (at + 2, place->members);
  g_autofree char *next = g_strdup_printf ("%u", end);

  fake_note (place, "members");
  if (fake_let_in (place, connector, error) && !fake_errand_fails (place, error))
    {
      batch = veche_batch_new ("fake", "fake.example");
      for (; at < end; at++)
        {
          g_autofree char *id = g_strdup_printf ("m%u", at);

          veche_batch_add_person (batch, id)->name = "Участник";
        }
      veche_batch_set_cursor (batch, next, end < place->members);
    }
  g_mutex_unlock (&lock);

  return batch;
}

static void
fake_connector_class_init (FakeConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "fake";
  connector_class->fetch = fake_connector_fetch;
  connector_class->send = fake_connector_send;
  connector_class->describe = fake_connector_describe;
  connector_class->revoke = fake_connector_revoke;
  connector_class->backfill = fake_connector_backfill;
  connector_class->members = fake_connector_members;
}

static void
fake_connector_init (FakeConnector *self)
{
}

/* The other two differ in what their lines say. */
#define VARIANT(Name, name_, nick)                                                                       \
  typedef struct { FakeConnector parent_instance; } Name;                                                \
  typedef struct { FakeConnectorClass parent_class; } Name##Class;                                       \
  static GType name_##_get_type (void);                                                                  \
  G_DEFINE_TYPE (Name, name_, fake_connector_get_type ())                                                \
  static void name_##_class_init (Name##Class *klass) { VECHE_CONNECTOR_CLASS (klass)->name = nick; }    \
  static void name_##_init (Name *self) {}

VARIANT (FakePoll, fake_poll, "fake-poll")
VARIANT (FakeBlind, fake_blind, "fake-blind")

void
fake_connector_register (void)
{
  static const VecheConnectorInfo infos[] = {
    { .name = "fake", .title = "Fake", .get_type = fake_connector_get_type,
      .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE },
    { .name = "fake-poll", .title = "Fake poll", .get_type = fake_poll_get_type,
      .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .waits = TRUE },
    { .name = "fake-blind", .title = "Fake blind", .get_type = fake_blind_get_type, .reads = TRUE, .writes = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    veche_connectors_add (&infos[i]);
}

/*** What a test says and asks ***/

void
fake_connector_reset (void)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&places, g_hash_table_unref);
  g_mutex_unlock (&lock);
}

#define SETTER(signature, ...)             \
  void signature                           \
  {                                        \
    FakePlace *place = fake_place_lock (url); \
    __VA_ARGS__;                           \
    g_mutex_unlock (&lock);                \
  }

SETTER (fake_connector_say (const char *url, guint posts), place->said += posts)
SETTER (fake_connector_fail (const char *url, int code, gint64 retry_after), place->fail = code, place->retry_after = retry_after)
SETTER (fake_connector_fail_describe (const char *url, int code), place->fail_describe = code)
SETTER (fake_connector_fail_revoke (const char *url, int code), place->fail_revoke = code)
SETTER (fake_connector_set_token (const char *url, const char *token), g_free (place->token), place->token = g_strdup (token))
SETTER (fake_connector_refresh (const char *url, const char *token), g_free (place->refresh), place->refresh = g_strdup (token))
SETTER (fake_connector_set_holds (const char *url, gboolean holds), place->holds = holds)
SETTER (fake_connector_limit (const char *url, guint count, guint seconds), place->limit = count, place->limit_seconds = seconds)
SETTER (fake_connector_remember (const char *url, guint posts, gint64 first, gint64 step, gint64 kept),
        place->old = posts, place->old_first = first, place->old_step = step, place->kept = kept)
SETTER (fake_connector_set_members (const char *url, guint members), place->members = members)
SETTER (fake_connector_fail_errands (const char *url, int code, guint pages), place->fail_errands = code, place->good_pages = pages)
SETTER (fake_connector_set_send (const char *url, FakeSend fate, guint n), place->send = fate, place->n_send = n)

GArray *
fake_connector_times (const char *url, const char *what)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  FakePlace *place = fake_place_lock (url);

  for (guint i = 0; i < place->events->len; i++)
    {
      FakeEvent *event = g_ptr_array_index (place->events, i);

      if (g_str_equal (event->what, what))
        g_array_append_val (times, event->at);
    }
  g_mutex_unlock (&lock);

  return times;
}

guint
fake_connector_count (const char *url, const char *what)
{
  g_autoptr (GArray) times = fake_connector_times (url, what);

  return times->len;
}

GStrv
fake_connector_arrived (const char *url)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  FakePlace *place = fake_place_lock (url);

  for (guint i = 0; i < place->arrived->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (place->arrived, i));
  g_mutex_unlock (&lock);

  return g_strv_builder_end (builder);
}
