/* veche-contact-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-contact.h"

G_BEGIN_DECLS

/* What is to be minded before somebody is written to on a platform, strongest first; all: quiet hours are named by day, too.
 * (element-type utf8) (transfer full) */
GPtrArray  *veche_contact_words (const VecheContact *contact, const char *platform, gint64 now, gboolean all);

G_END_DECLS
