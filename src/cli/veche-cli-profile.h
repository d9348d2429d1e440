/* veche-cli-profile.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/veche-cli.h"

G_BEGIN_DECLS

/* One member.  whole: with what a listing leaves out, such as notes and motives. */
gboolean veche_cli_print_profile (VecheCli *cli, gint64 id, gboolean whole, GError **error);

G_END_DECLS
