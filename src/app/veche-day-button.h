/* veche-day-button.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button that shows a day and lets one choose another from a calendar.  Property "day" ("2026-12-13", NULL: none yet). */
#define VECHE_TYPE_DAY_BUTTON (veche_day_button_get_type ())
G_DECLARE_FINAL_TYPE (VecheDayButton, veche_day_button, VECHE, DAY_BUTTON, GtkWidget)

GtkWidget  *veche_day_button_new      (void);
const char *veche_day_button_get_day  (VecheDayButton *self);                    /* (nullable) */
void        veche_day_button_set_day  (VecheDayButton *self, const char *day);   /* (nullable) */
void        veche_day_button_set_near (VecheDayButton *self, const char *day);   /* where the calendar opens while there is no day yet */
void        veche_day_button_set_optional (VecheDayButton *self, gboolean optional);   /* offers "No date" */

G_END_DECLS
