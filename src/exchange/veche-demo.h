/* veche-demo.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The sample community of `veche --demo`: the club «Маяк», its people, talks and plans, told in data/demo and dated relative to now.  Fills
 * a new, empty workspace; nothing of it can be undone.  On the writer, inside a write transaction or outside of one. */
gboolean veche_demo_fill (VecheDb *db, GError **error);

G_END_DECLS
