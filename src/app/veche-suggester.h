/* veche-suggester.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-pacer.h"

G_BEGIN_DECLS

/* Looks through new answers while nothing else happens, and leaves proposals on those who often answer about a topic.  A workspace of millions of
 * messages is looked through slowly and a small one at once.
 *
 * quiet: ms without a change or a job before it begins; 0: the usual. */
VechePacer *veche_suggester_new (VecheSession *session, guint quiet);

G_END_DECLS
