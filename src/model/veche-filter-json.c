/* veche-filter-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A filter as JSON.  It may come from a file, a script or another's workspace, so the reader trusts nothing: bounded size and depth before
 * json-glib sees it, and every key accounted for. */

#define MAX_SIZE 65536
#define MAX_DEPTH 8

/*** Writing ***/

static void
write_text (JsonBuilder *builder, const char *key, const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
write_number (JsonBuilder *builder, const char *key, gint64 number)
{
  if (number == 0)
    return;

  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
write_condition (JsonBuilder *builder, const VecheCondition *condition)
{
  json_builder_begin_object (builder);
  write_text (builder, "field", veche_by_to_nick (condition->by));
  write_text (builder, "op", veche_op_to_nick (condition->op));
  write_text (builder, "what", condition->what);
  write_text (builder, "state", condition->state);
  write_text (builder, "value", condition->value);
  write_text (builder, "label", condition->label);
  write_number (builder, "number", condition->number);
  write_number (builder, "days", condition->days);
  if (condition->below)
    {
      json_builder_set_member_name (builder, "below");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

static void
write_group (JsonBuilder *builder, VecheFilter *self, guint group)
{
  json_builder_begin_object (builder);
  if (group == 0)
    write_number (builder, "version", VECHE_FILTER_VERSION);
  write_text (builder, "match", veche_match_to_nick (veche_filter_get_match (self, group)));
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_filter_n_conditions (self, group); i++)
    write_condition (builder, veche_filter_get_condition (self, group, i));
  for (guint g = 1; group == 0 && g < veche_filter_n_groups (self); g++)
    write_group (builder, self, g);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
veche_filter_to_json (VecheFilter *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  write_group (builder, self, 0);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/*** Reading ***/

static gboolean
set_syntax (GError **error, const char *what)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is not a filter: %s", what);

  return FALSE;
}

static gboolean
set_unknown (GError **error, const char *kind, const char *name)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_UNKNOWN, "The filter has a %s that this Veche does not know: “%.60s”", kind, name);

  return FALSE;
}

/* json-glib recurses once a level, and would cut a text at its first NUL. */
static gboolean
check_outside (const char *json, GError **error)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  if (json == NULL || strlen (json) > MAX_SIZE || !g_utf8_validate (json, -1, NULL))
    return set_syntax (error, "it is too long or not a text");

  for (const char *p = json; *p != '\0'; p++)
    if (quoted && g_str_has_prefix (p, "\\u0000"))
      return set_syntax (error, "a text in it holds a NUL");
    else if (quoted && *p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && (*p == '{' || *p == '[') && ++depth > MAX_DEPTH)
      return set_syntax (error, "it is nested too deep");
    else if (!quoted && (*p == '}' || *p == ']') && depth > 0)
      depth--;
    else if (!quoted && *p == '/')
      return set_syntax (error, "JSON has no comments");

  return TRUE;
}

static gboolean
read_text (JsonNode *node, const char *key, char **text, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is not a filter: “%s” is no text", key);
      return FALSE;
    }
  g_free (*text);
  *text = json_node_dup_string (node);

  return TRUE;
}

static gboolean
read_number (JsonNode *node, const char *key, gint64 *number, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is not a filter: “%s” is no whole number", key);
      return FALSE;
    }
  *number = json_node_get_int (node);

  return TRUE;
}

typedef struct
{
  VecheCondition *condition;
  char           *by, *op;
} VecheReading;

static gboolean
read_key (VecheReading *reading, const char *key, JsonNode *node, GError **error)
{
  VecheCondition *condition = reading->condition;

  if (strcmp (key, "field") == 0)
    return read_text (node, key, &reading->by, error);
  if (strcmp (key, "op") == 0)
    return read_text (node, key, &reading->op, error);
  if (strcmp (key, "what") == 0)
    return read_text (node, key, &condition->what, error);
  if (strcmp (key, "state") == 0)
    return read_text (node, key, &condition->state, error);
  if (strcmp (key, "value") == 0)
    return read_text (node, key, &condition->value, error);
  if (strcmp (key, "label") == 0)
    return read_text (node, key, &condition->label, error);
  if (strcmp (key, "number") == 0)
    return read_number (node, key, &condition->number, error);
  if (strcmp (key, "days") == 0)
    return read_number (node, key, &condition->days, error);
  if (strcmp (key, "below") == 0 && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      condition->below = json_node_get_boolean (node);
      return TRUE;
    }

  return set_unknown (error, "key", key);
}

/* (transfer full) (nullable) */
static VecheCondition *
read_condition (JsonObject *object, GError **error)
{
  g_autoptr (VecheCondition) condition = veche_condition_new (0, 0, NULL);
  g_autofree char *by = NULL, *op = NULL;
  VecheReading reading = { condition, NULL, NULL };
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;
  gboolean ok = TRUE;

  json_object_iter_init (&iter, object);
  while (ok && json_object_iter_next (&iter, &key, &node))
    ok = read_key (&reading, key, node, error);
  by = reading.by;
  op = reading.op;
  if (!ok)
    return NULL;

  if (by == NULL || op == NULL)
    {
      set_syntax (error, "a condition needs “field” and “op”");
      return NULL;
    }
  if (!veche_by_from_nick (by, &condition->by))
    {
      set_unknown (error, "field", by);
      return NULL;
    }
  if (!veche_op_from_nick (op, &condition->op))
    {
      set_unknown (error, "operator", op);
      return NULL;
    }

  return veche_condition_check (condition, error) ? g_steal_pointer (&condition) : NULL;
}

static gboolean
read_match (JsonObject *object, VecheMatch *match, GError **error)
{
  g_autofree char *text = NULL;
  JsonNode *node = json_object_get_member (object, "match");

  if (node == NULL)
    return set_syntax (error, "“match” is missing");
  if (!read_text (node, "match", &text, error))
    return FALSE;

  for (VecheMatch i = VECHE_MATCH_ALL; i <= VECHE_MATCH_NONE; i++)
    if (strcmp (text, veche_match_to_nick (i)) == 0)
      {
        *match = i;
        return TRUE;
      }

  return set_unknown (error, "match", text);
}

/* The keys of a group: match, conditions, and in the outermost version. (nullable): the conditions */
static JsonArray *
check_group (JsonObject *object, gboolean outer, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node, *conditions = json_object_get_member (object, "conditions");

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    if (strcmp (key, "match") != 0 && strcmp (key, "conditions") != 0 && !(outer && strcmp (key, "version") == 0))
      {
        set_unknown (error, "key", key);
        return NULL;
      }
  if (conditions == NULL || !JSON_NODE_HOLDS_ARRAY (conditions))
    {
      set_syntax (error, "“conditions” is no list");
      return NULL;
    }

  return json_node_get_array (conditions);
}

static gboolean
read_group (VecheFilter *self, guint group, JsonArray *conditions, guint *n, GError **error)
{
  for (guint i = 0; i < json_array_get_length (conditions); i++)
    {
      JsonNode *node = json_array_get_element (conditions, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      VecheCondition *condition;

      if (object == NULL)
        return set_syntax (error, "a condition is no object");
      if (++*n > VECHE_FILTER_MAX_CONDITIONS)
        return set_syntax (error, "it has too many conditions");
      if (json_object_has_member (object, "conditions"))
        {
          VecheMatch match;
          JsonArray *inner = check_group (object, FALSE, error);

          if (inner == NULL || !read_match (object, &match, error))
            return FALSE;
          if (group != 0)
            return set_syntax (error, "groups nest only once");
          if (!read_group (self, veche_filter_add_group (self, match), inner, n, error))
            return FALSE;
          continue;
        }
      condition = read_condition (object, error);
      if (condition == NULL)
        return FALSE;
      veche_filter_add (self, group, condition);
    }

  return TRUE;
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "version");
  gint64 version = 0;

  if (node == NULL)
    return set_syntax (error, "“version” is missing");
  if (!read_number (node, "version", &version, error))
    return FALSE;
  if (version > VECHE_FILTER_VERSION)
    {
      g_set_error_literal (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_NEWER, "This filter was written by a newer Veche");
      return FALSE;
    }

  return version == VECHE_FILTER_VERSION || set_syntax (error, "its version is none");
}

VecheFilter *
veche_filter_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (VecheFilter) self = NULL;
  JsonNode *root;
  JsonArray *conditions;
  VecheMatch match;
  guint n = 0;

  if (!check_outside (json, error))
    return NULL;
  if (!json_parser_load_from_data (parser, json, -1, NULL))
    {
      set_syntax (error, "it is no JSON");
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      set_syntax (error, "it is no object");
      return NULL;
    }
  if (!check_version (json_node_get_object (root), error) || !read_match (json_node_get_object (root), &match, error))
    return NULL;
  conditions = check_group (json_node_get_object (root), TRUE, error);
  if (conditions == NULL)
    return NULL;

  self = veche_filter_new (match);

  return read_group (self, 0, conditions, &n, error) ? g_steal_pointer (&self) : NULL;
}
