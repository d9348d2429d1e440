/* veche-pack.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-exchange-error.h"

G_BEGIN_DECLS

/* Files inside a zip, a tar, a tar.gz or a folder, one after the other, streamed: nothing is ever written.  An archive that was made to do
 * harm is refused as soon as it shows: a path that leads out, a link, a password, far more inside than it weighs.  One thread, blocking. */
typedef struct _VechePack VechePack;

VechePack  *veche_pack_open     (const char *path, GError **error);
VechePack  *veche_pack_open_bytes (GBytes *bytes, GError **error);      /* a zip in memory */
void        veche_pack_close    (VechePack *self);
/* The next file's name, with "/" between folders, in the archive's order, a folder's by name; NULL: the end, or an error. */
const char *veche_pack_next     (VechePack *self, GError **error);
/* Content of the file that next() named. FALSE: an error, or feed said so. */
gboolean    veche_pack_read     (VechePack *self, VecheExchangeFeed feed, gpointer user_data, GCancellable *cancellable, GError **error);
void        veche_pack_progress (VechePack *self, gint64 *done, gint64 *total);     /* in bytes of the archive */

/* libarchive's archive_read_next_header(), and the name in UTF-8.  It turns names into the encoding of the locale itself: without one, as
 * under cron, all but ASCII would be lost. */
struct archive;
struct archive_entry;
int         veche_pack_read_header (struct archive *archive, struct archive_entry **entry, char **name);   /* name (inout) (transfer full) */
/* Passes over what is left of the entry.  A tar must be unpacked for it, and libarchive would do that without an end: FALSE when there are
 * more bytes than left, which goes down. */
gboolean    veche_pack_skip        (struct archive *archive, gint64 *left);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePack, veche_pack_close)

G_END_DECLS
