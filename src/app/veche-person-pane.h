/* veche-person-pane.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The person beside the message: what they asked of those who write to them, face, standing, facts, what they were promised, how to talk, what they
 * want, what there was lately and with whom they talk.  Follows the store. */
#define VECHE_TYPE_PERSON_PANE (veche_person_pane_get_type ())
G_DECLARE_FINAL_TYPE (VechePersonPane, veche_person_pane, VECHE, PERSON_PANE, GtkWidget)

void veche_person_pane_set_session (VechePersonPane *self, VecheSession *session);
/* member_id 0: nobody. platform (nullable): where they are to be answered. */
void veche_person_pane_set_member  (VechePersonPane *self, gint64 member_id, const char *platform);
void veche_person_pane_close       (VechePersonPane *self);

G_END_DECLS
