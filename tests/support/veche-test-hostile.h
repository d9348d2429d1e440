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

G_END_DECLS
