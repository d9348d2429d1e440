/* veche-cell.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-cell.h"

/* What a spreadsheet, or whoever cleans a cell up for it, may drop before it looks for a formula. */
static gboolean
is_skipped (gunichar c)
{
  return c == '\'' || c == '"' || c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d || c == 0xab || c == 0xbb || c == 0xfeff ||
         (c >= 0x200b && c <= 0x200f) || (c != '\t' && c != '\r' && c != '\n' && g_unichar_isspace (c));
}

static gboolean
opens_formula (gunichar c)
{
  static const gunichar openers[] = { '=', '+', '-', '@', '\t', '\r', '\n', '|', '%', 0xff1d, 0xff0b, 0xff0d, 0xff20, 0x2212 };

  for (gsize i = 0; i < G_N_ELEMENTS (openers); i++)
    if (c == openers[i])
      return TRUE;

  return FALSE;
}

gboolean
veche_cell_is_formula (const char *text)
{
  while (*text != '\0' && is_skipped (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text != '\0' && opens_formula (g_utf8_get_char (text));
}

char *
veche_cell_guard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return veche_cell_is_formula (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

char *
veche_cell_unguard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strdup (*text == '\'' && veche_cell_is_formula (text + 1) ? text + 1 : text);
}
