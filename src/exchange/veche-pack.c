/* veche-pack.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK_SIZE   (256 * 1024)
#define MAX_ENTRIES  1000000
#define MAX_DEPTH    4                       /* of a folder */
/* JSON packs to a tenth, logs of bots to a thirtieth; what weighs sixty times more inside was made to fill a disk. */
#define MAX_RATIO    60
#define FREE_BYTES   (32 * 1024 * 1024)      /* nobody is harmed by so much */

struct _VechePack
{
  char           *path;         /* (nullable) */
  GBytes         *bytes;        /* (owned) (nullable): an archive in memory */
  gint64          size;         /* of the archive */
  struct archive *archive;      /* (nullable): a folder has none */
  guint           entries;
  gint64          unpacked;
  char           *name;         /* (nullable): the current file */
  char           *block;

  GPtrArray      *files;        /* (nullable) of a folder, relative */
  guint           at;
};

static gboolean
veche_pack_refuse (GError **error, const char *what)
{
  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_HOSTILE, -1, "This archive is refused: %s. No program makes "
                                                                      "such a one to be read by others", what);

  return FALSE;
}

static void
veche_pack_list_folder (VechePack *self, const char *folder, const char *prefix, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL && self->files->len < MAX_ENTRIES)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *relative = g_strconcat (prefix, name, NULL);
      struct stat info;

      if (lstat (path, &info) != 0)
        continue;
      if (S_ISREG (info.st_mode))
        {
          self->size += info.st_size;
          g_ptr_array_add (self->files, g_steal_pointer (&relative));
        }
      else if (S_ISDIR (info.st_mode) && depth < MAX_DEPTH)
        {
          g_autofree char *deeper = g_strconcat (relative, "/", NULL);

          veche_pack_list_folder (self, path, deeper, depth + 1);
        }
    }
}

static gint
veche_pack_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

VechePack *
veche_pack_open (const char *path, GError **error)
{
  g_autoptr (VechePack) self = g_new0 (VechePack, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->block = g_malloc (BLOCK_SIZE);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      self->files = g_ptr_array_new_with_free_func (g_free);
      veche_pack_list_folder (self, path, "", 0);
      g_ptr_array_sort (self->files, veche_pack_compare);
      return g_steal_pointer (&self);
    }

  self->size = stat (path, &info) == 0 ? info.st_size : 0;
  self->archive = archive_read_new ();
  archive_read_support_format_zip (self->archive);
  archive_read_support_format_tar (self->archive);
  archive_read_support_filter_gzip (self->archive);
  if (archive_read_open_filename (self->archive, path, BLOCK_SIZE) == ARCHIVE_OK)
    return g_steal_pointer (&self);

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "“%s” can't be opened: %s", path,
                            archive_error_string (self->archive) != NULL ? archive_error_string (self->archive) : "no archive");

  return NULL;
}

VechePack *
veche_pack_open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (VechePack) self = g_new0 (VechePack, 1);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  self->block = g_malloc (BLOCK_SIZE);
  self->size = (gint64) size;
  self->archive = archive_read_new ();
  archive_read_support_format_zip (self->archive);
  if (archive_read_open_memory (self->archive, data, size) == ARCHIVE_OK)
    return g_steal_pointer (&self);

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "It can't be opened: %s",
                            archive_error_string (self->archive) != NULL ? archive_error_string (self->archive) : "no archive");

  return NULL;
}

void
veche_pack_close (VechePack *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->path);
  g_free (self->name);
  g_free (self->block);
  g_free (self);
}

static gboolean
veche_pack_leads_out (const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);

  return name[0] == '/' || name[0] == '\\' || g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
veche_pack_check_entry (VechePack *self, struct archive_entry *entry, GError **error)
{
  mode_t type = archive_entry_filetype (entry);

  if (++self->entries > MAX_ENTRIES)
    return veche_pack_refuse (error, "it lists more than a million files");
  if (archive_entry_is_encrypted (entry))
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_ENCRYPTED, -1,
                                "This archive has a password: unpack it with its password and choose the folder");
      return FALSE;
    }
  if (veche_pack_leads_out (self->name))
    return veche_pack_refuse (error, "a path in it leads out of it");
  if (archive_entry_symlink (entry) != NULL || archive_entry_hardlink (entry) != NULL ||
      (type != AE_IFREG && type != AE_IFDIR && type != 0))
    return veche_pack_refuse (error, "it holds links or devices");

  return TRUE;
}

int
veche_pack_read_header (struct archive *archive, struct archive_entry **entry, char **name)
{
  static locale_t utf8;
  static gsize once;
  locale_t before;
  const char *text = NULL;
  int status;

  if (g_once_init_enter (&once))
    {
      utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
      g_once_init_leave (&once, 1);
    }
  before = uselocale (utf8);   /* 0, where there is no such locale, changes nothing */
  status = archive_read_next_header (archive, entry);
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      text = archive_entry_pathname_utf8 (*entry);
      if (text == NULL)
        text = archive_entry_pathname (*entry);
    }
  g_free (*name);
  *name = g_utf8_make_valid (text != NULL ? text : "", -1);
  uselocale (before);

  return status;
}

gboolean
veche_pack_skip (struct archive *archive, gint64 *left)
{
  const void *block;
  size_t size;
  la_int64_t offset;

  /* A zip is left by a leap. */
  if ((archive_format (archive) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR)
    return TRUE;
  while (*left >= 0 && archive_read_data_block (archive, &block, &size, &offset) == ARCHIVE_OK)
    *left -= (gint64) size;

  return *left >= 0;
}

static gint64
veche_pack_most (VechePack *self)
{
  return FREE_BYTES + self->size * MAX_RATIO;
}

static gboolean
veche_pack_leave_entry (VechePack *self, GError **error)
{
  gint64 most = veche_pack_most (self), left = most - self->unpacked;
  gboolean left_well = self->entries == 0 || veche_pack_skip (self->archive, &left);

  self->unpacked = most - left;

  return left_well || veche_pack_refuse (error, "there is far more in it than it weighs");
}

static const char *
veche_pack_next_entry (VechePack *self, GError **error)
{
  struct archive_entry *entry;
  int status;

  if (!veche_pack_leave_entry (self, error))
    return NULL;
  while ((status = veche_pack_read_header (self->archive, &entry, &self->name)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      if (!veche_pack_check_entry (self, entry, error))
        return NULL;
      if (archive_entry_filetype (entry) != AE_IFDIR && !g_str_has_suffix (self->name, "/"))
        return g_str_has_prefix (self->name, "./") ? self->name + 2 : self->name;
      if (!veche_pack_leave_entry (self, error))
        return NULL;
    }
  if (status != ARCHIVE_EOF)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_TRUNCATED, -1, "The archive is damaged or was cut (%s): download it again",
                              archive_error_string (self->archive) != NULL ? archive_error_string (self->archive) : "no reason given");

  return NULL;
}

const char *
veche_pack_next (VechePack *self, GError **error)
{
  if (self->archive != NULL)
    return veche_pack_next_entry (self, error);

  return self->at < self->files->len ? g_ptr_array_index (self->files, self->at++) : NULL;
}

static gboolean
veche_pack_read_entry (VechePack *self, VecheExchangeFeed feed, gpointer user_data, GCancellable *cancellable, GError **error)
{
  gint64 before = 0;
  la_ssize_t n;

  while ((n = archive_read_data (self->archive, self->block, BLOCK_SIZE)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      self->unpacked += n;
      if (self->unpacked > veche_pack_most (self))
        return veche_pack_refuse (error, "there is far more in it than it weighs");
      if (!feed (self->block, n, before, user_data, error))
        return FALSE;
      before += n;
    }
  if (n == 0)
    return TRUE;

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_DAMAGED, before, "“%s” in the archive is damaged (%s)", self->name,
                            archive_error_string (self->archive) != NULL ? archive_error_string (self->archive) : "no reason given");

  return FALSE;
}

gboolean
veche_pack_read (VechePack *self, VecheExchangeFeed feed, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  struct stat info;

  if (self->archive != NULL)
    return veche_pack_read_entry (self, feed, user_data, cancellable, error);

  path = g_build_filename (self->path, (char *) g_ptr_array_index (self->files, self->at - 1), NULL);
  self->unpacked += stat (path, &info) == 0 ? info.st_size : 0;

  return veche_exchange_read_file (path, feed, user_data, NULL, NULL, cancellable, error);
}

void
veche_pack_progress (VechePack *self, gint64 *done, gint64 *total)
{
  *total = MAX (self->size, 1);
  *done = self->archive != NULL ? MIN (archive_filter_bytes (self->archive, -1), self->size) : MIN (self->unpacked, self->size);
}
