/* veche-folder-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-folder-connector.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/veche-json.h"
#include "connectors/veche-lines-parse.h"

#define PIECE     (VECHE_LINE_MAX + 1)   /* of a file, in one page */
#define MAX_LINES 2000                   /* in one page: one transaction */
#define MAX_FILES 2000
#define HEAD      256                    /* bytes by which a file is known again */

struct _VecheFolderConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheFolderConnector, veche_folder_connector, VECHE_TYPE_CONNECTOR)

/* How far a file was read.  It is the same file when its inode and its first bytes are: a log that was renamed goes on, one that was emptied or
 * replaced begins anew.  What is read twice by that is known by its ids. */
typedef struct
{
  char    *name, *head, *platform, *instance;   /* (owned); platform, instance (nullable) */
  guint64  inode;
  gint64   offset, line, size, changed;
  gboolean skip;                                /* in the midst of a line that is too long */
  gboolean here;                                /* found in this run */
} FolderFile;

static void
folder_file_free (gpointer data)
{
  FolderFile *file = data;

  g_free (file->name);
  g_free (file->head);
  g_free (file->platform);
  g_free (file->instance);
  g_free (file);
}

/*** The cursor: {"files": [{"name", "inode", "head", "offset", "line", "size", "changed", "platform", "instance", "skip"}]} ***/

static GPtrArray *
veche_folder_read_cursor (const char *cursor)
{
  g_autoptr (JsonNode) node = veche_json_read (cursor);
  JsonObject *root = veche_json_root (node);
  JsonArray *array = veche_json_array (root, "files");
  GPtrArray *files = g_ptr_array_new_with_free_func (folder_file_free);

  for (guint i = 0; i < veche_json_length (array); i++)
    {
      JsonObject *object = veche_json_nth (array, i);
      const char *name = veche_json_string (object, "name", NULL);
      FolderFile *file;

      if (name == NULL)
        continue;
      file = g_new0 (FolderFile, 1);
      file->name = g_strdup (name);
      file->inode = g_ascii_strtoull (veche_json_string (object, "inode", "0"), NULL, 10);
      file->head = g_strdup (veche_json_string (object, "head", ""));
      file->offset = MAX (0, veche_json_int (object, "offset", 0));
      file->line = MAX (0, veche_json_int (object, "line", 0));
      file->size = veche_json_int (object, "size", 0);
      file->changed = veche_json_int (object, "changed", 0);
      file->platform = g_strdup (veche_json_string (object, "platform", NULL));
      file->instance = g_strdup (veche_json_string (object, "instance", NULL));
      file->skip = veche_json_bool (object, "skip", FALSE);
      g_ptr_array_add (files, file);
    }

  return files;
}

static void
veche_folder_write_file (JsonArray *array, const FolderFile *file)
{
  JsonObject *object = json_object_new ();
  g_autofree char *inode = g_strdup_printf ("%" G_GUINT64_FORMAT, file->inode);

  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "inode", inode);
  json_object_set_string_member (object, "head", file->head);
  json_object_set_int_member (object, "offset", file->offset);
  json_object_set_int_member (object, "line", file->line);
  json_object_set_int_member (object, "size", file->size);
  json_object_set_int_member (object, "changed", file->changed);
  if (file->platform != NULL)
    json_object_set_string_member (object, "platform", file->platform);
  if (file->instance != NULL)
    json_object_set_string_member (object, "instance", file->instance);
  if (file->skip)
    json_object_set_boolean_member (object, "skip", TRUE);
  json_array_add_object_element (array, object);
}

static char *
veche_folder_write_cursor (GPtrArray *files)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), root);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < files->len; i++)
    if (((FolderFile *) g_ptr_array_index (files, i))->here)
      veche_folder_write_file (array, g_ptr_array_index (files, i));
  json_object_set_array_member (root, "files", array);

  return veche_json_to_text (node);
}

/*** The folder ***/

/* (transfer full) */
static char *
veche_folder_dup_path (VecheConnector *connector)
{
  const char *typed = veche_connector_get_setting (connector, "folder");

  if (typed != NULL && g_path_is_absolute (typed))
    return g_strdup (typed);

  return g_filename_from_uri (veche_connector_get_url (connector), NULL, NULL);
}

static int
veche_folder_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names that count, in order. (transfer full) */
static GPtrArray *
veche_folder_list (const char *path, gboolean *too_many, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &local);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      gboolean gone = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT);

      g_set_error (error, VECHE_CONNECTOR_ERROR, gone ? VECHE_CONNECTOR_ERROR_NOT_FOUND : VECHE_CONNECTOR_ERROR_REJECTED, "%s", local->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".jsonl") && name[0] != '.' && g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, veche_folder_compare);
  *too_many = names->len > MAX_FILES;
  if (*too_many)
    g_ptr_array_set_size (names, MAX_FILES);

  return g_steal_pointer (&names);
}

/* The one read before under this name, or under another one when it was renamed; a new one is added. */
static FolderFile *
veche_folder_know (GPtrArray *files, const char *name, const struct stat *info)
{
  FolderFile *file = NULL;

  for (guint i = 0; i < files->len && file == NULL; i++)
    if (((FolderFile *) g_ptr_array_index (files, i))->inode == info->st_ino)
      file = g_ptr_array_index (files, i);
  for (guint i = 0; i < files->len && file == NULL; i++)
    if (g_str_equal (((FolderFile *) g_ptr_array_index (files, i))->name, name) && !((FolderFile *) g_ptr_array_index (files, i))->here)
      file = g_ptr_array_index (files, i);
  if (file == NULL)
    {
      file = g_new0 (FolderFile, 1);
      file->head = g_strdup ("");
      g_ptr_array_add (files, file);
    }
  if (g_strcmp0 (file->name, name) != 0)
    {
      g_free (file->name);
      file->name = g_strdup (name);
    }
  file->here = TRUE;

  return file;
}

static void
veche_folder_begin_anew (FolderFile *file)
{
  file->offset = file->line = 0;
  file->skip = FALSE;
  g_clear_pointer (&file->platform, g_free);
  g_clear_pointer (&file->instance, g_free);
}

static char *
veche_folder_dup_head (int fd, gint64 length)
{
  char head[HEAD];
  gssize n = pread (fd, head, (gsize) MIN (length, HEAD), 0);

  return n > 0 ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) head, (gsize) n) : g_strdup ("");
}

/* One page out of fd, from where it was left. TRUE: something was read. */
static gboolean
veche_folder_read_piece (FolderFile *file, int fd, VecheLines *lines)
{
  g_autofree char *piece = g_malloc (PIECE);
  gssize length = pread (fd, piece, PIECE, file->offset);
  gsize start = 0, done;

  if (length <= 0)
    return FALSE;
  if (file->skip)
    {
      const char *end = memchr (piece, '\n', (gsize) length);

      start = end != NULL ? (gsize) (end - piece) + 1 : (gsize) length;
      file->skip = end == NULL;
    }

  lines->number = file->line;
  done = veche_lines_feed (lines, piece + start, (gsize) length - start, FALSE, MAX_LINES);
  if (start + done == 0 && length == PIECE)
    {
      veche_lines_add (lines, piece, (gsize) length, TRUE);
      file->skip = TRUE;
      done = (gsize) length;
    }
  file->line = lines->number;
  file->offset += (gint64) (start + done);

  return start + done > 0;
}

/* TRUE: something of it was read. What can't be opened is told once for each time it changes. */
static gboolean
veche_folder_read_file (FolderFile *file, int folder, const struct stat *info, VecheLines *lines)
{
  gint64 changed = (gint64) info->st_mtim.tv_sec * G_USEC_PER_SEC + info->st_mtim.tv_nsec / 1000;
  g_autofree char *head = NULL;
  gboolean read;
  int fd;

  if (file->inode == info->st_ino && file->size == info->st_size && file->changed == changed && file->offset >= file->size)
    return FALSE;
  fd = openat (folder, file->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    return FALSE;

  head = veche_folder_dup_head (fd, file->offset);
  if (info->st_size < file->offset || strcmp (head, file->head) != 0)
    veche_folder_begin_anew (file);
  lines->name = file->name;
  lines->platform = g_strdup (file->platform);
  lines->instance = g_strdup (file->instance);
  read = veche_folder_read_piece (file, fd, lines);

  g_free (file->head);
  file->head = veche_folder_dup_head (fd, file->offset);
  file->inode = info->st_ino;
  file->size = info->st_size;
  file->changed = changed;
  g_free (file->platform);
  g_free (file->instance);
  file->platform = g_strdup (lines->platform);
  file->instance = g_strdup (lines->instance);
  close (fd);
  if (!read)
    {
      g_clear_pointer (&lines->platform, g_free);
      g_clear_pointer (&lines->instance, g_free);
    }

  return read;
}

/* The first of the files that has something new; TRUE: one had. */
static gboolean
veche_folder_read (GPtrArray *files, GPtrArray *names, int folder, VecheLines *lines)
{
  gboolean read = FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      struct stat info;
      FolderFile *file;

      if (fstatat (folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (info.st_mode))
        continue;
      file = veche_folder_know (files, name, &info);
      read = read || veche_folder_read_file (file, folder, &info, lines);
    }

  return read;
}

static VecheBatch *
veche_folder_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  g_autofree char *path = veche_folder_dup_path (connector);
  g_autofree char *next = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GPtrArray) files = veche_folder_read_cursor (cursor);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  g_auto (VecheLines) lines = { 0 };
  gboolean read, too_many;
  int folder;

  if (path == NULL)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND, "No folder is set");
      return NULL;
    }
  names = veche_folder_list (path, &too_many, error);
  if (names == NULL)
    return NULL;

  veche_lines_init (&lines);
  lines.words = veche_connector_get_words (connector);
  folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  read = folder >= 0 && veche_folder_read (files, names, folder, &lines);
  if (folder >= 0)
    close (folder);

  batch = veche_lines_finish (&lines);
  if (too_many)
    veche_batch_add_notice (batch, "too-many-files", NULL);
  place = g_path_get_basename (path);
  next = veche_folder_write_cursor (files);
  veche_batch_set_place (batch, place, 0);
  veche_batch_set_cursor (batch, next, read);

  return g_steal_pointer (&batch);
}

static void
veche_folder_connector_class_init (VecheFolderConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "folder";
  connector_class->fetch = veche_folder_connector_fetch;
}

static void
veche_folder_connector_init (VecheFolderConnector *self)
{
}
