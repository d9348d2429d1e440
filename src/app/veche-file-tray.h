/* veche-file-tray.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "connectors/veche-connector.h"
#include "store/veche-files-table.h"

G_BEGIN_DECLS

/* What goes with a reply: each file with its size, what is to be seen in a picture, and what the place it goes to has against it.  Kept with the draft
 * at once, in the workspace.  Hidden while there is nothing.  Signals: "changed"; "emptied": the last one was removed by hand. */
#define VECHE_TYPE_FILE_TRAY (veche_file_tray_get_type ())
G_DECLARE_FINAL_TYPE (VecheFileTray, veche_file_tray, VECHE, FILE_TRAY, AdwBin)

void        veche_file_tray_set_target   (VecheFileTray *self, VecheSession *session, gint64 interaction_id);   /* loads those of its draft */
void        veche_file_tray_set_place    (VecheFileTray *self, const VecheConnectorInfo *info);                  /* (nullable) */
gboolean    veche_file_tray_is_loaded    (VecheFileTray *self);                 /* those of the draft are here */
gboolean    veche_file_tray_get_came_along (VecheFileTray *self);               /* the draft had some */
gboolean    veche_file_tray_is_empty     (VecheFileTray *self);
gboolean    veche_file_tray_fits         (VecheFileTray *self);                 /* the place takes them all */
GPtrArray  *veche_file_tray_dup_files    (VecheFileTray *self);                 /* (transfer full) (element-type VecheFile) */
void        veche_file_tray_set_files    (VecheFileTray *self, GPtrArray *files);   /* (nullable): none; also the draft's */
void        veche_file_tray_save         (VecheFileTray *self);                 /* what was typed, now */
void        veche_file_tray_look_again   (VecheFileTray *self);                 /* others may have changed what stands with the draft */
gboolean    veche_file_tray_is_settled   (VecheFileTray *self);                 /* nothing of that is on its way */

void        veche_file_tray_choose       (VecheFileTray *self);                 /* asks for files */
gboolean    veche_file_tray_paste        (VecheFileTray *self);                 /* TRUE: there is a picture on the clipboard, and it is taken */
void        veche_file_tray_take_drops   (VecheFileTray *self, GtkWidget *where);

G_END_DECLS
