/* veche-telegram-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape of result.json, of one chat and of a whole account:
 *
 *   { name, type, id, messages: [ {…}, … ] }
 *   { personal_information: {…}, chats: { list: [ {name, type, id, messages: […]}, … ] }, left_chats: { list: […] }, … }
 *
 * Everything else is passed over without being kept.
 */

#include "exchange/veche-telegram-reader.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define MAX_TOKEN  (32 * 1024 * 1024)   /* a single string longer than this would only fill the memory */
#define MAX_FIELD  4096
#define MAX_LEVELS 8

typedef enum
{
  LEVEL_TOP,          /* before and after the one value */
  LEVEL_ROOT,         /* the outermost object: a chat or an account */
  LEVEL_HOLDER,       /* chats, left_chats: an object with "list" */
  LEVEL_LIST,
  LEVEL_CHAT,
  LEVEL_MESSAGES,
} VecheTelegramLevel;

typedef enum { KEY_OTHER, KEY_FIELD, KEY_MESSAGES, KEY_CHATS, KEY_LEFT_CHATS, KEY_LIST, KEY_OWNER } VecheTelegramKey;

typedef struct
{
  const VecheTelegramEvents *events;
  gpointer           user_data;

  yajl_handle        parser;
  VecheJsonTree     *tree;
  VecheTelegramLevel levels[MAX_LEVELS];
  guint              depth;             /* of levels */
  guint              skip;              /* containers open inside a value that nobody wants */
  gboolean           capturing;         /* a message or the owner goes into the tree */
  VecheTelegramKey   key;
  char               field[16];

  guint              n_chats;
  guint              chat;              /* the one we are in */
  gboolean           root_is_chat;      /* its event was sent */
  gboolean           left;
  gboolean           saw_chats, saw_messages;
  gboolean           foreign;           /* the outermost value is no object */
  gboolean           stopped;

  gint64             before;            /* bytes of the chunks before this one */
  gint64             started;           /* byte at which the value in the tree began */
  guint              calls;             /* to see whether a chunk had any token at all */
} VecheTelegramReader;

/* In a callback: the byte after the token. */
static gint64
veche_telegram_reader_byte (VecheTelegramReader *self)
{
  return self->before + (gint64) yajl_get_bytes_consumed (self->parser);
}

static VecheTelegramLevel
veche_telegram_reader_level (VecheTelegramReader *self)
{
  return self->levels[self->depth];
}

static void
veche_telegram_reader_push (VecheTelegramReader *self, VecheTelegramLevel level)
{
  g_assert (self->depth + 1 < MAX_LEVELS);
  self->levels[++self->depth] = level;
  self->key = KEY_OTHER;
}

static void
veche_telegram_reader_begin_chat (VecheTelegramReader *self)
{
  self->chat = self->n_chats++;
  if (self->events->chat != NULL)
    self->events->chat (self->chat, self->left, self->user_data);
}

/* The outermost object turns out to be a chat only by its fields. */
static void
veche_telegram_reader_need_chat (VecheTelegramReader *self)
{
  if (veche_telegram_reader_level (self) != LEVEL_ROOT || self->root_is_chat)
    return;

  self->root_is_chat = TRUE;
  veche_telegram_reader_begin_chat (self);
}

static int
veche_telegram_reader_deliver (VecheTelegramReader *self)
{
  const VecheJsonNode *value = veche_json_tree_has_overflown (self->tree) ? NULL
                                                                          : veche_json_tree_get_root (self->tree);
  gboolean go_on = TRUE;

  self->capturing = FALSE;
  if (veche_telegram_reader_level (self) == LEVEL_MESSAGES)
    go_on = self->events->message == NULL || self->events->message (self->chat, value, self->started, self->user_data);
  else if (value != NULL && self->events->owner != NULL)
    self->events->owner (value, self->user_data);
  veche_json_tree_clear (self->tree);
  self->stopped = !go_on;

  return go_on;
}

static int
veche_telegram_reader_scalar (VecheTelegramReader *self, VecheJsonKind kind, gboolean truth, const char *text,
                              gsize length)
{
  self->calls++;
  if (self->capturing)
    {
      veche_json_tree_scalar (self->tree, kind, truth, text, length);
      return 1;
    }
  if (self->skip > 0)
    return 1;

  switch (veche_telegram_reader_level (self))
    {
    case LEVEL_TOP:
      self->foreign = TRUE;
      break;
    case LEVEL_MESSAGES:
      self->started = veche_telegram_reader_byte (self) - 1;
      return veche_telegram_reader_deliver (self);
    case LEVEL_ROOT:
    case LEVEL_CHAT:
      if (self->key == KEY_FIELD && text != NULL && length < MAX_FIELD)
        {
          g_autofree char *value = g_utf8_make_valid (text, length);

          veche_telegram_reader_need_chat (self);
          if (self->events->field != NULL)
            self->events->field (self->chat, self->field, value, self->user_data);
        }
      break;
    default:
      break;
    }

  return 1;
}

static int
veche_telegram_null_cb (void *data)
{
  return veche_telegram_reader_scalar (data, VECHE_JSON_NULL, FALSE, NULL, 0);
}

static int
veche_telegram_boolean_cb (void *data, int truth)
{
  return veche_telegram_reader_scalar (data, VECHE_JSON_BOOL, truth, NULL, 0);
}

static int
veche_telegram_number_cb (void *data, const char *text, size_t length)
{
  return veche_telegram_reader_scalar (data, VECHE_JSON_NUMBER, FALSE, text, length);
}

static int
veche_telegram_string_cb (void *data, const unsigned char *text, size_t length)
{
  return veche_telegram_reader_scalar (data, VECHE_JSON_STRING, FALSE, (const char *) text, length);
}

static int
veche_telegram_key_cb (void *data, const unsigned char *text, size_t length)
{
  static const struct { const char *name; VecheTelegramKey key;
  } keys[] = {
    { "name", KEY_FIELD },  { "type", KEY_FIELD },
    { "id", KEY_FIELD },    { "messages", KEY_MESSAGES },
    { "chats", KEY_CHATS }, { "left_chats", KEY_LEFT_CHATS },
    { "list", KEY_LIST },   { "personal_information", KEY_OWNER },
  };
  VecheTelegramReader *self = data;

  self->calls++;
  if (self->capturing)
    {
      veche_json_tree_key (self->tree, (const char *) text, length);
      return 1;
    }
  if (self->skip > 0)
    return 1;

  self->key = KEY_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strlen (keys[i].name) == length && memcmp (keys[i].name, text, length) == 0)
      {
        self->key = keys[i].key;
        if (self->key == KEY_FIELD)
          g_strlcpy (self->field, keys[i].name, sizeof self->field);
      }

  return 1;
}

static void
veche_telegram_reader_capture (VecheTelegramReader *self, VecheJsonKind kind)
{
  self->capturing = TRUE;
  self->started = veche_telegram_reader_byte (self) - 1;
  veche_json_tree_open (self->tree, kind);
}

/* An object or an array opens where a value of ours may stand; TRUE: it was one. */
static gboolean
veche_telegram_reader_enter (VecheTelegramReader *self, VecheJsonKind kind)
{
  VecheTelegramLevel level = veche_telegram_reader_level (self);
  gboolean object = kind == VECHE_JSON_OBJECT;

  if (level == LEVEL_MESSAGES || (level == LEVEL_ROOT && self->key == KEY_OWNER))
    veche_telegram_reader_capture (self, kind);
  else if (level == LEVEL_TOP && object)
    veche_telegram_reader_push (self, LEVEL_ROOT);
  else if (level == LEVEL_ROOT && object && (self->key == KEY_CHATS || self->key == KEY_LEFT_CHATS))
    {
      self->left = self->key == KEY_LEFT_CHATS;
      self->saw_chats = TRUE;
      veche_telegram_reader_push (self, LEVEL_HOLDER);
    }
  else if (level == LEVEL_HOLDER && !object && self->key == KEY_LIST)
    veche_telegram_reader_push (self, LEVEL_LIST);
  else if (level == LEVEL_LIST && object)
    {
      veche_telegram_reader_begin_chat (self);
      veche_telegram_reader_push (self, LEVEL_CHAT);
    }
  else if ((level == LEVEL_ROOT || level == LEVEL_CHAT) && !object && self->key == KEY_MESSAGES)
    {
      self->saw_messages = TRUE;
      veche_telegram_reader_need_chat (self);
      veche_telegram_reader_push (self, LEVEL_MESSAGES);
    }
  else
    return FALSE;

  return TRUE;
}

static int
veche_telegram_reader_open (VecheTelegramReader *self, VecheJsonKind kind)
{
  self->calls++;
  if (self->capturing)
    veche_json_tree_open (self->tree, kind);
  else if (self->skip > 0)
    self->skip++;
  else if (!veche_telegram_reader_enter (self, kind))
    {
      self->foreign = self->foreign || veche_telegram_reader_level (self) == LEVEL_TOP;
      self->skip = 1;
    }

  return 1;
}

static int
veche_telegram_reader_close (VecheTelegramReader *self)
{
  self->calls++;
  if (self->capturing)
    return veche_json_tree_close (self->tree) ? veche_telegram_reader_deliver (self) : 1;

  if (self->skip > 0)
    self->skip--;
  else if (self->depth > 0)
    self->depth--;

  return 1;
}

static int
veche_telegram_start_map_cb (void *data)
{
  return veche_telegram_reader_open (data, VECHE_JSON_OBJECT);
}

static int
veche_telegram_start_array_cb (void *data)
{
  return veche_telegram_reader_open (data, VECHE_JSON_ARRAY);
}

static int
veche_telegram_end_cb (void *data)
{
  return veche_telegram_reader_close (data);
}

static const yajl_callbacks callbacks = {
  .yajl_null = veche_telegram_null_cb,
  .yajl_boolean = veche_telegram_boolean_cb,
  .yajl_number = veche_telegram_number_cb,
  .yajl_string = veche_telegram_string_cb,
  .yajl_start_map = veche_telegram_start_map_cb,
  .yajl_map_key = veche_telegram_key_cb,
  .yajl_end_map = veche_telegram_end_cb,
  .yajl_start_array = veche_telegram_start_array_cb,
  .yajl_end_array = veche_telegram_end_cb,
};

static void
veche_telegram_reader_init (VecheTelegramReader *self, const VecheTelegramEvents *events, gpointer user_data)
{
  *self = (VecheTelegramReader){ .events = events, .user_data = user_data };
  self->tree = veche_json_tree_new ();
  self->parser = yajl_alloc (&callbacks, NULL, self);
  /* A message with a damaged character is repaired; it must not cost the whole file. */
  yajl_config (self->parser, yajl_dont_validate_strings, 1);
}

static void
veche_telegram_reader_clear (VecheTelegramReader *self)
{
  yajl_free (self->parser);
  veche_json_tree_free (self->tree);
}

/* What the first bytes tell; files of other kinds get a sentence that helps rather than "invalid character". */
static gboolean
veche_telegram_check_head (const char *data, gsize size, GError **error)
{
  gsize at = 0;

  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_ENCODING, 0,
                              "The file is in UTF-16, so another program has changed it (byte 0). Telegram Desktop "
                              "writes UTF-8: export the chat again");
  else if (size >= 4 && (memcmp (data, "PK\3\4", 4) == 0 || memcmp (data, "\x1f\x8b", 2) == 0 ||
                         memcmp (data, "7z\xbc\xaf", 4) == 0))
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_PACKED, 0,
                              "This is an archive (byte 0): unpack it and choose result.json");
  else
    {
      while (at < size && g_ascii_isspace (data[at]))
        at++;
      if (at == size || data[at] != '<')
        return TRUE;

      veche_exchange_set_error (
        error, VECHE_EXCHANGE_ERROR_HTML, at,
        "This is the export for reading in a browser (HTML, byte %" G_GSIZE_FORMAT
        "). In Telegram Desktop open the chat, choose "
        "⋮ → Export chat history, click the link after “Format”, choose “Machine-readable JSON”, and pick result.json",
        at);
    }

  return FALSE;
}

static gboolean
veche_telegram_reader_fail (VecheTelegramReader *self, const char *data, gsize size, GError **error)
{
  gint64 byte = MAX (0, veche_telegram_reader_byte (self) - 1);   /* the last one of what makes no sense */
  unsigned char *why;
  g_autofree char *sentence = NULL;

  if (self->stopped)
    return FALSE;

  why = yajl_get_error (self->parser, 0, (const unsigned char *) data, size);
  sentence = g_strstrip (g_strdup ((const char *) why));
  yajl_free_error (self->parser, why);
  if (self->calls == 0)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, byte,
                              "This is not an export of Telegram Desktop, it is not JSON at all (byte %" G_GINT64_FORMAT
                              ", %s). Choose the file "
                              "result.json of the export",
                              byte, sentence);
  else
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_DAMAGED, byte,
                              "The file is damaged at byte %" G_GINT64_FORMAT
                              " (%s). What stands before it can be brought in; for the rest "
                              "export the chat again",
                              byte, sentence);

  return FALSE;
}

static gboolean
veche_telegram_reader_feed (VecheTelegramReader *self, const char *data, gsize size, gint64 *quiet, GError **error)
{
  gsize skip = self->before == 0 && size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  guint calls = self->calls;

  if (self->before == 0 && !veche_telegram_check_head (data + skip, size - skip, error))
    return FALSE;

  data += skip;
  size -= skip;
  self->before += skip;
  if (yajl_parse (self->parser, (const unsigned char *) data, size) != yajl_status_ok)
    return veche_telegram_reader_fail (self, data, size, error);

  *quiet = self->calls == calls ? *quiet + (gint64) size : 0;
  self->before += size;
  if (*quiet <= MAX_TOKEN)
    return TRUE;

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_DAMAGED, self->before - *quiet,
                            "A single value after byte %" G_GINT64_FORMAT
                            " is longer than 32 MB: this is no Telegram export, or a damaged one",
                            self->before - *quiet);

  return FALSE;
}

static gboolean
veche_telegram_reader_end (VecheTelegramReader *self, GError **error)
{
  if (self->calls == 0)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_EMPTY, self->before,
                                "The file is empty: its %" G_GINT64_FORMAT " bytes hold nothing. Export the chat again",
                                self->before);
      return FALSE;
    }
  if (yajl_complete_parse (self->parser) != yajl_status_ok)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_TRUNCATED, self->before,
                                "The file ends too early, at byte %" G_GINT64_FORMAT
                                ": the export was not finished or the copy was cut. What stands "
                                "before it can be brought in; for the rest export the chat again",
                                self->before);
      return FALSE;
    }
  if (self->foreign || (!self->saw_chats && !self->saw_messages))
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, 0,
                                "This is JSON, but not an export of Telegram Desktop: from byte 0 on there is neither "
                                "a chat nor a list of chats. "
                                "Choose the file result.json of the export");
      return FALSE;
    }

  return TRUE;
}

typedef struct { VecheTelegramReader reader; gint64 quiet; } VecheTelegramFile;

static gboolean
veche_telegram_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  VecheTelegramFile *self = user_data;

  return veche_telegram_reader_feed (&self->reader, data, size, &self->quiet, error);
}

gboolean
veche_telegram_read (const char *path, const VecheTelegramEvents *events, gpointer user_data, VecheProgress progress,
                     gpointer progress_data, GCancellable *cancellable, GError **error)
{
  VecheTelegramFile self = { .quiet = 0 };
  gboolean ok;

  veche_telegram_reader_init (&self.reader, events, user_data);
  ok = veche_exchange_read_file (path, veche_telegram_feed_cb, &self, progress, progress_data, cancellable, error) &&
       veche_telegram_reader_end (&self.reader, error);
  veche_telegram_reader_clear (&self.reader);

  return ok;
}

gboolean
veche_telegram_read_bytes (const char *data, gsize size, gsize chunk, const VecheTelegramEvents *events,
                           gpointer user_data, GError **error)
{
  VecheTelegramReader self;
  gint64 quiet = 0;
  gboolean ok = TRUE;

  g_return_val_if_fail (chunk > 0, FALSE);

  veche_telegram_reader_init (&self, events, user_data);
  for (gsize at = 0; ok && at < size; at += chunk)
    ok = veche_telegram_reader_feed (&self, data + at, MIN (chunk, size - at), &quiet, error);
  ok = ok && veche_telegram_reader_end (&self, error);
  veche_telegram_reader_clear (&self);

  return ok;
}
