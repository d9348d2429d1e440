/* veche-text-weight.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "model/veche-text-weight.h"

#define MOST_TEXT       40000   /* characters: more than any platform takes */
#define MOST_PARAGRAPH   5000   /* the longest message of Telegram stands in one */
#define MOST_RUN         2000   /* without a space: longer than any address that is answered with */
#define MOST_MARKS          8   /* and signs that are not seen, on one letter; those of no language have more than four, a flag has six */
#define MOST_TURNS         32   /* of the direction by controls, in a paragraph */

static gboolean
is_mark (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static gboolean
is_turn (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

gsize
veche_text_weight_fits (const char *text)
{
  guint length = 0, paragraph = 0, run = 0, marks = 0, turns = 0;
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == 0x2029)
        paragraph = turns = 0;
      marks = is_mark (c) ? marks + 1 : 0;
      turns += is_turn (c) ? 1 : 0;
      run = g_unichar_isspace (c) ? 0 : run + 1;
      if (marks > MOST_MARKS || run > MOST_RUN || turns > MOST_TURNS || ++paragraph > MOST_PARAGRAPH || ++length > MOST_TEXT)
        break;
    }

  return (gsize) (p - text);
}

char *
veche_text_weight_tame (const char *text, gsize max)
{
  GString *tame = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint marks = 0, run = 0;
  gsize length = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      marks = is_mark (c) ? marks + 1 : 0;
      run = g_unichar_isspace (c) ? 0 : run + 1;
      if (marks > MOST_MARKS || run > MOST_RUN || is_turn (c))
        continue;
      if (length++ == max)
        {
          g_string_append (tame, "…");
          break;
        }
      g_string_append_unichar (tame, c);
    }

  return g_string_free (tame, FALSE);
}
