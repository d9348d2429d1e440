/* veche-beginning.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-store.h"

G_BEGIN_DECLS

/* Gives a new workspace its community and agendas, named in the person's language; one that has them stays as it is.  Main thread. */
void veche_beginning_make (VecheStore *store, const char *community);

G_END_DECLS
