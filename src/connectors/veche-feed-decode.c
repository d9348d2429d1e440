/* veche-feed-decode.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-feed-decode.h"

#include <libsoup/soup.h>
#include <libxml/HTMLparser.h>
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

static char *
veche_feed_to_utf8 (const char *data, gsize length, const char *http_charset)
{
  g_autofree char *declared = NULL;
  char *text;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  else if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "<\0", 2) == 0))
    return veche_feed_convert (data + ((guchar) data[0] == 0xff ? 2 : 0), length - ((guchar) data[0] == 0xff ? 2 : 0), "UTF-16LE");
  else if (length >= 2 && (memcmp (data, "\xfe\xff", 2) == 0 || memcmp (data, "\0<", 2) == 0))
    return veche_feed_convert (data + ((guchar) data[0] == 0xfe ? 2 : 0), length - ((guchar) data[0] == 0xfe ? 2 : 0), "UTF-16BE");

  declared = veche_feed_declared (data, length);
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
  if (g_str_has_prefix (text, "<!--"))
    {
      end = strstr (text + 4, "-->");
      return end != NULL ? end + 3 : NULL;
    }
  if (g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
    return veche_feed_skip_doctype (text);
  if (g_str_has_prefix (text, "<![CDATA["))
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
  g_string_append_len (out, text, end + 1 - text);

  return end + 1;
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
      gsize read = *p == '&' ? veche_feed_entity (out, p) : 0;

      if (*p == '<')
        {
          p = veche_feed_copy_tag (out, p, wrong);
          if (p == NULL)
            return NULL;
        }
      else if (read > 0)
        p += read;
      else
        g_string_append_c (out, *p++);
    }
  *wrong = NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

gint64
veche_feed_parse_date (const char *text)
{
  g_autofree char *bare = text != NULL ? g_strstrip (g_strndup (text, 80)) : NULL;
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GString) full = NULL;

  if (bare == NULL || *bare == '\0' || !g_str_is_ascii (bare))
    return 0;

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

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
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
