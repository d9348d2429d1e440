/* veche-filter-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter-reader.h"

#include <string.h>

#include "model/veche-json-scan.h"
#include "model/veche-text.h"

#define MAX_SIZE 65536
#define MAX_PARTS 4096

gboolean
veche_filter_reader_wrong (const char *noun, const char *what, GError **error)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is not a %s: %s", noun, what);

  return FALSE;
}

gboolean
veche_filter_reader_unknown (const char *noun, const char *kind, const char *name, GError **error)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_UNKNOWN, "The %s has a %s that this Veche does not know: “%.60s”", noun, kind, name);

  return FALSE;
}

static gboolean
wrong_key (const char *noun, const char *key, const char *what, GError **error)
{
  g_autofree char *words = g_strdup_printf ("“%s” is %s", key, what);

  return veche_filter_reader_wrong (noun, words, error);
}

/* json-glib would cut a text at it. */
static gboolean
has_nul (const char *json)
{
  for (const char *p = strchr (json, '\\'); p != NULL && p[1] != '\0'; p = strchr (p + 2, '\\'))
    if (veche_text_goes_on (p, "\\u0000"))
      return TRUE;

  return FALSE;
}

static JsonNode *
parse (char *text, const char *noun, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *wrong = veche_json_scan (text, strlen (text), MAX_PARTS);
  JsonNode *root = NULL;

  if (wrong == NULL && json_parser_load_from_data (parser, text, -1, NULL))
    root = json_parser_steal_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;

  g_clear_pointer (&root, json_node_unref);
  veche_filter_reader_wrong (noun, wrong != NULL ? wrong : "it is no object", error);

  return NULL;
}

JsonNode *
veche_filter_reader_parse (const char *json, const char *noun, GError **error)
{
  g_autofree char *text = NULL;

  if (json == NULL || strlen (json) > MAX_SIZE || !g_utf8_validate (json, -1, NULL))
    veche_filter_reader_wrong (noun, "it is too long or not a text", error);
  else if (has_nul (json))
    veche_filter_reader_wrong (noun, "a text in it holds a NUL", error);
  else
    text = g_strdup (json);

  return text != NULL ? parse (text, noun, error) : NULL;
}

/* (nullable): it is not there. ok (out): FALSE when it is there and of another type */
static JsonNode *
get_value (JsonObject *object, const char *key, GType type, gboolean *ok)
{
  JsonNode *node = json_object_get_member (object, key);

  *ok = node == NULL || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type);

  return *ok ? node : NULL;
}

gboolean
veche_filter_reader_text (JsonObject *object, const char *key, char **to, const char *noun, GError **error)
{
  gboolean ok;
  JsonNode *node = get_value (object, key, G_TYPE_STRING, &ok);

  if (node != NULL)
    {
      g_free (*to);
      *to = json_node_dup_string (node);
    }

  return ok || wrong_key (noun, key, "no text", error);
}

gboolean
veche_filter_reader_int (JsonObject *object, const char *key, gint64 *to, const char *noun, GError **error)
{
  gboolean ok;
  JsonNode *node = get_value (object, key, G_TYPE_INT64, &ok);

  if (node != NULL)
    *to = json_node_get_int (node);

  return ok || wrong_key (noun, key, "no whole number", error);
}

gboolean
veche_filter_reader_bool (JsonObject *object, const char *key, gboolean *to, const char *noun, GError **error)
{
  gboolean ok;
  JsonNode *node = get_value (object, key, G_TYPE_BOOLEAN, &ok);

  if (node != NULL)
    *to = json_node_get_boolean (node);

  return ok || wrong_key (noun, key, "neither true nor false", error);
}

JsonArray *
veche_filter_reader_list (JsonObject *object, const char *key, const char *noun, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  wrong_key (noun, key, "no list", error);

  return NULL;
}

gboolean
veche_filter_reader_match (JsonObject *object, VecheMatch *match, const char *noun, GError **error)
{
  g_autofree char *text = NULL;

  if (!veche_filter_reader_text (object, "match", &text, noun, error))
    return FALSE;
  if (text == NULL)
    return veche_filter_reader_wrong (noun, "“match” is missing", error);
  for (VecheMatch i = VECHE_MATCH_ALL; i <= VECHE_MATCH_NONE; i++)
    if (strcmp (text, veche_match_to_nick (i)) == 0)
      {
        *match = i;
        return TRUE;
      }

  return veche_filter_reader_unknown (noun, "match", text, error);
}

gboolean
veche_filter_reader_version (JsonObject *object, int newest, const char *noun, GError **error)
{
  gint64 version = 0;

  if (!json_object_has_member (object, "version"))
    return veche_filter_reader_wrong (noun, "“version” is missing", error);
  if (!veche_filter_reader_int (object, "version", &version, noun, error))
    return FALSE;
  if (version > newest)
    {
      g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_NEWER, "This %s was written by a newer Veche", noun);
      return FALSE;
    }

  return version >= 1 || veche_filter_reader_wrong (noun, "its version is none", error);
}

gboolean
veche_filter_reader_keys (JsonObject *object, const char *const *known, const char *noun, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    if (!g_strv_contains (known, key))
      return veche_filter_reader_unknown (noun, "key", key, error);

  return TRUE;
}
