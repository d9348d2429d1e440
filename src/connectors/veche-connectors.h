/* veche-connectors.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* For tests, before the first thread: found by veche_connectors_find(), not listed. info: borrowed for ever. */
void veche_connectors_add (const VecheConnectorInfo *info);

G_END_DECLS
