/* veche-demo-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What only the sample community needs of the store: derived fields as if a program had run for months.  Inside a write transaction. */

char     *veche_demo_community        (VecheDb *db, gint64 *id);                          /* uid of the first one (transfer full) */
char     *veche_demo_find_words       (VecheDb *db, const char *text);                    /* uid of the message that begins so (nullable) */
char     *veche_demo_find_triage      (VecheDb *db, const char *channel, const char *remote_id);   /* uid (nullable) */
gboolean  veche_demo_set_source       (VecheDb *db, const char *uid, const char *account, gint64 last_ok, gint64 next_run,
                                       const char *error_nick, const char *error_text, GError **error);
/* Mentions older than before were seen; nothing of the making can be undone. */
gboolean  veche_demo_seal             (VecheDb *db, gint64 before, GError **error);

G_END_DECLS
