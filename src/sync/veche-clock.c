/* veche-clock.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timerfd_create(2): a timer of CLOCK_REALTIME with TFD_TIMER_CANCEL_ON_SET becomes readable with ECANCELED when that clock jumps, which it
 * also does when the machine wakes from sleep.
 */

#include "sync/veche-clock.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define SLACK    (2 * G_TIME_SPAN_SECOND)   /* drift and slewing are no jumps */
#define FAR_AWAY (400 * 86400)              /* seconds until the timer would go off by itself */

struct _VecheClock
{
  VecheClockJump jump;
  gpointer       user_data;
  int            fd;
  guint          watch;
  gint64         offset;     /* real − monotonic at the last look */
};

static void
veche_clock_arm (VecheClock *self)
{
  struct itimerspec when = { .it_value.tv_sec = g_get_real_time () / G_USEC_PER_SEC + FAR_AWAY };

  timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

gboolean
veche_clock_has_jumped (VecheClock *self, gint64 real, gint64 monotonic)
{
  gint64 offset = real - monotonic;
  gboolean jumped = ABS (offset - self->offset) > SLACK;

  self->offset = offset;

  return jumped;
}

static gboolean
veche_clock_ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  VecheClock *self = user_data;
  guint64 expired;
  gssize n = read (fd, &expired, sizeof expired);

  if (n < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  veche_clock_arm (self);
  if (veche_clock_has_jumped (self, g_get_real_time (), g_get_monotonic_time ()))
    self->jump (self->user_data);

  return G_SOURCE_CONTINUE;
}

VecheClock *
veche_clock_new (VecheClockJump jump, gpointer user_data)
{
  VecheClock *self = g_new0 (VecheClock, 1);

  self->jump = jump;
  self->user_data = user_data;
  self->offset = g_get_real_time () - g_get_monotonic_time ();
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd >= 0)
    {
      veche_clock_arm (self);
      self->watch = g_unix_fd_add (self->fd, G_IO_IN, veche_clock_ready_cb, self);
    }

  return self;
}

void
veche_clock_free (VecheClock *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
