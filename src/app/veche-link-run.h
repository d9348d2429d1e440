/* veche-link-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Asks whether the addresses of articles still lead somewhere, one after the other, with progress and Cancel; what it has learnt till then is kept. */
void veche_link_run (VecheSession *session);

G_END_DECLS
