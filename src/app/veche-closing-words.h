/* veche-closing-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in the lists of places and reasons of an answer elsewhere, as store/veche-closings-table.h calls them.  The first of a list of reasons is a
 * question, not an answer. */
GtkStringList *veche_closing_places     (void);                       /* (transfer full) */
GtkStringList *veche_closing_reasons    (void);                       /* (transfer full) */
const char    *veche_closing_place_at   (guint position);
const char    *veche_closing_reason_at  (guint position);             /* (nullable): the question; "": own words */

G_END_DECLS
