/* veche-application-actions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-application.h"
#include "app/veche-window.h"

G_BEGIN_DECLS

/* The application's actions and keys, apart from its life. */
void         veche_application_add_actions (VecheApplication *self);
VecheWindow *veche_application_get_window  (VecheApplication *self);    /* (nullable) */

G_END_DECLS
