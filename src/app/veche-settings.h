/* veche-settings.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* View preferences, never data of the workspace. (transfer none)  Uninstalled programs find the schema in the build folder. */
GSettings *veche_settings_get (void);

G_END_DECLS
