/* veche-folder-watch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-banner.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* Follows the folder of the preferences and knows which files in it wait to be offered for import; imports nothing by itself.  Signal
 * "changed".  Main thread; the folder is read on threads. */
#define VECHE_TYPE_FOLDER_WATCH (veche_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (VecheFolderWatch, veche_folder_watch, VECHE, FOLDER_WATCH, GObject)

VecheFolderWatch *veche_folder_watch_new         (VecheSession *session);
void              veche_folder_watch_close       (VecheFolderWatch *self);      /* (transfer full): forgets the session, then itself */
/* Says what waits, or that the folder has gone; FALSE: there is nothing to say. */
gboolean          veche_folder_watch_show        (VecheFolderWatch *self, VecheBanner *banner);
/* Opens the dialog for the first file, which is from now on not offered any more. */
void              veche_folder_watch_review      (VecheFolderWatch *self, GtkWindow *parent);

G_END_DECLS
