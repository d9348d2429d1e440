/* veche-schedule.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When to try again.  Pure functions; times in microseconds UTC.  code: of VecheConnectorError, -1 when all went well.  jitter: 0 to 1, a
 * random number, so that a thousand programs do not knock at the same second. */

/* The next run of a source; failures: in a row, this one included.  Never before retry_after (0: none). */
gint64   veche_schedule_next_run (gint64 now, guint every, guint failures, gint64 retry_after, int code, double jitter);
/* The next attempt of a reply; 0: only a person can help. */
gint64   veche_schedule_next_try (gint64 now, guint attempts, gint64 retry_after, int code, double jitter);
/* Whether a run planned for next_run is due; also when the clock was set back far behind it. */
gboolean veche_schedule_is_due   (gint64 now, gint64 next_run, guint every);

G_END_DECLS
