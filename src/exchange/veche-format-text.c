/* veche-format-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not packed: JSON by the keys of its first level, HTML by Telegram's own class names, tables by their separators.
 */

#include "exchange/veche-format-private.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define MAX_KEYS  256
#define MAX_LINES 20

/*** JSON ***/

typedef struct
{
  GHashTable *keys;         /* of the first level, lower-case; of an array: of its first object */
  guint       depth;        /* of containers */
  guint       level;        /* on which keys are taken */
  gboolean    array;        /* the outermost value is one */
  char       *format;       /* value of the key "format" (nullable) */
  gboolean    in_format;
} VecheFormatKeys;

static int
veche_format_open (VecheFormatKeys *self, gboolean array)
{
  if (self->depth == 0)
    {
      self->array = array;
      self->level = array ? 2 : 1;
    }
  self->depth++;
  self->in_format = FALSE;

  return 1;
}

static int
veche_format_map_cb (void *data)
{
  return veche_format_open (data, FALSE);
}

static int
veche_format_array_cb (void *data)
{
  return veche_format_open (data, TRUE);
}

static int
veche_format_end_cb (void *data)
{
  VecheFormatKeys *self = data;

  self->depth--;

  /* The first object of an array tells what the others are. */
  return self->depth > 0 && !(self->array && self->depth == 1);
}

static int
veche_format_key_cb (void *data, const unsigned char *text, size_t length)
{
  VecheFormatKeys *self = data;
  g_autofree char *key = NULL;

  if (self->depth != self->level || g_hash_table_size (self->keys) >= MAX_KEYS)
    return 1;

  key = g_ascii_strdown ((const char *) text, length);
  self->in_format = strcmp (key, "format") == 0;
  g_hash_table_add (self->keys, g_steal_pointer (&key));

  return 1;
}

static int
veche_format_string_cb (void *data, const unsigned char *text, size_t length)
{
  VecheFormatKeys *self = data;

  if (self->in_format && self->format == NULL)
    self->format = g_strndup ((const char *) text, MIN (length, 64));
  self->in_format = FALSE;

  return 1;
}

static const yajl_callbacks key_callbacks = {
  .yajl_string = veche_format_string_cb,
  .yajl_start_map = veche_format_map_cb,
  .yajl_map_key = veche_format_key_cb,
  .yajl_end_map = veche_format_end_cb,
  .yajl_start_array = veche_format_array_cb,
  .yajl_end_array = veche_format_end_cb,
};

static void
veche_format_keys_clear (VecheFormatKeys *self)
{
  g_hash_table_unref (self->keys);
  g_free (self->format);
}

/* Of the value that data begins with, as far as it goes. end (out): the bytes of it; G_MAXSIZE: it did not end. FALSE: no JSON. */
static gboolean
veche_format_read_keys (VecheFormatKeys *self, const char *data, gsize size, gsize *end)
{
  yajl_handle parser = yajl_alloc (&key_callbacks, NULL, self);
  yajl_status status;

  *self = (VecheFormatKeys){ .keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  yajl_config (parser, yajl_dont_validate_strings, 1);
  yajl_config (parser, yajl_allow_trailing_garbage, 1);
  status = yajl_parse (parser, (const unsigned char *) data, size);
  *end = status == yajl_status_client_canceled && self->depth == 0 ? yajl_get_bytes_consumed (parser) : G_MAXSIZE;
  yajl_free (parser);

  return status != yajl_status_error;
}

gboolean
veche_format_is_manifest (const char *data, gsize size)
{
  VecheFormatKeys keys;
  gsize end;
  gboolean ours = veche_format_read_keys (&keys, data, size, &end) && g_strcmp0 (keys.format, "veche-archive") == 0;

  veche_format_keys_clear (&keys);

  return ours;
}

static gboolean
veche_format_has_any (GHashTable *keys, const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_hash_table_contains (keys, *names))
      return TRUE;

  return FALSE;
}

gboolean
veche_format_is_message_keys (GHashTable *keys)
{
  static const char *const when[] = { "at", "date", "time", "timestamp", "created_at", NULL };
  static const char *const what[] = { "text", "channel", "author", "author_id", "reply_to", "kind", NULL };

  return veche_format_has_any (keys, when) && veche_format_has_any (keys, what);
}

/* Is there a second object on a line of its own? */
static gboolean
veche_format_is_lines (const char *data, gsize size, gsize end, gboolean whole, const char *name)
{
  gsize at = end;

  while (at < size && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r'))
    at++;
  if (at < size && data[at] != '\n')
    return FALSE;
  while (at < size && g_ascii_isspace (data[at]))
    at++;
  if (at < size)
    return data[at] == '{';

  /* A single object: the name decides. */
  return g_str_has_suffix (name, ".jsonl") || g_str_has_suffix (name, ".ndjson");
}

static VecheFormat
veche_format_detect_json (const char *data, gsize size, gboolean whole, const char *name, VecheFormatTrouble *trouble)
{
  static const char *const telegram[] = { "messages", "chats", "left_chats", "personal_information", NULL };
  static const char *const monica[] = { "app_version", "export_date", "exported_by", NULL };
  static const char *const slack[] = { "ts", "client_msg_id", "team_id", NULL };
  VecheFormatKeys keys;
  gsize end;
  gboolean json = veche_format_read_keys (&keys, data, size, &end);
  VecheFormat format = VECHE_FORMAT_UNKNOWN;
  VecheFormatTrouble wrong = json ? VECHE_FORMAT_TROUBLE_JSON : VECHE_FORMAT_TROUBLE_TEXT;

  if (!json && g_hash_table_size (keys.keys) > 0)
    wrong = VECHE_FORMAT_TROUBLE_JSON;
  if (keys.array)
    wrong = veche_format_has_any (keys.keys, slack) ? VECHE_FORMAT_TROUBLE_SLACK_PART : wrong;
  else if (end != G_MAXSIZE && veche_format_is_lines (data, size, end, whole, name))
    format = veche_format_is_message_keys (keys.keys) ? VECHE_FORMAT_MESSAGES_JSONL : VECHE_FORMAT_PEOPLE_JSONL;
  else if (g_strcmp0 (keys.format, "veche-archive") == 0)
    format = VECHE_FORMAT_VECHE_ARCHIVE;
  else if (g_hash_table_contains (keys.keys, "account") && veche_format_has_any (keys.keys, monica))
    format = VECHE_FORMAT_MONICA_JSON;
  else if (g_hash_table_contains (keys.keys, "guild") && g_hash_table_contains (keys.keys, "channel"))
    format = VECHE_FORMAT_DISCORD_JSON;
  else if (veche_format_has_any (keys.keys, telegram) ||
           (g_hash_table_contains (keys.keys, "about") && !whole && end == G_MAXSIZE))
    format = VECHE_FORMAT_TELEGRAM_JSON;
  veche_format_keys_clear (&keys);

  return format != VECHE_FORMAT_UNKNOWN ? format : veche_format_fail (wrong, trouble);
}

/*** HTML ***/

static VecheFormat
veche_format_detect_html (const char *data, gsize size, VecheFormatTrouble *trouble)
{
  g_autofree char *text = g_strndup (data, size);
  gboolean telegram = strstr (text, "page_wrap") != NULL && strstr (text, "page_header") != NULL;

  if (telegram && strstr (text, "class=\"history\"") != NULL)
    return VECHE_FORMAT_TELEGRAM_HTML;

  return veche_format_fail (telegram ? VECHE_FORMAT_TROUBLE_TELEGRAM_INDEX : VECHE_FORMAT_TROUBLE_HTML, trouble);
}

/*** Tables ***/

static guint
veche_format_count (const char *line, gsize length, char separator)
{
  gboolean quoted = FALSE;
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    {
      quoted ^= line[i] == '"';
      n += !quoted && line[i] == separator;
    }

  return n;
}

/* A separator that the first line has, and most of the following ones as often. */
static gboolean
veche_format_has_columns (const char *data, gsize size, char separator)
{
  guint first = 0, lines = 0, alike = 0;

  for (gsize at = 0; at < size && lines < MAX_LINES; lines++)
    {
      const char *end = memchr (data + at, '\n', size - at);
      gsize length = end != NULL ? (gsize) (end - data) - at : size - at;
      guint n = veche_format_count (data + at, length, separator);

      if (lines == 0)
        first = n;
      alike += n == first;
      at += length + 1;
    }

  return first > 0 && alike * 2 > lines;
}

/* With every other byte NUL it is UTF-16, else NULs are no text. */
static gboolean
veche_format_is_utf16 (const char *data, gsize size)
{
  gsize nul[2] = { 0, 0 };

  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < MIN (size, 1024); i++)
    nul[i % 2] += data[i] == '\0';

  return (nul[0] == 0) != (nul[1] == 0) && (nul[0] + nul[1]) * 5 > MIN (size, 1024);
}

static VecheFormat
veche_format_detect_table (const char *data, gsize size, const char *name, VecheFormatTrouble *trouble)
{
  if (g_str_has_suffix (name, ".csv"))
    return VECHE_FORMAT_CSV;
  if (g_str_has_suffix (name, ".tsv") || g_str_has_suffix (name, ".tab"))
    return VECHE_FORMAT_TSV;
  if (veche_format_has_columns (data, size, '\t'))
    return VECHE_FORMAT_TSV;
  if (veche_format_has_columns (data, size, ';') || veche_format_has_columns (data, size, ','))
    return VECHE_FORMAT_CSV;

  return veche_format_fail (VECHE_FORMAT_TROUBLE_TEXT, trouble);
}

/* Bytes in any encoding; of UTF-16 only what ASCII there is. */
static char *
veche_format_narrow (const char *data, gsize size, gsize *length)
{
  char *narrow = g_malloc (size + 1);

  *length = 0;
  for (gsize i = 0; i < size; i++)
    if (data[i] != '\0')
      narrow[(*length)++] = data[i];
  narrow[*length] = '\0';

  return narrow;
}

static gboolean
veche_format_is_binary (const char *data, gsize size)
{
  gsize odd = 0;

  if (size >= 4 && (memcmp (data, "%PDF", 4) == 0 || memcmp (data, "\x89PNG", 4) == 0 || memcmp (data, "\x7f" "ELF", 4) == 0 ||
                    memcmp (data, "\xff\xd8\xff", 3) == 0))
    return TRUE;
  for (gsize i = 0; i < size; i++)
    odd += (guchar) data[i] < 0x20 && !g_ascii_isspace (data[i]) && data[i] != 0x1b;

  return odd * 100 > size;
}

VecheFormat
veche_format_detect_text (const char *data, gsize size, gboolean whole, const char *name, VecheFormatTrouble *trouble)
{
  gboolean wide = veche_format_is_utf16 (data, size);
  g_autofree char *narrow = wide ? veche_format_narrow (data, size, &size) : NULL;
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);
  gsize at = 0;

  if (wide)
    data = narrow;
  if (size >= 8 && memcmp (data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_SPREADSHEET, trouble);
  if (veche_format_is_binary (data, size))
    return veche_format_fail (VECHE_FORMAT_TROUBLE_BINARY, trouble);

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  else if (wide && size >= 2 && (guchar) data[0] >= 0xfe)
    at = 2;
  while (at < size && g_ascii_isspace (data[at]))
    at++;
  if (at == size)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_EMPTY, trouble);

  if (data[at] == '{' || (data[at] == '[' && !g_str_has_suffix (lower, ".csv")))
    return veche_format_detect_json (data + at, size - at, whole, lower, trouble);
  if (data[at] == '<')
    return veche_format_detect_html (data + at, size - at, trouble);
  if (g_ascii_strncasecmp (data + at, "BEGIN:VCARD", MIN (size - at, 11)) == 0)
    return VECHE_FORMAT_VCARD;

  return veche_format_detect_table (data + at, size - at, lower, trouble);
}
