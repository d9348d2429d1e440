/* veche-journal-pack.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of a row that comes or goes, as the one word that the journal keeps of them: a flat JSON object by the names of the columns.
 * A hundred thousand of them are written and read in one gesture, so neither side makes a tree of it.  SQLite reads the same
 * (json_each): an int stays an int and a real a real.
 */

#include "store/veche-journal-private.h"

#include <math.h>
#include <string.h>

static void
put_text (GString *pack, const char *text)
{
  const char *from = text, *at;

  g_string_append_c (pack, '"');
  for (at = text; *at != '\0'; at++)
    if (*at == '"' || *at == '\\' || (guchar) *at < 0x20)
      {
        g_string_append_len (pack, from, at - from);
        if ((guchar) *at < 0x20)
          g_string_append_printf (pack, "\\u%04x", (guint) *at);
        else
          {
            g_string_append_c (pack, '\\');
            g_string_append_c (pack, *at);
          }
        from = at + 1;
      }
  g_string_append_len (pack, from, at - from);
  g_string_append_c (pack, '"');
}

/* Always with something that an int has not. */
static void
put_real (GString *pack, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isinf (number))
    g_string_append (pack, number > 0 ? "9e999" : "-9e999");
  else
    {
      g_ascii_dtostr (digits, sizeof digits, number);
      g_string_append (pack, digits);
      if (strpbrk (digits, ".e") == NULL)
        g_string_append (pack, ".0");
    }
}

char *
veche_journal_pack (const VecheJournalTable *table, const GValue *values)
{
  GString *pack = g_string_sized_new (160);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const GValue *value = &values[i];
      char digits[24];

      if (G_VALUE_TYPE (value) == G_TYPE_INVALID)
        continue;
      g_string_append (pack, pack->len > 0 ? ",\"" : "{\"");
      g_string_append (pack, table->fields[i].name);
      g_string_append (pack, "\":");
      if (G_VALUE_HOLDS_STRING (value))
        put_text (pack, g_value_get_string (value));
      else if (G_VALUE_HOLDS_DOUBLE (value))
        put_real (pack, g_value_get_double (value));
      else
        {
          g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, g_value_get_int64 (value));
          g_string_append (pack, digits);
        }
    }
  g_string_append (pack, pack->len > 0 ? "}" : "{}");

  return g_string_free (pack, FALSE);
}

/* Past the opening quote. FALSE: this is no text of ours. */
static gboolean
take_text (const char **at, GString *text)
{
  static const char named[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  const char *p = *at;

  g_string_truncate (text, 0);
  for (;;)
    {
      gsize plain = strcspn (p, "\"\\");
      const char *found;

      g_string_append_len (text, p, (gssize) plain);
      p += plain;
      if (*p == '\0')
        return FALSE;
      if (*p++ == '"')
        break;
      found = *p != '\0' ? strchr (named, *p) : NULL;
      if (found != NULL)
        g_string_append_c (text, meant[found - named]);
      else if (p[0] == 'u' && p[1] == '0' && p[2] == '0' && g_ascii_isxdigit (p[3]) && g_ascii_isxdigit (p[4]))
        {
          g_string_append_unichar (text, (gunichar) (g_ascii_xdigit_value (p[3]) * 16 + g_ascii_xdigit_value (p[4])));
          p += 4;
        }
      else
        return FALSE;
      p++;
    }
  *at = p;

  return TRUE;
}

static gboolean
take_number (const char **at, GValue *value)
{
  gsize length = strspn (*at, "-+.0123456789eE");

  if (length == 0)
    return FALSE;
  if (memchr (*at, '.', length) != NULL || memchr (*at, 'e', length) != NULL || memchr (*at, 'E', length) != NULL)
    {
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, g_ascii_strtod (*at, NULL));
    }
  else
    {
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, g_ascii_strtoll (*at, NULL, 10));
    }
  *at += length;

  return TRUE;
}

static gboolean
take_value (const char **at, GString *text, GValue *value)
{
  if (**at != '"')
    return take_number (at, value);

  *at += 1;
  if (!take_text (at, text))
    return FALSE;
  g_value_init (value, G_TYPE_STRING);
  g_value_take_string (value, g_strndup (text->str, text->len));

  return TRUE;
}

/* A column that is no longer there is passed over. */
gboolean
veche_journal_unpack (const VecheJournalTable *table, const char *pack, GValue *values, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (64);
  const char *at = pack;
  gboolean ok = *at++ == '{';

  while (ok && *at != '}' && *at != '\0')
    {
      g_auto (GValue) value = G_VALUE_INIT;
      int field = -1;

      ok = *at++ == '"' && take_text (&at, text);
      if (ok)
        field = veche_journal_find_field (table, text->str);
      ok = ok && *at++ == ':' && take_value (&at, text, &value);
      if (ok && field >= 0 && !G_IS_VALUE (&values[field]))
        {
          values[field] = value;
          value = (GValue) G_VALUE_INIT;
        }
      ok = ok && (*at == '}' || *at++ == ',');
    }
  if (ok && *at == '}')
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "What the journal says of a %s can't be read", table->name);

  return FALSE;
}

gboolean
veche_journal_is_pack (const VecheJournalEntry *entry)
{
  return *entry->field == '\0' && (G_VALUE_HOLDS_STRING (&entry->before) || G_VALUE_HOLDS_STRING (&entry->after));
}

GValue *
veche_journal_entry_unpack (const VecheJournalEntry *entry, const VecheJournalTable **table, GError **error)
{
  const GValue *pack = G_VALUE_HOLDS_STRING (&entry->after) ? &entry->after : &entry->before;
  GValue *values;

  *table = veche_journal_find_table (entry->object);
  if (*table == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "The journal speaks of a %s, which there is not", entry->object);
      return NULL;
    }
  values = g_new0 (GValue, (*table)->n_fields);
  if (veche_journal_unpack (*table, g_value_get_string (pack), values, error))
    return values;
  veche_journal_values_free (values, (*table)->n_fields);

  return NULL;
}
