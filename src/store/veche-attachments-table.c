/* veche-attachments-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row goes through the journal; what is in the file does not, and stays while any step of the journal speaks of it, so that undo and
 * redo find it.
 */

#include "store/veche-attachments-table.h"

#include <gio/gio.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define PART (1024 * 1024)

void
veche_attachment_free (VecheAttachment *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

GPtrArray *
veche_attachments_list (VecheDb *db, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT uid, name, type, size, at FROM attachment WHERE member_id = ?1 ORDER BY at DESC, id DESC";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_attachment_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  while (veche_statement_step (row, &local))
    {
      VecheAttachment *one = g_new0 (VecheAttachment, 1);

      one->uid = veche_statement_dup_text (row, 0);
      one->name = veche_statement_dup_text (row, 1);
      one->type = veche_statement_dup_text (row, 2);
      one->size = veche_statement_int (row, 3);
      one->at = veche_statement_int (row, 4);
      g_ptr_array_add (list, one);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
write_part (VecheDb *db, const char *hash, gsize part, const guint8 *data, gsize n, GError **error)
{
  static const char sql[] = "INSERT INTO attachment_part (hash, part, data) VALUES (?1, ?2, ?3) ON CONFLICT (hash, part) DO NOTHING";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, hash);
  veche_statement_bind_int (row, 2, (gint64) part);
  veche_statement_bind_blob (row, 3, data, n);

  return veche_statement_run (row, error);
}

/* The type is told by what is in it and by the name; a lie about it can at most open the wrong program. */
static char *
guess_type (const char *name, const guint8 *data, gsize n)
{
  g_autofree char *content = g_content_type_guess (name, data, MIN (n, 4096), NULL);
  char *type = g_content_type_get_mime_type (content);

  return type != NULL ? type : g_strdup ("application/octet-stream");
}

gboolean
veche_attachments_keep (VecheDb *db, const char *name, GBytes *data, char **hash, char **type, GError **error)
{
  g_autofree char *sum = NULL;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (data, &n);

  if (n == 0 || n > VECHE_ATTACHMENT_MAX)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, n == 0 ? "“%s” is empty" : "“%s” is larger than 25 MB", name);
      return FALSE;
    }

  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  for (gsize part = 0; part * PART < n; part++)
    if (!write_part (db, sum, part, bytes + part * PART, MIN (n - part * PART, PART), error))
      return FALSE;
  *type = guess_type (name, bytes, n);
  *hash = g_steal_pointer (&sum);

  return TRUE;
}

gboolean
veche_attachments_edit_add (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *name, GBytes *data, GError **error)
{
  g_autofree char *hash = NULL, *type = NULL;
  const char *uid;

  if (!veche_attachments_keep (db, name, data, &hash, &type, error))
    return FALSE;

  uid = veche_edit_insert (edit, "attachment");
  veche_edit_set_ref (edit, "attachment", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "attachment", uid, "name", name);
  veche_edit_set_text (edit, "attachment", uid, "type", type);
  veche_edit_set_int (edit, "attachment", uid, "size", (gint64) g_bytes_get_size (data));
  veche_edit_set_text (edit, "attachment", uid, "hash", hash);
  veche_edit_set_int (edit, "attachment", uid, "at", veche_now ());

  return TRUE;
}

static gboolean
find_attachment (VecheDb *db, const char *uid, char **hash, char **name, GError **error)
{
  static const char sql[] = "SELECT hash, name FROM attachment WHERE uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, &local))
    {
      *hash = veche_statement_dup_text (row, 0);
      if (name != NULL)
        *name = veche_statement_dup_text (row, 1);
      veche_statement_reset (row);
      return TRUE;
    }
  if (local == NULL)
    g_set_error (&local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no attachment “%s”", uid);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GBytes *
veche_attachments_read_hash (VecheDb *db, const char *hash, GError **error)
{
  static const char sql[] = "SELECT data FROM attachment_part WHERE hash = ?1 ORDER BY part";
  g_autofree char *found = NULL;
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, hash);
  while (veche_statement_step (row, &local))
    {
      gsize n;
      gconstpointer data = veche_statement_blob (row, 0, &n);

      g_byte_array_append (whole, data, (guint) n);
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  if (local == NULL)
    {
      found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      if (strcmp (found, hash) == 0)
        return g_steal_pointer (&bytes);
      g_set_error_literal (&local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "What is in this attachment is not whole any more");
    }
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GBytes *
veche_attachments_read (VecheDb *db, const char *uid, char **name, GError **error)
{
  g_autofree char *hash = NULL;
  GBytes *bytes;

  if (!find_attachment (db, uid, &hash, name, error))
    return NULL;
  bytes = veche_attachments_read_hash (db, hash, error);
  if (bytes == NULL && name != NULL)
    g_clear_pointer (name, g_free);

  return bytes;
}

/* Undo reaches a hundred gestures back; twice as far, nothing can ask for it any more.  What has left with a reply is kept there. */
#define ORPHAN "NOT EXISTS (SELECT 1 FROM attachment AS a WHERE a.hash = attachment_part.hash)"                                            \
  " AND NOT EXISTS (SELECT 1 FROM draft_file AS d WHERE d.hash = attachment_part.hash)"                                                    \
  " AND NOT EXISTS (SELECT 1 FROM outbox_file AS f JOIN outbox AS o ON o.id = f.outbox_id WHERE f.hash = attachment_part.hash AND o.state <> 'sent')" \
  " AND attachment_part.hash NOT IN (SELECT ifnull (CASE j.field WHEN '' THEN json_extract (ifnull (j.after, j.before), '$.hash')"         \
  "      ELSE ifnull (j.after, j.before) END, '') FROM journal AS j"                                                                       \
  "    WHERE j.gesture_id > (SELECT max (id) - 200 FROM gesture) AND j.object IN ('attachment', 'outbox_file') AND j.field IN ('', 'hash'))"

static gboolean
has_orphans (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT 1 FROM attachment_part WHERE " ORPHAN " LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found = veche_statement_step (row, error);

  veche_statement_reset (row);

  return found;
}

gboolean
veche_attachments_sweep (VecheDb *db, GError **error)
{
  static const char sql[] = "DELETE FROM attachment_part WHERE " ORPHAN;
  g_autoptr (GError) local = NULL;

  if (!has_orphans (db, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (!veche_db_begin (db, error))
    return FALSE;
  if (veche_statement_run (veche_db_prepare (db, sql), error))
    return veche_db_commit (db, error);
  veche_db_rollback (db);

  return FALSE;
}
