/* veche-rule-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-rule.h"

#include "model/veche-filter-reader.h"

#define NOUN "rule"

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
wrong (GError **error, const char *what)
{
  return veche_filter_reader_wrong (NOUN, what, error);
}

static gboolean
read_person (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "person", NULL };
  g_autofree char *filter = json_to_string (json_object_get_member (object, "person"), FALSE);
  g_autoptr (VecheFilter) person = NULL;

  if (!veche_filter_reader_keys (object, known, NOUN, error))
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
  if (!veche_filter_reader_keys (object, known, NOUN, error) || !veche_filter_reader_text (object, "field", &field, NOUN, error) || !veche_filter_reader_text (object, "op", &op, NOUN, error)
      || !veche_filter_reader_text (object, "value", &condition->value, NOUN, error) || !veche_filter_reader_text (object, "label", &condition->label, NOUN, error))
    return FALSE;
  for (VecheRuleBy by = 0; by < VECHE_RULE_BY_PERSON; by++)
    if (g_strcmp0 (field, veche_rule_by_nick (by)) == 0)
      condition->by = by;
  if (field == NULL || op == NULL)
    return wrong (error, "a condition needs “field” and “op”, or “person”");
  if (condition->by == VECHE_N_RULE_BY)
    return veche_filter_reader_unknown (NOUN, "field", field, error);

  return veche_op_from_nick (op, &condition->op) || veche_filter_reader_unknown (NOUN, "operator", op, error);
}

static gboolean
read_deed (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "do", "value", "label", "number", NULL };
  VecheRuleDeed *deed = veche_rule_add_deed (self, VECHE_N_RULE_DO, NULL, 0);
  g_autofree char *what = NULL;
  gint64 number = 0;

  if (!veche_filter_reader_keys (object, known, NOUN, error) || !veche_filter_reader_text (object, "do", &what, NOUN, error) || !veche_filter_reader_text (object, "value", &deed->value, NOUN, error)
      || !veche_filter_reader_text (object, "label", &deed->label, NOUN, error) || !veche_filter_reader_int (object, "number", &number, NOUN, error))
    return FALSE;
  deed->number = (int) CLAMP (number, G_MININT / 2, G_MAXINT / 2);
  for (VecheRuleDo i = 0; i < VECHE_N_RULE_DO; i++)
    if (g_strcmp0 (what, veche_rule_do_nick (i)) == 0)
      deed->what = i;
  if (deed->what == VECHE_N_RULE_DO)
    return what != NULL ? veche_filter_reader_unknown (NOUN, "act", what, error) : wrong (error, "an act needs “do”");

  return TRUE;
}

typedef gboolean (*ReadOne) (VecheRule *self, JsonObject *object, GError **error);

static gboolean
read_list (VecheRule *self, JsonObject *object, const char *key, ReadOne read, GError **error)
{
  JsonArray *array = veche_filter_reader_list (object, key, NOUN, error);

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) > VECHE_RULE_MOST)
    return wrong (error, "it is too long");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return wrong (error, "a condition or an act is no object");
      if (!read (self, json_node_get_object (node), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_head (VecheRule *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "version", "match", "conditions", "then", "name", NULL };

  return veche_filter_reader_keys (object, known, NOUN, error) && veche_filter_reader_version (object, VECHE_RULE_VERSION, NOUN, error)
         && veche_filter_reader_match (object, &self->match, NOUN, error);
}

VecheRule *
veche_rule_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = veche_filter_reader_parse (json, NOUN, error);
  g_autoptr (VecheRule) self = veche_rule_new ();
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;

  if (object == NULL || !read_head (self, object, error) || !read_list (self, object, "conditions", read_condition, error)
      || !read_list (self, object, "then", read_deed, error) || !veche_rule_check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* As the list of a rule it is read by what reads rules. */
GPtrArray *
veche_rule_deeds_from_json (const char *json)
{
  g_autofree char *whole = g_strdup_printf ("{\"then\":%s}", json);
  g_autoptr (JsonNode) root = veche_filter_reader_parse (whole, NOUN, NULL);
  g_autoptr (VecheRule) self = veche_rule_new ();
  JsonArray *list = root != NULL ? veche_filter_reader_list (json_node_get_object (root), "then", NOUN, NULL) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && !read_deed (self, json_node_get_object (node), NULL))
        g_ptr_array_remove_index (self->deeds, self->deeds->len - 1);
    }

  return g_ptr_array_ref (self->deeds);
}
