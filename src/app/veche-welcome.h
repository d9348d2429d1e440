/* veche-welcome.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The first start: three ways in.  Its rows do the actions app.connect, app.import and app.demo. */
#define VECHE_TYPE_WELCOME (veche_welcome_get_type ())
G_DECLARE_FINAL_TYPE (VecheWelcome, veche_welcome, VECHE, WELCOME, AdwBin)

G_END_DECLS
