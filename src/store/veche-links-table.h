/* veche-links-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-link-check.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Which articles have a web address, those nobody looked at for longest first; and what a look said.  Lane functions. */

GPtrArray *veche_links_list (VecheDb *db, guint most, GError **error);          /* (element-type VecheLinkCheck) (transfer full) */
/* Of those that were looked at; an article whose address is another by now is left alone.  Inside a write transaction. */
gboolean   veche_links_save (VecheDb *db, GPtrArray *checks, GError **error);

G_END_DECLS
