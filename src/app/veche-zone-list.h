/* veche-zone-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills a drop-down with the time zones of this machine, the chosen one selected at once and the rest when they were read (on another
 * thread). zone (nullable): the machine's own. */
void        veche_zone_list_fill   (GtkDropDown *drop_down, const char *zone);
const char *veche_zone_list_get    (GtkDropDown *drop_down);      /* IANA name */

G_END_DECLS
