/* veche-folder.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "exchange/veche-format.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* A folder into which files are put to be offered for import.  A file that is still growing waits; one that was offered once is not offered
 * again, whatever it is called and whenever it was touched. */

typedef struct
{
  char       *path;
  char       *mark;     /* size, time and contents: by which it is known again */
  VecheFormat format;
} VecheFolderFile;
void       veche_folder_file_free (VecheFolderFile *self);

/* What lies there and was not offered yet, by name; only what Veche can read.  marks: of veche_folder_get_marks().  growing (out): something
 * is being written, look again soon.  G_IO_ERROR_NOT_FOUND: the folder has gone.  Blocking.
 * (transfer full) (element-type VecheFolderFile) */
GPtrArray *veche_folder_scan      (const char *folder, const char *marks, gboolean *growing, GCancellable *cancellable, GError **error);

/* Kept in the workspace, one a line. Lane functions; the second inside a transaction. */
char      *veche_folder_get_marks (VecheDb *db);                                        /* (transfer full) */
gboolean   veche_folder_add_mark  (VecheDb *db, const char *mark, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFolderFile, veche_folder_file_free)

G_END_DECLS
