/* veche-import-adopt.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Some exports know chats and people by their names only.  What came in under a name gets its real key when that becomes known, so that
 * nothing stands twice.  Lane functions; the renaming ones inside the caller's write transaction. */

/* Chats of that name, with their topics, whatever their key; (element-type VecheImportChannel) (transfer full) (nullable) */
GPtrArray *veche_import_channels_named (VecheDb *db, const char *platform, const char *instance, const char *name, GError **error);
/* Remote id of who wrote the message, and when; NULL: no such message, or nobody's. (transfer full) */
char      *veche_import_author_of      (VecheDb *db, GPtrArray *channels, const char *remote_id, gint64 *at);
/* From a name to the real key; where that is there already, what hangs on the name moves over to it. */
gboolean   veche_import_rename_channel (VecheDb *db, const char *platform, const char *instance, const char *from, const char *to, GError **error);
gboolean   veche_import_rename_person  (VecheDb *db, const char *platform, const char *instance, const char *from, const char *to, GError **error);

G_END_DECLS
