/* fuzz-feed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-feed-parse.h"

/* Any bytes as a feed, in whatever encoding it claims; as a date; as words to look for. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const charsets[] = { NULL, "windows-1251", "utf-16", "x-none" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  VecheFeedContext context = { "https://club.example/feed.xml", charsets[size % G_N_ELEMENTS (charsets)], "вече, c++", "спам", G_GINT64_CONSTANT (1795250000) * G_USEC_PER_SEC, seen };
  g_autoptr (VecheBatch) batch = veche_feed_parse ((const char *) data, size, &context, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  guint n;

  veche_feed_parse_date (text);
  if (batch != NULL)
    {
      const VechePost *posts = veche_batch_get_posts (batch, &n);

      for (guint i = 0; i < n; i++)
        {
          g_assert_nonnull (posts[i].remote_id);
          g_assert_true (g_utf8_validate (posts[i].text, -1, NULL));
          g_assert_cmpint (posts[i].at, <=, context.now + G_TIME_SPAN_DAY);
        }
    }

  return 0;
}
