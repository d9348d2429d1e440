/* veche-sample-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-sample-connector.h"

#include <string.h>

#include "model/veche-uid.h"

struct _VecheSampleConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheSampleConnector, veche_sample_connector, VECHE_TYPE_CONNECTOR)

typedef struct
{
  char   *source;        /* the url of the source it is for */
  char   *key;           /* idempotency key of the reply */
  char   *channel, *thread, *author, *our_id;
  gboolean russian;
  gint64  due;           /* microseconds UTC */
} VecheSampleAnswer;

/* Connectors come and go with each run; what the people have yet to say stays. */
static GMutex sample_lock;
static GPtrArray *sample_pending;      /* (element-type VecheSampleAnswer) (owned) (nullable) */
static guint sample_count;
static guint sample_send_delay = 2500;
static guint sample_answer_delay = 4000;

void
veche_sample_connector_set_delays (guint send, guint answer)
{
  sample_send_delay = send;
  sample_answer_delay = answer;
}

static void
veche_sample_answer_free (gpointer data)
{
  VecheSampleAnswer *answer = data;

  g_free (answer->source);
  g_free (answer->key);
  g_free (answer->channel);
  g_free (answer->thread);
  g_free (answer->author);
  g_free (answer->our_id);
  g_free (answer);
}

static const char *
veche_sample_say (gboolean russian)
{
  static const char *const ru[] = {
    "Спасибо, теперь понятно! Попробую сегодня вечером.",
    "О, отлично. А можно прийти с другом?",
    "Спасибо за быстрый ответ 🙂",
    "Понял, тогда жду анонс.",
    "Супер, записалась. До встречи!",
  };
  static const char *const en[] = {
    "Thanks, that clears it up! I'll try it tonight.",
    "Oh nice. May I bring a friend?",
    "Thank you for the quick answer :)",
    "Got it, waiting for the announcement then.",
    "Great, count me in!",
  };

  return russian ? ru[sample_count++ % G_N_ELEMENTS (ru)] : en[sample_count++ % G_N_ELEMENTS (en)];
}

static gboolean
veche_sample_is_russian (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_CYRILLIC)
      return TRUE;

  return FALSE;
}

/* "sample:mastodon/club.example" → an empty batch of that platform and instance. */
static VecheBatch *
veche_sample_new_batch (const char *url)
{
  const char *place = g_str_has_prefix (url, "sample:") ? url + strlen ("sample:") : url;
  g_auto (GStrv) parts = g_strsplit (*place != '\0' ? place : "sample", "/", 2);

  return veche_batch_new (parts[0], parts[1]);
}

static void
veche_sample_add_answer (VecheBatch *batch, VecheSampleAnswer *answer)
{
  g_autofree char *id = veche_uid_new ();
  VechePost *post;

  veche_batch_add_channel (batch, answer->channel);
  veche_batch_add_person (batch, answer->author)->handle = veche_batch_string (batch, answer->author);
  post = veche_batch_add_post (batch, answer->channel, id);
  post->kind = "message";
  post->author = veche_batch_string (batch, answer->author);
  post->reply_to = veche_batch_string (batch, answer->our_id);
  post->thread = veche_batch_string (batch, answer->thread);
  post->text = veche_batch_string (batch, veche_sample_say (answer->russian));
  post->at = answer->due;
  post->attention = VECHE_ATTENTION_REPLY;
}

static VecheBatch *
veche_sample_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  const char *url = veche_connector_get_url (connector);
  VecheBatch *batch = veche_sample_new_batch (url);
  gint64 now = g_get_real_time ();

  g_mutex_lock (&sample_lock);
  for (guint i = 0; sample_pending != NULL && i < sample_pending->len;)
    {
      VecheSampleAnswer *answer = g_ptr_array_index (sample_pending, i);

      if (answer->due > now || !g_str_equal (answer->source, url))
        {
          i++;
          continue;
        }
      veche_sample_add_answer (batch, answer);
      g_ptr_array_remove_index (sample_pending, i);
    }
  g_mutex_unlock (&sample_lock);
  veche_batch_set_cursor (batch, cursor, FALSE);

  return batch;
}

static VecheSampleAnswer *
veche_sample_answer_new (const char *source, const VecheReply *reply)
{
  VecheSampleAnswer *answer = g_new0 (VecheSampleAnswer, 1);

  answer->source = g_strdup (source);
  answer->key = g_strdup (reply->idempotency_key);
  answer->channel = g_strdup (reply->channel);
  answer->thread = g_strdup (reply->thread);
  answer->author = g_strdup (reply->author_handle != NULL ? reply->author_handle : "someone");
  answer->our_id = reply->idempotency_key != NULL ? g_strdup (reply->idempotency_key) : veche_uid_new ();
  answer->russian = veche_sample_is_russian (reply->text);
  answer->due = g_get_real_time () + (gint64) sample_answer_delay * 1000;

  return answer;
}

static gboolean
veche_sample_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  const char *url = veche_connector_get_url (connector);

  if (!veche_api_sleep ((gint64) sample_send_delay * 1000, api->cancellable, error))
    return FALSE;

  g_mutex_lock (&sample_lock);
  if (sample_pending == NULL)
    sample_pending = g_ptr_array_new_with_free_func (veche_sample_answer_free);
  /* The same key again is the same reply. */
  for (guint i = 0; i < sample_pending->len && reply->maybe_sent && sent->remote_id == NULL; i++)
    {
      VecheSampleAnswer *earlier = g_ptr_array_index (sample_pending, i);

      if (g_strcmp0 (earlier->key, reply->idempotency_key) == 0)
        sent->remote_id = g_strdup (earlier->our_id);
    }
  if (sent->remote_id == NULL)
    {
      VecheSampleAnswer *answer = veche_sample_answer_new (url, reply);

      sent->remote_id = g_strdup (answer->our_id);
      g_ptr_array_add (sample_pending, answer);
    }
  g_mutex_unlock (&sample_lock);

  return TRUE;
}

static void
veche_sample_connector_class_init (VecheSampleConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "sample";
  connector_class->fetch = veche_sample_connector_fetch;
  connector_class->send = veche_sample_connector_send;
}

static void
veche_sample_connector_init (VecheSampleConnector *self)
{
}
