/* veche-members-doors.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-selection.h"
#include "app/veche-session.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* In and out of the list of members: cells pasted from a spreadsheet, selected people copied into one, the list written into a file. */
GMenuModel *veche_members_doors_menu   (void);                                                         /* (transfer full) */
/* The rows that are marked, or the one that is shown. */
void        veche_members_doors_copy   (VecheSession *session, GtkWidget *page, VecheQuery *query, VecheSelection *selection);
/* The rows that are marked, or all that the query finds. */
void        veche_members_doors_export (VecheSession *session, GtkWidget *page, VecheQuery *query, VecheSelection *selection);
void        veche_members_doors_paste  (VecheSession *session, GtkWidget *page);
/* "members.copy", "members.paste" and "members.export" with their keys, for the class of a page. */
void        veche_members_doors_bind   (GtkWidgetClass *widget_class, GtkWidgetActionActivateFunc activate);

G_END_DECLS
