/* veche-caldav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-caldav-private.h"

#include <string.h>

#include "connectors/veche-connector.h"

#define MAX_ANSWER (32 * 1024 * 1024)
#define PATIENCE   90                /* seconds more than usual: small servers read every entry first */
#define MAX_PARTS  200               /* of an answer that is told in parts */

/* "ann@example.org", and nothing after it. */
static gboolean
is_mail (const char *url)
{
  return strchr (url, '@') != NULL && strpbrk (url, "/?#: ") == NULL;
}

VecheCaldav *
veche_caldav_new (const char *url, const char *user, const char *password, gboolean own_server, GCancellable *cancellable)
{
  VecheCaldav *self = g_new0 (VecheCaldav, 1);
  g_autofree char *trimmed = g_strstrip (g_strdup (g_str_has_prefix (url, "https://") && is_mail (url + strlen ("https://")) ? url + strlen ("https://") : url));

  self->url = strstr (trimmed, "://") != NULL || is_mail (trimmed) ? g_steal_pointer (&trimmed) : g_strconcat ("https://", trimmed, NULL);
  /* Its folders end in a slash; without it a server may send us elsewhere. */
  if (!is_mail (self->url) && !g_str_has_suffix (self->url, "/") && strpbrk (self->url, "?#") == NULL)
    {
      char *folder = g_strconcat (self->url, "/", NULL);

      g_free (self->url);
      self->url = folder;
    }
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  self->own_server = own_server;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return self;
}

void
veche_caldav_free (VecheCaldav *self)
{
  g_free (self->url);
  g_free (self->user);
  if (self->password != NULL)
    memset (self->password, 0, strlen (self->password));
  g_free (self->password);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
veche_caldav_item_free (gpointer data)
{
  VecheCaldavItem *self = data;

  g_free (self->path);
  g_free (self->etag);
  g_free (self->text);
  g_free (self);
}

/*** Requests ***/

/* (transfer full) (nullable) */
static char *
authorization (VecheCaldav *self)
{
  g_autofree char *pair = NULL, *encoded = NULL;

  if (self->user == NULL || self->password == NULL)
    return NULL;
  pair = g_strconcat (self->user, ":", self->password, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

static char *
address_of (VecheCaldav *self, const char *path)
{
  g_autoptr (GUri) base = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) there = base != NULL && path != NULL ? veche_http_resolve (base, path) : NULL;

  if (path == NULL)
    return g_strdup (self->url);

  return there != NULL ? g_uri_to_string (there) : g_strdup ("");
}

VecheHttpAnswer *
veche_caldav_send (VecheCaldav *self, const VecheCaldavRequest *request, GError **error)
{
  g_autofree char *url = address_of (self, request->path), *login = authorization (self);
  g_autoptr (VecheHttpRequest) http = veche_http_request_new (request->method, url);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  VecheHttpAnswer *answer;
  const char *const pairs[] = { "Authorization", login, "Depth", request->depth, "If-Match", request->if_match, "If-None-Match", request->if_none_match };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i += 2)
    if (pairs[i + 1] != NULL)
      g_strv_builder_add_many (headers, pairs[i], pairs[i + 1], NULL);
  http->headers = g_strv_builder_end (headers);
  http->body = request->body != NULL ? g_bytes_new (request->body, strlen (request->body)) : NULL;
  http->content_type = g_strdup (request->type != NULL ? request->type : "application/xml; charset=utf-8");
  http->harmless = !request->acts;
  http->own_server = self->own_server;
  http->max_bytes = MAX_ANSWER;
  http->wait = request->acts ? 0 : PATIENCE;
  answer = veche_http_send (http, self->cancellable, error);
  if (answer != NULL && answer->retry_after != 0)
    self->retry_after = answer->retry_after;

  return answer;
}

GPtrArray *
veche_caldav_ask (VecheCaldav *self, const VecheCaldavRequest *request, char **sync_token, GError **error)
{
  g_autoptr (VecheHttpAnswer) answer = veche_caldav_send (self, request, error);
  g_autoptr (VecheHttpRequest) asked = veche_http_request_new ("GET", self->url);
  const char *reason;
  GPtrArray *found;

  if (answer == NULL || !veche_http_answer_check (answer, asked, error))
    return NULL;
  found = veche_dav_parse (answer->body, sync_token, &reason);
  if (found == NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, self->url, "%s", reason);

  return found;
}

/*** What is there ***/

static gboolean
is_item (const VecheDavResource *resource, const char *calendar)
{
  return strcmp (resource->href, calendar) != 0 && !g_str_has_suffix (resource->href, "/") && g_str_has_prefix (resource->href, calendar);
}

static void
add_items (GPtrArray *items, GPtrArray *found, const char *calendar)
{
  for (guint i = 0; i < found->len; i++)
    {
      const VecheDavResource *resource = found->pdata[i];
      VecheCaldavItem *item;

      if (!is_item (resource, calendar))
        continue;
      item = g_new0 (VecheCaldavItem, 1);
      item->path = g_strdup (resource->href);
      item->etag = g_strdup (resource->etag);
      item->gone = resource->status == 404 || resource->status == 410;
      g_ptr_array_add (items, item);
    }
}

/* 507 of the calendar itself: it is told in parts (RFC 6578, 3.6). */
static gboolean
has_more (GPtrArray *found, const char *calendar)
{
  for (guint i = 0; i < found->len; i++)
    {
      const VecheDavResource *resource = found->pdata[i];

      if (resource->status == 507 && strcmp (resource->href, calendar) == 0)
        return TRUE;
    }

  return FALSE;
}

/* FALSE without an error: the token is worth nothing there. */
static gboolean
list_changes (VecheCaldav *self, const char *calendar, const char *token, GPtrArray *items, char **next, GError **error)
{
  g_autofree char *now = g_strdup (token);
  g_autoptr (GError) local = NULL;

  for (guint part = 0; part < MAX_PARTS; part++)
    {
      g_autofree char *escaped = g_markup_escape_text (now, -1);
      g_autofree char *body = g_strconcat ("<?xml version=\"1.0\" encoding=\"utf-8\"?><sync-collection xmlns=\"DAV:\"><sync-token>", escaped,
                                           "</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>", NULL);
      const VecheCaldavRequest request = { .method = "REPORT", .path = calendar, .body = body, .depth = "0" };
      g_autofree char *after = NULL;
      g_autoptr (GPtrArray) found = veche_caldav_ask (self, &request, &after, &local);

      if (found == NULL && (local->code == VECHE_CONNECTOR_ERROR_REJECTED || local->code == VECHE_CONNECTOR_ERROR_AUTH || local->code == VECHE_CONNECTOR_ERROR_PROTOCOL))
        return FALSE;
      if (found == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      add_items (items, found, calendar);
      if (after == NULL || !has_more (found, calendar) || strcmp (after, now) == 0)
        {
          *next = g_steal_pointer (&after);
          return *next != NULL;
        }
      g_free (now);
      now = g_steal_pointer (&after);
    }

  return FALSE;
}

static gboolean
list_all (VecheCaldav *self, const char *calendar, GPtrArray *items, char **next, GError **error)
{
  static const char body[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><getetag/><resourcetype/><sync-token/></prop></propfind>";
  const VecheCaldavRequest request = { .method = "PROPFIND", .path = calendar, .body = body, .depth = "1" };
  g_autoptr (GPtrArray) found = veche_caldav_ask (self, &request, NULL, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const VecheDavResource *resource = found->pdata[i];

      if (strcmp (resource->href, calendar) == 0 && *next == NULL)
        *next = g_strdup (resource->sync_token);
    }
  /* What such a list lacks would be taken for deleted. */
  if (found != NULL && has_more (found, calendar))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, self->url, "it lists a part of the calendar only");
      return FALSE;
    }
  if (found != NULL)
    add_items (items, found, calendar);

  return found != NULL;
}

GPtrArray *
veche_caldav_list (VecheCaldav *self, const char *calendar, const char *token, char **next, gboolean *whole, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (veche_caldav_item_free);
  g_autoptr (GError) local = NULL;

  *next = NULL;
  *whole = token == NULL || !list_changes (self, calendar, token, items, next, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (*whole)
    {
      g_ptr_array_set_size (items, 0);
      g_clear_pointer (next, g_free);
      if (!list_all (self, calendar, items, next, error))
        return NULL;
    }

  return g_steal_pointer (&items);
}

gboolean
veche_caldav_read (VecheCaldav *self, const char *calendar, VecheCaldavItem **items, guint n, GError **error)
{
  g_autoptr (GString) body = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?><c:calendar-multiget xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">"
                                           "<prop><getetag/><c:calendar-data/></prop>");
  VecheCaldavRequest request = { .method = "REPORT", .path = calendar, .depth = "1" };
  g_autoptr (GHashTable) by_path = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (items[i]->path, -1);

      g_string_append_printf (body, "<href>%s</href>", escaped);
      g_hash_table_insert (by_path, items[i]->path, items[i]);
    }
  g_string_append (body, "</c:calendar-multiget>");
  request.body = body->str;
  found = veche_caldav_ask (self, &request, NULL, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      VecheDavResource *resource = found->pdata[i];
      VecheCaldavItem *item = g_hash_table_lookup (by_path, resource->href);

      if (item == NULL)
        continue;
      item->gone = resource->status == 404 || resource->status == 410;
      g_free (item->etag);
      item->etag = g_steal_pointer (&resource->etag);
      g_free (item->text);
      item->text = g_steal_pointer (&resource->data);
    }

  return found != NULL;
}

/*** Changing it ***/

static VecheCaldavOutcome
outcome_of (VecheCaldav *self, VecheHttpAnswer *answer, GError **error)
{
  g_autoptr (VecheHttpRequest) asked = veche_http_request_new ("PUT", self->url);

  /* RFC 9110, 13.1.1; a server that lost its calendar says 409. */
  if (answer->status == 412)
    return VECHE_CALDAV_CONFLICT;

  return veche_http_answer_check (answer, asked, error) ? VECHE_CALDAV_DONE : VECHE_CALDAV_FAILED;
}

VecheCaldavOutcome
veche_caldav_put (VecheCaldav *self, const char *path, const char *etag, const char *text, char **new_etag, GError **error)
{
  const VecheCaldavRequest request = { .method = "PUT", .path = path, .body = text, .type = "text/calendar; charset=utf-8",
                                       .if_match = etag, .if_none_match = etag == NULL ? "*" : NULL, .acts = TRUE };
  g_autoptr (VecheHttpAnswer) answer = veche_caldav_send (self, &request, error);
  VecheCaldavOutcome outcome = answer != NULL ? outcome_of (self, answer, error) : VECHE_CALDAV_FAILED;

  *new_etag = outcome == VECHE_CALDAV_DONE ? g_strdup (answer->etag) : NULL;

  return outcome;
}

VecheCaldavOutcome
veche_caldav_delete (VecheCaldav *self, const char *path, const char *etag, GError **error)
{
  const VecheCaldavRequest request = { .method = "DELETE", .path = path, .if_match = etag, .acts = TRUE };
  g_autoptr (VecheHttpAnswer) answer = veche_caldav_send (self, &request, error);

  if (answer == NULL)
    return VECHE_CALDAV_FAILED;

  return answer->status == 404 || answer->status == 410 ? VECHE_CALDAV_DONE : outcome_of (self, answer, error);
}
