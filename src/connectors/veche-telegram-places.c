/* veche-telegram-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"offset":7,"heard":…,"drained":…,"covered":…,"chats":[{"id":-100123,"title":"Клуб","rights":"admin","asked":…,"since":…}]}
 */

#include "connectors/veche-telegram-places.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_CHATS 500

static const char *const rights_names[] = { "unknown", "member", "admin", "gone" };

static void
veche_telegram_place_free (gpointer data)
{
  VecheTelegramPlace *place = data;

  g_free (place->title);
  g_free (place);
}

void
veche_telegram_place_set_title (VecheTelegramPlace *self, const char *title)
{
  if (title == NULL || g_strcmp0 (title, self->title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
}

VecheTelegramPlace *
veche_telegram_places_get (VecheTelegramPlaces *self, gint64 id)
{
  VecheTelegramPlace *place = g_hash_table_lookup (self->chats, &id);

  if (place != NULL || id == 0 || g_hash_table_size (self->chats) >= MAX_CHATS)
    return place;

  place = g_new0 (VecheTelegramPlace, 1);
  place->id = id;
  g_hash_table_insert (self->chats, &place->id, place);

  return place;
}

void
veche_telegram_places_move (VecheTelegramPlaces *self, gint64 from, gint64 to)
{
  VecheTelegramPlace *old = g_hash_table_lookup (self->chats, &from);
  VecheTelegramPlace *place;

  if (from == to || (place = veche_telegram_places_get (self, to)) == NULL)
    return;
  if (old != NULL)
    veche_telegram_place_set_title (place, old->title);
  g_hash_table_remove (self->chats, &from);
}

static void
veche_telegram_places_read_chat (VecheTelegramPlaces *self, JsonObject *chat)
{
  const char *rights = veche_json_string (chat, "rights", "");
  VecheTelegramPlace *place = veche_telegram_places_get (self, veche_json_int (chat, "id", 0));

  if (place == NULL)
    return;
  veche_telegram_place_set_title (place, veche_json_string (chat, "title", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rights_names); i++)
    if (g_str_equal (rights, rights_names[i]))
      place->rights = i;
  place->asked = veche_json_int (chat, "asked", 0);
  place->deaf = veche_json_bool (chat, "deaf", FALSE);
  place->since = veche_json_int (chat, "since", 0);
}

VecheTelegramPlaces *
veche_telegram_places_read (const char *text)
{
  VecheTelegramPlaces *self = g_new0 (VecheTelegramPlaces, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  JsonArray *chats = veche_json_array (object, "chats");

  self->chats = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, veche_telegram_place_free);
  self->offset = MAX (veche_json_int (object, "offset", 0), 0);
  self->heard = veche_json_int (object, "heard", 0);
  self->drained = veche_json_int (object, "drained", 0);
  self->covered = veche_json_int (object, "covered", 0);
  for (guint i = 0; i < veche_json_length (chats); i++)
    veche_telegram_places_read_chat (self, veche_json_nth (chats, i));

  return self;
}

void
veche_telegram_places_free (VecheTelegramPlaces *self)
{
  g_hash_table_unref (self->chats);
  g_free (self);
}

static void
veche_telegram_places_write_chat (VecheTelegramPlace *place, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  veche_json_add_int (builder, "id", place->id);
  veche_json_add_string (builder, "title", place->title);
  veche_json_add_string (builder, "rights", rights_names[place->rights]);
  veche_json_add_int (builder, "asked", place->asked);
  if (place->deaf)
    veche_json_add_bool (builder, "deaf", TRUE);
  veche_json_add_int (builder, "since", place->since);
  json_builder_end_object (builder);
}

char *
veche_telegram_places_write (VecheTelegramPlaces *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GHashTableIter iter;
  gpointer place;

  json_builder_begin_object (builder);
  veche_json_add_int (builder, "offset", self->offset);
  veche_json_add_int (builder, "heard", self->heard);
  veche_json_add_int (builder, "drained", self->drained);
  veche_json_add_int (builder, "covered", self->covered);
  json_builder_set_member_name (builder, "chats");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, self->chats);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    veche_telegram_places_write_chat (place, builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}
