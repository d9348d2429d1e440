/* veche-feed-decode.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-feed-decode.h"

#include <libsoup/soup.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connectors/veche-json.h"
#include "model/veche-text.h"

#define MAX_TAG    (64 * 1024)   /* libxml2 compares attributes with each other: a tag of 200,000 takes it minutes */
#define MAX_ENTITY 12

static char *
veche_feed_convert (const char *data, gsize length, const char *charset)
{
  g_autofree char *text = NULL;
  gsize written;

  if (charset == NULL || *charset == '\0')
    return NULL;
  if (g_ascii_strcasecmp (charset, "utf-8") == 0 || g_ascii_strcasecmp (charset, "utf8") == 0)
    return g_utf8_validate_len (data, length, NULL) ? g_strndup (data, length) : NULL;

  text = g_convert (data, length, "UTF-8", charset, NULL, &written, NULL);
  if (text == NULL || !g_utf8_validate_len (text, written, NULL))
    return NULL;

  return g_steal_pointer (&text);
}

/* <?xml version="1.0" encoding="…"?> */
static char *
veche_feed_declared (const char *data, gsize length)
{
  g_autofree char *head = g_strndup (data, MIN (length, 256));
  char *start, *end;

  if (!g_str_has_prefix (head, "<?xml") || (end = strstr (head, "?>")) == NULL)
    return NULL;
  *end = '\0';
  start = strstr (head, "encoding");
  if (start == NULL)
    return NULL;
  start += strcspn (start, "\"'");
  if (*start == '\0')
    return NULL;
  start++;

  return g_strndup (start, strcspn (start, "\"'"));
}

/* Neither UTF-8 nor what it says: Cyrillic text in windows-1251 is full of rows of high bytes, western text has single ones. */
static const char *
veche_feed_guess (const char *data, gsize length)
{
  gsize pairs = 0, high = 0;

  for (gsize i = 0; i < length; i++)
    if ((guchar) data[i] >= 0xc0)
      {
        high++;
        pairs += i + 1 < length && (guchar) data[i + 1] >= 0xc0;
      }

  return pairs * 2 > high ? "WINDOWS-1251" : "WINDOWS-1252";
}

static gboolean
veche_feed_is_ascii (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) data[i] >= 0x80)
      return FALSE;

  return TRUE;
}

static char *
veche_feed_to_utf8 (const char *data, gsize length, const char *http_charset)
{
  g_autofree char *declared = NULL;
  char *text = NULL;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  else if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "<\0", 2) == 0))
    return veche_feed_convert (data + ((guchar) data[0] == 0xff ? 2 : 0), length - ((guchar) data[0] == 0xff ? 2 : 0), "UTF-16LE");
  else if (length >= 2 && (memcmp (data, "\xfe\xff", 2) == 0 || memcmp (data, "\0<", 2) == 0))
    return veche_feed_convert (data + ((guchar) data[0] == 0xfe ? 2 : 0), length - ((guchar) data[0] == 0xfe ? 2 : 0), "UTF-16BE");

  /* No other encoding comes out as UTF-8 by chance: where it does, whoever says otherwise is mistaken. */
  if (!veche_feed_is_ascii (data, length))
    text = veche_feed_convert (data, length, "utf-8");
  declared = veche_feed_declared (data, length);
  if (text == NULL)
    text = veche_feed_convert (data, length, declared);
  if (text == NULL)
    text = veche_feed_convert (data, length, http_charset);
  if (text == NULL)
    text = veche_feed_convert (data, length, "utf-8");
  if (text == NULL && memchr (data, '\0', length) == NULL)
    {
      g_autofree char *guessed = g_convert_with_fallback (data, length, "UTF-8", veche_feed_guess (data, length), "?", NULL, NULL, NULL);

      if (guessed != NULL && g_utf8_validate (guessed, -1, NULL))
        text = g_steal_pointer (&guessed);
    }

  return text;
}

/* "&nbsp;" at text → "&#160;"; returns what was read, 0 for anything else. */
static gsize
veche_feed_entity (GString *out, const char *text)
{
  char name[MAX_ENTITY + 1];
  gsize length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  const htmlEntityDesc *entity;

  if (length == 0 || length > MAX_ENTITY || text[length + 1] != ';')
    return 0;
  memcpy (name, text + 1, length);
  name[length] = '\0';
  if (g_str_equal (name, "amp") || g_str_equal (name, "lt") || g_str_equal (name, "gt") || g_str_equal (name, "quot") || g_str_equal (name, "apos"))
    return 0;
  entity = htmlEntityLookup ((const xmlChar *) name);
  if (entity == NULL)
    return 0;
  g_string_append_printf (out, "&#%u;", entity->value);

  return length + 2;
}

/* A reference that XML knows: "&amp;", "&#160;", "&#xA0;". */
static gboolean
veche_feed_is_reference (const char *text)
{
  static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
  gboolean hex = text[1] == '#' && (text[2] == 'x' || text[2] == 'X');
  gsize start = hex ? 3 : 2, digits;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (text, known[i]))
      return TRUE;
  if (text[1] != '#')
    return FALSE;
  digits = strspn (text + start, hex ? "0123456789abcdefABCDEF" : "0123456789");

  return digits > 0 && digits < 8 && text[start + digits] == ';';
}

/* The "&" at text and what belongs to it; one that stands alone, as people write it, is one. Returns what was read. */
static gsize
veche_feed_ampersand (GString *out, const char *text)
{
  gsize read = veche_feed_entity (out, text);

  gsize name = strspn (text + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  if (read > 0)
    return read;
  if (!veche_feed_is_reference (text) && name > 0 && text[name + 1] == ';')
    return name + 2;   /* of the document type's own making: nothing of that is unfolded */
  g_string_append (out, veche_feed_is_reference (text) ? "&" : "&amp;");

  return 1;
}

/* The end of the document type that begins at text, internal subset and all. */
static const char *
veche_feed_skip_doctype (const char *text)
{
  const char *p = text + strcspn (text, "[>");

  if (*p == '[')
    {
      p = strchr (p, ']');
      p = p != NULL ? strchr (p, '>') : NULL;
    }

  return p != NULL && *p != '\0' ? p + 1 : NULL;
}

/* What begins with "<" at text: copied or dropped; returns where it ends, NULL when it does not. */
static const char *
veche_feed_copy_tag (GString *out, const char *text, const char **wrong)
{
  const char *end;

  *wrong = "it is cut short";
  if (veche_text_goes_on (text, "<!--"))
    {
      end = strstr (text + 4, "-->");
      return end != NULL ? end + 3 : NULL;
    }
  if (g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
    return veche_feed_skip_doctype (text);
  if (veche_text_goes_on (text, "<![CDATA["))
    {
      end = strstr (text, "]]>");
      if (end == NULL)
        return NULL;
      g_string_append_len (out, text, end + 3 - text);
      return end + 3;
    }

  end = strchr (text, '>');
  if (end == NULL)
    return NULL;
  if (end - text > MAX_TAG)
    {
      *wrong = "one of its tags is far too long";
      return NULL;
    }
  while (text <= end)
    if (*text == '&')
      text += veche_feed_ampersand (out, text);
    else
      g_string_append_c (out, *text++);

  return text;
}

char *
veche_feed_decode (const char *data, gsize length, const char *http_charset, const char **wrong)
{
  g_autofree char *text = length > 0 ? veche_feed_to_utf8 (data, length, http_charset) : g_strdup ("");
  g_autoptr (GString) out = NULL;
  const char *p = text;

  *wrong = NULL;
  if (text == NULL)
    {
      *wrong = "its text is in no encoding we know";
      return NULL;
    }

  for (char *c = text; *c != '\0'; c++)
    if ((guchar) *c < 0x20 && *c != '\n' && *c != '\t')
      *c = ' ';
  while (*p == ' ' || *p == '\n' || *p == '\t')
    p++;
  if (*p != '<')
    return g_strdup (p);   /* JSON, or nonsense */

  out = g_string_sized_new (strlen (p) + 256);
  while (*p != '\0')
    {
      if (*p == '<')
        {
          p = veche_feed_copy_tag (out, p, wrong);
          if (p == NULL)
            return NULL;
        }
      else if (*p == '&')
        p += veche_feed_ampersand (out, p);
      else
        g_string_append_c (out, *p++);
    }
  *wrong = NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

GBytes *
veche_feed_unpack (GBytes *body, gsize max)
{
  g_autoptr (GZlibDecompressor) unpacker = NULL;
  g_autoptr (GInputStream) packed = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *text = NULL;
  gsize size, length;
  const guchar *data = g_bytes_get_data (body, &size);

  if (size < 18 || data[0] != 0x1f || data[1] != 0x8b)
    return g_bytes_ref (body);

  unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  packed = g_memory_input_stream_new_from_bytes (body);
  stream = g_converter_input_stream_new (packed, G_CONVERTER (unpacker));
  text = g_malloc (max);
  if (!g_input_stream_read_all (stream, text, max, &length, NULL, NULL) || length == max)
    return g_bytes_ref (body);

  return g_bytes_new (text, length);
}

/* "ноября", "Nov", "November" → 11; 0: no month. */
static int
veche_feed_month (const char *word)
{
  static const char *const months[] = { "jan", "янв", "feb", "фев", "mar", "мар", "apr", "апр", "may", "ма", "jun", "июн",
                                        "jul", "июл", "aug", "авг", "sep", "сен", "oct", "окт", "nov", "ноя", "dec", "дек" };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (word, months[i]))
      return (int) i / 2 + 1;

  return 0;
}

/* What a word of a date adds: a month, a time, a zone, the day or the year. */
static void
veche_feed_date_word (const char *word, int *year, int *month, int *day, int *hour, int *minute, char **zone)
{
  int a, b, c, n = 0;

  if (sscanf (word, "%2d:%2d%n", &a, &b, &n) == 2 && n > 0 && (word[n] == '\0' || word[n] == ':'))
    *hour = a, *minute = b;
  else if ((*word == '+' || *word == '-') && g_ascii_isdigit (word[1]))
    g_free (*zone), *zone = g_strdup (word);
  else if (g_str_equal (word, "msk") || g_str_equal (word, "мск"))
    g_free (*zone), *zone = g_strdup ("+03");
  else if (sscanf (word, "%2d.%2d.%4d%n", &a, &b, &c, &n) == 3 && word[n] == '\0')
    *day = a, *month = b, *year = c;
  else if (sscanf (word, "%4d/%2d/%2d%n", &a, &b, &c, &n) == 3 && word[n] == '\0' && a > 1900)
    *year = a, *month = b, *day = c;
  else if (g_ascii_isdigit (*word) && strlen (word) <= 2)
    *day = atoi (word);
  else if (g_ascii_isdigit (*word) && strlen (word) == 4)
    *year = atoi (word);
  else if (*month == 0)
    *month = veche_feed_month (word);
}

/* "сб, 21 ноября 2026 12:00 МСК", "21.11.2026 12:00", "November 21, 2026": what people's own programs write. */
static gint64
veche_feed_loose_date (const char *text)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " ,\t", 16);
  g_autofree char *zone = NULL;
  g_autoptr (GTimeZone) where = NULL;
  g_autoptr (GDateTime) time = NULL;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      veche_feed_date_word (words[i], &year, &month, &day, &hour, &minute, &zone);
  if (year < 1990 || month == 0 || day == 0)
    return 0;
  where = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (where == NULL)
    where = g_time_zone_new_utc ();
  time = g_date_time_new (where, year, month, day, hour, minute, 0);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

gint64
veche_feed_parse_date (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, (gssize) strnlen (text, 80)) : NULL;
  g_autofree char *bare = valid != NULL ? g_strstrip (g_strdup (valid)) : NULL;
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GString) full = NULL;

  if (bare == NULL || *bare == '\0')
    return 0;
  if (!g_str_is_ascii (bare))
    return veche_feed_loose_date (bare);

  if (strlen (bare) >= 10 && bare[4] == '-' && bare[7] == '-')
    {
      utc = g_time_zone_new_utc ();
      full = g_string_new (bare);
      if (full->len == 10)
        g_string_append (full, "T00:00:00");
      else if (full->len >= 16 && full->str[13] == ':' && full->str[16] != ':')
        g_string_insert (full, 16, ":00");
      time = g_date_time_new_from_iso8601 (full->str, utc);
    }
  else if (strlen (bare) >= 10)
    time = soup_date_time_new_from_http_string (bare);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : veche_feed_loose_date (bare);
}

/* Whether the folded text holds word as a word of its own, by its stem. */
static gboolean
veche_feed_holds_stem (const char *text, const char *word)
{
  g_autofree char *stem = veche_text_stem (word);
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = p;
      g_autofree char *token = NULL;
      g_autofree char *token_stem = NULL;

      while (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      token = g_strndup (start, p - start);
      token_stem = veche_text_stem (token);
      if (g_str_equal (token, word) || g_str_equal (token_stem, stem))
        return TRUE;
    }

  return FALSE;
}

static gboolean
veche_feed_is_plain_word (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

char *
veche_feed_find_word (const char *text, const char *words)
{
  g_autofree char *folded = text != NULL ? veche_text_fold (text) : NULL;
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", ",;\n", 200);

  for (guint i = 0; folded != NULL && list[i] != NULL; i++)
    {
      const char *word = g_strstrip (list[i]);
      g_autofree char *key = veche_text_fold (word);

      if (*key == '\0')
        continue;
      if (veche_feed_is_plain_word (key) ? veche_feed_holds_stem (folded, key) : strstr (folded, key) != NULL)
        return g_strdup (word);
    }

  return NULL;
}

char *
veche_feed_word_meta (const char *word)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "word", word);

  return veche_json_to_text (node);
}
