/* veche-calendar-pull.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-caldav.h"
#include "connectors/veche-connector.h"
#include "store/veche-calendar-links.h"

G_BEGIN_DECLS

/* The two halves of a run that speak with the server; on a worker. */

typedef struct
{
  GPtrArray *arrivals;       /* (element-type VecheCalendarArrival) */
  char      *cursor;         /* where the next one goes on */
  char      *folder;         /* where new entries go (nullable): nowhere */
  VecheCaldav *server;       /* as it was found (nullable): a file on the web takes nothing */
} VecheCalendarPull;
void               veche_calendar_pull_free (gpointer self);

/* links: of veche_calendar_links_load().  When more than half of what was there is said to be gone at once, it is believed only the second time.
 * retry_after (out): until when it asks for patience, in microseconds UTC, also when it fails; 0: not at all. */
VecheCalendarPull *veche_calendar_pull      (VecheConnector *connector, const char *cursor, GHashTable *links, GCancellable *cancellable, gint64 *retry_after,
                                             GError **error);

/* The same of entries that are at hand.  whole: all that are there now; what they lack is over, or was called off.  entries are taken out of their array. */
VecheCalendarPull *veche_calendar_pull_entries (GPtrArray *entries, gboolean whole, GHashTable *links);

typedef struct
{
  char      *text, *etag;    /* (nullable) */
  gboolean   done, conflict;
} VecheCalendarSent;
typedef struct
{
  GArray    *sent;           /* (element-type VecheCalendarSent): for each push */
  GError    *failure;        /* (nullable): the rest was not tried */
  GError    *refusal;        /* (nullable): the first entry that it does not want */
  gint64     retry_after;
} VecheCalendarSending;
void                  veche_calendar_sending_free (gpointer self);
/* n of the pushes (element-type VecheCalendarPush) from the one at from on. */
VecheCalendarSending *veche_calendar_send         (VecheCaldav *server, GPtrArray *pushes, guint from, guint n);

G_END_DECLS
