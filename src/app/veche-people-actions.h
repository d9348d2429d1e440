/* veche-people-actions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-window.h"

G_BEGIN_DECLS

/* The window's actions about people as a whole: the search over everything, own fields, organisations, coming dates. */
void veche_people_add_actions (VecheWindow *window);

G_END_DECLS
