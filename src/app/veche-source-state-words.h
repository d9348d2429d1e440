/* veche-source-state-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-source-guide.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* What is said about when a source runs and what it may do there.  Pure but for the clock given. (transfer full) each */
char      *veche_source_next             (VecheSource *source, gboolean waits, gint64 now);     /* "next in 4 min", "quiet hours until 8:00"; NULL: not known */
char      *veche_source_budget           (VecheSource *source, gint64 now);      /* "212 of 300 requests left until 14:05"; NULL: not said */
gboolean   veche_source_budget_is_low    (VecheSource *source, gint64 now);
char      *veche_source_seen             (VecheSource *source, guint n_notices); /* when it was asked what can be seen, and whether all can */
/* Of VecheSourceNotices. (element-type utf8) */
GPtrArray *veche_source_notice_sentences (const char *type, GPtrArray *notices);
/* Of a VecheConnectorError that means something else while connecting than in a running sync; NULL: it does not. */
const char *veche_source_trial_error     (const VecheSourceGuide *guide, int code, gboolean own_server);

G_END_DECLS
