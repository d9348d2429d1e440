/* veche-table-source.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes of a file or of the clipboard, and how they want to be read.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#include "exchange/veche-monica.h"
#include "exchange/veche-people-json.h"
#include "exchange/veche-vcard.h"
#include "exchange/veche-workbook.h"

#define SAMPLE (256 * 1024)

struct _VecheTableSource
{
  gatomicrefcount   ref_count;
  GBytes           *bytes;       /* text; of a workbook that of the sheet */
  GBytes           *packed;      /* (owned) (nullable): the workbook */
  GPtrArray        *sheets;      /* (owned) (nullable) (element-type utf8): of the workbook */
  guint             sheet;       /* which of them */
  int               refused;     /* of them the one that is too big, or -1 */
  char             *name;        /* (nullable) */
  VecheTableFormat  format;
  VecheTableDialect guess;
};

G_DEFINE_BOXED_TYPE (VecheTableSource, veche_table_source, veche_table_source_ref, veche_table_source_unref)

VecheTableSource *
veche_table_source_ref (VecheTableSource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_table_source_unref (VecheTableSource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_free (self->name);
  g_free (self);
}

static gboolean
veche_table_source_fail (GError **error, VecheTableError code, const char *words)
{
  g_set_error_literal (error, VECHE_TABLE_ERROR, code, words);

  return FALSE;
}

static gboolean
veche_table_source_is_old_workbook (const guchar *data, gsize size)
{
  static const guchar old[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

  return size >= sizeof old && memcmp (data, old, sizeof old) == 0;
}

/* Control characters that no text has. */
static gboolean
veche_table_source_is_binary (const char *text, gsize length, guint bad)
{
  gsize strange = 0;

  for (gsize i = 0; i < length; i++)
    strange += (guchar) text[i] < 0x20 && strchr ("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f", text[i]) == NULL;

  return (strange + bad) * 10 > length;
}

static gboolean
veche_table_source_check (const guchar *data, gsize size, GError **error)
{
  if (size == 0)
    return veche_table_source_fail (error, VECHE_TABLE_ERROR_EMPTY, "There is nothing in it");
  if (size > VECHE_TABLE_MAX_SIZE)
    return veche_table_source_fail (error, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: a table of people is at most 20 MB");
  if (veche_table_source_is_old_workbook (data, size))
    return veche_table_source_fail (error, VECHE_TABLE_ERROR_WORKBOOK,
                                    "It is an old workbook (XLS) or one with a password: save it as XLSX or ODS without one and import that");

  return TRUE;
}

/* A line that the sample cuts is no line. */
static gsize
veche_table_source_sample (const char *text, gsize length, gboolean cut)
{
  gsize whole = length;

  while (cut && whole > 1 && text[whole - 1] != '\n' && text[whole - 1] != '\r')
    whole--;

  return whole > 1 ? whole : length;
}

static gboolean
veche_table_source_take_workbook (VecheTableSource *self, GBytes *packed, VecheWorkbookSheet sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheWorkbook) book = veche_workbook_read (packed, sheet, cancellable, error);
  const char *text;
  gsize size;

  if (book == NULL)
    return FALSE;

  self->packed = g_bytes_ref (packed);
  g_bytes_unref (self->bytes);
  self->bytes = g_steal_pointer (&book->text);
  self->sheets = g_ptr_array_ref (book->sheets);
  self->sheet = book->taken;
  self->refused = book->refused;
  text = g_bytes_get_data (self->bytes, &size);
  veche_table_guess_header (text, veche_table_source_sample (text, MIN (size, SAMPLE), size > SAMPLE), &self->guess);

  return TRUE;
}

static gboolean
veche_table_source_guess (VecheTableSource *self, const char *sheet, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guchar *data = g_bytes_get_data (self->bytes, &size);
  g_autoptr (GString) text = NULL;
  guint bad;

  if (!veche_table_source_check (data, size, error))
    return FALSE;
  if (veche_workbook_looks_like (data, size))
    {
      g_autoptr (GBytes) packed = g_bytes_ref (self->bytes);

      return veche_table_source_take_workbook (self, packed, (VecheWorkbookSheet){ sheet, -1 }, cancellable, error);
    }

  self->guess.encoding = veche_table_guess_encoding (data, size);
  text = veche_table_decode (data, MIN (size, SAMPLE), self->guess.encoding, &bad);
  if (veche_table_source_is_binary (text->str, text->len, bad > 2 ? bad - 2 : 0))
    return veche_table_source_fail (error, VECHE_TABLE_ERROR_BINARY, "It is not text");
  if (veche_vcard_looks_like (text->str))
    self->format = VECHE_TABLE_VCARD;
  else if (veche_monica_looks_like (text->str, text->len))
    self->format = VECHE_TABLE_MONICA;
  else if (veche_people_json_looks_like (text->str))
    self->format = VECHE_TABLE_JSON_LINES;
  if (self->format != VECHE_TABLE_CSV)
    return TRUE;

  veche_table_unfold_recipients (text);
  veche_table_guess_dialect (text->str, veche_table_source_sample (text->str, text->len, size > SAMPLE), &self->guess);

  return TRUE;
}

static VecheTableSource *
veche_table_source_alloc (GBytes *bytes, const char *name)
{
  VecheTableSource *self = g_new0 (VecheTableSource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name);
  self->refused = -1;
  self->guess = (VecheTableDialect){ VECHE_TABLE_UTF_8, ',', 0, VECHE_TABLE_DAY_FIRST };

  return self;
}

static VecheTableSource *
veche_table_source_make (GBytes *bytes, const char *name, const char *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheTableSource) self = veche_table_source_alloc (bytes, name);

  return veche_table_source_guess (self, sheet, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

VecheTableSource *
veche_table_source_new (GBytes *bytes, const char *name, GError **error)
{
  return veche_table_source_make (bytes, name, NULL, NULL, error);
}

VecheTableSource *
veche_table_source_new_sheet (GBytes *bytes, const char *name, const char *sheet, GError **error)
{
  return veche_table_source_make (bytes, name, sheet, NULL, error);
}

VecheTableSource *
veche_table_source_load_sheet (VecheTableSource *self, guint sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheTableSource) other = veche_table_source_alloc (self->bytes, self->name);

  g_return_val_if_fail (self->packed != NULL, NULL);

  if (!veche_table_source_take_workbook (other, self->packed, (VecheWorkbookSheet){ NULL, (int) sheet }, cancellable, error))
    return NULL;

  return g_steal_pointer (&other);
}

/* A device or a pipe has no end, a sparse file is bigger than it looks: the size is asked first. */
GBytes *
veche_table_read_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) local = NULL;
  char *data;
  gsize size;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable,
                            &local);
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (&local, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_READ, "It is not a file");
  else if (info != NULL && g_file_info_get_size (info) > VECHE_TABLE_MAX_SIZE)
    g_set_error (&local, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: a table of people is at most %d MB",
                 VECHE_TABLE_MAX_SIZE / 1024 / 1024);
  else if (info != NULL && g_file_load_contents (file, cancellable, &data, &size, NULL, &local))
    return g_bytes_new_take (data, size);

  if (local->domain == VECHE_TABLE_ERROR || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_READ, "It can't be read: %s", local->message);

  return NULL;
}

VecheTableSource *
veche_table_source_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = veche_table_read_file (path, cancellable, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  return bytes != NULL ? veche_table_source_make (bytes, shown, NULL, cancellable, error) : NULL;
}

static void
veche_table_source_load_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  VecheTableSource *self = veche_table_source_load (path, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) veche_table_source_unref);
  else
    g_task_return_error (task, error);
}

void
veche_table_source_load_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_table_source_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, veche_table_source_load_thread);
}

static void
veche_table_source_new_thread (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  VecheTableSource *self = veche_table_source_new (bytes, NULL, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) veche_table_source_unref);
  else
    g_task_return_error (task, error);
}

void
veche_table_source_new_async (GBytes *cells, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_table_source_new_async);
  g_task_set_task_data (task, g_bytes_ref (cells), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, veche_table_source_new_thread);
}

typedef struct { VecheTableSource *source; guint sheet; } VecheTableSheet;

static void
veche_table_sheet_free (gpointer data)
{
  VecheTableSheet *self = data;

  veche_table_source_unref (self->source);
  g_free (self);
}

static void
veche_table_source_load_sheet_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheTableSheet *job = data;
  GError *error = NULL;
  VecheTableSource *self = veche_table_source_load_sheet (job->source, job->sheet, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) veche_table_source_unref);
  else
    g_task_return_error (task, error);
}

void
veche_table_source_load_sheet_async (VecheTableSource *self, guint sheet, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheTableSheet *job = g_new0 (VecheTableSheet, 1);

  job->source = veche_table_source_ref (self);
  job->sheet = sheet;
  g_task_set_source_tag (task, veche_table_source_load_sheet_async);
  g_task_set_task_data (task, job, veche_table_sheet_free);
  g_task_run_in_thread (task, veche_table_source_load_sheet_thread);
}

VecheTableSource *
veche_table_source_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
veche_table_source_get_bytes (VecheTableSource *self)
{
  return self->bytes;
}

const char *
veche_table_source_get_name (VecheTableSource *self)
{
  return self->name;
}

VecheTableFormat
veche_table_source_get_format (VecheTableSource *self)
{
  return self->format;
}

const VecheTableDialect *
veche_table_source_get_guess (VecheTableSource *self)
{
  return &self->guess;
}

GPtrArray *
veche_table_source_get_sheets (VecheTableSource *self, guint *taken)
{
  if (taken != NULL)
    *taken = self->sheet;

  return self->sheets;
}

int
veche_table_source_get_refused (VecheTableSource *self)
{
  return self->refused;
}
