/* veche-archive-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back reads the JSON only: it is what a person may have looked at, and no foreign database file is opened.
 */

#include "exchange/veche-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "model/veche-json-tree.h"
#include "exchange/veche-pack.h"
#include "store/veche-db.h"
#include "store/veche-dump-table.h"

#define MOST_RATIO    400                         /* JSON of rows packs 10 to 60 times */
#define RATIO_FROM    (64 * G_GINT64_CONSTANT (1024) * 1024)

typedef struct
{
  VecheDb              *db;
  GPtrArray            *tables;
  GHashTable           *expected;   /* table → rows, of the manifest */
  const VecheDumpTable *table;      /* whose file is being read */
  VecheJsonTree        *tree;
  gint                  depth;      /* of the JSON: 1 is between the rows */
  gint64                rows, unpacked;
  VecheArchiveCounts    counts;
  VecheProgress         progress;
  gpointer              progress_data;
  GError               *error;
} VecheArchiveReader;

static gboolean
reader_refuse (VecheArchiveReader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
reader_refuse (VecheArchiveReader *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (self->error == NULL)
    self->error = g_error_new_valist (VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_DAMAGED, format, arguments);
  va_end (arguments);

  return FALSE;
}

/*** Values ***/

static GBytes *
hex_to_bytes (const char *hex)
{
  gsize n = strlen (hex) / 2;
  guint8 *data = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    {
      int high = g_ascii_xdigit_value (hex[i * 2]), low = g_ascii_xdigit_value (hex[i * 2 + 1]);

      if (high < 0 || low < 0)
        {
          g_free (data);
          return NULL;
        }
      data[i] = (guint8) (high << 4 | low);
    }

  return g_bytes_new_take (data, n);
}

static gboolean
read_number (const char *text, GValue *value)
{
  char *end = NULL;

  if (strpbrk (text, ".eE") != NULL)
    {
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, g_ascii_strtod (text, &end));
    }
  else
    {
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, g_ascii_strtoll (text, &end, 10));
    }

  return end != NULL && *end == '\0';
}

static gboolean
read_value (const VecheJsonNode *node, GValue *value)
{
  const char *hex;
  GBytes *bytes;

  switch (node->kind)
    {
    case VECHE_JSON_NULL:
      return TRUE;
    case VECHE_JSON_NUMBER:
      return read_number (node->string, value);
    case VECHE_JSON_STRING:
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, node->string);
      return TRUE;
    case VECHE_JSON_OBJECT:
      hex = veche_json_get_string (node, "hex");
      bytes = hex != NULL ? hex_to_bytes (hex) : NULL;
      if (bytes == NULL)
        return FALSE;
      g_value_init (value, G_TYPE_BYTES);
      g_value_take_boxed (value, bytes);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
read_values (VecheArchiveReader *self, const VecheJsonNode *row, GValue *values)
{
  guint found = 0, named = 0;

  for (const VecheJsonNode *node = row->first; node != NULL; node = node->next)
    named++;
  for (guint i = 0; self->table->columns[i] != NULL; i++)
    {
      const VecheJsonNode *node = veche_json_get (row, self->table->columns[i]);

      if (node == NULL && g_str_equal (self->table->columns[i], "own_uid"))
        node = veche_json_get (row, "uid");   /* its name until schema 5 */
      if (node == NULL)
        continue;                 /* an older archive: the column came later */
      found++;
      if (!read_value (node, &values[i]))
        return reader_refuse (self, "row %" G_GINT64_FORMAT " of %s has a value that can't be in %s", self->rows + 1, self->table->name,
                              self->table->columns[i]);
    }
  if (found == named && G_IS_VALUE (&values[0]))
    return TRUE;

  return reader_refuse (self, "row %" G_GINT64_FORMAT " of %s has other columns than this Veche knows", self->rows + 1, self->table->name);
}

static gboolean
take_row (VecheArchiveReader *self)
{
  const VecheJsonNode *row = veche_json_tree_get_root (self->tree);
  guint n = g_strv_length (self->table->columns);
  g_autofree GValue *values = g_new0 (GValue, n);
  gboolean ok;

  if (veche_json_tree_has_overflown (self->tree) || row == NULL || row->kind != VECHE_JSON_OBJECT)
    return reader_refuse (self, "row %" G_GINT64_FORMAT " of %s is no row", self->rows + 1, self->table->name);

  ok = read_values (self, row, values) && veche_dump_insert (self->db, self->table, values, &self->error);
  for (guint i = 0; i < n; i++)
    if (G_IS_VALUE (&values[i]))
      g_value_unset (&values[i]);
  self->rows++;
  veche_json_tree_clear (self->tree);

  return ok;
}

/*** JSON: the rows of a table, or the manifest as one value ***/

static int
on_scalar (VecheArchiveReader *self, VecheJsonKind kind, gboolean truth, const char *text, gsize length)
{
  if (self->depth < (self->table != NULL ? 2 : 1))
    return reader_refuse (self, "%s holds something that is no row", self->table != NULL ? self->table->name : "the manifest");
  veche_json_tree_scalar (self->tree, kind, truth, text, length);

  return TRUE;
}

static int
on_null (void *data)
{
  return on_scalar (data, VECHE_JSON_NULL, FALSE, NULL, 0);
}

static int
on_boolean (void *data, int truth)
{
  return on_scalar (data, VECHE_JSON_BOOL, truth != 0, NULL, 0);
}

static int
on_number (void *data, const char *text, size_t length)
{
  return on_scalar (data, VECHE_JSON_NUMBER, FALSE, text, length);
}

static int
on_string (void *data, const unsigned char *text, size_t length)
{
  return on_scalar (data, VECHE_JSON_STRING, FALSE, (const char *) text, length);
}

static int
on_key (void *data, const unsigned char *text, size_t length)
{
  veche_json_tree_key (((VecheArchiveReader *) data)->tree, (const char *) text, length);

  return TRUE;
}

static int
on_open (VecheArchiveReader *self, VecheJsonKind kind)
{
  if (++self->depth == 1 && self->table != NULL)
    return kind == VECHE_JSON_ARRAY || reader_refuse (self, "%s is no list of rows", self->table->name);
  veche_json_tree_open (self->tree, kind);

  return TRUE;
}

static int
on_close (void *data)
{
  VecheArchiveReader *self = data;

  if (--self->depth == 0 && self->table != NULL)
    return TRUE;
  veche_json_tree_close (self->tree);

  return self->table == NULL || self->depth > 1 || take_row (self);
}

static int
on_open_map (void *data)
{
  return on_open (data, VECHE_JSON_OBJECT);
}

static int
on_open_array (void *data)
{
  return on_open (data, VECHE_JSON_ARRAY);
}

static const yajl_callbacks callbacks = {
  .yajl_null = on_null, .yajl_boolean = on_boolean, .yajl_number = on_number, .yajl_string = on_string,
  .yajl_start_map = on_open_map, .yajl_map_key = on_key, .yajl_end_map = on_close,
  .yajl_start_array = on_open_array, .yajl_end_array = on_close,
};

/*** Files of the archive ***/

static gboolean
check_ratio (VecheArchiveReader *self, struct archive *zip, gsize n)
{
  self->unpacked += (gint64) n;
  if (self->unpacked < RATIO_FROM || self->unpacked / MAX (archive_filter_bytes (zip, -1), 1) < MOST_RATIO)
    return TRUE;

  return reader_refuse (self, "it unpacks to far more than an archive of Veche would");
}

/* One entry: of table, or with none the manifest, whose value is then in the tree. */
static gboolean
read_entry (VecheArchiveReader *self, struct archive *zip, const VecheDumpTable *table)
{
  yajl_handle parser = yajl_alloc (&callbacks, NULL, self);
  const void *data;
  size_t n;
  la_int64_t offset;
  int code = ARCHIVE_OK;
  yajl_status status = yajl_status_ok;

  self->table = table;
  self->depth = 0;
  self->rows = 0;
  veche_json_tree_clear (self->tree);
  while (status == yajl_status_ok && self->error == NULL && (code = archive_read_data_block (zip, &data, &n, &offset)) == ARCHIVE_OK)
    if (check_ratio (self, zip, n))
      status = yajl_parse (parser, data, n);
  if (status == yajl_status_ok && self->error == NULL && code == ARCHIVE_EOF)
    status = yajl_complete_parse (parser);
  yajl_free (parser);

  if (self->error == NULL && code != ARCHIVE_EOF && status == yajl_status_ok)
    return reader_refuse (self, "%s", archive_error_string (zip) != NULL ? archive_error_string (zip) : "it breaks off");
  if (self->error == NULL && status != yajl_status_ok)
    return reader_refuse (self, "%s breaks off after row %" G_GINT64_FORMAT, table != NULL ? table->name : "the manifest", self->rows);

  return self->error == NULL;
}

static gboolean
judge_manifest (VecheArchiveReader *self, const VecheJsonNode *root)
{
  gint64 version = 0, schema = 0;
  const VecheJsonNode *tables = veche_json_get (root, "tables");

  if (g_strcmp0 (veche_json_get_string (root, "format"), "veche-archive") != 0 || tables == NULL || tables->kind != VECHE_JSON_OBJECT)
    return reader_refuse (self, "its manifest is not that of a Veche archive");
  if (!veche_json_get_int (root, "version", &version) || version != 1 || !veche_json_get_int (root, "schema", &schema)
      || schema > veche_db_schema_version ())
    {
      g_set_error_literal (&self->error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NEWER, "The archive was written by a newer Veche");
      return FALSE;
    }

  for (const VecheJsonNode *node = tables->first; node != NULL; node = node->next)
    {
      gint64 *rows = g_new0 (gint64, 1);

      if (node->kind == VECHE_JSON_NUMBER && veche_json_parse_int (node->string, rows))
        g_hash_table_insert (self->expected, g_strdup (node->key), rows);
      else
        g_free (rows);
    }

  return TRUE;
}

static gboolean
read_rows (VecheArchiveReader *self, struct archive *zip, const char *name)
{
  const VecheDumpTable *table = veche_dump_find (self->tables, name);
  gint64 *expected = g_hash_table_lookup (self->expected, name);

  if (table == NULL || expected == NULL)
    return reader_refuse (self, "it holds a table that this Veche does not know: %s", name);
  if (!read_entry (self, zip, table))
    return FALSE;
  if (self->rows != *expected)
    return reader_refuse (self, "%s has %" G_GINT64_FORMAT " rows, and its manifest speaks of %" G_GINT64_FORMAT, name, self->rows, *expected);

  self->counts.rows += self->rows;
  if (strcmp (name, "member") == 0)
    self->counts.members = self->rows;
  else if (strcmp (name, "interaction") == 0)
    self->counts.interactions = self->rows;
  g_hash_table_remove (self->expected, name);

  return TRUE;
}

/* Other files of the archive are for other readers. */
static gboolean
read_file (VecheArchiveReader *self, struct archive *zip, const char *path)
{
  g_autofree char *table = NULL;

  if (path != NULL && strcmp (path, "manifest.json") == 0 && self->expected == NULL)
    {
      self->expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      return read_entry (self, zip, NULL) && judge_manifest (self, veche_json_tree_get_root (self->tree));
    }
  if (path == NULL || !g_str_has_prefix (path, "json/") || !g_str_has_suffix (path, ".json"))
    return TRUE;
  if (self->expected == NULL)
    return reader_refuse (self, "its manifest is missing");

  table = g_strndup (path + strlen ("json/"), strlen (path) - strlen ("json/") - strlen (".json"));

  return read_rows (self, zip, table);
}

static gboolean
read_files (VecheArchiveReader *self, const char *path, GCancellable *cancellable)
{
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  g_autofree char *name = NULL;
  GStatBuf info = { 0 };
  int code = ARCHIVE_FATAL;

  archive_read_support_format_zip (zip);
  g_stat (path, &info);
  if (archive_read_open_filename (zip, path, 256 * 1024) != ARCHIVE_OK)
    g_set_error (&self->error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_READ, "%s can't be read: %s", path, archive_error_string (zip));
  while (self->error == NULL && (code = veche_pack_read_header (zip, &entry, &name)) == ARCHIVE_OK)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, &self->error) || !read_file (self, zip, name))
        break;
      if (self->progress != NULL)
        self->progress (archive_filter_bytes (zip, -1), info.st_size, self->progress_data);
    }
  if (self->error == NULL && code != ARCHIVE_EOF)
    reader_refuse (self, "it breaks off: %s", archive_error_string (zip));
  archive_read_free (zip);

  if (self->error == NULL && (self->expected == NULL || g_hash_table_size (self->expected) > 0))
    reader_refuse (self, "it is not whole: tables are missing");

  return self->error == NULL;
}

gboolean
veche_archive_read (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                    VecheArchiveCounts *counts, GError **error)
{
  VecheArchiveReader self = { .db = db, .progress = progress, .progress_data = progress_data };
  gboolean ok;

  self.tables = veche_dump_tables (db, error);
  if (self.tables == NULL)
    return FALSE;

  self.tree = veche_json_tree_new ();
  ok = veche_dump_begin (db, self.tables, &self.error) && read_files (&self, path, cancellable) && veche_dump_end (db, &self.error);
  if (counts != NULL)
    *counts = self.counts;
  veche_json_tree_free (self.tree);
  g_clear_pointer (&self.expected, g_hash_table_unref);
  g_ptr_array_unref (self.tables);
  if (!ok)
    g_propagate_error (error, self.error);

  return ok;
}
