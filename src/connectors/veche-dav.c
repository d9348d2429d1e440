/* veche-dav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-dav.h"

#include <libxml/parser.h>
#include <string.h>

#define DAV    "DAV:"
#define CALDAV "urn:ietf:params:xml:ns:caldav"

#define MAX_NAME 500                  /* bytes of what has a name or an address */
#define MAX_DATA (1024 * 1024)        /* of one entry */

/*** XML ***/

static gboolean
is (const xmlNode *node, const char *space, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0 && node->ns != NULL && node->ns->href != NULL
         && strcmp ((const char *) node->ns->href, space) == 0;
}

static const xmlNode *
child (const xmlNode *node, const char *space, const char *name)
{
  for (const xmlNode *found = node != NULL ? node->children : NULL; found != NULL; found = found->next)
    if (is (found, space, name))
      return found;

  return NULL;
}

/* Text and CDATA right inside node; entities are not followed. (transfer full) (nullable): none, or more than most. */
static char *
text_of (const xmlNode *node, gsize most)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const xmlNode *part = node != NULL ? node->children : NULL; part != NULL && text->len <= most; part = part->next)
    if ((part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE) && part->content != NULL)
      g_string_append (text, (const char *) part->content);
  if (text->len == 0 || text->len > most)
    return NULL;

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static char *
path_of (const xmlNode *node)
{
  g_autofree char *href = text_of (child (node, DAV, "href"), 4 * MAX_NAME);

  return href != NULL ? veche_dav_path (href) : NULL;
}

/* "HTTP/1.1 404 Not Found" */
static guint
status_of (const xmlNode *node)
{
  g_autofree char *text = text_of (child (node, DAV, "status"), MAX_NAME);
  const char *space = text != NULL ? strchr (text, ' ') : NULL;

  return space != NULL ? (guint) CLAMP (g_ascii_strtoll (space, NULL, 10), 0, 999) : 0;
}

/* Escaped in one way: servers differ in what they escape, and in the case of the digits. (transfer full) */
static char *
escape_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *plain = g_uri_unescape_string (parts[i], "/");

      if (plain == NULL)
        continue;
      g_free (parts[i]);
      parts[i] = g_uri_escape_string (plain, NULL, FALSE);
    }

  return g_strjoinv ("/", parts);
}

char *
veche_dav_path (const char *href)
{
  g_autoptr (GUri) uri = NULL;

  if (*href == '/' && href[1] != '/')
    {
      g_autofree char *address = g_strconcat ("https://here", href, NULL);

      uri = g_uri_parse (address, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
    }
  else
    uri = g_uri_parse (href, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || *g_uri_get_path (uri) != '/' || g_uri_get_host (uri) == NULL)
    return NULL;

  return escape_path (g_uri_get_path (uri));
}

/*** One resource ***/

static void
veche_dav_resource_free (gpointer data)
{
  VecheDavResource *self = data;

  g_free (self->href);
  g_free (self->etag);
  g_free (self->data);
  g_free (self->name);
  g_free (self->principal);
  g_free (self->home);
  g_free (self->sync_token);
  g_free (self);
}

static void
read_components (VecheDavResource *self, const xmlNode *node)
{
  self->events = self->tasks = FALSE;
  for (const xmlNode *comp = node->children; comp != NULL; comp = comp->next)
    if (is (comp, CALDAV, "comp"))
      {
        xmlChar *name = xmlGetNoNsProp ((xmlNode *) comp, (const xmlChar *) "name");

        self->events |= name != NULL && strcmp ((const char *) name, "VEVENT") == 0;
        self->tasks |= name != NULL && strcmp ((const char *) name, "VTODO") == 0;
        xmlFree (name);
      }
}

static void
read_privileges (VecheDavResource *self, const xmlNode *node)
{
  static const char *const enough[] = { "all", "write", "write-content", "bind" };

  self->writable = FALSE;
  for (const xmlNode *one = node->children; one != NULL; one = one->next)
    for (gsize i = 0; i < G_N_ELEMENTS (enough) && is (one, DAV, "privilege"); i++)
      self->writable |= child (one, DAV, enough[i]) != NULL;
}

static void
take_text (char **field, const xmlNode *node, gsize most)
{
  if (*field == NULL)
    *field = text_of (node, most);
}

static void
read_property (VecheDavResource *self, const xmlNode *node)
{
  if (is (node, DAV, "getetag"))
    take_text (&self->etag, node, MAX_NAME);
  else if (is (node, CALDAV, "calendar-data"))
    take_text (&self->data, node, MAX_DATA);
  else if (is (node, DAV, "displayname"))
    take_text (&self->name, node, MAX_NAME);
  else if (is (node, DAV, "sync-token"))
    take_text (&self->sync_token, node, 4 * MAX_NAME);
  else if (is (node, DAV, "current-user-principal") && self->principal == NULL)
    self->principal = path_of (node);
  else if (is (node, CALDAV, "calendar-home-set") && self->home == NULL)
    self->home = path_of (node);
  else if (is (node, CALDAV, "supported-calendar-component-set"))
    read_components (self, node);
  else if (is (node, DAV, "current-user-privilege-set"))
    read_privileges (self, node);
  else if (is (node, DAV, "resourcetype"))
    {
      self->collection = child (node, DAV, "collection") != NULL;
      self->calendar = child (node, CALDAV, "calendar") != NULL;
    }
}

/* (transfer full) (nullable): it has no address. */
static VecheDavResource *
read_response (const xmlNode *response)
{
  VecheDavResource *self = g_new0 (VecheDavResource, 1);

  self->href = path_of (response);
  self->status = status_of (response);
  self->events = self->tasks = self->writable = TRUE;
  for (const xmlNode *stat = response->children; stat != NULL; stat = stat->next)
    {
      const xmlNode *properties = is (stat, DAV, "propstat") ? child (stat, DAV, "prop") : NULL;
      guint status = properties != NULL ? status_of (stat) : 0;

      if (properties == NULL || status >= 300)
        continue;
      for (const xmlNode *property = properties->children; property != NULL; property = property->next)
        read_property (self, property);
    }
  if (self->status < 300)
    self->status = 0;
  if (self->href == NULL)
    g_clear_pointer (&self, veche_dav_resource_free);

  return self;
}

GPtrArray *
veche_dav_parse (GBytes *body, char **sync_token, const char **reason)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (veche_dav_resource_free);
  xmlDoc *document = length > 0 && length < G_MAXINT ? xmlReadMemory (data, (int) length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING) : NULL;
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;

  *reason = document == NULL ? "its answer is no XML" : root == NULL || !is (root, DAV, "multistatus") ? "its answer is none of WebDAV" : NULL;
  if (*reason == NULL && sync_token != NULL)
    *sync_token = text_of (child (root, DAV, "sync-token"), 4 * MAX_NAME);
  for (const xmlNode *node = *reason == NULL ? root->children : NULL; node != NULL && *reason == NULL; node = node->next)
    {
      VecheDavResource *resource = is (node, DAV, "response") ? read_response (node) : NULL;

      if (resource != NULL)
        g_ptr_array_add (found, resource);
      if (found->len > VECHE_DAV_MOST_RESOURCES)
        *reason = "its answer is of more than 100,000 entries";
    }
  if (*reason != NULL && sync_token != NULL)
    g_clear_pointer (sync_token, g_free);
  if (document != NULL)
    xmlFreeDoc (document);

  return *reason == NULL ? g_steal_pointer (&found) : NULL;
}
