/* test-people-back-big.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* RELIABILITY P2 in full. */
#define PEOPLE 10000

#include "test-people-back.c"
