/* veche-export.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of people out: ids of the query, then the people by key in chunks, each through the writer of the format into a temporary file
 * beside the one that was asked for; when it is whole it takes the name.
 */

#include "veche-config.h"

#include "exchange/veche-export-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/veche-db.h"
#include "store/veche-query-sql.h"

#define CHUNK 500

static const struct { const char *suffix; const VecheExportWriter *writer; } formats[VECHE_EXPORT_N_FORMATS] = {
  [VECHE_EXPORT_CSV] = { "csv", &veche_export_csv_writer },
#ifdef HAVE_XLSXWRITER
  [VECHE_EXPORT_XLSX] = { "xlsx", &veche_export_xlsx_writer },
#else
  [VECHE_EXPORT_XLSX] = { "xlsx", NULL },
#endif
  [VECHE_EXPORT_ODS] = { "ods", &veche_export_ods_writer },
#ifdef HAVE_LIBEBOOK_CONTACTS
  [VECHE_EXPORT_VCARD] = { "vcf", &veche_export_vcard_writer },
  [VECHE_EXPORT_VCARD_4] = { "vcf", &veche_export_vcard_writer },
#else
  [VECHE_EXPORT_VCARD] = { "vcf", NULL },
  [VECHE_EXPORT_VCARD_4] = { "vcf", NULL },
#endif
  [VECHE_EXPORT_JSON] = { "json", &veche_export_json_writer },
  [VECHE_EXPORT_JSONL] = { "jsonl", &veche_export_jsonl_writer },
  [VECHE_EXPORT_CELLS] = { "tsv", &veche_export_cells_writer },
};

const char *
veche_export_suffix (VecheExportFormat format)
{
  g_return_val_if_fail (format < VECHE_EXPORT_N_FORMATS, NULL);

  return formats[format].suffix;
}

gboolean
veche_export_is_built (VecheExportFormat format)
{
  g_return_val_if_fail (format < VECHE_EXPORT_N_FORMATS, FALSE);

  return formats[format].writer != NULL;
}

gboolean
veche_export_is_workbook (VecheExportFormat format)
{
  return format == VECHE_EXPORT_XLSX || format == VECHE_EXPORT_ODS;
}

/*** Who ***/

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* The ids in the order of the query, those that were marked (or were not). */
static GArray *
find_ids (VecheDb *db, const VecheExportOptions *options, GError **error)
{
  g_autoptr (GArray) all = veche_query_ids (db, options->query, error);
  g_autoptr (GArray) marked = NULL;
  g_autoptr (GArray) left = NULL;

  if (all == NULL || options->ids == NULL)
    return g_steal_pointer (&all);

  marked = g_array_copy (options->ids);
  g_array_sort (marked, compare_ids);
  left = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < all->len; i++)
    {
      gint64   id = g_array_index (all, gint64, i);
      gboolean is_marked = g_array_binary_search (marked, &id, compare_ids, NULL);

      if (is_marked != options->but)
        g_array_append_val (left, id);
    }

  return g_steal_pointer (&left);
}

/*** What goes where ***/

static void
sink_init (VecheExportSink *sink, const VecheExportOptions *options)
{
  *sink = (VecheExportSink){ .writer = formats[options->format].writer, .options = options };
  sink->columns = g_ptr_array_new ();
  for (guint i = 0; i < options->columns->len; i++)
    {
      VecheExportColumn *column = options->columns->pdata[i];

      if (column->chosen)
        g_ptr_array_add (sink->columns, column);
    }
  sink->out = g_string_new (NULL);
  sink->html = g_string_new (NULL);
}

static void
sink_clear (VecheExportSink *sink)
{
  if (sink->writer->clear != NULL)
    sink->writer->clear (sink);
  g_ptr_array_unref (sink->columns);
  g_string_free (sink->out, TRUE);
  g_string_free (sink->html, TRUE);
}

/* fd -1: it stays in memory. */
static gboolean
flush (VecheExportSink *sink, int fd, GError **error)
{
  const char *data = sink->out->str;
  gsize       left = sink->out->len;

  if (fd < 0)
    return TRUE;

  while (left > 0)
    {
      gssize n = write (fd, data, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int why = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (why), "The file could not be written: %s", g_strerror (why));
          return FALSE;
        }
      data += n;
      left -= (gsize) n;
    }
  g_string_truncate (sink->out, 0);

  return TRUE;
}

typedef struct { VecheProgress tell; gpointer data; GCancellable *cancellable; } Watch;

static gboolean
write_chunk (VecheDb *db, VecheExportSink *sink, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (GPtrArray) people = veche_export_people_read (db, ids, n, veche_export_has (sink, "notes"), error);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      if (!sink->writer->person (sink, people->pdata[i], error))
        return FALSE;
      sink->counts.people++;
      sink->counts.unwilling += veche_export_is_unwilling (people->pdata[i]);
    }

  return TRUE;
}

static gboolean
write_people (VecheDb *db, VecheExportSink *sink, int fd, const Watch *watch, GError **error)
{
  g_autoptr (GArray) ids = find_ids (db, sink->options, error);

  if (ids == NULL || !sink->writer->begin (sink, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i += CHUNK)
    {
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error) ||
          !write_chunk (db, sink, &g_array_index (ids, gint64, i), MIN (CHUNK, ids->len - i), error) || !flush (sink, fd, error))
        return FALSE;
      if (watch->tell != NULL)
        watch->tell (MIN (i + CHUNK, ids->len), ids->len, watch->data);
    }

  return !g_cancellable_set_error_if_cancelled (watch->cancellable, error) && sink->writer->end (sink, error) && flush (sink, fd, error);
}

/*** The file ***/

static gboolean
fail (const char *what, int why, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (why), "%s: %s", what, g_strerror (why));

  return FALSE;
}

/* On the disk before the name, so that after a power cut there is the old file or the new, never half of one. */
static gboolean
take_name (int fd, const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              place;

  if (fsync (fd) != 0)
    return fail ("The file could not be written", errno, error);
  if (g_rename (temporary, path) != 0)
    return fail ("The file could not get its name", errno, error);
  place = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (place >= 0)
    {
      (void) fsync (place);
      (void) close (place);
    }

  return TRUE;
}

gboolean
veche_export_people (VecheDb *db, const VecheExportOptions *options, const char *path, VecheProgress progress, gpointer progress_data,
                     GCancellable *cancellable, VecheExportCounts *counts, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  Watch            watch = { progress, progress_data, cancellable };
  VecheExportSink  sink;
  gboolean         ok;
  int              fd;

  g_return_val_if_fail (options->columns != NULL && veche_export_is_built (options->format), FALSE);

  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail ("There can be no file here", errno, error);

  sink_init (&sink, options);
  sink.path = temporary;
  ok = write_people (db, &sink, fd, &watch, error);
  if (counts != NULL)
    *counts = sink.counts;
  sink_clear (&sink);
  if (ok && veche_export_is_workbook (options->format))
    {
      /* The library has written it anew under the same name. */
      (void) close (fd);
      fd = g_open (temporary, O_RDONLY | O_CLOEXEC, 0);
    }
  ok = ok && take_name (fd, temporary, path, error);
  if (!ok)
    (void) g_unlink (temporary);
  if (fd >= 0)
    (void) close (fd);

  return ok;
}

char *
veche_export_to_text (VecheDb *db, const VecheExportOptions *options, char **html, VecheProgress progress, gpointer progress_data,
                      GCancellable *cancellable, VecheExportCounts *counts, GError **error)
{
  Watch           watch = { progress, progress_data, cancellable };
  VecheExportSink sink;
  char           *text = NULL;

  g_return_val_if_fail (options->columns != NULL && veche_export_is_built (options->format), NULL);
  g_return_val_if_fail (!veche_export_is_workbook (options->format), NULL);

  sink_init (&sink, options);
  if (write_people (db, &sink, -1, &watch, error))
    {
      text = g_strndup (sink.out->str, sink.out->len);
      if (html != NULL)
        *html = g_strndup (sink.html->str, sink.html->len);
    }
  if (counts != NULL)
    *counts = sink.counts;
  sink_clear (&sink);

  return text;
}

/*** On a thread of its own ***/

VecheExportOptions *
veche_export_options_new (VecheExportFormat format, VecheQuery *query)
{
  VecheExportOptions *self = g_new0 (VecheExportOptions, 1);

  self->format = format;
  self->query = veche_query_ref (query);

  return self;
}

void
veche_export_options_free (VecheExportOptions *self)
{
  veche_query_unref (self->query);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  char               *workspace, *path;
  VecheExportOptions *options;
  VecheProgress       progress;
  gpointer            progress_data;
  char               *text, *html;
  VecheExportCounts   counts;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_free (self->workspace);
  g_free (self->path);
  g_free (self->text);
  g_free (self->html);
  veche_export_options_free (self->options);
  g_free (self);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export             *self = data;
  g_autoptr (GError)  error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (self->workspace, VECHE_DB_READER, &error);
  gboolean            ok = db != NULL;

  if (ok && self->options->columns == NULL)
    {
      ok = (self->options->columns = veche_export_columns (db, &error)) != NULL;
      if (ok && self->options->translate != NULL)
        self->options->translate (self->options->columns);
    }
  if (ok && self->path != NULL)
    ok = veche_export_people (db, self->options, self->path, self->progress, self->progress_data, cancellable, &self->counts, &error);
  else if (ok)
    ok = (self->text = veche_export_to_text (db, self->options, &self->html, self->progress, self->progress_data, cancellable, &self->counts, &error)) != NULL;

  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
veche_export_async (const char *workspace, VecheExportOptions *options, const char *path, VecheProgress progress, gpointer progress_data,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export           *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, veche_export_async);
  self->workspace = g_strdup (workspace);
  self->options = options;
  self->path = g_strdup (path);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, export_free);
  g_task_run_in_thread (task, export_thread);
}

gboolean
veche_export_finish (GAsyncResult *result, char **text, char **html, VecheExportCounts *counts, GError **error)
{
  Export *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (counts != NULL)
    *counts = self->counts;
  if (text != NULL)
    *text = g_steal_pointer (&self->text);
  if (html != NULL)
    *html = g_steal_pointer (&self->html);

  return g_task_propagate_boolean (G_TASK (result), error);
}
