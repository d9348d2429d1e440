/* veche-archive.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "exchange/veche-telegram-reader.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The whole workspace in one zip, for whoever leaves, moves or wants to read it elsewhere:
 *
 *   manifest.json      {"format": "veche-archive", "version": 1, "schema": 2, "program": "0.1.0", "at": …, "tables": {"member": 12, …}}
 *   workspace.veche    the SQLite file
 *   json/TABLE.json    an array, one row a line; numbers as written, binary values as {"hex": "…"}
 *   csv/TABLE.csv      the same for a spreadsheet; what it would take for a formula begins with an apostrophe
 *
 * Tokens are in no workspace, so there are none here; all else is, private notes too.  */

/* Writes the archive under a temporary name and renames it when it is whole.  folder of path must have room for two copies.  Blocking, on
 * the scanner or with a connection of the thread's own; what is written is one snapshot.  progress in thousandths. */
gboolean veche_archive_write (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

typedef struct { gint64 rows, members, interactions; } VecheArchiveCounts;

/* Brings one into an empty workspace, inside the caller's write transaction: an error, a cancel, or a file that is not whole leaves
 * nothing.  counts (out) (nullable). */
gboolean veche_archive_read  (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                              VecheArchiveCounts *counts, GError **error);

G_END_DECLS
