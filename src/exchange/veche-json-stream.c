/* veche-json-stream.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-json-stream.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define MAX_TOKEN (16 * 1024 * 1024)   /* a single string longer than this would only fill the memory */
#define MAX_KEY   256

struct _VecheJsonStream
{
  char                  *list;       /* (nullable) */
  const VecheJsonEvents *events;
  gpointer               user_data;

  yajl_handle            parser;
  VecheJsonTree         *tree;
  guint                  depth;      /* containers open, without those in the tree: 0, 1, 2 in the list */
  gboolean               in_list, has_list, capturing, stopped;
  char                   key[MAX_KEY];
  gboolean               first;      /* a byte order mark may come */
  gint64                 before;     /* bytes of the pieces before this one */
  gint64                 started;    /* byte at which the value in the tree began */
  gint64                 quiet;      /* bytes without a token */
  guint                  calls;
};

static gint64
veche_json_stream_byte (VecheJsonStream *self)
{
  return self->before + (gint64) yajl_get_bytes_consumed (self->parser);
}

static int
veche_json_stream_deliver (VecheJsonStream *self)
{
  const VecheJsonNode *value = veche_json_tree_has_overflown (self->tree) ? NULL : veche_json_tree_get_root (self->tree);

  self->capturing = FALSE;
  if (self->in_list)
    self->stopped = !self->events->element (value, self->started, self->user_data);
  else if (value != NULL && self->events->member != NULL)
    self->events->member (self->key, value, self->user_data);
  veche_json_tree_clear (self->tree);

  return !self->stopped;
}

static int
veche_json_stream_scalar (VecheJsonStream *self, VecheJsonKind kind, gboolean truth, const char *text, gsize length)
{
  self->calls++;
  if (self->depth == 0)
    return 1;

  veche_json_tree_scalar (self->tree, kind, truth, text, length);
  if (self->capturing)
    return 1;

  self->started = veche_json_stream_byte (self) - 1;

  return veche_json_stream_deliver (self);
}

static int
veche_json_stream_null_cb (void *data)
{
  return veche_json_stream_scalar (data, VECHE_JSON_NULL, FALSE, NULL, 0);
}

static int
veche_json_stream_boolean_cb (void *data, int truth)
{
  return veche_json_stream_scalar (data, VECHE_JSON_BOOL, truth, NULL, 0);
}

static int
veche_json_stream_number_cb (void *data, const char *text, size_t length)
{
  return veche_json_stream_scalar (data, VECHE_JSON_NUMBER, FALSE, text, length);
}

static int
veche_json_stream_string_cb (void *data, const unsigned char *text, size_t length)
{
  return veche_json_stream_scalar (data, VECHE_JSON_STRING, FALSE, (const char *) text, length);
}

static int
veche_json_stream_key_cb (void *data, const unsigned char *text, size_t length)
{
  VecheJsonStream *self = data;

  self->calls++;
  if (self->capturing)
    veche_json_tree_key (self->tree, (const char *) text, length);
  else
    {
      length = MIN (length, MAX_KEY - 1);
      memcpy (self->key, text, length);
      self->key[length] = '\0';
    }

  return 1;
}

static int
veche_json_stream_open (VecheJsonStream *self, VecheJsonKind kind)
{
  gboolean list = !self->in_list && kind == VECHE_JSON_ARRAY &&
                  (self->list == NULL ? self->depth == 0 : self->depth == 1 && strcmp (self->key, self->list) == 0);

  self->calls++;
  if (self->capturing)
    veche_json_tree_open (self->tree, kind);
  else if (list)
    {
      self->in_list = self->has_list = TRUE;
      self->depth++;
    }
  else if (self->depth == 0)
    self->depth++;
  else
    {
      self->capturing = TRUE;
      self->started = veche_json_stream_byte (self) - 1;
      veche_json_tree_open (self->tree, kind);
    }

  return 1;
}

static int
veche_json_stream_map_cb (void *data)
{
  return veche_json_stream_open (data, VECHE_JSON_OBJECT);
}

static int
veche_json_stream_array_cb (void *data)
{
  return veche_json_stream_open (data, VECHE_JSON_ARRAY);
}

static int
veche_json_stream_end_cb (void *data)
{
  VecheJsonStream *self = data;

  self->calls++;
  if (self->capturing)
    return veche_json_tree_close (self->tree) ? veche_json_stream_deliver (self) : 1;

  self->depth--;
  self->in_list = FALSE;

  return 1;
}

static const yajl_callbacks callbacks = {
  .yajl_null = veche_json_stream_null_cb,
  .yajl_boolean = veche_json_stream_boolean_cb,
  .yajl_number = veche_json_stream_number_cb,
  .yajl_string = veche_json_stream_string_cb,
  .yajl_start_map = veche_json_stream_map_cb,
  .yajl_map_key = veche_json_stream_key_cb,
  .yajl_end_map = veche_json_stream_end_cb,
  .yajl_start_array = veche_json_stream_array_cb,
  .yajl_end_array = veche_json_stream_end_cb,
};

VecheJsonStream *
veche_json_stream_new (const char *list, const VecheJsonEvents *events, gpointer user_data)
{
  VecheJsonStream *self = g_new0 (VecheJsonStream, 1);

  self->list = g_strdup (list);
  self->events = events;
  self->user_data = user_data;
  self->tree = veche_json_tree_new ();
  veche_json_stream_reset (self);

  return self;
}

void
veche_json_stream_free (VecheJsonStream *self)
{
  yajl_free (self->parser);
  veche_json_tree_free (self->tree);
  g_free (self->list);
  g_free (self);
}

void
veche_json_stream_reset (VecheJsonStream *self)
{
  g_clear_pointer (&self->parser, yajl_free);
  veche_json_tree_clear (self->tree);
  self->parser = yajl_alloc (&callbacks, NULL, self);
  /* A message with a damaged character is repaired; it must not cost the whole file. */
  yajl_config (self->parser, yajl_dont_validate_strings, 1);
  self->depth = self->calls = 0;
  self->in_list = self->has_list = self->capturing = self->stopped = FALSE;
  self->first = TRUE;
  self->before = self->started = self->quiet = 0;
  self->key[0] = '\0';
}

static gboolean
veche_json_stream_fail (VecheJsonStream *self, const char *data, gsize size, GError **error)
{
  gint64 byte = MAX (0, veche_json_stream_byte (self) - 1);   /* the last one of what makes no sense */
  unsigned char *why;
  g_autofree char *sentence = NULL;

  if (self->stopped)
    return FALSE;

  why = yajl_get_error (self->parser, 0, (const unsigned char *) data, size);
  sentence = g_strstrip (g_strdup ((const char *) why));
  yajl_free_error (self->parser, why);
  veche_exchange_set_error (error, self->calls == 0 ? VECHE_EXCHANGE_ERROR_FOREIGN : VECHE_EXCHANGE_ERROR_DAMAGED, byte,
                            self->calls == 0 ? "This is not JSON at all (byte %" G_GINT64_FORMAT ", %s)"
                                             : "The file is damaged at byte %" G_GINT64_FORMAT
                                               " (%s). What stands before it can be brought in; for the rest export it again",
                            byte, sentence);

  return FALSE;
}

gboolean
veche_json_stream_feed (VecheJsonStream *self, const char *data, gsize size, GError **error)
{
  guint calls = self->calls;

  if (self->first && size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
      self->before += 3;
    }
  self->first = FALSE;
  if (yajl_parse (self->parser, (const unsigned char *) data, size) != yajl_status_ok)
    return veche_json_stream_fail (self, data, size, error);

  self->quiet = self->calls == calls ? self->quiet + (gint64) size : 0;
  self->before += size;
  if (self->quiet <= MAX_TOKEN)
    return TRUE;

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_DAMAGED, self->before - self->quiet,
                            "A single value after byte %" G_GINT64_FORMAT " is longer than 16 MB: the file is damaged",
                            self->before - self->quiet);

  return FALSE;
}

gboolean
veche_json_stream_end (VecheJsonStream *self, GError **error)
{
  if (self->calls == 0)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_EMPTY, self->before, "The file is empty: export it again");
  else if (yajl_complete_parse (self->parser) != yajl_status_ok)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_TRUNCATED, self->before,
                              "The file ends too early, at byte %" G_GINT64_FORMAT
                              ": the export was not finished or the copy was cut. What stands before it can be brought in; for the "
                              "rest export it again",
                              self->before);
  else
    return TRUE;

  return FALSE;
}

gboolean
veche_json_stream_has_list (VecheJsonStream *self)
{
  return self->has_list;
}
