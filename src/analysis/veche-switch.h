/* veche-switch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a reply sends who asked to another place, or says that they were answered there: "direct", "email", "call", "other"; NULL: it does not.
 * Russian and English, by phrases; a negation before one takes it back.  Pure. */
const char *veche_switch_find (const char *text);

G_END_DECLS
