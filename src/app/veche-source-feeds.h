/* veche-source-feeds.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* The feeds that a page names, to be chosen among: the first is.  Signals: "changed". */
#define VECHE_TYPE_SOURCE_FEEDS (veche_source_feeds_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceFeeds, veche_source_feeds, VECHE, SOURCE_FEEDS, AdwBin)

/* NULL: it names no more than one. (transfer floating) (nullable) */
GtkWidget *veche_source_feeds_new        (VecheBatch *batch);
gboolean   veche_source_feeds_is_filled  (VecheSourceFeeds *self);      /* one is chosen */
/* Their addresses. (transfer full) (element-type utf8) */
GPtrArray *veche_source_feeds_dup_chosen (VecheSourceFeeds *self);

G_END_DECLS
