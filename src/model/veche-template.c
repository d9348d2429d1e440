/* veche-template.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-template.h"

#include <string.h>

#include "model/veche-text.h"

#define MAX_NAME 64   /* bytes between braces that may be a variable */

static const struct { const char *english, *russian; } names[VECHE_N_VARIABLES] = {
  [VECHE_VARIABLE_NAME] = { "name", "имя" },
  [VECHE_VARIABLE_FULL_NAME] = { "fullname", "полноеимя" },
  [VECHE_VARIABLE_HANDLE] = { "handle", "ник" },
  [VECHE_VARIABLE_PLATFORM] = { "platform", "платформа" },
  [VECHE_VARIABLE_CITY] = { "city", "город" },
  [VECHE_VARIABLE_MODERATOR] = { "moderator", "модератор" },
  [VECHE_VARIABLE_COMMUNITY] = { "community", "сообщество" },
  [VECHE_VARIABLE_EVENT] = { "event", "событие" },
  [VECHE_VARIABLE_DATE] = { "date", "дата" },
  [VECHE_VARIABLE_TIME] = { "time", "время" },
  [VECHE_VARIABLE_LINK] = { "link", "ссылка" },
  [VECHE_VARIABLE_TODAY] = { "today", "сегодня" },
};

gboolean
veche_template_variable_parse (const char *name, gsize length, VecheVariable *variable)
{
  g_autofree char *raw = g_strndup (name, length);
  g_autofree char *folded = veche_text_fold (g_strstrip (raw));

  for (guint i = 0; i < VECHE_N_VARIABLES; i++)
    if (strcmp (folded, names[i].english) == 0 || strcmp (folded, names[i].russian) == 0)
      {
        *variable = i;
        return TRUE;
      }

  return FALSE;
}

/* One word of letters between braces: where it ends, else 0. */
static gsize
variable_length (const char *open)
{
  const char *close = strchr (open, '}');

  if (close == NULL || close == open + 1 || close - open > MAX_NAME)
    return 0;
  for (const char *p = open + 1; p < close; p = g_utf8_next_char (p))
    if (!g_unichar_isalpha (g_utf8_get_char (p)) && *p != '_' && *p != '-')
      return 0;

  return (gsize) (close - open) + 1;
}

static void
add_hole (GArray *holes, gsize start, gsize length, gboolean known)
{
  VecheTemplateHole hole = { (guint) start, (guint) length, known };

  if (holes != NULL)
    g_array_append_val (holes, hole);
}

char *
veche_template_render (const char *text, const char *const values[VECHE_N_VARIABLES], GArray **holes)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GArray *left = g_array_new (FALSE, FALSE, sizeof (VecheTemplateHole));
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0';)
    {
      gsize length = *p == '{' ? variable_length (p) : 0;
      VecheVariable variable = 0;
      gboolean known = length > 0 && veche_template_variable_parse (p + 1, length - 2, &variable);

      if (p[0] == '{' && p[1] == '{')
        {
          g_string_append_c (out, '{');
          p += 2;
        }
      else if (known && values[variable] != NULL && *values[variable] != '\0')
        {
          g_string_append (out, values[variable]);
          p += length;
        }
      else
        {
          if (length > 0)
            add_hole (left, out->len, length, known);
          g_string_append_len (out, p, length > 0 ? (gssize) length : 1);
          p += length > 0 ? length : 1;
        }
    }
  if (holes != NULL)
    *holes = left;
  else
    g_array_unref (left);

  return g_string_free (out, FALSE);
}

gboolean
veche_template_has_holes (const char *text, GArray **holes)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (VecheTemplateHole));
  gboolean any;

  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      gsize length = variable_length (p);
      VecheVariable variable;

      if (length > 0)
        add_hole (left, (gsize) (p - text), length, veche_template_variable_parse (p + 1, length - 2, &variable));
    }
  any = left->len > 0;
  if (holes != NULL)
    *holes = g_steal_pointer (&left);

  return any;
}

static gboolean
is_code_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '_';
}

char *
veche_template_code_before (const char *text, gsize cursor, guint *start)
{
  const char *end = text + MIN (cursor, strlen (text)), *p = end;
  g_autofree char *raw = NULL;

  while (p > text && is_code_character (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  if (p == end || p == text || p[-1] != '/')
    return NULL;
  p--;
  if (p > text && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
    return NULL;
  if (start != NULL)
    *start = (guint) (p - text);
  raw = g_strndup (p + 1, (gsize) (end - p - 1));

  return veche_text_fold (raw);
}
