/* veche-member-filter.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* Which members are shown and in which order: the chips above the list, and the menu that makes them.  Signal "changed".  The menu's
 * actions are "filter.…" on the widget given to it. */
#define VECHE_TYPE_MEMBER_FILTER (veche_member_filter_get_type ())
G_DECLARE_FINAL_TYPE (VecheMemberFilter, veche_member_filter, VECHE, MEMBER_FILTER, AdwBin)

void        veche_member_filter_set_session (VecheMemberFilter *self, VecheSession *session);    /* (nullable): fills the menu's choices */
GMenuModel *veche_member_filter_get_menu    (VecheMemberFilter *self);                           /* (transfer none) */
GActionGroup *veche_member_filter_get_actions (VecheMemberFilter *self);                         /* (transfer none): to be inserted as "filter" */
VecheQuery *veche_member_filter_make_query  (VecheMemberFilter *self, const char *text);         /* (transfer full) */
gboolean    veche_member_filter_is_narrowed (VecheMemberFilter *self);                           /* by more than leaving out bots and the team */
void        veche_member_filter_reset       (VecheMemberFilter *self);                           /* everybody */

G_END_DECLS
