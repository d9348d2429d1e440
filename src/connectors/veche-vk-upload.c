/* veche-vk-upload.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dev.vk.com, "Загрузка файлов на сервер": photos.getMessagesUploadServer, photos.saveMessagesPhoto, photos.getWallUploadServer, photos.saveWallPhoto,
 * docs.getMessagesUploadServer, docs.getWallUploadServer, docs.save.  What is saved and posted nowhere is seen by nobody.
 */

#include "connectors/veche-vk-upload.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"

#define NUMBER(n) g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) (n))

static gboolean
veche_vk_upload_refused (VecheApi *api, const VecheReplyFile *file, GError **error)
{
  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "it did not take “%s”", file->name);

  return FALSE;
}

/* To the server that VK names for it. */
static JsonNode *
veche_vk_upload_to (VecheApi *api, const char *url, const char *field, const VecheReplyFile *file, GError **error)
{
  const VechePart part = { .name = field, .file_name = file->name, .type = file->type, .data = file->data };
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("POST", url);
  g_autoptr (VecheHttpAnswer) answer = NULL;
  gsize length;
  const char *data;

  request->body = veche_multipart_build (&part, 1, &request->content_type);
  request->common_headers = g_strsplit ("Accept application/json", " ", 2);
  request->own_server = api->own_server;
  request->harmless = TRUE;
  request->wait = (guint) (g_bytes_get_size (file->data) / (64 * 1024));
  answer = veche_http_send (request, api->cancellable, error);
  if (answer == NULL || !veche_http_answer_check (answer, request, error))
    return NULL;
  data = g_bytes_get_data (answer->body, &length);

  return veche_api_expect (api, veche_json_parse (data, length, error), JSON_NODE_OBJECT, error);
}

/* (transfer full) */
static char *
veche_vk_name_of (JsonObject *object, const char *kind)
{
  gint64 owner = veche_json_int (object, "owner_id", 0), id = veche_json_int (object, "id", 0);
  const char *key = veche_json_string (object, "access_key", NULL);

  return owner != 0 && id > 0 ? g_strdup_printf ("%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT "%s%s", kind, owner, id, key != NULL ? "_" : "",
                                                 key != NULL ? key : "") : NULL;
}

static char *
veche_vk_upload_photo (VecheApi *api, gint64 group, gint64 peer, const VecheReplyFile *file, GError **error)
{
  g_autofree char *group_id = NUMBER (group), *peer_id = NUMBER (peer), *number = NULL;
  const char *talk[] = { "peer_id", peer_id, NULL }, *wall[] = { "group_id", group_id, NULL };
  g_autoptr (JsonNode) server = veche_vk_call (api, peer != 0 ? "photos.getMessagesUploadServer" : "photos.getWallUploadServer", peer != 0 ? talk : wall, FALSE, error);
  const char *url = veche_json_string (veche_json_root (server), "upload_url", NULL);
  g_autoptr (JsonNode) up = url != NULL ? veche_vk_upload_to (api, url, "photo", file, error) : NULL;
  JsonObject *taken = veche_json_root (up);
  const char *photo = veche_json_string (taken, "photo", NULL);
  g_autoptr (JsonNode) saved = NULL;
  char *name = NULL;

  if (server == NULL || (url != NULL && up == NULL))
    return NULL;
  if (photo != NULL && *photo != '\0' && strcmp (photo, "[]") != 0)
    {
      const char *pairs[9] = { "photo", photo, "hash", veche_json_string (taken, "hash", NULL), "server", NULL, peer == 0 ? "group_id" : NULL, group_id, NULL };

      number = veche_json_dup_id (taken, "server");
      pairs[5] = number;
      saved = veche_vk_call (api, peer != 0 ? "photos.saveMessagesPhoto" : "photos.saveWallPhoto", pairs, FALSE, error);
      if (saved == NULL)
        return NULL;
      if (JSON_NODE_HOLDS_ARRAY (saved))
        name = veche_vk_name_of (veche_json_nth (json_node_get_array (saved), 0), "photo");
    }
  if (name == NULL)
    veche_vk_upload_refused (api, file, error);

  return name;
}

static char *
veche_vk_upload_doc (VecheApi *api, gint64 group, gint64 peer, const VecheReplyFile *file, GError **error)
{
  g_autofree char *group_id = NUMBER (group), *peer_id = NUMBER (peer);
  const char *talk[] = { "peer_id", peer_id, "type", "doc", NULL }, *wall[] = { "group_id", group_id, NULL };
  g_autoptr (JsonNode) server = veche_vk_call (api, peer != 0 ? "docs.getMessagesUploadServer" : "docs.getWallUploadServer", peer != 0 ? talk : wall, FALSE, error);
  const char *url = veche_json_string (veche_json_root (server), "upload_url", NULL);
  g_autoptr (JsonNode) up = url != NULL ? veche_vk_upload_to (api, url, "file", file, error) : NULL;
  const char *pairs[] = { "file", veche_json_string (veche_json_root (up), "file", NULL), "title", file->name, NULL };
  g_autoptr (JsonNode) saved = NULL;
  char *name = NULL;

  if (server == NULL || (url != NULL && up == NULL))
    return NULL;
  if (pairs[1] != NULL)
    {
      saved = veche_vk_call (api, "docs.save", pairs, FALSE, error);
      if (saved == NULL)
        return NULL;
      name = veche_vk_name_of (veche_json_object (veche_json_root (saved), "doc"), "doc");
    }
  if (name == NULL)
    veche_vk_upload_refused (api, file, error);

  return name;
}

char *
veche_vk_upload (VecheApi *community, VecheApi *reader, gint64 group, gint64 peer, GPtrArray *files, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const VecheReplyFile *file = files->pdata[i];
      VecheApi *shower = peer != 0 ? community : reader;
      gboolean shown = veche_file_is_picture (file->type) && strcmp (file->type, "image/webp") != 0 && shower != NULL;
      g_autofree char *name = shown ? veche_vk_upload_photo (shower, group, peer, file, error) : veche_vk_upload_doc (community, group, peer, file, error);

      if (name == NULL)
        return NULL;
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", name);
    }

  return names->len > 0 ? g_strdup (names->str) : NULL;
}
