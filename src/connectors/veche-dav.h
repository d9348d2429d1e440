/* veche-dav.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a WebDAV server says of its resources: the body of a 207, RFC 4918 section 13, with the properties of CalDAV (RFC 4791), of its users (RFC 5397)
 * and of synchronisation (RFC 6578).  Pure; any thread. */

#define VECHE_DAV_MOST_RESOURCES 100000

typedef struct
{
  char    *href;               /* the path, as veche_dav_path() has it, whatever else it said */
  guint    status;             /* of the resource itself: 404 gone, 507 there are more, 0 nothing wrong */
  char    *etag, *data;        /* (nullable) */
  char    *name;               /* (nullable): what people call it */
  char    *principal, *home;   /* (nullable): hrefs: whose it is; where that one's calendars are */
  char    *sync_token;         /* (nullable) */
  gboolean collection, calendar;
  gboolean events, tasks;      /* of a calendar: what it takes; both when it does not say */
  gboolean writable;           /* TRUE when it does not say */
} VecheDavResource;

/* sync_token (out) (optional) (transfer full) (nullable): of the whole answer. NULL: it is no such answer; reason (out): a static string.
 * (element-type VecheDavResource) (transfer full) (nullable) */
GPtrArray *veche_dav_parse     (GBytes *body, char **sync_token, const char **reason);
/* The path of an address: of "https://example.org/a%20b@c/", as of "/a%20b%40c/", "/a%20b%40c/", however the server escapes it; NULL for what is neither.
 * (transfer full) (nullable) */
char      *veche_dav_path      (const char *href);

G_END_DECLS
