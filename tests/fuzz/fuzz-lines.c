/* fuzz-lines.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "connectors/veche-lines-parse.h"

/* Any bytes as what a watched folder holds or a command prints. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (VecheLines) lines = { 0 };
  g_autoptr (VecheBatch) batch = NULL;
  const VechePost *posts;
  gsize done;
  guint n;

  veche_lines_init (&lines);
  lines.words = "вече, c++";
  lines.commands = size % 2 == 0;
  done = veche_lines_feed (&lines, (const char *) data, size, size % 3 == 0, 100);
  g_assert_cmpuint (done, <=, size);
  batch = veche_lines_finish (&lines);
  posts = veche_batch_get_posts (batch, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (posts[i].remote_id);
      g_assert_nonnull (posts[i].author);
      g_assert_cmpint (posts[i].at, >, 0);
      g_assert_true (posts[i].text == NULL || g_utf8_validate (posts[i].text, -1, NULL));
    }

  return 0;
}
