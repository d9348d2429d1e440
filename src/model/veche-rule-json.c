/* veche-rule-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-rule.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "model/veche-json-tree.h"

#define MAX_SIZE 65536
#define MAX_DEPTH 12

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
write_condition (JsonBuilder *builder, const VecheRuleCondition *self)
{
  json_builder_begin_object (builder);
  if (self->person != NULL)
    {
      g_autofree char *filter = veche_filter_to_json (self->person);

      json_builder_set_member_name (builder, "person");
      json_builder_add_value (builder, json_from_string (filter, NULL));
    }
  else
    {
      write_text (builder, "field", veche_rule_by_nick (self->by));
      write_text (builder, "op", veche_op_to_nick (self->op));
      write_text (builder, "value", self->value);
      write_text (builder, "label", self->label);
    }
  json_builder_end_object (builder);
}

static void
write_deeds (JsonBuilder *builder, const VecheRule *self)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->deeds->len; i++)
    {
      const VecheRuleDeed *deed = self->deeds->pdata[i];

      json_builder_begin_object (builder);
      write_text (builder, "do", veche_rule_do_nick (deed->what));
      write_text (builder, "value", deed->value);
      write_text (builder, "label", deed->label);
      if (deed->number != 0)
        {
          json_builder_set_member_name (builder, "number");
          json_builder_add_int_value (builder, deed->number);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

char *
veche_rule_to_json (const VecheRule *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VECHE_RULE_VERSION);
  write_text (builder, "match", veche_match_to_nick (self->match));
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->conditions->len; i++)
    write_condition (builder, self->conditions->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "then");
  write_deeds (builder, self);
  json_builder_end_object (builder);

  return finish (builder);
}

char *
veche_rule_deeds_to_json (const VecheRule *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  write_deeds (builder, self);

  return finish (builder);
}

/*** Reading ***/

static gboolean
set_syntax (GError **error, const char *what)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is not a rule: %s", what);

  return FALSE;
}

static gboolean
set_unknown (GError **error, const char *kind, const char *name)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_UNKNOWN, "The rule has a %s that this Veche does not know: “%.60s”", kind, name);

  return FALSE;
}

/* json-glib recurses once a level. */
static gboolean
is_bounded (const char *json)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  if (json == NULL || strlen (json) > MAX_SIZE || !g_utf8_validate (json, -1, NULL) || strstr (json, "\\u0000") != NULL)
    return FALSE;
  for (const char *p = json; *p != '\0'; p++)
    if (quoted && *p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && (*p == '{' || *p == '['))
      {
        if (++depth > MAX_DEPTH)
          return FALSE;
      }
    else if (!quoted && (*p == '}' || *p == ']') && depth > 0)
      depth--;

  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *key, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return set_syntax (error, "a value is no text");
  g_free (*text);
  *text = json_node_dup_string (node);

  return TRUE;
}

static gboolean
read_int (JsonObject *object, const char *key, int *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  gint64 value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return set_syntax (error, "a number is no whole number");
  value = json_node_get_int (node);
  *number = (int) CLAMP (value, G_MININT / 2, G_MAXINT / 2);

  return TRUE;
}

static gboolean
check_keys (JsonObject *object, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    if (!g_strv_contains (known, key))
      return set_unknown (error, "key", key);

  return TRUE;
}

static gboolean
read_person (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "person", NULL };
  g_autofree char *filter = json_to_string (json_object_get_member (object, "person"), FALSE);
  g_autoptr (VecheFilter) person = NULL;

  if (!check_keys (object, known, error))
    return FALSE;
  person = veche_filter_from_json (filter, error);
  if (person == NULL)
    return FALSE;
  veche_rule_add (self, VECHE_RULE_BY_PERSON, VECHE_OP_IS, NULL)->person = g_steal_pointer (&person);

  return TRUE;
}

static gboolean
read_condition (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "field", "op", "value", "label", NULL };
  g_autofree char *field = NULL, *op = NULL;
  VecheRuleCondition *condition;

  if (json_object_has_member (object, "person"))
    return read_person (self, object, error);
  condition = veche_rule_add (self, VECHE_N_RULE_BY, 0, NULL);
  if (!check_keys (object, known, error) || !read_text (object, "field", &field, error) || !read_text (object, "op", &op, error)
      || !read_text (object, "value", &condition->value, error) || !read_text (object, "label", &condition->label, error))
    return FALSE;
  for (VecheRuleBy by = 0; by < VECHE_RULE_BY_PERSON; by++)
    if (g_strcmp0 (field, veche_rule_by_nick (by)) == 0)
      condition->by = by;
  if (field == NULL || op == NULL)
    return set_syntax (error, "a condition needs “field” and “op”, or “person”");
  if (condition->by == VECHE_N_RULE_BY)
    return set_unknown (error, "field", field);

  return veche_op_from_nick (op, &condition->op) || set_unknown (error, "operator", op);
}

static gboolean
read_deed (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "do", "value", "label", "number", NULL };
  VecheRuleDeed *deed = veche_rule_add_deed (self, VECHE_N_RULE_DO, NULL, 0);
  g_autofree char *what = NULL;

  if (!check_keys (object, known, error) || !read_text (object, "do", &what, error) || !read_text (object, "value", &deed->value, error)
      || !read_text (object, "label", &deed->label, error) || !read_int (object, "number", &deed->number, error))
    return FALSE;
  for (VecheRuleDo i = 0; i < VECHE_N_RULE_DO; i++)
    if (g_strcmp0 (what, veche_rule_do_nick (i)) == 0)
      deed->what = i;
  if (deed->what == VECHE_N_RULE_DO)
    return what != NULL ? set_unknown (error, "act", what) : set_syntax (error, "an act needs “do”");

  return TRUE;
}

typedef gboolean (*ReadOne) (VecheRule *self, JsonObject *object, GError **error);

static gboolean
read_list (VecheRule *self, JsonNode *list, ReadOne read, GError **error)
{
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  if (array == NULL)
    return set_syntax (error, "“conditions” or “then” is no list");
  if (json_array_get_length (array) > VECHE_RULE_MOST)
    return set_syntax (error, "it is too long");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return set_syntax (error, "a condition or an act is no object");
      if (!read (self, json_node_get_object (node), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_head (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "version", "match", "conditions", "then", "name", NULL };
  g_autofree char *match = NULL;
  int version = 0;

  if (!check_keys (object, known, error) || !read_int (object, "version", &version, error) || !read_text (object, "match", &match, error))
    return FALSE;
  if (version > VECHE_RULE_VERSION)
    {
      g_set_error_literal (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_NEWER, "This rule was written by a newer Veche");
      return FALSE;
    }
  if (version < 1)
    return set_syntax (error, "“version” is missing");
  for (VecheMatch i = VECHE_MATCH_ALL; i <= VECHE_MATCH_NONE; i++)
    if (g_strcmp0 (match, veche_match_to_nick (i)) == 0)
      {
        self->match = i;
        return TRUE;
      }

  return match != NULL ? set_unknown (error, "match", match) : set_syntax (error, "“match” is missing");
}

static JsonNode *
parse (const char *json, GError **error)
{
  g_autoptr (VecheJsonTree) strict = veche_json_tree_new ();

  if (!is_bounded (json) || veche_json_tree_parse (strict, json, strlen (json)) == NULL)
    {
      set_syntax (error, "it is no JSON, too long or nested too deep");
      return NULL;
    }

  return json_from_string (json, error);
}

VecheRule *
veche_rule_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = parse (json, error);
  g_autoptr (VecheRule) self = veche_rule_new ();
  JsonObject *object;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      set_syntax (error, "it is no object");
      return NULL;
    }
  object = json_node_get_object (root);
  if (!read_head (self, object, error) || !read_list (self, json_object_get_member (object, "conditions"), read_condition, error)
      || !read_list (self, json_object_get_member (object, "then"), read_deed, error) || !veche_rule_check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

GPtrArray *
veche_rule_deeds_from_json (const char *json)
{
  g_autoptr (JsonNode) root = parse (json, NULL);
  g_autoptr (VecheRule) self = veche_rule_new ();

  for (guint i = 0; root != NULL && JSON_NODE_HOLDS_ARRAY (root) && i < json_array_get_length (json_node_get_array (root)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (root), i);

      if (JSON_NODE_HOLDS_OBJECT (node) && !read_deed (self, json_node_get_object (node), NULL))
        g_ptr_array_remove_index (self->deeds, self->deeds->len - 1);
    }

  return g_ptr_array_ref (self->deeds);
}
