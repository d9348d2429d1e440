/* veche-playbook-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* How this kind of message is handled: a folded list of steps, whose ticks are kept for the mention.  Hidden while no playbook fits; kept true by
 * itself. */
#define VECHE_TYPE_PLAYBOOK_VIEW (veche_playbook_view_get_type ())
G_DECLARE_FINAL_TYPE (VechePlaybookView, veche_playbook_view, VECHE, PLAYBOOK_VIEW, AdwBin)

/* session NULL or triage_id 0: nothing */
void veche_playbook_view_set_mention (VechePlaybookView *self, VecheSession *session, gint64 triage_id);

G_END_DECLS
