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

/* Main thread only.  Connectors come and go with each run; what the people have yet to say stays. */
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
veche_sample_connector_fetch_async (VecheConnector *connector, const char *cursor, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connector, cancellable, callback, user_data);
  const char *url = veche_connector_get_url (connector);
  VecheBatch *batch = veche_sample_new_batch (url);
  gint64 now = g_get_real_time ();

  for (guint i = 0; sample_pending != NULL && i < sample_pending->len;)
    {
      VecheSampleAnswer *answer = g_ptr_array_index (sample_pending, i);
      g_autofree char *id = NULL;
      VechePost *post;

      if (answer->due > now || !g_str_equal (answer->source, url))
        {
          i++;
          continue;
        }
      id = veche_uid_new ();
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
      g_ptr_array_remove_index (sample_pending, i);
    }
  veche_batch_set_cursor (batch, cursor, FALSE);

  g_task_set_source_tag (task, veche_sample_connector_fetch_async);
  g_task_return_pointer (task, batch, (GDestroyNotify) veche_batch_unref);
}

static VecheBatch *
veche_sample_connector_fetch_finish (VecheConnector *connector, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
veche_sample_sent_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSampleAnswer *answer = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  answer->due = g_get_real_time () + (gint64) sample_answer_delay * 1000;
  g_task_return_pointer (task, g_strdup (answer->our_id), g_free);

  return G_SOURCE_REMOVE;
}

static void
veche_sample_connector_send_async (VecheConnector *connector, VecheReply *reply, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connector, cancellable, callback, user_data);
  VecheSampleAnswer *answer = NULL;

  g_task_set_source_tag (task, veche_sample_connector_send_async);
  if (sample_pending == NULL)
    sample_pending = g_ptr_array_new_with_free_func (veche_sample_answer_free);

  /* The same key again is the same reply. */
  for (guint i = 0; i < sample_pending->len && reply->maybe_sent; i++)
    {
      VecheSampleAnswer *earlier = g_ptr_array_index (sample_pending, i);

      if (g_strcmp0 (earlier->key, reply->idempotency_key) == 0)
        answer = earlier;
    }
  if (answer == NULL)
    {
      answer = g_new0 (VecheSampleAnswer, 1);
      answer->source = g_strdup (veche_connector_get_url (connector));
      answer->key = g_strdup (reply->idempotency_key);
      answer->channel = g_strdup (reply->channel);
      answer->thread = g_strdup (reply->thread);
      answer->author = g_strdup (reply->author_handle != NULL ? reply->author_handle : "someone");
      answer->our_id = reply->idempotency_key != NULL ? g_strdup (reply->idempotency_key) : veche_uid_new ();
      answer->russian = veche_sample_is_russian (reply->text);
      answer->due = G_MAXINT64;
      g_ptr_array_add (sample_pending, answer);
    }

  g_task_set_task_data (task, answer, NULL);
  g_timeout_add (sample_send_delay, veche_sample_sent_cb, g_steal_pointer (&task));
}

static char *
veche_sample_connector_send_finish (VecheConnector *connector, GAsyncResult *result, char **url, GError **error)
{
  if (url != NULL)
    *url = NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
veche_sample_connector_class_init (VecheSampleConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "sample";
  connector_class->fetch_async = veche_sample_connector_fetch_async;
  connector_class->fetch_finish = veche_sample_connector_fetch_finish;
  connector_class->send_async = veche_sample_connector_send_async;
  connector_class->send_finish = veche_sample_connector_send_finish;
}

static void
veche_sample_connector_init (VecheSampleConnector *self)
{
}
