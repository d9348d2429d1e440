/* veche-sidebar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Workspace menu, the pages by group with their counts, Sources and one line of activity.  Choosing a row activates win.show-page. */
#define VECHE_TYPE_SIDEBAR (veche_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VecheSidebar, veche_sidebar, VECHE, SIDEBAR, AdwBin)

void veche_sidebar_set_session (VecheSidebar *self, VecheSession *session);    /* (nullable) */
void veche_sidebar_set_title   (VecheSidebar *self, const char *title);        /* the workspace's name */
void veche_sidebar_select      (VecheSidebar *self, const char *page);
void veche_sidebar_open_menu   (VecheSidebar *self);

G_END_DECLS
