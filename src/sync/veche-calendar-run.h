/* veche-calendar-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "connectors/veche-connector.h"
#include "store/veche-store.h"
#include "sync/veche-source-run.h"

G_BEGIN_DECLS

/* One run of a source whose entries are of the plan: what changed there comes, then what changed here goes, each written down in pieces before the
 * next.  What was changed on both sides meanwhile is looked at once more.  Offline edits wait in the plan itself: a link that no longer agrees with
 * it is what is to be sent.  Main thread. */
typedef struct
{
  VecheConnector      *connector;
  const char          *source_uid, *name, *cursor;      /* borrowed */
  VecheSourceProgress  progress;       /* (nullable) */
  gpointer             progress_data;
} VecheCalendarRunHow;

void     veche_calendar_run_async  (VecheStore *store, const VecheCalendarRunHow *how, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* cursor (out) (transfer full) (nullable): what was read is written, also when it then failed; retry_after (out): microseconds UTC, 0: none. */
gboolean veche_calendar_run_finish (GAsyncResult *result, char **cursor, gint64 *retry_after, GError **error);

/* What is going to take place on a platform whose connector tells it, into the plan.  That it could not be read is no failure of the run it is part of. */
gboolean veche_calendar_events_are_due (VecheConnector *connector, guint wait, gint64 last_ok);      /* once an hour; asked by a person (no wait), at once */
void     veche_calendar_events_async  (VecheStore *store, const VecheCalendarRunHow *how, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean veche_calendar_events_finish (GAsyncResult *result, GError **error);

G_END_DECLS
