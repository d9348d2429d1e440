/* veche-field.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-field.h"

#include <math.h>
#include <string.h>

#include "model/veche-text.h"

#define MAX_TEXT 20000   /* characters of one value */

const char *const veche_field_kinds[] = { "text", "number", "date", "choice", "yes-no", "member", NULL };

void
veche_field_free (VecheField *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->kind);
  g_strfreev (self->choices);
  g_free (self);
}

void
veche_field_value_free (VecheFieldValue *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->ref_uid);
  g_free (self);
}

/* Up to three numbers with anything that stands between the parts of a date; how many there are, 0 when something else is there. */
static guint
split_day (const char *text, guint parts[3], gboolean *year_first)
{
  guint n = 0;

  *year_first = FALSE;
  while (*text != '\0')
    {
      guint length = 0, number = 0;

      while (g_ascii_isdigit (*text) && length < 5)
        {
          number = number * 10 + (guint) (*text++ - '0');
          length++;
        }
      if (length == 0 || length > 4 || n == 3)
        return 0;
      if (n == 0)
        *year_first = length == 4;
      parts[n++] = number;
      if (*text == '\0')
        return n;
      if (strchr ("-./", *text) == NULL)
        return 0;
      text++;
      if (*text == '\0')
        return n == 3 || n == 2 ? n : 0;   /* "21.11." */
    }

  return 0;
}

char *
veche_field_parse_day (const char *typed, gboolean with_yearless)
{
  g_autofree char *text = NULL;
  guint parts[3] = { 0 }, n;
  gboolean year_first, bare;

  if (typed == NULL)
    return NULL;

  text = g_strstrip (g_strdup (typed));
  bare = g_str_has_prefix (text, "--");
  n = split_day (bare ? text + 2 : text, parts, &year_first);
  if (n == 2 && with_yearless)
    {
      guint month = bare ? parts[0] : parts[1], day = bare ? parts[1] : parts[0];

      /* A leap year: the 29th of February is somebody's birthday. */
      return g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, 2024) ? g_strdup_printf ("--%02u-%02u", month, day) : NULL;
    }
  if (n != 3 || bare)
    return NULL;

  if (!year_first)
    {
      guint day = parts[0];

      parts[0] = parts[2];
      parts[2] = day;
    }
  if (parts[0] < 1000 || parts[2] > 31 || parts[1] > 12 ||
      !g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return NULL;

  return g_strdup_printf ("%04u-%02u-%02u", parts[0], parts[1], parts[2]);
}

static char *
number_text (double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (digits, sizeof digits, "%.15g", number));
}

/* "1 234,5" with whatever spaces stand between the thousands */
static char *
parse_number (const char *typed)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  double number;
  char *end;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x202f)
        continue;
      if (c == 0x2212)
        c = '-';
      g_string_append_unichar (plain, c == ',' ? '.' : c);
    }
  if (plain->len == 0 || strspn (plain->str, "+-0123456789.eE") != plain->len)
    return NULL;

  number = g_ascii_strtod (plain->str, &end);

  return *end == '\0' && isfinite (number) ? number_text (number) : NULL;
}

static char *
parse_yes_no (const char *typed)
{
  static const char *const yes[] = { "yes", "y", "true", "1", "да", "д", "+", "истина", "x", "✓", "✔", NULL };
  static const char *const no[] = { "no", "n", "false", "0", "нет", "н", "-", "−", "–", "ложь", NULL };
  g_autofree char *folded = veche_text_fold (typed);

  if (g_strv_contains (yes, folded))
    return g_strdup ("yes");

  return g_strv_contains (no, folded) ? g_strdup ("no") : NULL;
}

static char *
parse_choice (const VecheField *self, const char *typed)
{
  g_autofree char *folded = veche_text_fold (typed);

  for (guint i = 0; self->choices[i] != NULL; i++)
    {
      g_autofree char *other = veche_text_fold (self->choices[i]);

      if (strcmp (folded, other) == 0)
        return g_strdup (self->choices[i]);
    }

  return NULL;
}

char *
veche_field_parse (const VecheField *self, const char *typed)
{
  g_autofree char *text = NULL;

  if (typed == NULL || !g_utf8_validate (typed, -1, NULL))
    return NULL;

  text = g_strstrip (g_strdup (typed));
  if (*text == '\0' || g_utf8_strlen (text, -1) > MAX_TEXT)
    return NULL;
  if (strcmp (self->kind, "number") == 0)
    return parse_number (text);
  if (strcmp (self->kind, "date") == 0)
    return veche_field_parse_day (text, FALSE);
  if (strcmp (self->kind, "yes-no") == 0)
    return parse_yes_no (text);
  if (strcmp (self->kind, "choice") == 0)
    return parse_choice (self, text);

  return g_steal_pointer (&text);
}

void
veche_field_to_value (const VecheField *self, const char *canonical, GValue *value)
{
  if (canonical == NULL || strcmp (self->kind, "member") == 0)
    return;

  if (strcmp (self->kind, "number") == 0)
    {
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, g_ascii_strtod (canonical, NULL));
    }
  else if (strcmp (self->kind, "yes-no") == 0)
    {
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, strcmp (canonical, "yes") == 0);
    }
  else
    {
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, canonical);
    }
}
