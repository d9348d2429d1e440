/* veche-folder.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-folder.h"

#include <string.h>

#include "store/veche-db.h"

#define SETTING     "folder-marks"
#define MOST_MARKS  500
#define MOST_FILES  200                     /* of the folder; more is no in-tray */
#define SETTLED     (2 * G_USEC_PER_SEC)    /* unchanged for so long: nobody is writing it any more */
#define PIECE       (1024 * 1024)

void
veche_folder_file_free (VecheFolderFile *self)
{
  g_free (self->path);
  g_free (self->mark);
  g_free (self);
}

static void
file_free (gpointer data)
{
  veche_folder_file_free (data);
}

/*** Marks: "size mtime sha256" ***/

/* Is there a line that begins (or ends) so? */
static gboolean
has_mark (const char *marks, const char *size_and_time, const char *size, const char *hash)
{
  g_auto (GStrv) lines = g_strsplit (marks, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (size_and_time != NULL && g_str_has_prefix (lines[i], size_and_time))
        return TRUE;
      if (hash != NULL && g_str_has_prefix (lines[i], size) && g_str_has_suffix (lines[i], hash))
        return TRUE;
    }

  return FALSE;
}

char *
veche_folder_get_marks (VecheDb *db)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, SETTING);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

/* The latest stay. */
gboolean
veche_folder_add_mark (VecheDb *db, const char *mark, GError **error)
{
  g_autofree char *marks = veche_folder_get_marks (db);
  g_auto (GStrv)   lines = g_strsplit (marks, "\n", -1);
  guint            n = g_strv_length (lines);
  GString         *kept = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = n > MOST_MARKS ? n - MOST_MARKS : 0; i < n; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (kept, "%s\n", lines[i]);
  g_string_append (kept, mark);
  text = g_string_free (kept, FALSE);

  return veche_db_set_setting (db, SETTING, g_variant_new_string (text), error);
}

/*** Files ***/

/* NULL: it can't be read. (transfer full) */
static char *
hash_file (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autoptr (GChecksum)        sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar           *piece = g_malloc (PIECE);
  gssize                       n = 0;

  while (stream != NULL && (n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, NULL)) > 0)
    g_checksum_update (sum, piece, n);

  return stream != NULL && n == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

static gboolean
is_unfinished_name (const char *name)
{
  static const char *const endings[] = { ".part", ".crdownload", ".download", ".tmp", "~", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return *name == '.';
}

static gint64
changed_at (GFileInfo *info)
{
  return (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC +
         g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
}

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," \
                   G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

/* Did it change while we read it? */
static gboolean
is_same (GFile *file, GFileInfo *before, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) now = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);

  return now != NULL && g_file_info_get_size (now) == g_file_info_get_size (before) && changed_at (now) == changed_at (before);
}

/* NULL: nothing to offer. */
static VecheFolderFile *
look_at (GFile *file, GFileInfo *info, const char *marks, gboolean *growing, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *size = g_strdup_printf ("%" G_GOFFSET_FORMAT " ", g_file_info_get_size (info));
  g_autofree char *size_and_time = g_strdup_printf ("%s%" G_GINT64_FORMAT " ", size, changed_at (info));
  g_autofree char *hash = NULL;
  VecheFolderFile *self;
  VecheFormat      format;

  if (has_mark (marks, size_and_time, NULL, NULL))
    return NULL;
  if (g_get_real_time () - changed_at (info) < SETTLED)
    {
      *growing = TRUE;
      return NULL;
    }
  format = veche_format_detect (path, NULL);
  hash = format != VECHE_FORMAT_UNKNOWN ? hash_file (file, cancellable) : NULL;
  if (hash == NULL || has_mark (marks, NULL, size, hash))
    return NULL;
  if (!is_same (file, info, cancellable))
    {
      *growing = TRUE;
      return NULL;
    }

  self = g_new0 (VecheFolderFile, 1);
  self->path = g_steal_pointer (&path);
  self->mark = g_strconcat (size_and_time, hash, NULL);
  self->format = format;

  return self;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const VecheFolderFile *const *first = a, *const *second = b;

  return strcmp ((*first)->path, (*second)->path);
}

GPtrArray *
veche_folder_scan (const char *folder, const char *marks, gboolean *growing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile)           place = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) children
    = g_file_enumerate_children (place, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  GFileInfo            *info = NULL;

  *growing = FALSE;
  if (children == NULL)
    return NULL;

  for (guint seen = 0; seen < MOST_FILES; seen++)
    {
      VecheFolderFile *found;
      GFile           *file;

      if (!g_file_enumerator_iterate (children, &info, &file, cancellable, error))
        return NULL;
      if (info == NULL)
        break;
      if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) == 0 ||
          is_unfinished_name (g_file_info_get_name (info)))
        continue;
      found = look_at (file, info, marks, growing, cancellable);
      if (found != NULL)
        g_ptr_array_add (files, found);
    }
  g_ptr_array_sort (files, compare_files);

  return g_steal_pointer (&files);
}
