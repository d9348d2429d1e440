/* veche-people-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People in JSON: an object after another, in lines or in one array.  The objects are cut out of the text first and read one by one, so that a
 * big file needs no more memory than its biggest person.
 */

#include "exchange/veche-people-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/veche-table-private.h"

#define MAX_DEPTH    24
#define CANCEL_EVERY 256

typedef struct
{
  GPtrArray  *names;      /* (element-type utf8): keys in order of appearance */
  GHashTable *places;     /* key → 1 + place in names */
  GPtrArray  *row;        /* (element-type GString) (nullable) each */
} VechePeopleJson;

gboolean
veche_people_json_looks_like (const char *text)
{
  const char *p = text;

  while (g_ascii_isspace (*p))
    p++;
  if (*p == '[')
    for (p++; g_ascii_isspace (*p); p++)
      ;
  if (*p != '{')
    return FALSE;
  for (p++; g_ascii_isspace (*p); p++)
    ;

  return *p == '"';
}

/* The next object from p on; its end in stop. NULL: none. */
static const char *
veche_people_json_next (const char *p, const char *end, const char **stop)
{
  const char *start;
  guint depth = 0;
  gboolean quoted = FALSE;

  while (p < end && *p != '{')
    p++;
  start = p;
  for (; p < end; p++)
    {
      if (quoted)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            quoted = FALSE;
          continue;
        }
      if (*p == '"')
        quoted = TRUE;
      else if (*p == '{' || *p == '[')
        depth++;
      else if ((*p == '}' || *p == ']') && --depth == 0)
        {
          *stop = p + 1;
          return start;
        }
    }

  return NULL;
}

static gboolean
veche_people_json_is_deep (const char *start, const char *stop)
{
  guint depth = 0, most = 0;

  for (const char *p = start; p < stop; p++)
    {
      depth += *p == '{' || *p == '[';
      most = MAX (most, depth);
      depth -= (*p == '}' || *p == ']') && depth > 0;
    }

  return most > MAX_DEPTH;
}

/* ------------------------------------------------------------------------------------------------------------------------- a person */

static void
veche_people_json_put (VechePeopleJson *self, const char *key, const char *value)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, key));
  GString **cell;

  if (place == 0)
    {
      if (self->names->len > VECHE_TABLE_MAX_COLUMNS)
        return;
      g_ptr_array_add (self->names, g_strdup (key));
      place = self->names->len;
      g_hash_table_insert (self->places, g_strdup (key), GUINT_TO_POINTER (place));
    }
  if (self->row->len < place)
    g_ptr_array_set_size (self->row, (int) place);
  cell = (GString **) &self->row->pdata[place - 1];
  if (*cell == NULL)
    *cell = g_string_new (value);
  else
    g_string_append_printf (*cell, "; %s", value);
}

/* Free text, of which a person may have several: each has a column. */
static void
veche_people_json_put_text (VechePeopleJson *self, const char *key, const char *text)
{
  for (guint i = 1; i < VECHE_TABLE_MAX_COLUMNS; i++)
    {
      g_autofree char *name = i > 1 ? g_strdup_printf ("%s %u", key, i) : g_strdup (key);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

      if (place != 0 && place <= self->row->len && self->row->pdata[place - 1] != NULL)
        continue;
      veche_people_json_put (self, name, text);
      return;
    }
}

/* (transfer full) (nullable): nothing, or more than one thing */
static char *
veche_people_json_scalar (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");

  return json_to_string (node, FALSE);
}

static char *
veche_people_json_member (JsonObject *object, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (object, names[i]);
      char *value = node != NULL ? veche_people_json_scalar (node) : NULL;

      if (value != NULL && *value != '\0')
        return value;
      g_free (value);
    }

  return NULL;
}

/* {"platform": "telegram", "handle": "anna"} → the column "telegram"; {"name": "Rust", "level": 4} → "Rust (4)"; {"field": "T-shirt", "value": "M"}. */
static gboolean
veche_people_json_put_pair (VechePeopleJson *self, const char *key, JsonObject *object)
{
  static const char *const kinds[] = { "platform", "field", "type", "key", "service", "network", NULL };
  static const char *const values[] = { "address", "handle", "username", "value", "url", "id", "remote_id", NULL };
  static const char *const names[] = { "name", "title", NULL };
  static const char *const texts[] = { "text", "body", NULL };
  static const char *const levels[] = { "level", NULL };
  static const char *const hosts[] = { "instance", "host", "server", NULL };
  g_autofree char *kind = veche_people_json_member (object, kinds);
  g_autofree char *value = veche_people_json_member (object, values);
  g_autofree char *name = veche_people_json_member (object, names);
  g_autofree char *text = veche_people_json_member (object, texts);
  g_autofree char *level = veche_people_json_member (object, levels);
  g_autofree char *host = veche_people_json_member (object, hosts);
  g_autofree char *whole = NULL;

  if (kind != NULL && value != NULL)
    {
      whole = host != NULL && strchr (value, '@') == NULL ? g_strdup_printf ("@%s@%s", value, host) : g_strdup (value);
      veche_people_json_put (self, kind, whole);
      return TRUE;
    }
  if (name == NULL && text != NULL)
    {
      veche_people_json_put_text (self, key, text);
      return TRUE;
    }
  if (name == NULL)
    return FALSE;

  whole = level != NULL ? g_strdup_printf ("%s (%s)", name, level) : g_strdup (name);
  {
    const char *const items[] = { whole, NULL };
    g_autofree char *quoted = veche_table_join_list (items);

    veche_people_json_put (self, key, quoted);
  }

  return TRUE;
}

static void veche_people_json_take (VechePeopleJson *self, const char *key, JsonNode *node, gboolean listed);

static void
veche_people_json_take_object (VechePeopleJson *self, const char *key, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (veche_people_json_put_pair (self, key, object))
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      /* {"custom": {"T-shirt": "M"}} is the column "T-shirt", {"name": {"first": …}} is "name first". */
      g_autofree char *path = g_str_equal (key, "custom") || g_str_equal (key, "fields") || g_str_equal (key, "handles") ||
                                  g_str_equal (key, "accounts") || g_str_equal (key, "identities")
                                ? g_strdup (name)
                                : g_strconcat (key, " ", name, NULL);

      veche_people_json_take (self, path, node, FALSE);
    }
}

static void
veche_people_json_take (VechePeopleJson *self, const char *key, JsonNode *node, gboolean listed)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    veche_people_json_take_object (self, key, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        veche_people_json_take (self, key, json_array_get_element (array, i), TRUE);
    }
  else
    {
      g_autofree char *value = veche_people_json_scalar (node);
      const char *const items[] = { value, NULL };
      g_autofree char *quoted = value != NULL && listed ? veche_table_join_list (items) : NULL;

      if (value != NULL && *value != '\0')
        veche_people_json_put (self, key, listed ? quoted : value);
    }
}

static gboolean
veche_people_json_read_one (VechePeopleJson *self, const char *start, const char *stop)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node, *root;

  if (veche_people_json_is_deep (start, stop) || !json_parser_load_from_data (parser, start, stop - start, NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    veche_people_json_take (self, name, node, FALSE);

  return TRUE;
}

static void
veche_people_json_end_row (VechePeopleJson *self, VecheTableCells *cells, guint line, gboolean read)
{
  for (guint i = 0; i < self->row->len; i++)
    {
      GString *cell = self->row->pdata[i];

      veche_table_cells_add (cells, cell != NULL ? cell->str : "", cell != NULL ? cell->len : 0);
      if (cell != NULL)
        g_string_free (cell, TRUE);
    }
  g_ptr_array_set_size (self->row, 0);
  if (!read)
    veche_table_cells_add (cells, "?", 1);
  veche_table_cells_end (cells, line);
  if (!read)
    g_array_index (cells->rows, VecheTableRow, cells->rows->len - 1).broken = TRUE;
}

static gboolean
veche_people_json_speaks_of_people (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    switch (((VecheTableColumn *) columns->pdata[i])->looks_like.kind)
      {
      case VECHE_FIELD_NAME: case VECHE_FIELD_FIRST_NAME: case VECHE_FIELD_LAST_NAME: case VECHE_FIELD_HANDLE: case VECHE_FIELD_EMAIL:
        return TRUE;
      default:
        break;
      }

  return FALSE;
}

VecheTable *
veche_people_json_read (VecheTableSource *source, GCancellable *cancellable, GError **error)
{
  GBytes *bytes = veche_table_source_get_bytes (source);
  g_autoptr (VecheTableCells) cells = veche_table_cells_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  g_autoptr (GString) text = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  VechePeopleJson self = { names, places, row };
  const char *p, *end, *start, *stop, *counted;
  guint bad, line = 1;

  text = veche_table_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), veche_table_source_get_guess (source)->encoding, &bad);
  counted = p = text->str;
  end = p + text->len;
  for (guint i = 0; (start = veche_people_json_next (p, end, &stop)) != NULL; i++, p = stop)
    {
      for (; counted < start; counted++)
        line += *counted == '\n';
      veche_people_json_end_row (&self, cells, line, veche_people_json_read_one (&self, start, stop));
      if (i % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (cells->rows->len > VECHE_TABLE_MAX_ROWS || cells->cells->len > VECHE_TABLE_MAX_CELLS)
        {
          g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d people or %d values", VECHE_TABLE_MAX_ROWS,
                       VECHE_TABLE_MAX_CELLS);
          return NULL;
        }
    }

  columns = veche_table_guess_columns (cells, 0, names);
  if (veche_people_json_speaks_of_people (columns))
    return veche_table_new_of (source, g_steal_pointer (&cells), g_steal_pointer (&columns));
  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_FOREIGN, "It is JSON, but nothing in it is a name, a handle or an e-mail");

  return NULL;
}
