/* veche-change-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-change.h"

G_BEGIN_DECLS

/* For the store: the commit is one of many that a long job makes, and is told together with others.  Before publishing only. */
void     veche_change_set_piece (VecheChange *self);
gboolean veche_change_is_piece  (VecheChange *self);
void     veche_change_add_all   (VecheChange *self, VecheChange *other);

G_END_DECLS
