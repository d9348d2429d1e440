/* veche-workspace-files.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the files of communities are, what they are called, and which were open. */
char *veche_workspace_files_fresh_path (void);                               /* a free name in the folder of workspaces (transfer full) */
char *veche_workspace_files_title      (const char *path, gboolean demo);    /* of the window (transfer full) */
void  veche_workspace_files_remember   (const char *path);
void  veche_workspace_files_forget     (const char *path);                   /* it could not be opened */
/* The sample community is thrown away: before it is made anew, and when it closes.  alone: the program was started for it. (transfer full) */
char *veche_workspace_files_demo_path  (gboolean alone);
void  veche_workspace_files_remove     (const char *path);                   /* with what SQLite has beside it */

G_END_DECLS
