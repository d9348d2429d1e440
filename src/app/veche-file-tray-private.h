/* veche-file-tray-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-file-tray.h"

G_BEGIN_DECLS

/* Shared by what stands with the draft (veche-file-tray.c) and what a person adds to it (veche-file-tray-add.c). */
struct _VecheFileTray
{
  AdwBin        parent_instance;

  VecheSession *session;          /* (owned) (nullable) */
  gint64        interaction_id;
  guint         generation;       /* an answer of a lane for an earlier target is dropped */
  guint         adding;           /* files for this target that are still being read */
  guint         save_source;
  const VecheConnectorInfo *info; /* (nullable) */
  GPtrArray    *files;            /* (owned) (element-type VecheFile) */
  GPtrArray    *base;             /* (owned) (element-type VecheFile): those of the stored draft, as far as is known here */
  guint         writes;           /* how many saves were begun: of several, the last one counts */
  guint         answered;         /* the last of them that came back */
  gboolean      loaded;           /* those of the draft are here */
  gboolean      look_later;       /* others have changed them meanwhile */
  gboolean      came_along;       /* the draft had some */

  GtkBox       *box;
};

void veche_file_tray_changed (VecheFileTray *self);      /* by hand: kept with the draft, shown, told */
void veche_file_tray_told    (VecheFileTray *self);      /* "changed" */

G_END_DECLS
