/* veche-link-look.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-link-check.h"

G_BEGIN_DECLS

typedef void (*VecheLinkProgress) (gint64 done, gint64 total, gpointer user_data);

/* Asks for each address, one after the other, and fills in what the servers say: by HEAD, which brings no page, and by GET where a server knows no
 * better.  Never twice a second at one host.  own: addresses of the person's own network may be asked, too.  Blocks its thread, which must not be
 * the main one of a program with a window.  A cancel leaves the rest UNKNOWN. */
void veche_link_look (GPtrArray *checks /* (element-type VecheLinkCheck) */, gboolean own, VecheLinkProgress progress, gpointer progress_data,
                      GCancellable *cancellable);

G_END_DECLS
