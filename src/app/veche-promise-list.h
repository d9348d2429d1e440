/* veche-promise-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What we promised a person and have not kept, soonest first, each with a button that says it is; hidden while there is nothing.  Kept true by
 * itself. */
#define VECHE_TYPE_PROMISE_LIST (veche_promise_list_get_type ())
G_DECLARE_FINAL_TYPE (VechePromiseList, veche_promise_list, VECHE, PROMISE_LIST, AdwBin)

/* session NULL or member_id 0: nothing */
void veche_promise_list_set_member (VechePromiseList *self, VecheSession *session, gint64 member_id);

G_END_DECLS
