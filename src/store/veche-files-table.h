/* veche-files-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Files that go with a reply: with its draft, then with the reply in the outbox.  What is in them stands in the workspace like what is kept with people
 * (veche-attachments-table.h), so that they outlive a crash and the file on the disk.  Lane functions. */

typedef struct
{
  char  *name, *type, *hash;
  char  *alt;                  /* what is to be seen in a picture; may be empty */
  char  *uid;                  /* (nullable): of one in the outbox */
  gint64 size;
} VecheFile;

VecheFile *veche_file_copy (const VecheFile *self);
void       veche_file_free (gpointer self);
gboolean   veche_file_is_same (const VecheFile *self, const VecheFile *other);     /* the same in it, under the same name */

/* Keeps what is in it. INVALID: empty, or beyond VECHE_ATTACHMENT_MAX. (transfer full) */
VecheFile *veche_files_keep          (VecheDb *db, const char *name, GBytes *data, GError **error);
GBytes    *veche_files_read          (VecheDb *db, const char *hash, GError **error);     /* CORRUPT when it is not whole */

/* (element-type VecheFile) (transfer full) */
GPtrArray *veche_draft_files_list    (VecheDb *db, gint64 interaction_id, GError **error);
gboolean   veche_draft_files_set     (VecheDb *db, gint64 interaction_id, GPtrArray *files, GError **error);   /* in place of all; files (nullable) */

GPtrArray *veche_outbox_files_list   (VecheDb *db, gint64 outbox_id, GError **error);     /* those that have not arrived */
void       veche_outbox_files_edit_add (VecheEdit *edit, const char *outbox_uid, GPtrArray *files);
gboolean   veche_outbox_files_set_sent (VecheDb *db, const char *const *uids, gint64 now, GError **error);   /* derived: these arrived */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFile, veche_file_free)

G_END_DECLS
