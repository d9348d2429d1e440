/* veche-attachments-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Files and screenshots that the manager keeps with a person, inside the workspace: what is on their disk may go.  Lane functions. */

#define VECHE_ATTACHMENT_MAX (25 * 1024 * 1024)

typedef struct
{
  char  *uid, *name, *type;
  gint64 size, at;
} VecheAttachment;

void       veche_attachment_free      (VecheAttachment *self);
GPtrArray *veche_attachments_list     (VecheDb *db, gint64 member_id, GError **error);       /* (element-type VecheAttachment) newest first */

/* Writes what is in the file (in the caller's write transaction) and adds the row to the edit.  name: as a person would say it.  INVALID:
 * empty, or beyond VECHE_ATTACHMENT_MAX. */
gboolean   veche_attachments_edit_add (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *name, GBytes *data, GError **error);
GBytes    *veche_attachments_read     (VecheDb *db, const char *uid, char **name, GError **error);    /* name (out) (nullable); CORRUPT when it is not whole */

/* What is in a file, by itself: for whoever else keeps files (veche-files-table.h). hash, type (out) (transfer full). INVALID as above. */
gboolean   veche_attachments_keep     (VecheDb *db, const char *name, GBytes *data, char **hash, char **type, GError **error);
GBytes    *veche_attachments_read_hash (VecheDb *db, const char *hash, GError **error);

/* Drops what no attachment, and nothing that can still be undone, points to: at opening, outside a transaction. */
gboolean   veche_attachments_sweep    (VecheDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheAttachment, veche_attachment_free)

G_END_DECLS
