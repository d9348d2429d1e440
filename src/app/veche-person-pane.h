/* veche-person-pane.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The person beside the message: face, facts, how to talk, what they want, what there was lately.  Follows the store. */
#define VECHE_TYPE_PERSON_PANE (veche_person_pane_get_type ())
G_DECLARE_FINAL_TYPE (VechePersonPane, veche_person_pane, VECHE, PERSON_PANE, GtkWidget)

void veche_person_pane_set_session (VechePersonPane *self, VecheSession *session);
void veche_person_pane_set_member  (VechePersonPane *self, gint64 member_id);    /* 0: nobody */
void veche_person_pane_close       (VechePersonPane *self);

G_END_DECLS
