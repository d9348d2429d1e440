/* veche-platform-syntax.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-platform-syntax.h"

#define PLAIN    N_ ("Plain text")
#define MARKDOWN N_ ("Markdown")

static const struct
{
  const char *platform, *words, *details;
} syntaxes[] = {
  { "bluesky", PLAIN, N_ ("Links and @names become links; bold and lists do not exist there") },
  { "discord", MARKDOWN, N_ ("**bold**, *slanted*, > quote, `code`, - list; a bare link shows a card") },
  { "discourse", MARKDOWN, N_ ("**bold**, *slanted*, > quote, [words](link), - list; a link on a line of its own shows a card") },
  { "mastodon", PLAIN, N_ ("Links, @names and #tags become links; on most servers bold and lists are shown as typed") },
  { "matrix", PLAIN, N_ ("Links and [Name](https://matrix.to/#/@name:server) become links; stars and underscores are shown as typed") },
  { "telegram", PLAIN, N_ ("Links and @names become links; stars and underscores are shown as typed") },
  { "vk", PLAIN, N_ ("Links and [id1|Name] become links; stars and underscores are shown as typed") },
};

const char *
veche_platform_syntax (const char *platform, const char **details)
{
  if (details != NULL)
    *details = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (syntaxes); i++)
    if (g_strcmp0 (syntaxes[i].platform, platform) == 0)
      {
        if (details != NULL)
          *details = _ (syntaxes[i].details);
        return _ (syntaxes[i].words);
      }

  return "";
}
