/* veche-filter-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter-reader.h"

/* A filter as JSON. */

#define NOUN "filter"

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
wrong (GError **error, const char *what)
{
  return veche_filter_reader_wrong (NOUN, what, error);
}

static gboolean
read_values (VecheCondition *self, JsonObject *object, GError **error)
{
  return veche_filter_reader_text (object, "what", &self->what, NOUN, error) && veche_filter_reader_text (object, "state", &self->state, NOUN, error)
         && veche_filter_reader_text (object, "value", &self->value, NOUN, error) && veche_filter_reader_text (object, "label", &self->label, NOUN, error)
         && veche_filter_reader_int (object, "number", &self->number, NOUN, error) && veche_filter_reader_int (object, "days", &self->days, NOUN, error)
         && veche_filter_reader_bool (object, "below", &self->below, NOUN, error);
}

/* (transfer full) (nullable) */
static VecheCondition *
read_condition (JsonObject *object, GError **error)
{
  static const char *const known[] = { "field", "op", "what", "state", "value", "label", "number", "days", "below", NULL };
  g_autoptr (VecheCondition) condition = veche_condition_new (0, 0, NULL);
  g_autofree char *by = NULL, *op = NULL;
  gboolean ok = veche_filter_reader_keys (object, known, NOUN, error) && veche_filter_reader_text (object, "field", &by, NOUN, error)
                && veche_filter_reader_text (object, "op", &op, NOUN, error) && read_values (condition, object, error);

  if (ok && (by == NULL || op == NULL))
    ok = wrong (error, "a condition needs “field” and “op”");
  if (ok && !veche_by_from_nick (by, &condition->by))
    ok = veche_filter_reader_unknown (NOUN, "field", by, error);
  if (ok && !veche_op_from_nick (op, &condition->op))
    ok = veche_filter_reader_unknown (NOUN, "operator", op, error);

  return ok && veche_condition_check (condition, error) ? g_steal_pointer (&condition) : NULL;
}

static gboolean read_group (VecheFilter *self, guint group, JsonArray *conditions, guint *n, GError **error);

static gboolean
read_inner (VecheFilter *self, guint group, JsonObject *object, guint *n, GError **error)
{
  static const char *const known[] = { "match", "conditions", NULL };
  JsonArray *inner;
  VecheMatch match;

  if (!veche_filter_reader_keys (object, known, NOUN, error) || (inner = veche_filter_reader_list (object, "conditions", NOUN, error)) == NULL
      || !veche_filter_reader_match (object, &match, NOUN, error))
    return FALSE;
  if (group != 0)
    return wrong (error, "groups nest only once");

  return read_group (self, veche_filter_add_group (self, match), inner, n, error);
}

static gboolean
read_group (VecheFilter *self, guint group, JsonArray *conditions, guint *n, GError **error)
{
  for (guint i = 0; i < json_array_get_length (conditions); i++)
    {
      JsonNode *node = json_array_get_element (conditions, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      VecheCondition *condition = NULL;

      if (object == NULL)
        return wrong (error, "a condition is no object");
      if (++*n > VECHE_FILTER_MAX_CONDITIONS)
        return wrong (error, "it has too many conditions");
      if (json_object_has_member (object, "conditions") ? !read_inner (self, group, object, n, error)
                                                        : (condition = read_condition (object, error)) == NULL)
        return FALSE;
      if (condition != NULL)
        veche_filter_add (self, group, condition);
    }

  return TRUE;
}

VecheFilter *
veche_filter_from_json (const char *json, GError **error)
{
  static const char *const known[] = { "version", "match", "conditions", NULL };
  g_autoptr (JsonNode) root = veche_filter_reader_parse (json, NOUN, error);
  g_autoptr (VecheFilter) self = NULL;
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *conditions;
  VecheMatch match;
  guint n = 0;

  if (object == NULL || !veche_filter_reader_version (object, VECHE_FILTER_VERSION, NOUN, error)
      || !veche_filter_reader_match (object, &match, NOUN, error) || !veche_filter_reader_keys (object, known, NOUN, error)
      || (conditions = veche_filter_reader_list (object, "conditions", NOUN, error)) == NULL)
    return NULL;

  self = veche_filter_new (match);

  return read_group (self, 0, conditions, &n, error) ? g_steal_pointer (&self) : NULL;
}
