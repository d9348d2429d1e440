/* veche-earlier.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-earlier.h"

#include <string.h>

#include "analysis/veche-words.h"

#define WORDS_MOST 200
#define LOOK_AT    100    /* answers */
#define ALIKE      .4     /* of the shorter one's words */

static GHashTable *
topic_of (const char *text)
{
  g_autoptr (GArray) words = veche_words_split (text, WORDS_MOST);
  GHashTable *topic = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const VecheWord *word = veche_words_at (words, i);

      if (!word->stop && word->length >= 3 && !veche_words_is_generic (word->stem))
        g_hash_table_add (topic, g_strdup (word->stem));
    }

  return topic;
}

static gboolean
alike (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer stem;
  guint shared = 0, least = MIN (g_hash_table_size (a), g_hash_table_size (b));

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &stem, NULL))
    shared += g_hash_table_contains (b, stem);

  return least > 0 && shared >= MIN (2, least) && shared >= ALIKE * least;
}

gboolean
veche_earlier_alike (const char *a, const char *b)
{
  g_autoptr (GHashTable) one = topic_of (a), other = topic_of (b);

  return alike (one, other);
}

GPtrArray *
veche_earlier_find (VecheDb *db, gint64 interaction_id, const char *text, guint most, GError **error)
{
  g_autoptr (GPtrArray) list = veche_earlier_list (db, interaction_id, LOOK_AT, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (veche_earlier_free);
  g_autoptr (GHashTable) topic = topic_of (text != NULL ? text : "");

  if (list == NULL)
    return NULL;
  while (list->len > 0 && found->len < most && g_hash_table_size (topic) > 0)
    {
      VecheEarlier *one = g_ptr_array_steal_index (list, 0);
      g_autoptr (GHashTable) asked = topic_of (one->question != NULL ? one->question : one->text);

      if (alike (topic, asked))
        g_ptr_array_add (found, one);
      else
        veche_earlier_free (one);
    }

  return g_steal_pointer (&found);
}
