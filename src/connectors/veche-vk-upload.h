/* veche-vk-upload.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* Uploads the files of a reply. (transfer full): what "attachments" takes, "photo-1_2,doc-1_3"; NULL and no error: there are none.  peer: of a talk in
 * messages; 0: below a post of the group's.  A picture below a post needs the reader's key, which is a person's (nullable): without, it goes as a file. */
char *veche_vk_upload (VecheApi *community, VecheApi *reader, gint64 group, gint64 peer, GPtrArray *files, GError **error);

G_END_DECLS
