/* veche-mastodon-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-mastodon-cursor.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_KNOWN 40     /* looked at again in each run; one request each */
#define MAX_OWN   40
#define MAX_MARKS 100

static const char *const step_names[] = { "notifications", "own", "watched", "followers", "recheck" };

static void
veche_mastodon_cursor_read_own (VecheMastodonCursor *self, JsonObject *own)
{
  JsonObjectIter iter;
  const char *id;

  if (own == NULL)
    return;
  json_object_iter_init (&iter, own);
  while (json_object_iter_next (&iter, &id, NULL))
    g_hash_table_insert (self->own, g_strdup (id), GUINT_TO_POINTER ((guint) CLAMP (veche_json_int (own, id, 0), 0, G_MAXINT32) + 1));
}

static void
veche_mastodon_cursor_read_marks (VecheMastodonCursor *self, JsonObject *marks)
{
  JsonObjectIter iter;
  const char *name;

  if (marks == NULL)
    return;
  json_object_iter_init (&iter, marks);
  while (json_object_iter_next (&iter, &name, NULL) && g_hash_table_size (self->marks) < MAX_MARKS)
    if (veche_json_string (marks, name, NULL) != NULL)
      g_hash_table_insert (self->marks, g_strdup (name), g_strdup (veche_json_string (marks, name, NULL)));
}

VecheMastodonCursor *
veche_mastodon_cursor_read (const char *text)
{
  VecheMastodonCursor *self = g_new0 (VecheMastodonCursor, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  JsonArray *known = veche_json_array (object, "known");
  const char *step = veche_json_string (object, "step", "");

  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->index = CLAMP (veche_json_int (object, "index", 0), 0, 10000);
  veche_mastodon_cursor_read_marks (self, veche_json_object (object, "marks"));
  for (guint i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_str_equal (step, step_names[i]))
      self->step = i;
  self->top = g_strdup (veche_json_string (object, "top", NULL));
  self->back = g_strdup (veche_json_string (object, "back", NULL));
  self->back_done = veche_json_bool (object, "back_done", FALSE);
  self->top_at = veche_json_int (object, "top_at", 0);
  self->reached = veche_json_int (object, "reached", 0);
  self->pages = CLAMP (veche_json_int (object, "pages", 0), 0, 100000);
  self->followers_next = g_strdup (veche_json_string (object, "followers_next", NULL));
  self->followers_at = veche_json_int (object, "followers_at", 0);
  self->stream = g_strdup (veche_json_string (object, "stream", NULL));
  self->stream_at = veche_json_int (object, "stream_at", 0);
  self->whole_at = veche_json_int (object, "whole_at", 0);
  self->above_at = veche_json_int (object, "above_at", 0);
  veche_mastodon_cursor_read_own (self, veche_json_object (object, "own"));
  for (guint i = 0; i < veche_json_length (known) && i < MAX_KNOWN; i++)
    if (veche_json_nth_string (known, i) != NULL)
      g_ptr_array_add (self->known, g_strdup (veche_json_nth_string (known, i)));

  return self;
}

void
veche_mastodon_cursor_free (VecheMastodonCursor *self)
{
  g_free (self->top);
  g_free (self->back);
  g_free (self->followers_next);
  g_free (self->stream);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->marks);
  g_ptr_array_unref (self->known);
  g_free (self);
}

static void
veche_mastodon_cursor_write_own (VecheMastodonCursor *self, JsonBuilder *builder)
{
  GHashTableIter iter;
  gpointer id, answers;
  guint n = 0;

  json_builder_set_member_name (builder, "own");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->own);
  while (g_hash_table_iter_next (&iter, &id, &answers) && n++ < MAX_OWN)
    {
      json_builder_set_member_name (builder, id);
      json_builder_add_int_value (builder, GPOINTER_TO_UINT (answers) - 1);
    }
  json_builder_end_object (builder);
}

static void
veche_mastodon_cursor_write_marks (VecheMastodonCursor *self, JsonBuilder *builder)
{
  GHashTableIter iter;
  gpointer name, id;

  veche_json_add_int (builder, "index", self->index);
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &name, &id))
    veche_json_add_string (builder, name, id);
  json_builder_end_object (builder);
}

char *
veche_mastodon_cursor_write (VecheMastodonCursor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "step", step_names[self->step]);
  veche_json_add_string (builder, "top", self->top);
  veche_json_add_string (builder, "back", self->back);
  veche_json_add_bool (builder, "back_done", self->back_done);
  veche_json_add_int (builder, "top_at", self->top_at);
  veche_json_add_int (builder, "reached", self->reached);
  veche_json_add_int (builder, "pages", self->pages);
  veche_json_add_string (builder, "followers_next", self->followers_next);
  veche_json_add_int (builder, "followers_at", self->followers_at);
  veche_json_add_string (builder, "stream", self->stream);
  veche_json_add_int (builder, "stream_at", self->stream_at);
  veche_json_add_int (builder, "whole_at", self->whole_at);
  veche_json_add_int (builder, "above_at", self->above_at);
  veche_mastodon_cursor_write_own (self, builder);
  veche_mastodon_cursor_write_marks (self, builder);
  veche_json_add_strings (builder, "known", self->known);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

void
veche_mastodon_cursor_forget (VecheMastodonCursor *self, const char *id)
{
  gsize length = strlen (id);

  for (guint i = 0; i < self->known->len; i++)
    {
      const char *entry = g_ptr_array_index (self->known, i);

      if (strncmp (entry, id, length) == 0 && entry[length] == ' ')
        {
          g_ptr_array_remove_index (self->known, i);
          return;
        }
    }
}

void
veche_mastodon_cursor_remember (VecheMastodonCursor *self, const char *id, const char *fingerprint)
{
  if (strchr (id, ' ') != NULL)
    return;
  veche_mastodon_cursor_forget (self, id);
  if (self->known->len >= MAX_KNOWN)
    g_ptr_array_remove_index (self->known, 0);
  g_ptr_array_add (self->known, g_strconcat (id, " ", fingerprint, NULL));
}

GHashTable *
veche_mastodon_cursor_list_tails (VecheMastodonCursor *self)
{
  GHashTable *tails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->known->len; i++)
    {
      const char *entry = g_ptr_array_index (self->known, i);
      gsize length = strcspn (entry, " ");

      if (length > 10)
        g_hash_table_insert (tails, g_strndup (entry + 10, length - 10), g_strndup (entry, length));
    }

  return tails;
}
