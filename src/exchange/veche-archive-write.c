/* veche-archive-write.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First a checked copy of the file, then its tables out of that copy: one snapshot, and no long read of the workspace itself.
 */

#include "veche-config.h"

#include "exchange/veche-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <csv.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <yajl/yajl_gen.h>

#include "exchange/veche-cell.h"
#include "store/veche-db.h"
#include "store/veche-dump-table.h"

#define ROWS_A_READ 500
#define BUFFER_SIZE (256 * 1024)

typedef struct
{
  VecheDb        *copy;
  GPtrArray      *tables;
  struct archive *zip;
  GString        *buffer;      /* of the entry that is being written */
  yajl_gen        json;
  gboolean        as_csv;
  gboolean        first;       /* no row of the table yet */
  gint64          done, total; /* rows, each counted twice */
  VecheProgress   progress;
  gpointer        progress_data;
  GCancellable   *cancellable;
} VecheArchiveWriter;

static gboolean
writer_fail (VecheArchiveWriter *self, GError **error)
{
  g_set_error (error, VECHE_STORE_ERROR, archive_errno (self->zip) == ENOSPC ? VECHE_STORE_ERROR_FULL : VECHE_STORE_ERROR_OPEN,
               "The archive can't be written: %s", archive_error_string (self->zip));

  return FALSE;
}

static gboolean
writer_begin_entry (VecheArchiveWriter *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int code;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, (time_t) (g_get_real_time () / G_USEC_PER_SEC), 0);
  if (size >= 0)
    archive_entry_set_size (entry, size);
  code = archive_write_header (self->zip, entry);
  archive_entry_free (entry);

  return code == ARCHIVE_OK || writer_fail (self, error);
}

static gboolean
writer_flush (VecheArchiveWriter *self, gsize more_than, GError **error)
{
  gssize written;

  if (self->buffer->len <= more_than)
    return TRUE;
  written = archive_write_data (self->zip, self->buffer->str, self->buffer->len);
  g_string_truncate (self->buffer, 0);

  return written >= 0 || writer_fail (self, error);
}

/* A real keeps its point, so that it comes back as one. */
static void
add_real (yajl_gen json, double real)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *pointed = NULL;

  g_ascii_dtostr (digits, sizeof digits, real);
  pointed = g_strconcat (digits, strpbrk (digits, ".eni") == NULL ? ".0" : NULL, NULL);
  yajl_gen_number (json, pointed, strlen (pointed));
}

static char *
bytes_to_hex (GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  GString *hex = g_string_sized_new (n * 2);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (hex, FALSE);
}

static void
add_json_value (yajl_gen json, const GValue *value)
{
  if (!G_IS_VALUE (value))
    yajl_gen_null (json);
  else if (G_VALUE_HOLDS_INT64 (value))
    yajl_gen_integer (json, g_value_get_int64 (value));
  else if (G_VALUE_HOLDS_DOUBLE (value))
    add_real (json, g_value_get_double (value));
  else if (G_VALUE_HOLDS_STRING (value))
    yajl_gen_string (json, (const guchar *) g_value_get_string (value), strlen (g_value_get_string (value)));
  else
    {
      g_autofree char *hex = bytes_to_hex (g_value_get_boxed (value));

      yajl_gen_map_open (json);
      yajl_gen_string (json, (const guchar *) "hex", 3);
      yajl_gen_string (json, (const guchar *) hex, strlen (hex));
      yajl_gen_map_close (json);
    }
}

static void
add_json_row (VecheArchiveWriter *self, const VecheDumpTable *table, const GValue *values)
{
  const guchar *text;
  size_t length;

  yajl_gen_map_open (self->json);
  for (guint i = 0; table->columns[i] != NULL; i++)
    {
      yajl_gen_string (self->json, (const guchar *) table->columns[i], strlen (table->columns[i]));
      add_json_value (self->json, &values[i]);
    }
  yajl_gen_map_close (self->json);
  yajl_gen_get_buf (self->json, &text, &length);
  g_string_append (self->buffer, self->first ? "[\n" : ",\n");
  g_string_append_len (self->buffer, (const char *) text, (gssize) length);
  yajl_gen_clear (self->json);
  yajl_gen_reset (self->json, NULL);
}

static void
add_csv_cell (GString *buffer, const char *text, gboolean last)
{
  gsize length = strlen (text), needed = csv_write (NULL, 0, text, length);
  gsize before = buffer->len;

  g_string_set_size (buffer, before + needed);
  csv_write (buffer->str + before, needed, text, length);
  g_string_append (buffer, last ? "\r\n" : ",");
}

static void
add_csv_value (GString *buffer, const GValue *value, gboolean last)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!G_IS_VALUE (value))
    add_csv_cell (buffer, "", last);
  else if (G_VALUE_HOLDS_INT64 (value))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, g_value_get_int64 (value));
      add_csv_cell (buffer, digits, last);
    }
  else if (G_VALUE_HOLDS_DOUBLE (value))
    add_csv_cell (buffer, g_ascii_dtostr (digits, sizeof digits, g_value_get_double (value)), last);
  else if (G_VALUE_HOLDS_STRING (value))
    {
      g_autofree char *guarded = veche_cell_guard (g_value_get_string (value));

      add_csv_cell (buffer, guarded, last);
    }
  else
    {
      g_autofree char *hex = bytes_to_hex (g_value_get_boxed (value));

      add_csv_cell (buffer, hex, last);
    }
}

static gboolean
write_row (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  VecheArchiveWriter *self = user_data;

  if (!self->as_csv)
    add_json_row (self, table, values);
  else
    for (guint i = 0; table->columns[i] != NULL; i++)
      add_csv_value (self->buffer, &values[i], table->columns[i + 1] == NULL);
  self->first = FALSE;
  self->done++;

  return writer_flush (self, BUFFER_SIZE, error);
}

static gboolean
write_table (VecheArchiveWriter *self, const VecheDumpTable *table, gboolean as_csv, GError **error)
{
  g_autofree char *name = as_csv ? g_strdup_printf ("csv/%s.csv", table->name) : g_strdup_printf ("json/%s.json", table->name);
  gint64 last = 0, before;

  self->as_csv = as_csv;
  self->first = TRUE;
  if (!writer_begin_entry (self, name, -1, error))
    return FALSE;
  if (as_csv)
    for (guint i = 0; table->columns[i] != NULL; i++)
      add_csv_cell (self->buffer, table->columns[i], table->columns[i + 1] == NULL);

  do
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      before = last;
      last = veche_dump_read (self->copy, table, before, ROWS_A_READ, write_row, self, error);
      if (last < 0)
        return FALSE;
      if (self->progress != NULL)
        self->progress (100 + 900 * self->done / MAX (self->total, 1), 1000, self->progress_data);
    }
  while (last != before);

  if (!as_csv)
    g_string_append (self->buffer, self->first ? "[]\n" : "\n]\n");

  return writer_flush (self, 0, error);
}

static gboolean
write_manifest (VecheArchiveWriter *self, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (self->buffer, "{\n  \"format\": \"veche-archive\",\n  \"version\": 1,\n  \"schema\": %d,\n  \"program\": \"%s\",\n"
                          "  \"at\": \"%s\",\n  \"tables\": {", veche_db_schema_version (), VECHE_VERSION, at);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const VecheDumpTable *table = self->tables->pdata[i];
      gint64 rows = veche_dump_count (self->copy, table, error);

      if (rows < 0)
        return FALSE;
      self->total += 2 * rows;
      g_string_append_printf (self->buffer, "%s\n    \"%s\": %" G_GINT64_FORMAT, i == 0 ? "" : ",", table->name, rows);
    }
  g_string_append (self->buffer, "\n  }\n}\n");

  return writer_begin_entry (self, "manifest.json", (gint64) self->buffer->len, error) && writer_flush (self, 0, error);
}

static gboolean
write_copy (VecheArchiveWriter *self, const char *copy, GError **error)
{
  int fd = g_open (copy, O_RDONLY | O_CLOEXEC);
  GStatBuf info;
  gboolean ok = fd >= 0 && g_stat (copy, &info) == 0;
  gssize n = 1;

  if (!ok)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be read: %s", copy, g_strerror (errno));
  ok = ok && writer_begin_entry (self, "workspace.veche", info.st_size, error);
  while (ok && n > 0)
    {
      g_string_set_size (self->buffer, BUFFER_SIZE);
      n = read (fd, self->buffer->str, BUFFER_SIZE);
      g_string_truncate (self->buffer, MAX (n, 0));
      ok = !g_cancellable_set_error_if_cancelled (self->cancellable, error) && writer_flush (self, 0, error);
    }
  if (fd >= 0)
    g_close (fd, NULL);

  return ok;
}

static gboolean
write_all (VecheArchiveWriter *self, const char *copy, const char *part, GError **error)
{
  self->copy = veche_db_open (copy, VECHE_DB_READER, error);
  self->tables = self->copy != NULL ? veche_dump_tables (self->copy, error) : NULL;
  if (self->tables == NULL)
    return FALSE;

  if (archive_write_set_format_zip (self->zip) != ARCHIVE_OK || archive_write_open_filename (self->zip, part) != ARCHIVE_OK)
    return writer_fail (self, error);
  if (!write_manifest (self, error) || !write_copy (self, copy, error))
    return FALSE;
  for (int as_csv = 0; as_csv < 2; as_csv++)
    for (guint i = 0; i < self->tables->len; i++)
      if (!write_table (self, self->tables->pdata[i], as_csv != 0, error))
        return FALSE;

  return archive_write_close (self->zip) == ARCHIVE_OK || writer_fail (self, error);
}

static gboolean
put_in_place (const char *part, const char *path, GError **error)
{
  int fd = g_open (part, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    g_close (fd, NULL);
  if (ok && g_chmod (part, 0600) == 0 && g_rename (part, path) == 0)
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be made: %s", path, g_strerror (errno));

  return FALSE;
}

static void
remove_copy (const char *copy)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (copy, endings[i], NULL);

      g_unlink (file);
    }
}

gboolean
veche_archive_write (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  VecheArchiveWriter self = { .progress = progress, .progress_data = progress_data, .cancellable = cancellable };
  g_autofree char *copy = g_strconcat (path, ".copy", NULL), *part = g_strconcat (path, ".part", NULL);
  gboolean ok;

  if (!veche_db_backup (db, copy, error))
    return FALSE;

  self.zip = archive_write_new ();
  self.json = yajl_gen_alloc (NULL);
  self.buffer = g_string_sized_new (BUFFER_SIZE * 2);
  ok = write_all (&self, copy, part, error);
  if (!ok)
    archive_write_fail (self.zip);
  archive_write_free (self.zip);
  yajl_gen_free (self.json);
  g_string_free (self.buffer, TRUE);
  g_clear_pointer (&self.tables, g_ptr_array_unref);
  g_clear_pointer (&self.copy, veche_db_close);
  remove_copy (copy);
  ok = ok && put_in_place (part, path, error);
  if (!ok)
    g_unlink (part);

  return ok;
}
