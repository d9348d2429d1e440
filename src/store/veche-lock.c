/* veche-lock.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/veche-db.h"

#define WAIT_MS 500   /* the promise is a refusal within a second */
#define STEP_MS 25

struct _VecheLock
{
  int fd;
};

static gboolean
lock_try (int fd)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_SETLK, &whole) == 0;
}

/* The file's text is only for the message: the lock itself is the kernel's. */
static void
lock_write_pid (int fd)
{
  g_autofree char *text = g_strdup_printf ("%d\n", (int) getpid ());

  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("the lock's file has no process id: %s", g_strerror (errno));
}

static gint64
lock_read_pid (int fd)
{
  char    text[32] = "";
  gssize  n = pread (fd, text, sizeof text - 1, 0);

  return n > 0 ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
lock_set_refusal (int fd, const char *path, int code, GError **error)
{
  gint64 pid = lock_read_pid (fd);

  if (code != EAGAIN && code != EACCES)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be locked: %s", path, g_strerror (code));
  else if (pid > 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_BUSY,
                 "%s is open in another Veche (process %" G_GINT64_FORMAT "): close it there first", path, pid);
  else
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_BUSY, "%s is open in another Veche: close it there first",
                 path);
}

VecheLock *
veche_lock_take (const char *path, GError **error)
{
  g_autofree char     *side = g_strconcat (path, ".lock", NULL);
  g_autoptr (VecheLock) self = g_new0 (VecheLock, 1);

  self->fd = g_open (side, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be opened: %s", side, g_strerror (errno));
      return NULL;
    }

  for (int waited = 0; !lock_try (self->fd); waited += STEP_MS)
    {
      int code = errno;

      if (waited >= WAIT_MS || (code != EAGAIN && code != EACCES && code != EINTR))
        {
          lock_set_refusal (self->fd, path, code, error);
          return NULL;
        }
      g_usleep (STEP_MS * 1000);
    }

  lock_write_pid (self->fd);

  return g_steal_pointer (&self);
}

/* The side file stays: removing it would let two processes lock two files of the same name. */
void
veche_lock_release (VecheLock *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self);
}
