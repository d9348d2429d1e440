/* fake-shape.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-shape.h"

static gboolean
is_type (JsonNode *node, const char *type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;
  if (g_str_equal (type, "number"))
    return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return value == G_TYPE_BOOLEAN;

  return TRUE;
}

static char *
check_object (JsonObject *shape, JsonObject *object, const char *where)
{
  JsonArray *required = json_object_has_member (shape, "required") ? json_object_get_array_member (shape, "required") : NULL;
  JsonObject *props = json_object_has_member (shape, "props") ? json_object_get_object_member (shape, "props") : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    if (!json_object_has_member (object, json_array_get_string_element (required, i)))
      return g_strdup_printf ("%s lacks %s", where, json_array_get_string_element (required, i));
  if (props == NULL)
    return NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *path = g_strdup_printf ("%s.%s", where, name);
      char *wrong;

      if (!json_object_has_member (props, name))
        return g_strdup_printf ("%s is unheard of", path);
      wrong = fake_shape_check (json_object_get_object_member (props, name), member, path);
      if (wrong != NULL)
        return wrong;
    }

  return NULL;
}

char *
fake_shape_check (JsonObject *shape, JsonNode *node, const char *where)
{
  const char *type = json_object_get_string_member_with_default (shape, "type", "any");
  char *wrong = NULL;

  if (!is_type (node, type))
    return g_strdup_printf ("%s is no %s", where, type);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_object (shape, json_node_get_object (node), where);
  if (JSON_NODE_HOLDS_ARRAY (node) && json_object_has_member (shape, "items"))
    for (guint i = 0; wrong == NULL && i < json_array_get_length (json_node_get_array (node)); i++)
      wrong = fake_shape_check (json_object_get_object_member (shape, "items"), json_array_get_element (json_node_get_array (node), i), where);

  return wrong;
}
