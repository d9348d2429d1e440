/* veche-test-hostile.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HOSTILE_MARKUP,
  HOSTILE_MARKS,        /* 50,000 combining marks on one letter */
  HOSTILE_BIDI,         /* overrides that turn every letter round */
  HOSTILE_RUN,          /* 100,000 letters without a break */
  HOSTILE_ODD,          /* what is no text: a NUL's escape, ligatures, flags */
  HOSTILE_EMOJI,
  HOSTILE_LINES,
  HOSTILE_WORDS,
  HOSTILE_EMPTY,
  HOSTILE_SCRIPTS,      /* each letter of another script, right to left beside left to right */
  HOSTILE_JOINED,       /* joiners and invisible signs without an end */
  N_HOSTILE,
} HostileKind;

#define HOSTILE_NAMES { "markup", "marks", "bidi", "run", "odd", "emoji", "lines", "words", "empty", "scripts", "joined" }

static inline void
hostile_repeat (GString *text, const char *what, guint times)
{
  for (guint i = 0; i < times; i++)
    g_string_append (text, what);
}

/* What strangers may call themselves, and say. (transfer full) */
static inline char *
hostile_text (HostileKind kind)
{
  GString *text = g_string_new (NULL);

  switch (kind)
    {
    case HOSTILE_MARKUP:
      g_string_append (text, "<span size='999999'>&amp;</b>%s%n [x](javascript:alert(1)) <script>");
      break;
    case HOSTILE_MARKS:
      g_string_append_c (text, 'a');
      hostile_repeat (text, "\xcc\x81", 50000);
      break;
    case HOSTILE_BIDI:
      hostile_repeat (text, "\xe2\x80\xae\xd7\x90", 10000);
      break;
    case HOSTILE_RUN:
      hostile_repeat (text, "W", 100000);
      break;
    case HOSTILE_ODD:
      g_string_append (text, "\xef\xbf\xbd\n\r\t\x01 ﷽ 👨‍👩‍👧‍👦🏳️‍🌈");
      break;
    case HOSTILE_EMOJI:
      hostile_repeat (text, "👨‍👩‍👧‍👦", 4000);
      break;
    case HOSTILE_LINES:
      hostile_repeat (text, "строка\n", 10000);
      break;
    case HOSTILE_WORDS:
      hostile_repeat (text, "Анна-Мария ", 5000);
      break;
    case HOSTILE_SCRIPTS:
      hostile_repeat (text, "aбאक𝔄ทظ", 4000);
      break;
    case HOSTILE_JOINED:
      hostile_repeat (text, "\xe2\x80\x8d\xe2\x80\x8b\xc2\xad\xef\xb8\x8f\xe2\x81\xa7", 10000);
      break;
    case HOSTILE_EMPTY:
    case N_HOSTILE:
    default:
      break;
    }

  return g_string_free (text, FALSE);
}

/* What of it takes long to lay out, or turns the line round: marks upon marks, a run without a break, letters turned. (nullable) */
static inline const char *
hostile_wildness (const char *text)
{
  guint marks = 0, word = 0, length = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      marks = g_unichar_ismark (c) || c == 0x200d ? marks + 1 : 0;
      word = g_unichar_isspace (c) ? 0 : word + 1;
      length++;
      if (marks > 8)
        return "marks";
      if (word > 240)
        return "run";
      if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        return "bidi";
    }

  return length > 20100 ? "long" : NULL;
}

/* SQL with the text in the place of each $. (transfer full) */
static inline char *
hostile_sql (const char *sql, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (sql, "$", -1), quoted = g_strsplit (text, "'", -1);
  g_autofree char *inner = g_strjoinv ("''", quoted), *literal = g_strdup_printf ("'%s'", inner);

  return g_strjoinv (literal, parts);
}

G_END_DECLS
