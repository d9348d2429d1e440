/* veche-mastodon-media.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * docs.joinmastodon.org/methods/media: POST /api/v2/media (200: ready; 202: "url" is null while it is looked at), GET /api/v1/media/:id.
 */

#include "connectors/veche-mastodon-media.h"

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define LOOKS     30
#define LOOK_WAIT (2 * G_TIME_SPAN_SECOND)

/* Of ours, url is null until it is ready; a server that keeps none of it leaves the member out. */
static gboolean
veche_mastodon_is_ready (JsonObject *media)
{
  return !json_object_has_member (media, "url") || !json_object_get_null_member (media, "url");
}

static gboolean
veche_mastodon_await_media (VecheApi *api, const char *id, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/media/", escaped, NULL);

  for (guint i = 0; i < LOOKS; i++)
    {
      g_autoptr (JsonNode) node = NULL;

      if (!veche_api_sleep (i == 0 ? LOOK_WAIT / 8 : LOOK_WAIT, api->cancellable, error))
        return FALSE;
      node = veche_api_expect (api, veche_api_get (api, path, NULL, error), JSON_NODE_OBJECT, error);
      if (node == NULL)
        return FALSE;
      if (veche_mastodon_is_ready (json_node_get_object (node)))
        return TRUE;
    }
  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_OFFLINE, api->base, "it is still looking at the files");

  return FALSE;
}

static char *
veche_mastodon_upload_one (VecheApi *api, const VecheReplyFile *file, GError **error)
{
  const VechePart parts[] = { { .name = "file", .file_name = file->name, .type = file->type, .data = file->data },
                              { .name = "description", .text = file->alt } };
  guint n = *file->alt != '\0' ? 2 : 1;
  g_autoptr (JsonNode) node = veche_api_call (api, &(VecheApiRequest) { .path = "/api/v2/media", .parts = parts, .n_parts = n, .harmless = TRUE }, NULL, error);
  g_autofree char *id = NULL;

  node = veche_api_expect (api, g_steal_pointer (&node), JSON_NODE_OBJECT, error);
  if (node == NULL)
    return NULL;
  id = veche_json_dup_id (json_node_get_object (node), "id");
  if (id == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not say what became of “%s”", file->name);
      return NULL;
    }

  return veche_mastodon_is_ready (json_node_get_object (node)) || veche_mastodon_await_media (api, id, error) ? g_steal_pointer (&id) : NULL;
}

GPtrArray *
veche_mastodon_upload (VecheApi *api, GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      char *id = veche_mastodon_upload_one (api, files->pdata[i], error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }

  return g_steal_pointer (&ids);
}
