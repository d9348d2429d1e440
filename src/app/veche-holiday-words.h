/* veche-holiday-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Public holidays that fall on the same day each year, offered to be taken over and changed; those that move, and days that a government moves, are
 * for a person to add. */
guint       veche_holiday_n_countries  (void);
const char *veche_holiday_country_nick (guint country);     /* "ru" */
const char *veche_holiday_country_name (guint country);     /* translated */
/* That country whose zone the name is of: "Europe/Moscow"; −1: none of ours. */
int         veche_holiday_country_of   (const char *zone);
/* "2027-01-01" and a name each, of the twelve months from a day on. (element-type char*) (transfer full): day, name, day, name … */
GPtrArray  *veche_holiday_offers       (const char *country, GDate *from);

G_END_DECLS
