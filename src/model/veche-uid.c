/* veche-uid.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-uid.h"

#include <errno.h>
#include <sys/random.h>

gint64
veche_now (void)
{
  return g_get_real_time ();
}

/* Milliseconds in the first 48 bits; in one millisecond, or when the clock steps back, the 12 bits after the version count up, so
 * that the uids of one process always ascend. */
char *
veche_uid_new (void)
{
  static GMutex mutex;
  static guint64 last;
  guint64 stamp;
  guint8 random[8];

  while (getrandom (random, sizeof random, 0) != (gssize) sizeof random)
    g_assert (errno == EINTR);

  g_mutex_lock (&mutex);
  stamp = ((guint64) (g_get_real_time () / 1000)) << 12;
  if (stamp <= last)
    stamp = last + 1;
  last = stamp;
  g_mutex_unlock (&mutex);

  return g_strdup_printf ("%08x-%04x-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          (guint) (stamp >> 28), (guint) (stamp >> 12) & 0xffff, (guint) stamp & 0xfff,
                          (random[0] & 0x3f) | 0x80, random[1], random[2], random[3], random[4], random[5], random[6],
                          random[7]);
}
