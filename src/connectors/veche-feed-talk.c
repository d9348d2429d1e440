/* veche-feed-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Well-Formed Web's comment element (wellformedweb.org/CommentAPI/), the Slash module of RSS 1.0 (purl.org/rss/1.0/modules/slash/) and
 * RFC 4685, Atom Threading Extensions.
 */

#include "connectors/veche-feed-talk.h"

#include "connectors/veche-json.h"

#define MAX_TALKS 30
#define YOUNG     (3 * G_TIME_SPAN_DAY)
#define OLD       (30 * G_TIME_SPAN_DAY)

void
veche_feed_talk_free (gpointer data)
{
  VecheFeedTalk *talk = data;

  g_free (talk->entry);
  g_free (talk->url);
  g_free (talk->etag);
  g_free (talk->modified);
  g_free (talk);
}

GPtrArray *
veche_feed_talks_new (void)
{
  return g_ptr_array_new_with_free_func (veche_feed_talk_free);
}

GPtrArray *
veche_feed_talks_read (JsonArray *array)
{
  GPtrArray *self = veche_feed_talks_new ();

  for (guint i = 0; i < veche_json_length (array) && i < MAX_TALKS; i++)
    {
      JsonObject *object = veche_json_nth (array, i);
      VecheFeedTalk *talk;

      if (veche_json_string (object, "entry", NULL) == NULL || veche_json_string (object, "url", NULL) == NULL)
        continue;
      talk = g_new0 (VecheFeedTalk, 1);
      talk->entry = g_strdup (veche_json_string (object, "entry", NULL));
      talk->url = g_strdup (veche_json_string (object, "url", NULL));
      talk->etag = g_strdup (veche_json_string (object, "etag", NULL));
      talk->modified = g_strdup (veche_json_string (object, "modified", NULL));
      talk->at = veche_json_int (object, "at", 0);
      talk->asked = veche_json_int (object, "asked", 0);
      talk->count = (int) CLAMP (veche_json_int (object, "count", 0), -1, G_MAXINT32);
      talk->read = (int) CLAMP (veche_json_int (object, "read", 0), VECHE_FEED_TALK_LATER, G_MAXINT32);
      g_ptr_array_add (self, talk);
    }

  return self;
}

void
veche_feed_talks_write (GPtrArray *self, JsonBuilder *builder)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->len; i++)
    {
      VecheFeedTalk *talk = g_ptr_array_index (self, i);

      json_builder_begin_object (builder);
      veche_json_add_string (builder, "entry", talk->entry);
      veche_json_add_string (builder, "url", talk->url);
      veche_json_add_string (builder, "etag", talk->etag);
      veche_json_add_string (builder, "modified", talk->modified);
      veche_json_add_int (builder, "at", talk->at);
      veche_json_add_int (builder, "asked", talk->asked);
      veche_json_add_int (builder, "count", talk->count);
      veche_json_add_int (builder, "read", talk->read);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static VecheFeedTalk *
veche_feed_talks_find (GPtrArray *self, const char *entry)
{
  for (guint i = 0; i < self->len; i++)
    if (g_str_equal (((VecheFeedTalk *) g_ptr_array_index (self, i))->entry, entry))
      return g_ptr_array_index (self, i);

  return NULL;
}

static int
veche_feed_talk_compare (gconstpointer a, gconstpointer b)
{
  const VecheFeedTalk *one = *(VecheFeedTalk *const *) a, *other = *(VecheFeedTalk *const *) b;

  return (one->at < other->at) - (one->at > other->at);
}

void
veche_feed_talks_merge (GPtrArray *self, GPtrArray *found, gint64 now)
{
  for (guint i = 0; i < found->len; i++)
    {
      const VecheFeedTalk *one = g_ptr_array_index (found, i);
      VecheFeedTalk *talk = veche_feed_talks_find (self, one->entry);

      if (talk == NULL)
        {
          talk = g_new0 (VecheFeedTalk, 1);
          talk->entry = g_strdup (one->entry);
          talk->read = one->count;
          talk->asked = one->count == 0 ? now : 0;     /* nobody has said anything yet */
          g_ptr_array_add (self, talk);
        }
      g_free (talk->url);
      talk->url = g_strdup (one->url);
      talk->at = one->at;
      talk->count = one->count;
    }
  g_ptr_array_sort (self, veche_feed_talk_compare);
  if (self->len > MAX_TALKS)
    g_ptr_array_set_size (self, MAX_TALKS);
}

static gboolean
veche_feed_talk_is_due (const VecheFeedTalk *self, gint64 now)
{
  gboolean later = self->read == VECHE_FEED_TALK_LATER;

  if (self->asked == 0 || (self->count != self->read && !later))
    return TRUE;
  if (self->at < now - OLD && !later)
    return FALSE;

  return self->asked < now - (self->at > now - YOUNG ? G_TIME_SPAN_HOUR : 12 * G_TIME_SPAN_HOUR);
}

VecheFeedTalk *
veche_feed_talks_next (GPtrArray *self, gint64 now)
{
  for (guint i = 0; i < self->len; i++)
    if (veche_feed_talk_is_due (g_ptr_array_index (self, i), now))
      return g_ptr_array_index (self, i);

  return NULL;
}
