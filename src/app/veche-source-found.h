/* veche-source-found.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-source-guide.h"
#include "model/veche-batch.h"

G_BEGIN_DECLS

/* What a place that was tried says of itself, in words. */

/* What it is called. (transfer full) */
char *veche_source_found_name  (const VecheSourceGuide *guide, const char *address, VecheBatch *batch);
/* Who we are there, or what it has. (transfer full) */
char *veche_source_found_about (const VecheSourceGuide *guide, VecheBatch *batch);

G_END_DECLS
