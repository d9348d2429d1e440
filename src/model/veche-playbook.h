/* veche-playbook.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VECHE_PLAYBOOK_MOST_STEPS 30

/* "1. Thank them\n- Ask what happened" → "Thank them", "Ask what happened": the lines of a playbook without what marks them as a list; headings and
 * empty lines are none. (transfer full) */
GStrv veche_playbook_dup_steps (const char *body);

G_END_DECLS
