/* veche-vk-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-connector.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-redact.h"
#include "connectors/veche-vk-before.h"
#include "connectors/veche-vk-call.h"
#include "connectors/veche-vk-events.h"
#include "connectors/veche-vk-fetch.h"
#include "connectors/veche-vk-send.h"

/* dev.vk.com: "Ключи доступа", "Ограничения API" (20 requests a second with a community's key, 3 with others), "Bots Long Poll API". */

#define MEMBERS     1000
#define OVERLAP     20      /* of two pages of members: who leaves meanwhile moves the rest up, and nobody may be missed for it */
#define LATE        (30 * G_TIME_SPAN_DAY)    /* comments come to posts so long after them, for a back-fill */

struct _VecheVkConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  VecheApi *reader;      /* (owned) (nullable) */
  VecheApi *live;        /* (owned) (nullable): the long poll's server, of this call */
  char     *live_server; /* (owned) (nullable) */
  char     *live_key;    /* (owned) (nullable) */
  char     *live_ts;     /* (owned) (nullable): where it stands now */
  gboolean  live_asked;  /* once in the life of a connector, and when its key is old */
  JsonNode *group;       /* (owned) (nullable): what groups.getById answered */
  GStrv     places;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheVkConnector, veche_vk_connector, VECHE_TYPE_CONNECTOR)

static gboolean
veche_vk_connector_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);
  const char *community = veche_connector_get_secret (connector, "community");
  const char *service = veche_connector_get_secret (connector, "service");
  g_autofree char *key = veche_connector_dup_budget_key (connector);
  g_autofree char *reader_key = g_strconcat (key, " service", NULL);

  if (community == NULL)
    community = veche_connector_get_secret (connector, "token");
  g_free (api->token);
  api->token = g_strdup (community);
  if (api->token == NULL || *api->token == '\0')
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no access key of the community");
      return FALSE;
    }

  veche_vk_open (api, key, 20);
  g_clear_pointer (&self->reader, veche_api_free);
  if (service != NULL && *service != '\0')
    {
      self->reader = veche_api_new (api->base, service, api->own_server, api->cancellable);
      veche_vk_open (self->reader, reader_key, 3);
    }
  g_clear_pointer (&self->live, veche_api_free);   /* it held the cancellable of the call before */

  return TRUE;
}

/*** Who we are ***/

static gboolean
veche_vk_ask_group (VecheVkConnector *self, VecheApi *api, GError **error)
{
  const char *setting = veche_connector_get_setting (VECHE_CONNECTOR (self), "group");
  g_autofree char *group = veche_vk_dup_group (setting);
  const char *pairs[] = { "group_id", *group != '\0' ? group : NULL, "fields", "screen_name,photo_100,members_count", NULL };
  const char *without[] = { "fields", "screen_name,photo_100,members_count", NULL };
  g_autoptr (JsonNode) node = NULL;
  JsonArray *groups;

  if (self->group != NULL)
    return TRUE;

  /* A community's key knows its community. */
  node = veche_vk_call (api, "groups.getById", *group != '\0' ? pairs : without, FALSE, error);
  if (node == NULL)
    return FALSE;
  groups = veche_json_array (veche_json_root (node), "groups");
  if (veche_json_int (veche_json_nth (groups, 0), "id", 0) <= 0)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_NOT_FOUND, api->base, "there is no such community");
      return FALSE;
    }
  self->group = json_node_init_object (json_node_alloc (), veche_json_nth (groups, 0));

  return TRUE;
}

static gboolean
veche_vk_begin_page (VecheVkConnector *self, VecheApi *api, VecheVk *vk, VecheVkPage *page, GError **error)
{
  if (!veche_vk_ask_group (self, api, error))
    return FALSE;

  if (self->places == NULL)
    self->places = veche_connector_dup_list (VECHE_CONNECTOR (self), "places");
  vk->batch = veche_batch_new ("vk", "");
  vk->places = (const char *const *) self->places;
  vk->no_messages = veche_connector_get_setting (VECHE_CONNECTOR (self), "no-messages") != NULL;
  vk->unnamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  veche_vk_begin (vk, json_node_get_object (self->group));
  page->vk = vk;
  page->community = api;
  page->reader = self->reader;

  return TRUE;
}

static void
veche_vk_clear (VecheVk *self)
{
  g_clear_pointer (&self->batch, veche_batch_unref);
  g_clear_pointer (&self->unnamed, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheVk, veche_vk_clear)

/*** What is new ***/

/* A long poll that is switched off there is said, and the places are looked at more often. */
static gboolean
veche_vk_ask_live (VecheVkConnector *self, VecheApi *api, VecheVkPage *page, GError **error)
{
  g_autofree char *group = g_strdup_printf ("%" G_GINT64_FORMAT, page->vk->group);
  const char *pairs[] = { "group_id", group, NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  const char *server;

  self->live_asked = TRUE;
  g_clear_pointer (&self->live_ts, g_free);
  g_clear_pointer (&self->live_server, g_free);
  node = veche_vk_call (api, "groups.getLongPollServer", pairs, FALSE, &local);
  if (node == NULL && veche_vk_error_code (local) != 100 && veche_vk_error_code (local) != 7 && veche_vk_error_code (local) != 15)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  object = veche_json_root (node);
  server = veche_json_string (object, "server", NULL);
  if (server == NULL || veche_json_string (object, "key", NULL) == NULL)
    {
      veche_batch_add_notice (page->vk->batch, "long-poll-off", NULL);
      return TRUE;
    }

  /* Another host than the API's: it gets its own key, never ours. */
  g_free (self->live_key);
  self->live_key = g_strdup (veche_json_string (object, "key", NULL));
  veche_redact_add_secret (self->live_key);
  self->live_ts = veche_json_dup_id (object, "ts");
  self->live_server = g_strdup (server);

  return TRUE;
}

static gboolean
veche_vk_begin_live (VecheVkConnector *self, VecheApi *api, VecheVkPage *page, GError **error)
{
  if (!self->live_asked && !veche_vk_ask_live (self, api, page, error))
    return FALSE;

  if (self->live == NULL && self->live_server != NULL)
    self->live = veche_api_new (self->live_server, NULL, api->own_server, api->cancellable);
  page->live = self->live;
  page->live_key = self->live_key;
  if (page->live != NULL && page->cursor->ts == NULL)
    {
      page->cursor->ts = g_strdup (self->live_ts);
      page->cursor->live_at = 0;
    }
  if (page->cursor->ts == NULL)
    page->live = NULL;

  return TRUE;
}

static VecheBatch *
veche_vk_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);
  g_autoptr (VecheVkCursor) cursor = veche_vk_cursor_read (cursor_text);
  g_auto (VecheVk) vk = { 0 };
  VecheVkPage page = { .cursor = cursor };
  g_autofree char *next = NULL;
  gboolean had_live, more;

  if (!veche_vk_begin_page (self, api, &vk, &page, error) || !veche_vk_begin_live (self, api, &page, error))
    return NULL;
  had_live = page.live != NULL;
  if (!veche_vk_fetch_page (&page, wait, &more, error))
    return NULL;
  if (had_live && page.live == NULL)     /* its key is old: a new one, with the next page */
    self->live_asked = FALSE;

  next = veche_vk_cursor_write (cursor);
  veche_batch_set_cursor (vk.batch, next, more);

  return g_steal_pointer (&vk.batch);
}

/*** What may be read ***/

static VecheBatch *
veche_vk_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  static const char *const wanted[] = { "wall_post_new", "wall_reply_new", "wall_reply_edit", "wall_reply_delete", "board_post_new", "photo_comment_new",
                                        "video_comment_new", "message_new", "message_reply", "group_join", "group_leave" };
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);
  g_auto (VecheVk) vk = { 0 };
  VecheVkPage page = { 0 };
  g_autofree char *group = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *events, *settings;
  const char *pairs[] = { "group_id", NULL, NULL };

  if (!veche_vk_begin_page (self, api, &vk, &page, error))
    return NULL;

  group = g_strdup_printf ("%" G_GINT64_FORMAT, vk.group);
  pairs[1] = group;
  node = veche_vk_call (api, "groups.getLongPollSettings", pairs, FALSE, NULL);
  settings = veche_json_root (node);
  events = veche_json_object (settings, "events");
  if (settings != NULL && !veche_json_bool (settings, "is_enabled", FALSE))
    veche_batch_add_notice (vk.batch, "long-poll-off", NULL);
  for (guint i = 0; events != NULL && i < G_N_ELEMENTS (wanted); i++)
    if (veche_json_int (events, wanted[i], 0) == 0)
      veche_batch_add_notice (vk.batch, "event-off", wanted[i]);
  if (self->reader == NULL)
    veche_batch_add_notice (vk.batch, "no-reading-key", NULL);

  return g_steal_pointer (&vk.batch);
}

static VecheBatch *
veche_vk_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);
  guint64 from = cursor != NULL ? MIN (g_ascii_strtoull (cursor, NULL, 10), 100000000) : 0;
  g_autofree char *offset = g_strdup_printf ("%" G_GUINT64_FORMAT, from);
  g_autofree char *next = g_strdup_printf ("%" G_GUINT64_FORMAT, from + MEMBERS - OVERLAP);
  g_autofree char *group = NULL;
  const char *pairs[] = { "group_id", NULL, "sort", "id_asc", "offset", offset, "count", G_STRINGIFY (MEMBERS), "fields", "screen_name,photo_100", NULL };
  g_auto (VecheVk) vk = { 0 };
  VecheVkPage page = { 0 };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *response;
  JsonArray *items;
  guint64 count;

  if (!veche_vk_begin_page (self, api, &vk, &page, error))
    return NULL;
  group = g_strdup_printf ("%" G_GINT64_FORMAT, vk.group);
  pairs[1] = group;
  node = veche_vk_call (api, "groups.getMembers", pairs, FALSE, error);
  if (node == NULL)
    return NULL;

  response = veche_json_root (node);
  items = veche_json_array (response, "items");
  for (guint i = 0; i < veche_json_length (items); i++)
    veche_vk_add_user (&vk, veche_json_nth (items, i));
  count = (guint64) MAX (veche_json_int (response, "count", 0), 0);
  if (veche_json_length (items) == 0 && from < count)      /* there are more than it shows */
    veche_batch_set_partial (vk.batch);
  veche_batch_set_cursor (vk.batch, next, veche_json_length (items) > 0 && from + MEMBERS < count);

  return g_steal_pointer (&vk.batch);
}

/*** What was said before ***/

static VecheBatch *
veche_vk_connector_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor_text, GError **error)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);
  g_autoptr (VecheVkCursor) cursor = veche_vk_cursor_read (cursor_text);
  g_auto (VecheVk) vk = { 0 };
  VecheVkPage page = { .cursor = cursor };
  VecheVkPlaceOfReply place;
  g_autofree char *next = NULL;
  gboolean more, walks;
  gint64 oldest;

  if (!veche_vk_reply_read (&place, gap->channel, "1_1") || (place.kind != 'm' && self->reader == NULL))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "what was said before can only be read with a service key or a user's key");
      return NULL;
    }
  if (!veche_vk_begin_page (self, api, &vk, &page, error) || !veche_vk_fetch_before (&page, &place, &oldest, &more, error))
    return NULL;

  /* A late comment stands below an early post: the wall is read further back than the gap, and all of it is there only in the end. */
  walks = place.kind == 'w' || place.kind == 'v';
  cursor->begun = cursor->begun || oldest == 0 || (oldest != G_MAXINT64 && oldest < gap->since - (walks ? LATE : 0));
  if (cursor->begun && cursor->queue->len == 0)
    more = FALSE;
  if (!more)
    veche_vk_claim (&vk, gap, gap->since);
  else if (!walks)
    veche_vk_claim (&vk, gap, oldest);
  if (!veche_vk_fetch_names (&page, error))
    return NULL;
  next = veche_vk_cursor_write (cursor);
  veche_batch_set_cursor (vk.batch, next, more);

  return g_steal_pointer (&vk.batch);
}

static gboolean
veche_vk_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  return veche_vk_send (api, VECHE_VK_CONNECTOR (connector)->reader, reply, sent, error);
}

static GPtrArray *
veche_vk_connector_events (VecheConnector *connector, VecheApi *api, const char *const *known, GError **error)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (connector);

  if (!veche_vk_ask_group (self, api, error))
    return NULL;

  return veche_vk_fetch_events (api, self->reader, veche_json_int (json_node_get_object (self->group), "id", 0), known, error);
}

static void
veche_vk_connector_finalize (GObject *object)
{
  VecheVkConnector *self = VECHE_VK_CONNECTOR (object);

  g_clear_pointer (&self->reader, veche_api_free);
  g_clear_pointer (&self->live, veche_api_free);
  g_clear_pointer (&self->group, json_node_unref);
  g_clear_pointer (&self->places, g_strfreev);
  g_free (self->live_server);
  g_free (self->live_key);
  g_free (self->live_ts);

  G_OBJECT_CLASS (veche_vk_connector_parent_class)->finalize (object);
}

static void
veche_vk_connector_class_init (VecheVkConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_vk_connector_finalize;
  connector_class->name = "vk";
  connector_class->open = veche_vk_connector_open;
  connector_class->fetch = veche_vk_connector_fetch;
  connector_class->send = veche_vk_connector_send;
  connector_class->describe = veche_vk_connector_describe;
  connector_class->members = veche_vk_connector_members;
  connector_class->backfill = veche_vk_connector_backfill;
  connector_class->events = veche_vk_connector_events;
}

static void
veche_vk_connector_init (VecheVkConnector *self)
{
}
