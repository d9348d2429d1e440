/* veche-caldav-discover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an address to its calendars: RFC 6764, section 6; RFC 4791, section 6.2.1.
 */

#include "connectors/veche-caldav-private.h"

#include <libsoup/soup.h>
#include <string.h>

#include "connectors/veche-connector.h"

#define MAX_REDIRECTS 5
#define WELL_KNOWN    "/.well-known/caldav"

#define PROPERTIES                                                                                                                                \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><prop><resourcetype/><displayname/>" \
  "<current-user-principal/><c:calendar-home-set/><c:supported-calendar-component-set/><current-user-privilege-set/><sync-token/></prop></propfind>"

void
veche_caldav_calendar_free (gpointer data)
{
  VecheCaldavCalendar *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free (self->sync_token);
  g_free (self);
}

/* "club" of "/calendars/ann/club/" */
static char *
last_part (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = g_strv_length (parts);

  while (n > 0 && *parts[n - 1] == '\0')
    n--;

  return n > 0 ? g_uri_unescape_string (parts[n - 1], NULL) : g_strdup (path);
}

static void
add_calendar (GPtrArray *calendars, const VecheDavResource *resource)
{
  VecheCaldavCalendar *calendar;

  if (!resource->calendar || (!resource->events && !resource->tasks))
    return;
  calendar = g_new0 (VecheCaldavCalendar, 1);
  calendar->path = g_str_has_suffix (resource->href, "/") ? g_strdup (resource->href) : g_strconcat (resource->href, "/", NULL);
  calendar->name = resource->name != NULL ? g_strdup (resource->name) : last_part (calendar->path);
  calendar->sync_token = g_strdup (resource->sync_token);
  calendar->events = resource->events;
  calendar->tasks = resource->tasks;
  calendar->writable = resource->writable;
  g_ptr_array_add (calendars, calendar);
}

/*** One step ***/

static GPtrArray *
look (VecheCaldav *self, const char *path, const char *depth, GError **error)
{
  const VecheCaldavRequest request = { .method = "PROPFIND", .path = path, .body = PROPERTIES, .depth = depth };

  return veche_caldav_ask (self, &request, NULL, error);
}

/* Takes what the address itself is, or whose it is, further. home (inout) (nullable); FALSE without an error: it leads nowhere. */
static gboolean
take_address (VecheCaldav *self, const char *path, GPtrArray *calendars, char **home, GError **error)
{
  g_autoptr (GPtrArray) found = look (self, path, "0", error);
  g_autoptr (GPtrArray) own = NULL;
  const VecheDavResource *resource = found != NULL && found->len > 0 ? found->pdata[0] : NULL;

  if (resource == NULL)
    return FALSE;
  add_calendar (calendars, resource);
  *home = g_strdup (resource->home);
  if (calendars->len > 0 || *home != NULL)
    return TRUE;
  if (resource->principal == NULL)
    return FALSE;
  own = look (self, resource->principal, "0", error);
  resource = own != NULL && own->len > 0 ? own->pdata[0] : NULL;
  *home = resource != NULL ? g_strdup (resource->home) : NULL;

  return *home != NULL;
}

/*** Where to begin ***/

/* A domain may name any server, and whoever speaks for the domain in between, too: only one of the same domain gets the password unasked. */
static gboolean
may_have_password (const char *typed, const char *host)
{
  const char *own = soup_tld_get_base_domain (typed, NULL), *other = soup_tld_get_base_domain (host, NULL);
  gsize n = strlen (host), length = strlen (typed);

  /* The list of public suffixes need not know a domain of one's own. */
  if (n >= length && g_ascii_strcasecmp (host + n - length, typed) == 0 && (n == length || host[n - length - 1] == '.'))
    return TRUE;

  return own != NULL && other != NULL && g_ascii_strcasecmp (own, other) == 0;
}

static gboolean
check_host (const char *typed, const char *url, GError **error)
{
  g_autofree char *host = veche_http_dup_host (url), *own = g_strconcat ("https://", typed, NULL);

  if (host == NULL || may_have_password (typed, host))
    return TRUE;
  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_ELSEWHERE, own, "the calendars are on a server of another domain, which was not given the password; if you trust it, type its address: %s", url);

  return FALSE;
}

/* "ann@example.org": the server that its domain names. (transfer full) (nullable) */
static char *
ask_domain (const char *domain, GCancellable *cancellable)
{
  GList *targets = g_resolver_lookup_service (g_resolver_get_default (), "caldavs", "tcp", domain, cancellable, NULL);
  GSrvTarget *first = targets != NULL ? targets->data : NULL;
  char *url = first != NULL ? g_strdup_printf ("https://%s:%u/", g_srv_target_get_hostname (first), g_srv_target_get_port (first)) : NULL;

  g_resolver_free_targets (targets);

  return url;
}

static gboolean
begin (VecheCaldav *self, GError **error)
{
  const char *at = strstr (self->url, "://") == NULL ? strrchr (self->url, '@') : NULL;
  char *url;

  if (at == NULL)
    return TRUE;
  if (self->user == NULL)
    self->user = g_strdup (self->url);
  url = ask_domain (at + 1, self->cancellable);
  if (url == NULL)
    url = g_strconcat ("https://", at + 1, "/", NULL);
  if (!check_host (at + 1, url, error))
    {
      g_free (url);
      return FALSE;
    }
  g_free (self->url);
  self->url = url;

  return TRUE;
}

/* Asked without the password: it may lead to another server. */
static gboolean
follow_well_known (VecheCaldav *self, GError **error)
{
  g_autoptr (GUri) base = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) there = base != NULL ? veche_http_resolve (base, WELL_KNOWN) : NULL;
  g_autofree char *url = there != NULL ? g_uri_to_string (there) : NULL;
  g_autoptr (VecheHttpRequest) request = url != NULL ? veche_http_request_new ("GET", url) : NULL;
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autofree char *from = veche_http_dup_host (self->url), *to = NULL;

  if (request == NULL)
    return TRUE;
  request->own_server = self->own_server;
  request->max_redirects = MAX_REDIRECTS;
  answer = veche_http_send (request, self->cancellable, NULL);
  to = answer != NULL ? veche_http_dup_host (answer->url) : NULL;
  if (to == NULL || (!g_str_has_prefix (answer->url, "https://") && g_strcmp0 (from, to) != 0))
    return TRUE;
  if (!check_host (from, answer->url, error))
    return FALSE;
  g_free (self->url);
  self->url = g_strdup (g_str_has_suffix (answer->url, WELL_KNOWN) ? url : answer->url);
  if (g_str_has_suffix (self->url, WELL_KNOWN))
    self->url[strlen (self->url) - strlen (WELL_KNOWN) + 1] = '\0';

  return TRUE;
}

/* A wrong password is told at once: another address would be asked in vain. */
static gboolean
is_final (const GError *error)
{
  return error != NULL && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                           || (error->domain == VECHE_CONNECTOR_ERROR && error->code != VECHE_CONNECTOR_ERROR_NOT_FOUND
                               && error->code != VECHE_CONNECTOR_ERROR_REJECTED && error->code != VECHE_CONNECTOR_ERROR_PROTOCOL));
}

GPtrArray *
veche_caldav_discover (VecheCaldav *self, GError **error)
{
  g_autoptr (GPtrArray) calendars = g_ptr_array_new_with_free_func (veche_caldav_calendar_free), found = NULL;
  g_autofree char *home = NULL;
  g_autoptr (GError) local = NULL;

  if (!begin (self, error))
    return NULL;
  if (!take_address (self, NULL, calendars, &home, &local) && !is_final (local))
    {
      g_clear_error (&local);
      if (!follow_well_known (self, error))
        return NULL;
      if (!take_address (self, NULL, calendars, &home, &local) && local == NULL)
        veche_http_set_error (&local, VECHE_CONNECTOR_ERROR_NOT_FOUND, self->url, "there is no calendar at this address");
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (calendars->len > 0)
    return g_steal_pointer (&calendars);
  found = look (self, home, "1", error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_calendar (calendars, found->pdata[i]);

  return found != NULL ? g_steal_pointer (&calendars) : NULL;
}
