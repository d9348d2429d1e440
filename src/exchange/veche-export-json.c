/* veche-export-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People as JSON: the keys of `veche-cli member --json`, those that were chosen.
 */

#include "exchange/veche-export-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
put_text (JsonBuilder *json, const char *key, const char *text)
{
  json_builder_set_member_name (json, key);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

static void
put_time (JsonBuilder *json, const char *key, gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;
  g_autofree char      *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  put_text (json, key, text);
}

static void
put_number (JsonBuilder *json, const char *key, gint64 number)
{
  json_builder_set_member_name (json, key);
  json_builder_add_int_value (json, number);
}

static void
begin_array (JsonBuilder *json, const char *key)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
}

static void
put_accounts (VecheExportSink *sink, JsonBuilder *json, VecheExportPerson *person)
{
  begin_array (json, "identities");
  for (guint i = 0; i < person->accounts->len; i++)
    {
      VecheExportAccount *account = person->accounts->pdata[i];
      g_autofree char    *key = g_strconcat ("account:", account->platform, NULL);

      if (!veche_export_has (sink, key))
        continue;
      json_builder_begin_object (json);
      put_text (json, "platform", account->platform);
      put_text (json, "instance", account->instance);
      put_text (json, "remote_id", account->remote_id);
      put_text (json, "handle", account->handle);
      put_text (json, "url", account->url);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* about, number: what they are called here; NULL: not written. */
static void
put_parts (JsonBuilder *json, const char *key, GPtrArray *parts, const char *name, const char *about, const char *number)
{
  begin_array (json, key);
  for (guint i = 0; i < parts->len; i++)
    {
      VecheExportPart *part = parts->pdata[i];

      json_builder_begin_object (json);
      put_text (json, name, part->name);
      if (about != NULL)
        put_text (json, about, part->about);
      if (g_strcmp0 (number, "at") == 0)
        put_time (json, number, part->number);
      else if (number != NULL)
        put_number (json, number, part->number);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
put_names (JsonBuilder *json, const char *key, GPtrArray *parts)
{
  begin_array (json, key);
  for (guint i = 0; i < parts->len; i++)
    json_builder_add_string_value (json, ((VecheExportPart *) parts->pdata[i])->name);
  json_builder_end_array (json);
}

static void
put_value (JsonBuilder *json, VecheExportPerson *person, VecheExportColumn *column, const char *key)
{
  g_auto (GStrv) words = veche_export_words (person, column);
  const char    *word = words != NULL ? words[0] : NULL;

  json_builder_set_member_name (json, key);
  if (column->kind == VECHE_EXPORT_YES_NO)
    json_builder_add_boolean_value (json, word != NULL);
  else if (word == NULL)
    json_builder_add_null_value (json);
  else if (column->kind == VECHE_EXPORT_NUMBER && strpbrk (word, ".eE") != NULL)
    json_builder_add_double_value (json, g_ascii_strtod (word, NULL));
  else if (column->kind == VECHE_EXPORT_NUMBER)
    json_builder_add_int_value (json, g_ascii_strtoll (word, NULL, 10));
  else
    json_builder_add_string_value (json, word);
}

/* FALSE: it is a plain value. */
static gboolean
put_list (JsonBuilder *json, VecheExportPerson *person, const char *key)
{
  if (g_str_equal (key, "competencies"))
    put_parts (json, key, person->competencies, "name", "origin", "level");
  else if (g_str_equal (key, "organisations"))
    put_parts (json, key, person->organisations, "name", "role", NULL);
  else if (g_str_equal (key, "notes"))
    put_parts (json, key, person->notes, "text", "author", "at");
  else if (g_str_equal (key, "consents"))
    put_parts (json, key, person->consents, "purpose", "state", "at");
  else if (g_str_equal (key, "tags"))
    put_names (json, key, person->tags);
  else if (g_str_equal (key, "communities"))
    put_names (json, key, person->communities);
  else if (g_str_equal (key, "joined"))
    put_time (json, key, person->joined);
  else if (g_str_equal (key, "last_seen"))
    put_time (json, key, person->last_seen);
  else if (g_str_equal (key, "last_contact"))
    put_time (json, key, person->last_contact);
  else
    return FALSE;

  return TRUE;
}

static JsonNode *
person_to_json (VecheExportSink *sink, VecheExportPerson *person)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  gboolean                accounts = FALSE, fields = FALSE;

  json_builder_begin_object (json);
  for (guint i = 0; i < sink->columns->len; i++)
    {
      VecheExportColumn *column = sink->columns->pdata[i];

      if (g_str_has_prefix (column->key, "field:"))
        fields = TRUE;
      else if (g_str_has_prefix (column->key, "account:"))
        {
          if (!accounts)
            put_accounts (sink, json, person);
          accounts = TRUE;
        }
      else if (!put_list (json, person, column->key))
        put_value (json, person, column, column->key);
    }
  if (fields)
    {
      json_builder_set_member_name (json, "fields");
      json_builder_begin_object (json);
      for (guint i = 0; i < sink->columns->len; i++)
        {
          VecheExportColumn *column = sink->columns->pdata[i];

          if (g_str_has_prefix (column->key, "field:"))
            put_value (json, person, column, column->title);
        }
      json_builder_end_object (json);
    }
  json_builder_end_object (json);

  return json_builder_get_root (json);
}

static void
put_person (VecheExportSink *sink, VecheExportPerson *person)
{
  g_autoptr (JsonNode) node = person_to_json (sink, person);
  g_autofree char     *text = json_to_string (node, FALSE);

  g_string_append (sink->out, text);
}

/* sink->data: something was written before. */
static gboolean
json_begin (VecheExportSink *sink, GError **error)
{
  g_string_append_c (sink->out, '[');

  return TRUE;
}

static gboolean
json_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  g_string_append (sink->out, sink->data != NULL ? ",\n" : "\n");
  sink->data = sink;
  put_person (sink, person);

  return TRUE;
}

static gboolean
json_end (VecheExportSink *sink, GError **error)
{
  g_string_append (sink->out, "\n]\n");

  return TRUE;
}

static gboolean
nothing_to_do (VecheExportSink *sink, GError **error)
{
  return TRUE;
}

static gboolean
jsonl_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  put_person (sink, person);
  g_string_append_c (sink->out, '\n');

  return TRUE;
}

const VecheExportWriter veche_export_json_writer = { json_begin, json_person, json_end, NULL };
const VecheExportWriter veche_export_jsonl_writer = { nothing_to_do, jsonl_person, nothing_to_do, NULL };
