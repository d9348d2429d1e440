/* veche-organisation-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *veche_organisation_kind_word (const char *kind);    /* "Partner" */

G_END_DECLS
