/* veche-bulk-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-selection.h"
#include "app/veche-session.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* What can be done to several members at once: shown below the list while more than one is selected.  Ctrl and Shift with a click or an
 * arrow select several, Ctrl+A all that the query finds. */
#define VECHE_TYPE_BULK_BAR (veche_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheBulkBar, veche_bulk_bar, VECHE, BULK_BAR, AdwBin)

void     veche_bulk_bar_attach      (VecheBulkBar *self, GtkListView *list, VecheSelection *selection);
void     veche_bulk_bar_set_session (VecheBulkBar *self, VecheSession *session);   /* (nullable) */
void     veche_bulk_bar_set_query   (VecheBulkBar *self, VecheQuery *query);       /* what the list shows */
void     veche_bulk_bar_select_all  (VecheBulkBar *self);
gboolean veche_bulk_bar_clear       (VecheBulkBar *self);                          /* FALSE: nothing was */

G_END_DECLS
