/* veche-row-ahead.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"

G_BEGIN_DECLS

/* What a row of a list shows is painted before it is asked for: those in view that were painted in a hurry, and those that come next.  Main thread. */

/* The list of this row, and no other, is looked after as soon as the loop has nothing else to do. */
void     veche_row_look_ahead       (VecheRow *self);
/* It is in view, or about to come into it. */
gboolean veche_row_is_near_view     (VecheRow *self);

/* Of veche-row.c. FALSE: there is nothing to paint. */
gboolean veche_row_paint_ahead      (VecheRow *self, int width);
/* It has a picture that is not shown yet. */
gboolean veche_row_is_painted_ahead (VecheRow *self);

G_END_DECLS
