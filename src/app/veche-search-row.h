/* veche-search-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/veche-search-table.h"

G_BEGIN_DECLS

/* A hit of the search as a row of a list: a face or a sign, what it is, a line around the words with the words lit up, where and when.  The
 * words light up by Pango attributes: what was said is never markup.  hit must live as long as the row. */
GtkWidget  *veche_search_row_new  (const VecheHit *hit, VecheSearch *search);

const char *veche_hit_kind_title  (VecheHitKind kind);    /* "Messages" */

G_END_DECLS
