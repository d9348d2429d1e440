/* veche-occasion-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-occasions.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* "First message, 20 November". (transfer full) */
char      *veche_occasion_words   (const VecheOccasion *occasion);

/* A reason to congratulate somebody: whom (a button that opens the profile; in the profile itself only the words), a menu of ways to say it, and a
 * button that puts it away.  What is done takes the row out by the change it makes. */
GtkWidget *veche_occasion_row_new (VecheSession *session, const VecheOccasion *occasion, gboolean with_person);

G_END_DECLS
