/* veche-filter-menu.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-segment-list.h"

G_BEGIN_DECLS

/* The menu "whom to show": saved segments with their counts, ready-made ones, and the names there are, one tap away.  Its actions are those
 * of VecheMemberFilter, "filter.…". */
#define VECHE_TYPE_FILTER_MENU (veche_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (VecheFilterMenu, veche_filter_menu, VECHE, FILTER_MENU, GObject)

typedef enum { VECHE_QUICK_TAG, VECHE_QUICK_COMPETENCY, VECHE_QUICK_PLATFORM, VECHE_QUICK_ONLY, VECHE_QUICK_STAGE, VECHE_N_QUICK } VecheQuick;
extern const char *const veche_quick_names[VECHE_N_QUICK];   /* of the actions */

VecheFilterMenu *veche_filter_menu_new         (void);
void             veche_filter_menu_set_session (VecheFilterMenu *self, VecheSession *session, VecheSegmentList *segments);   /* (nullable) both */
GMenuModel      *veche_filter_menu_get_model   (VecheFilterMenu *self);                           /* (transfer none) */
void             veche_filter_menu_show_segment (VecheFilterMenu *self, gboolean active);         /* whether one is shown now, to be changed */

G_END_DECLS
