/* veche-activity-mark.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-draw.h"

G_BEGIN_DECLS

/* The activity glyph as a widget; the word stands beside it. */
#define VECHE_TYPE_ACTIVITY_MARK (veche_activity_mark_get_type ())
G_DECLARE_FINAL_TYPE (VecheActivityMark, veche_activity_mark, VECHE, ACTIVITY_MARK, GtkWidget)

void veche_activity_mark_set (VecheActivityMark *self, VecheActivity activity);

G_END_DECLS
