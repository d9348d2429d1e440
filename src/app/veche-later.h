/* veche-later.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*VecheLaterFunc) (gpointer widget);

/* What is not read first: func runs once what the widget shows now was painted, and at once where nothing is painted.  id is a field of the widget, zero
 * while nothing waits; what waits already is not asked for again. */
void veche_later_run    (GtkWidget *widget, guint *id, VecheLaterFunc func);
void veche_later_cancel (GtkWidget *widget, guint *id);

/* What may not be done in the middle of an allocation, or before other events: func runs from an idle of this priority, once however often it was asked
 * for meanwhile (the first priority stays).  The widget is not held: func does not run for one that was disposed of. */
void veche_later_idle     (gpointer widget, int priority, VecheLaterFunc func);

G_END_DECLS
