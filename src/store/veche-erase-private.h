/* veche-erase-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-redact.h"
#include "store/veche-erase.h"

G_BEGIN_DECLS

/* Places of the whole workspace where the names stand: found before the transaction, taken out within it. */
typedef struct _VecheSweep VecheSweep;

VecheSweep *veche_sweep_find  (VecheDb *db, const VecheRedact *names, VecheEraseProgress progress, gpointer user_data, GCancellable *cancellable,
                               GError **error);
/* Rows that have gone meanwhile are passed over.  Returns how many were changed, -1 on error. */
int         veche_sweep_carry_out (VecheSweep *self, VecheDb *db, GError **error);
void        veche_sweep_free  (VecheSweep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSweep, veche_sweep_free)

G_END_DECLS
