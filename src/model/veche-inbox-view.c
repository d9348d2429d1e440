/* veche-inbox-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-inbox-view.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "model/veche-json-scan.h"
#include "model/veche-query.h"

#define MAX_SIZE  16384
#define MAX_PARTS 64
#define MOST_DAYS 36500

static const char *const views[VECHE_N_INBOX_VIEWS] = {
  "", "open", "negative", "questions", "overdue", "unanswered", "newcomers", "praise", "mine", "handed", "promises", "noise",
  "snoozed", "done",
};

static const struct { int sort; const char *nick; } sorts[] = {
  { VECHE_SORT_NEWEST, "newest" },
  { VECHE_SORT_OLDEST, "oldest" },
  { VECHE_SORT_PRIORITY, "priority" },
};

static const char *const signs[] = { "newcomer", "important", "critic", "expert", "ours" };

const char *
veche_inbox_view_nick (VecheInboxView view)
{
  g_return_val_if_fail (view < VECHE_N_INBOX_VIEWS, "");

  return views[view];
}

gboolean
veche_inbox_view_parse (const char *nick, VecheInboxView *view)
{
  for (guint i = 1; nick != NULL && i < VECHE_N_INBOX_VIEWS; i++)
    if (strcmp (nick, views[i]) == 0)
      {
        *view = (VecheInboxView) i;
        return TRUE;
      }

  return FALSE;
}

const char *
veche_inbox_sort_nick (int sort)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].sort == sort)
      return sorts[i].nick;

  return sorts[0].nick;
}

gboolean
veche_inbox_sort_parse (const char *nick, int *sort)
{
  for (gsize i = 0; nick != NULL && i < G_N_ELEMENTS (sorts); i++)
    if (strcmp (nick, sorts[i].nick) == 0)
      {
        *sort = sorts[i].sort;
        return TRUE;
      }

  return FALSE;
}

guint
veche_author_sign_parse (const char *nick)
{
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (signs); i++)
    if (strcmp (nick, signs[i]) == 0)
      return 1u << i;

  return 0;
}

gboolean
veche_inbox_day_parse (const char *text, gint64 now, gint64 *at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = NULL, midnight = NULL;
  int year, month, date, days, n = 0;

  if (text == NULL)
    return FALSE;
  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &date, &n) == 3 && n == 10 && text[n] == '\0')
    day = g_date_time_new (zone, year, month, date, 12, 0, 0);
  else if (sscanf (text, "%5dd%n", &days, &n) == 1 && n > 0 && text[n] == '\0' && days >= 0 && days <= MOST_DAYS)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
      g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

      day = here != NULL ? g_date_time_add_days (here, -days) : NULL;
    }
  if (day == NULL)
    return FALSE;
  midnight = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day), 0, 0, 0);
  if (midnight == NULL)
    return FALSE;
  *at = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;

  return TRUE;
}

/*** Saved ***/

static void
add_text (JsonBuilder *json, const char *key, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (json, key);
  json_builder_add_string_value (json, text);
}

char *
veche_inbox_query_to_json (VecheQuery *query)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  add_text (json, "view", veche_inbox_view_nick (query->view));
  add_text (json, "source", query->source_uid);
  add_text (json, "text", query->text);
  add_text (json, "mood", query->mood);
  add_text (json, "kind", query->message_kind);
  if (query->owner_uid != NULL)
    {
      json_builder_set_member_name (json, "owner");
      json_builder_add_string_value (json, query->owner_uid);
    }
  add_text (json, "label", query->label_uid);
  add_text (json, "person", query->member_uid);
  add_text (json, "since", query->since);
  add_text (json, "until", query->until);
  if (query->author != 0)
    {
      json_builder_set_member_name (json, "author");
      json_builder_begin_array (json);
      for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
        if (query->author & 1u << i)
          json_builder_add_string_value (json, signs[i]);
      json_builder_end_array (json);
    }
  if (query->hot)
    {
      json_builder_set_member_name (json, "hot");
      json_builder_add_boolean_value (json, TRUE);
    }
  add_text (json, "sort", veche_inbox_sort_nick ((int) query->sort));
  json_builder_end_object (json);
  root = json_builder_get_root (json);

  return json_to_string (root, FALSE);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, message);

  return FALSE;
}

static gboolean
read_signs (VecheQuery *query, JsonNode *node, GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, "“author” is a list");
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint sign = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING
                   ? veche_author_sign_parse (json_node_get_string (element)) : 0;

      if (sign == 0)
        return refuse (error, "“author” holds newcomer, important, critic, expert or ours");
      query->author |= sign;
    }

  return TRUE;
}

static gboolean
read_member (VecheQuery *query, const char *key, JsonNode *node, GError **error)
{
  const struct { const char *key; char **text; } texts[] = {
    { "source", &query->source_uid }, { "text", &query->text }, { "mood", &query->mood },
    { "kind", &query->message_kind }, { "owner", &query->owner_uid }, { "label", &query->label_uid },
    { "person", &query->member_uid }, { "since", &query->since }, { "until", &query->until },
  };
  const char *text;
  gint64 day;
  int sort;

  if (strcmp (key, "author") == 0)
    return read_signs (query, node, error);
  if (strcmp (key, "hot") == 0)
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return refuse (error, "“hot” is true or false");
      query->hot = json_node_get_boolean (node);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, "a saved view holds texts");
  text = json_node_get_string (node);
  if (strcmp (key, "view") == 0)
    return veche_inbox_view_parse (text, &query->view) || refuse (error, "there is no such view");
  if (strcmp (key, "sort") == 0)
    {
      if (!veche_inbox_sort_parse (text, &sort))
        return refuse (error, "“sort” is newest, oldest or priority");
      query->sort = (VecheSort) sort;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (key, texts[i].key) == 0)
      {
        if ((texts[i].text == &query->since || texts[i].text == &query->until) && !veche_inbox_day_parse (text, 0, &day))
          return refuse (error, "“since” and “until” are days");
        g_free (*texts[i].text);
        *texts[i].text = g_strdup (text);
        return TRUE;
      }

  return refuse (error, "a saved view holds a key that is not known");
}

VecheQuery *
veche_inbox_query_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autofree char *text = g_strdup (json != NULL ? json : "");
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (json == NULL || strlen (json) > MAX_SIZE || !g_utf8_validate (json, -1, NULL) || veche_json_scan (text, strlen (text), MAX_PARTS) != NULL ||
      !json_parser_load_from_data (parser, text, -1, NULL) || json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      refuse (error, "this is no saved view");
      return NULL;
    }

  query->view = VECHE_INBOX_OPEN;
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &key, &node))
    if (!read_member (query, key, node, error))
      return NULL;

  return g_steal_pointer (&query);
}
