/* veche-bluesky-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-cursor.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_KNOWN 50     /* looked at again in each run, 25 a request */
#define MAX_OWN   100
#define MAX_MARKS 200

static const char *const step_names[] = { "notifications", "own", "words", "watched", "recheck" };

static void
veche_bluesky_cursor_read_lists (VecheBlueskyCursor *self, JsonObject *object)
{
  JsonArray *known = veche_json_array (object, "known");
  JsonObject *own = veche_json_object (object, "own"), *marks = veche_json_object (object, "marks");
  JsonObjectIter iter;
  const char *key;

  for (guint i = 0; i < veche_json_length (known) && i < MAX_KNOWN; i++)
    if (veche_json_nth_string (known, i) != NULL)
      g_ptr_array_add (self->known, g_strdup (veche_json_nth_string (known, i)));
  if (own != NULL)
    {
      json_object_iter_init (&iter, own);
      while (json_object_iter_next (&iter, &key, NULL))
        g_hash_table_insert (self->own, g_strdup (key), GUINT_TO_POINTER ((guint) CLAMP (veche_json_int (own, key, 0), 0, G_MAXINT32) + 1));
    }
  if (marks != NULL)
    {
      json_object_iter_init (&iter, marks);
      while (json_object_iter_next (&iter, &key, NULL))
        veche_bluesky_cursor_set_mark (self, key, veche_json_int (marks, key, 0));
    }
}

VecheBlueskyCursor *
veche_bluesky_cursor_read (const char *text)
{
  VecheBlueskyCursor *self = g_new0 (VecheBlueskyCursor, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  const char *step = veche_json_string (object, "step", "");

  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_str_equal (step, step_names[i]))
      self->step = i;
  self->index = (guint) CLAMP (veche_json_int (object, "index", 0), 0, 10000);
  self->pages = (guint) CLAMP (veche_json_int (object, "pages", 0), 0, 100000);
  self->top = g_strdup (veche_json_string (object, "top", NULL));
  self->top_at = veche_json_int (object, "top_at", 0);
  self->next_top = g_strdup (veche_json_string (object, "next_top", NULL));
  self->next_top_at = veche_json_int (object, "next_top_at", 0);
  self->reached = veche_json_int (object, "reached", 0);
  self->page = g_strdup (veche_json_string (object, "page", NULL));
  veche_bluesky_cursor_read_lists (self, object);

  return self;
}

void
veche_bluesky_cursor_free (VecheBlueskyCursor *self)
{
  g_free (self->top);
  g_free (self->next_top);
  g_free (self->page);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->marks);
  g_ptr_array_unref (self->known);
  g_free (self);
}

static void
veche_bluesky_cursor_write_lists (VecheBlueskyCursor *self, JsonBuilder *builder)
{
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  json_builder_set_member_name (builder, "own");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->own);
  while (g_hash_table_iter_next (&iter, &key, &value) && n++ < MAX_OWN)
    {
      json_builder_set_member_name (builder, key);
      json_builder_add_int_value (builder, GPOINTER_TO_UINT (value) - 1);
    }
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "marks");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    veche_json_add_int (builder, key, *(gint64 *) value);
  json_builder_end_object (builder);

  veche_json_add_strings (builder, "known", self->known);
}

char *
veche_bluesky_cursor_write (VecheBlueskyCursor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "step", step_names[self->step]);
  veche_json_add_int (builder, "index", self->index);
  veche_json_add_int (builder, "pages", self->pages);
  veche_json_add_string (builder, "top", self->top);
  veche_json_add_int (builder, "top_at", self->top_at);
  veche_json_add_string (builder, "next_top", self->next_top);
  veche_json_add_int (builder, "next_top_at", self->next_top_at);
  veche_json_add_int (builder, "reached", self->reached);
  veche_json_add_string (builder, "page", self->page);
  veche_bluesky_cursor_write_lists (self, builder);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

void
veche_bluesky_cursor_forget (VecheBlueskyCursor *self, const char *uri)
{
  for (guint i = 0; i < self->known->len; i++)
    if (g_str_equal (g_ptr_array_index (self->known, i), uri))
      {
        g_ptr_array_remove_index (self->known, i);
        return;
      }
}

void
veche_bluesky_cursor_remember (VecheBlueskyCursor *self, const char *uri)
{
  veche_bluesky_cursor_forget (self, uri);
  if (self->known->len >= MAX_KNOWN)
    g_ptr_array_remove_index (self->known, 0);
  g_ptr_array_add (self->known, g_strdup (uri));
}

gint64
veche_bluesky_cursor_get_mark (VecheBlueskyCursor *self, const char *name)
{
  gint64 *at = g_hash_table_lookup (self->marks, name);

  return at != NULL ? *at : 0;
}

void
veche_bluesky_cursor_set_mark (VecheBlueskyCursor *self, const char *name, gint64 at)
{
  if (!g_hash_table_contains (self->marks, name) && g_hash_table_size (self->marks) >= MAX_MARKS)
    return;
  g_hash_table_insert (self->marks, g_strdup (name), g_memdup2 (&at, sizeof at));
}
