/* golden.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* All that a batch holds, a line each: what a vendor's answer becomes, to be read in a review. (transfer full) */
char *golden_dump   (VecheBatch *batch);

/* The batch is what tests/connectors/data/PLATFORM/NAME.expected says.  With VECHE_GOLDEN=write in the environment the file is written
 * anew; read it before it goes in. */
void  golden_assert (VecheBatch *batch, const char *platform, const char *name);

G_END_DECLS
