/* veche-harvest-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/veche-proposals-table.h"

G_BEGIN_DECLS

/* What is proposed of whom, with the words that say it, for a GtkListBox. (transfer floating) */
GtkWidget *veche_harvest_row_new (const VecheProposal *proposal);

G_END_DECLS
