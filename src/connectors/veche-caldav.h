/* veche-caldav.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A calendar server: CalDAV, RFC 4791; finding it, RFC 6764; what changed there, RFC 6578.  Each call blocks its thread, a worker's, and fails with
 * VECHE_CONNECTOR_ERROR.  Entries go as text: what they say is of exchange/veche-ics.h. */

typedef struct
{
  char         *url;           /* (owned): as a person typed it, or of one of its calendars */
  char         *user, *password;        /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
  gboolean      own_server;
  gint64        retry_after;   /* microseconds UTC, 0: none; of the last answer that asked for patience */
} VecheCaldav;

/* url: "example.org", "https://example.org/calendars/club/", or an address of mail. */
VecheCaldav *veche_caldav_new  (const char *url, const char *user, const char *password, gboolean own_server, GCancellable *cancellable);
void         veche_caldav_free (VecheCaldav *self);

typedef struct
{
  char    *path, *name;        /* name: what people call it, else the last part of its path */
  char    *sync_token;         /* (nullable): it can tell what changed */
  gboolean events, tasks, writable;
} VecheCaldavCalendar;
/* The calendars there; with an address that is one itself, that one.  self knows from then on where they are. (element-type VecheCaldavCalendar) */
GPtrArray   *veche_caldav_discover (VecheCaldav *self, GError **error);
void         veche_caldav_calendar_free (gpointer self);

typedef struct { char *path, *etag, *text; gboolean gone; } VecheCaldavItem;    /* etag, text (nullable) */
/* What changed since the token, or, with whole, all that is there.  token (nullable): all; next (out) (transfer full) (nullable): the next one.
 * (element-type VecheCaldavItem), without texts */
GPtrArray   *veche_caldav_list   (VecheCaldav *self, const char *calendar, const char *token, char **next, gboolean *whole, GError **error);
#define VECHE_CALDAV_AT_ONCE 50
/* The texts of at most so many of the items, one that is gone meanwhile says so. */
gboolean     veche_caldav_read   (VecheCaldav *self, const char *calendar, VecheCaldavItem **items, guint n, GError **error);

typedef enum { VECHE_CALDAV_DONE, VECHE_CALDAV_CONFLICT, VECHE_CALDAV_FAILED } VecheCaldavOutcome;
/* etag NULL: nothing may be there yet; else exactly that must be.  CONFLICT: something else is there; nothing was changed.
 * new_etag (out) (transfer full) (nullable): it did not say. */
VecheCaldavOutcome veche_caldav_put    (VecheCaldav *self, const char *path, const char *etag, const char *text, char **new_etag, GError **error);
VecheCaldavOutcome veche_caldav_delete (VecheCaldav *self, const char *path, const char *etag, GError **error);      /* one that is gone: DONE */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCaldav, veche_caldav_free)

G_END_DECLS
