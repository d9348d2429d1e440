/* veche-exchange-error.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-exchange-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE (256 * 1024)

typedef struct { gint64 byte; } VecheExchangeErrorPrivate;

static void
veche_exchange_error_private_init (VecheExchangeErrorPrivate *priv)
{
  priv->byte = -1;
}

static void
veche_exchange_error_private_copy (const VecheExchangeErrorPrivate *from, VecheExchangeErrorPrivate *to)
{
  *to = *from;
}

static void
veche_exchange_error_private_clear (VecheExchangeErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (VecheExchangeError, veche_exchange_error)

gint64
veche_exchange_error_get_byte (const GError *error)
{
  return error != NULL && error->domain == VECHE_EXCHANGE_ERROR ? veche_exchange_error_get_private (error)->byte : -1;
}

void
veche_exchange_set_error (GError **error, VecheExchangeError code, gint64 byte, const char *format, ...)
{
  GError *made;
  va_list args;

  va_start (args, format);
  made = g_error_new_valist (VECHE_EXCHANGE_ERROR, code, format, args);
  va_end (args);
  veche_exchange_error_get_private (made)->byte = byte;
  g_propagate_error (error, made);
}

gboolean
veche_exchange_is_damage (const GError *error)
{
  return g_error_matches (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_DAMAGED) ||
         g_error_matches (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_TRUNCATED);
}

static gboolean
veche_exchange_read_pieces (int fd, VecheExchangeFeed feed, gpointer user_data, VecheProgress progress, gpointer progress_data,
                            GCancellable *cancellable, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  struct stat info = { 0 };
  gint64 before = 0;
  gssize n;

  fstat (fd, &info);
  while ((n = read (fd, chunk, CHUNK_SIZE)) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, before,
                                    "The file can't be read at byte %" G_GINT64_FORMAT ": %s", before, g_strerror (errno));
          return FALSE;
        }
      if (!feed (chunk, n, before, user_data, error))
        return FALSE;
      before += n;
      if (progress != NULL)
        progress (before, MAX (before, info.st_size), progress_data);
    }

  return TRUE;
}

gboolean
veche_exchange_read_file (const char *path, VecheExchangeFeed feed, gpointer user_data, VecheProgress progress,
                          gpointer progress_data, GCancellable *cancellable, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  gboolean ok;

  if (fd < 0 || fstat (fd, &info) < 0 || S_ISDIR (info.st_mode))
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "“%s” can't be opened: %s", path,
                                g_strerror (fd < 0 ? errno : EISDIR));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  ok = veche_exchange_read_pieces (fd, feed, user_data, progress, progress_data, cancellable, error);
  close (fd);

  return ok;
}
