/* fuzz-feed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-feed-parse.h"
#include "connectors/veche-feed-talk.h"

/* Any bytes as a feed, in whatever encoding it claims; as a date; as words to look for. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const charsets[] = { NULL, "windows-1251", "utf-16", "x-none" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) talks = veche_feed_talks_new ();
  g_autoptr (GPtrArray) known = veche_feed_talks_new ();
  VecheFeedContext context = { .url = "https://club.example/feed.xml", .charset = charsets[size % G_N_ELEMENTS (charsets)], .words = "вече, c++", .without = "спам",
                               .now = G_GINT64_CONSTANT (1795250000) * G_USEC_PER_SEC, .first_seen = seen, .below = size % 3 == 0 ? "p1" : NULL, .talks = talks };
  g_autoptr (VecheBatch) batch = veche_feed_parse ((const char *) data, size, &context, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  guint n;

  veche_feed_parse_date (text);
  veche_feed_talks_merge (known, talks, context.now);
  veche_feed_talks_next (known, context.now);
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
