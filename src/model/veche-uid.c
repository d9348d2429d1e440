/* veche-uid.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-uid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

gint64
veche_now (void)
{
  return g_get_real_time ();
}

#define POOL_SIZE 4096   /* bytes of randomness fetched at once: an import needs a hundred thousand uids a second */

static void
veche_uid_fill_pool (guint8 *pool)
{
  for (gsize done = 0; done < POOL_SIZE;)
    {
      gssize n = getrandom (pool + done, POOL_SIZE - done, 0);

      g_assert (n > 0 || errno == EINTR);
      if (n > 0)
        done += (gsize) n;
    }
}

/* Milliseconds in the first 48 bits; in one millisecond, or when the clock steps back, the 12 bits after the version count up, so
 * that the uids of one process always ascend. */
static void
veche_uid_draw (guint8 bytes[16])
{
  static GMutex mutex;
  static guint64 last;
  static guint8 pool[POOL_SIZE];
  static gsize used = POOL_SIZE;
  guint64 stamp;

  g_mutex_lock (&mutex);
  stamp = ((guint64) (g_get_real_time () / 1000)) << 12;
  if (stamp <= last)
    stamp = last + 1;
  last = stamp;
  if (used + 8 > POOL_SIZE)
    {
      veche_uid_fill_pool (pool);
      used = 0;
    }
  memcpy (bytes + 8, pool + used, 8);
  memset (pool + used, 0, 8);
  used += 8;
  g_mutex_unlock (&mutex);

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8) (stamp >> (52 - 8 * i));
  bytes[6] = (guint8) (0x70 | (stamp >> 8 & 0xf));
  bytes[7] = (guint8) stamp;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
}

char *
veche_uid_new (void)
{
  static const char digits[] = "0123456789abcdef";
  guint8 bytes[16];
  char *uid = g_malloc (37);
  char *p = uid;

  veche_uid_draw (bytes);
  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *p++ = '-';
      *p++ = digits[bytes[i] >> 4];
      *p++ = digits[bytes[i] & 0xf];
    }
  *p = '\0';

  return uid;
}
