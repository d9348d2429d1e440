/* veche-ask-waiting.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Whom we asked and who has not answered yet, the oldest first; hides itself when that is nobody. */
#define VECHE_TYPE_ASK_WAITING (veche_ask_waiting_get_type ())
G_DECLARE_FINAL_TYPE (VecheAskWaiting, veche_ask_waiting, VECHE, ASK_WAITING, AdwBin)

void veche_ask_waiting_set_session (VecheAskWaiting *self, VecheSession *session);   /* (nullable) */

G_END_DECLS
