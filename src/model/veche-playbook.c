/* veche-playbook.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-playbook.h"

#include <string.h>

#include "model/veche-text.h"

#define STEP_MOST 300   /* characters */

/* What follows "- ", "* ", "• ", "12. " or "12) ". */
static const char *
skip_bullet (const char *line)
{
  static const char *const bullets[] = { "- ", "* ", "+ ", "• ", "— ", "– " };
  gsize digits = strspn (line, "0123456789");

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (line, bullets[i]))
      return line + strlen (bullets[i]);
  if (digits > 0 && digits <= 3 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ')
    return line + digits + 2;

  return line;
}

/* What follows "[ ] " or "[x] ". */
static const char *
skip_box (const char *line)
{
  return line[0] == '[' && line[1] != '\0' && line[2] == ']' && line[3] == ' ' ? line + 4 : line;
}

GStrv
veche_playbook_dup_steps (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body != NULL ? body : "", "\n", -1);
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; lines[i] != NULL && n < VECHE_PLAYBOOK_MOST_STEPS; i++)
    {
      const char *line = g_strstrip (lines[i]);
      g_autofree char *step = NULL;

      if (*line == '#')
        continue;
      step = veche_text_clamp (skip_box (skip_bullet (line)), STEP_MOST, FALSE);
      if (*g_strstrip (step) == '\0')
        continue;
      g_strv_builder_add (steps, step);
      n++;
    }

  return g_strv_builder_end (steps);
}
