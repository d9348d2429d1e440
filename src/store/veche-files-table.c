/* veche-files-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-files-table.h"

#include "store/veche-attachments-table.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

VecheFile *
veche_file_copy (const VecheFile *self)
{
  VecheFile *copy = g_new0 (VecheFile, 1);

  copy->name = g_strdup (self->name);
  copy->type = g_strdup (self->type);
  copy->hash = g_strdup (self->hash);
  copy->alt = g_strdup (self->alt);
  copy->uid = g_strdup (self->uid);
  copy->size = self->size;

  return copy;
}

void
veche_file_free (gpointer data)
{
  VecheFile *self = data;

  g_free (self->name);
  g_free (self->type);
  g_free (self->hash);
  g_free (self->alt);
  g_free (self->uid);
  g_free (self);
}

gboolean
veche_file_is_same (const VecheFile *self, const VecheFile *other)
{
  return g_strcmp0 (self->hash, other->hash) == 0 && g_strcmp0 (self->name, other->name) == 0;
}

VecheFile *
veche_files_keep (VecheDb *db, const char *name, GBytes *data, GError **error)
{
  g_autoptr (VecheFile) self = g_new0 (VecheFile, 1);

  if (!veche_attachments_keep (db, name, data, &self->hash, &self->type, error))
    return NULL;
  self->name = g_strdup (name);
  self->alt = g_strdup ("");
  self->size = (gint64) g_bytes_get_size (data);

  return g_steal_pointer (&self);
}

GBytes *
veche_files_read (VecheDb *db, const char *hash, GError **error)
{
  return veche_attachments_read_hash (db, hash, error);
}

static GPtrArray *
list_files (VecheStatement *row, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (veche_file_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    {
      VecheFile *file = g_new0 (VecheFile, 1);

      file->name = veche_statement_dup_text (row, 0);
      file->type = veche_statement_dup_text (row, 1);
      file->size = veche_statement_int (row, 2);
      file->hash = veche_statement_dup_text (row, 3);
      file->alt = veche_statement_dup_text (row, 4);
      file->uid = veche_statement_dup_text (row, 5);
      g_ptr_array_add (files, file);
    }
  if (local == NULL)
    return g_steal_pointer (&files);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_draft_files_list (VecheDb *db, gint64 interaction_id, GError **error)
{
  static const char sql[] = "SELECT name, type, size, hash, alt, NULL FROM draft_file WHERE interaction_id = ?1 ORDER BY position, id";

  return list_files (veche_db_prepare (db, sql), interaction_id, error);
}

GPtrArray *
veche_outbox_files_list (VecheDb *db, gint64 outbox_id, GError **error)
{
  static const char sql[] = "SELECT name, type, size, hash, alt, uid FROM outbox_file WHERE outbox_id = ?1 AND sent IS NULL ORDER BY position, id";

  return list_files (veche_db_prepare (db, sql), outbox_id, error);
}

gboolean
veche_draft_files_set (VecheDb *db, gint64 interaction_id, GPtrArray *files, GError **error)
{
  static const char insert[] = "INSERT INTO draft_file (interaction_id, name, type, size, hash, alt, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  VecheStatement *row = veche_db_prepare (db, "DELETE FROM draft_file WHERE interaction_id = ?1");

  veche_statement_bind_int (row, 1, interaction_id);
  if (!veche_statement_run (row, error))
    return FALSE;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const VecheFile *file = files->pdata[i];

      row = veche_db_prepare (db, insert);
      veche_statement_bind_int (row, 1, interaction_id);
      veche_statement_bind_text (row, 2, file->name);
      veche_statement_bind_text (row, 3, file->type);
      veche_statement_bind_int (row, 4, file->size);
      veche_statement_bind_text (row, 5, file->hash);
      veche_statement_bind_text (row, 6, file->alt);
      veche_statement_bind_int (row, 7, i);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return TRUE;
}

void
veche_outbox_files_edit_add (VecheEdit *edit, const char *outbox_uid, GPtrArray *files)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const VecheFile *file = files->pdata[i];
      const char *uid = veche_edit_insert (edit, "outbox_file");

      veche_edit_set_ref (edit, "outbox_file", uid, "outbox_id", outbox_uid);
      veche_edit_set_text (edit, "outbox_file", uid, "name", file->name);
      veche_edit_set_text (edit, "outbox_file", uid, "type", file->type);
      veche_edit_set_int (edit, "outbox_file", uid, "size", file->size);
      veche_edit_set_text (edit, "outbox_file", uid, "hash", file->hash);
      veche_edit_set_text (edit, "outbox_file", uid, "alt", file->alt);
      veche_edit_set_int (edit, "outbox_file", uid, "position", i);
    }
}

gboolean
veche_outbox_files_set_sent (VecheDb *db, const char *const *uids, gint64 now, GError **error)
{
  for (guint i = 0; uids != NULL && uids[i] != NULL; i++)
    {
      VecheStatement *row = veche_db_prepare (db, "UPDATE outbox_file SET sent = ?2 WHERE uid = ?1");

      veche_statement_bind_text (row, 1, uids[i]);
      veche_statement_bind_int (row, 2, now);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return TRUE;
}
