/* veche-face-cache.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-face-cache.h"

#include <glib/gstdio.h>
#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-picture-fetch.h"
#include "model/veche-picture.h"

#define SIDE 176       /* the largest shown, on a screen of two pixels to one */

#define MARK 8         /* characters */
#define UID  36        /* of a UUID as text; what is called otherwise is shown and not kept */

char *
veche_face_cache_mark (const char *path)
{
  char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  mark[MARK] = '\0';

  return mark;
}

static gboolean
face_is_uid (const char *uid)
{
  return strlen (uid) == UID && strspn (uid, "0123456789abcdefABCDEF-") == UID;
}

/* "0f3a9b2c_018f…_9c56….png"; NULL: of nobody that a file could be called after. (transfer full) */
static char *
face_path (const char *folder, const char *mark, const char *uid, const char *url, const char *ending)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  g_autofree char *name = g_strconcat (mark, "_", uid, "_", hash, ending, NULL);

  return face_is_uid (uid) ? g_build_filename (folder, name, NULL) : NULL;
}

/* The uid of a file's name, when it is one of this workspace. (transfer full) (nullable) */
static char *
face_whose (const char *name, const char *mark)
{
  g_autofree char *uid = strlen (name) > MARK + UID + 2 && g_str_has_prefix (name, mark) && name[MARK] == '_' && name[MARK + UID + 1] == '_'
                         ? g_strndup (name + MARK + 1, UID) : NULL;

  return uid != NULL && face_is_uid (uid) ? g_steal_pointer (&uid) : NULL;
}

/* A file's age in days, G_MAXUINT: there is none. */
static guint
face_age (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return G_MAXUINT;

  return (guint) (MAX (0, g_get_real_time () / G_USEC_PER_SEC - info.st_mtime) / 86400);
}

/* A large JPEG is made smaller while it is read; the other kinds can't be. */
static void
face_size_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  int least = MIN (width, height), times = least / (2 * SIDE);

  if (times > 1)
    gdk_pixbuf_loader_set_size (loader, MAX (width / times, 1), MAX (height / times, 1));
}

/* The middle square. */
static GdkPixbuf *
face_crop (GdkPixbuf *picture, guint pixels)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (picture);
  int width = gdk_pixbuf_get_width (upright), height = gdk_pixbuf_get_height (upright), side = MIN (width, height);
  g_autoptr (GdkPixbuf) square = gdk_pixbuf_new_subpixbuf (upright, (width - side) / 2, (height - side) / 2, side, side);

  return gdk_pixbuf_scale_simple (square, (int) pixels, (int) pixels, GDK_INTERP_BILINEAR);
}

/* Only by the loader of the kind that was checked: never what a guess would take it for. */
static GdkPixbuf *
face_decode (GBytes *bytes, guint pixels, GError **error)
{
  guint width, height;
  const char *why;
  VechePictureType type = veche_picture_check (bytes, &width, &height, &why);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *picture;
  gboolean good;

  if (type == VECHE_PICTURE_NONE)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, why);
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_type (veche_picture_type_nick (type), error);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (face_size_cb), NULL);
  good = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  if (!gdk_pixbuf_loader_close (loader, good ? error : NULL) || !good)
    return NULL;
  picture = gdk_pixbuf_loader_get_pixbuf (loader);
  if (picture == NULL)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "the picture is empty");
      return NULL;
    }

  return face_crop (picture, pixels);
}

static GdkPixbuf *
face_load_file (const char *path, guint pixels)
{
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (path == NULL || face_age (path) >= VECHE_FACE_KEPT_DAYS || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (data, length);

  return face_decode (bytes, pixels, NULL);
}

/* Without the file the picture is shown all the same, and fetched again another time. */
static void
face_keep (const char *folder, const char *path, GdkPixbuf *picture)
{
  g_autofree char *data = NULL;
  gsize length;

  if (path != NULL && g_mkdir_with_parents (folder, 0700) == 0 && gdk_pixbuf_save_to_buffer (picture, &data, &length, "png", NULL, NULL))
    g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static GdkPixbuf *
face_fetch (const char *url, const char *own_host, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = veche_picture_fetch (url, own_host, cancellable, error);

  return bytes != NULL ? face_decode (bytes, SIDE, error) : NULL;
}

GdkPixbuf *
veche_face_cache_load (const char *folder, const char *mark, const char *member_uid, const char *url, const char *own_host, guint pixels, gboolean may_fetch,
                       GCancellable *cancellable, GError **error)
{
  g_autofree char *path = face_path (folder, mark, member_uid, url, ".png");
  g_autofree char *none = face_path (folder, mark, member_uid, url, ".none");
  g_autoptr (GdkPixbuf) picture = face_load_file (path, pixels);
  GError *local = NULL;

  if (picture != NULL)
    return g_steal_pointer (&picture);
  if (!may_fetch || (none != NULL && face_age (none) == 0))
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE, "not now");
      return NULL;
    }

  picture = face_fetch (url, own_host, cancellable, &local);
  if (picture != NULL)
    {
      if (!g_cancellable_is_cancelled (cancellable))
        face_keep (folder, path, picture);
      return gdk_pixbuf_scale_simple (picture, (int) pixels, (int) pixels, GDK_INTERP_BILINEAR);
    }
  if (local != NULL && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE) && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && none != NULL && g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (none, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  g_propagate_error (error, local);

  return NULL;
}

GPtrArray *
veche_face_cache_list (const char *folder, const char *mark)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *uids = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *uid = face_whose (name, mark);

      if (uid == NULL)
        continue;
      if (g_hash_table_add (known, uid))
        g_ptr_array_add (uids, uid);
      else
        g_free (uid);
    }

  return uids;
}

void
veche_face_cache_drop (const char *folder, const char *mark, const char *member_uid)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *uid = face_whose (name, mark);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_strcmp0 (uid, member_uid) == 0)
        g_unlink (path);
    }
}

void
veche_face_cache_prune (const char *folder, guint days)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      guint age = face_age (path);

      /* Ours alone: somebody may have put other things there. */
      if ((g_str_has_suffix (name, ".png") || g_str_has_suffix (name, ".none")) && age != G_MAXUINT && age >= days)
        g_unlink (path);
    }
}
