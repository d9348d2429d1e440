/* veche-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The one window: a welcome page while no workspace is open, else sidebar and pages.  Its actions show-page (s), open-member (s uid),
 * open-interaction (s uid) and search (s) are on D-Bus for scripts, notifications and tests. */
#define VECHE_TYPE_WINDOW (veche_window_get_type ())
G_DECLARE_FINAL_TYPE (VecheWindow, veche_window, VECHE, WINDOW, AdwApplicationWindow)

VecheWindow  *veche_window_new         (GtkApplication *application);
/* title: the workspace's name.  NULL session: the pages go, and busy chooses between a quiet waiting page and the welcome. */
void          veche_window_set_session (VecheWindow *self, VecheSession *session, const char *title);
void          veche_window_set_busy    (VecheWindow *self, gboolean busy);
VecheSession *veche_window_get_session (VecheWindow *self);                    /* (nullable) */
void          veche_window_show_page   (VecheWindow *self, const char *name);
/* The page, when it exists. (transfer none) (nullable) */
GtkWidget    *veche_window_get_page    (VecheWindow *self, const char *name);
void          veche_window_toast       (VecheWindow *self, const char *text, const char *label, const char *detailed_action);

G_END_DECLS
