/* veche-person-file.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-person-file.h"

#include <json-glib/json-glib.h>

#include "store/veche-dump-table.h"

typedef struct
{
  JsonBuilder *json;
  const char  *table;   /* (nullable): whose list is open */
} Writer;

static void
write_value (JsonBuilder *json, const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    json_builder_add_string_value (json, g_value_get_string (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    json_builder_add_int_value (json, g_value_get_int64 (value));
  else
    json_builder_add_double_value (json, g_value_get_double (value));
}

static gboolean
write_row (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  Writer *self = user_data;

  if (self->table != table->name)
    {
      if (self->table != NULL)
        json_builder_end_array (self->json);
      json_builder_set_member_name (self->json, table->name);
      json_builder_begin_array (self->json);
      self->table = table->name;
    }
  json_builder_begin_object (self->json);
  for (guint i = 0; table->columns[i] != NULL; i++)
    if (G_VALUE_HOLDS_STRING (&values[i]) || G_VALUE_HOLDS_INT64 (&values[i]) || G_VALUE_HOLDS_DOUBLE (&values[i]))
      {
        json_builder_set_member_name (self->json, table->columns[i]);
        write_value (self->json, &values[i]);
      }
  json_builder_end_object (self->json);

  return TRUE;
}

gboolean
veche_person_file_write (VecheDb *db, const char *member_uid, const char *path, GError **error)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  Writer writer = { .json = json };
  gsize length;

  json_builder_begin_object (json);
  if (!veche_dump_person (db, member_uid, write_row, &writer, error))
    return FALSE;
  if (writer.table != NULL)
    json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);

  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
