/* veche-heat-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-heat.h"

G_BEGIN_DECLS

/* "A thread in “Python chat” grows fast: 14 messages in an hour, usually 2" (transfer full) */
char *veche_heat_headline (const VecheHeatAlert *alert);
/* Of a message in a hot thread: "14 messages by 6 people within an hour, usually 2". alert (nullable): no numbers are known. (transfer full) */
char *veche_heat_reason   (const VecheHeatAlert *alert);
/* For those who ask how much that is: "4.1 standard deviations" (transfer full) */
char *veche_heat_measure  (double z);

G_END_DECLS
