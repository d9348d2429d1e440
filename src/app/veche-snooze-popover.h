/* veche-snooze-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When shall it come back?  Signal "snooze" (gint64 until, microseconds UTC). */
#define VECHE_TYPE_SNOOZE_POPOVER (veche_snooze_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheSnoozePopover, veche_snooze_popover, VECHE, SNOOZE_POPOVER, GtkPopover)

/* Pure, in now's own zone. (transfer full) */
GDateTime *veche_snooze_later_today (GDateTime *now);   /* (nullable): three hours on at the full hour; NULL when that is past 22 h */
GDateTime *veche_snooze_tomorrow    (GDateTime *now, int opens);   /* when work begins, a minute of the day */
GDateTime *veche_snooze_monday      (GDateTime *now, int opens);   /* the next one */

/* Of the hours that were set; 9:00 until then. */
void       veche_snooze_popover_set_opens (VecheSnoozePopover *self, int opens);

G_END_DECLS
