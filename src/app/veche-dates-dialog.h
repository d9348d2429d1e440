/* veche-dates-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Whom one may congratulate: first messages and round numbers of the last weeks, birthdays and years with us of the next; a click opens the
 * person. */
void veche_dates_dialog_present (VecheSession *session, GtkWindow *parent);

G_END_DECLS
