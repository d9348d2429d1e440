/* veche-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-json.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "model/veche-json-scan.h"

#define MAX_ID    512
#define MAX_PARTS 400000   /* keys and values of an answer */

JsonNode *
veche_json_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  const char *wrong = NULL;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }

  if (length == 0)
    wrong = "it is empty";
  else if (!g_utf8_validate_len (data, length, NULL))   /* also refuses NUL */
    wrong = "it is not UTF-8";
  else
    {
      text = g_malloc (length + 1);
      memcpy (text, data, length);
      text[length] = '\0';
      wrong = veche_json_scan (text, length, MAX_PARTS);
    }
  if (wrong != NULL)
    {
      g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "the answer makes no sense: %s", wrong);
      return NULL;
    }

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length, &cause))
    {
      g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "the answer makes no sense: %s", cause->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

JsonNode *
veche_json_read (const char *text)
{
  return text != NULL ? veche_json_parse (text, strlen (text), NULL) : NULL;
}

JsonNode *
veche_json_take (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

JsonObject *
veche_json_root (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
veche_json_member (JsonObject *object, const char *key, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

static JsonNode *
veche_json_value (JsonObject *object, const char *key, GType type)
{
  JsonNode *node = veche_json_member (object, key, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
veche_json_string (JsonObject *object, const char *key, const char *fallback)
{
  JsonNode *node = veche_json_value (object, key, G_TYPE_STRING);

  return node != NULL && json_node_get_string (node) != NULL ? json_node_get_string (node) : fallback;
}

gint64
veche_json_int (JsonObject *object, const char *key, gint64 fallback)
{
  JsonNode *node = veche_json_value (object, key, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

double
veche_json_double (JsonObject *object, const char *key, double fallback)
{
  JsonNode *node = veche_json_value (object, key, G_TYPE_DOUBLE);

  return node != NULL ? json_node_get_double (node) : (double) veche_json_int (object, key, (gint64) fallback);
}

gboolean
veche_json_bool (JsonObject *object, const char *key, gboolean fallback)
{
  JsonNode *node = veche_json_value (object, key, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

JsonObject *
veche_json_object (JsonObject *object, const char *key)
{
  JsonNode *node = veche_json_member (object, key, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
veche_json_array (JsonObject *object, const char *key)
{
  JsonNode *node = veche_json_member (object, key, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

char *
veche_json_dup_id (JsonObject *object, const char *key)
{
  const char *text = veche_json_string (object, key, NULL);
  JsonNode *node;

  if (text != NULL)
    return *text != '\0' && strlen (text) <= MAX_ID ? g_strdup (text) : NULL;

  node = veche_json_value (object, key, G_TYPE_INT64);

  return node != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node)) : NULL;
}

gint64
veche_json_time (JsonObject *object, const char *key)
{
  const char *text = veche_json_string (object, key, NULL);
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL || strlen (text) > 64)
    return 0;

  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return 0;

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

guint
veche_json_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
veche_json_nth (JsonArray *array, guint index)
{
  JsonNode *node = index < veche_json_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
veche_json_nth_string (JsonArray *array, guint index)
{
  JsonNode *node = index < veche_json_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

char *
veche_json_to_text (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

/*** Writing ***/

void
veche_json_add_string (JsonBuilder *builder, const char *key, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

void
veche_json_add_int (JsonBuilder *builder, const char *key, gint64 value)
{
  if (value == 0)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

void
veche_json_add_bool (JsonBuilder *builder, const char *key, gboolean value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

void
veche_json_add_strings (JsonBuilder *builder, const char *key, GPtrArray *values)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && i < values->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (values, i));
  json_builder_end_array (builder);
}

char *
veche_json_built (JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);

  return veche_json_to_text (node);
}

void
veche_json_add_bad (VecheBatch *batch, const char *reason, JsonObject *object)
{
  g_autoptr (JsonNode) node = object != NULL ? json_node_init_object (json_node_alloc (), object) : NULL;
  g_autofree char *raw = node != NULL ? veche_json_to_text (node) : NULL;

  veche_batch_add_bad (batch, reason, raw);
}
