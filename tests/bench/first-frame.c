/* first-frame.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

/* first-frame MILLISECONDS PROGRAM [ARGUMENT…]: starts the program, waits for the first painting of a mapped window, lets it settle, and
 * prints on one line: ms to the first frame, its cpu ms, ms to the last frame of the time given, cpu ms by then, anonymous memory in kB. */

static double
now_ms (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static long
anonymous_kb (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  line = strstr (text, "RssAnon:");

  return line != NULL ? strtol (line + 8, NULL, 10) : -1;
}

static pid_t
start (char **argv)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      execvp (argv[0], argv);
      _exit (127);
    }

  return pid;
}

static gboolean
is_window (Display *display, Window window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (display, window, &attributes) && attributes.width > 200 && attributes.height > 200 && !attributes.override_redirect;
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

int
main (int argc, char *argv[])
{
  double limit, begun, first = 0, first_cpu = 0, last = 0;
  int damage_event, damage_error;
  Display *display;
  clockid_t cpu;
  pid_t pid;

  if (argc < 3)
    return 2;
  limit = strtod (argv[1], NULL);
  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    return 1;
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  begun = now_ms (CLOCK_MONOTONIC);
  pid = start (argv + 2);
  clock_getcpuclockid (pid, &cpu);
  while (now_ms (CLOCK_MONOTONIC) - begun < limit)
    {
      XEvent event;

      if (XPending (display) == 0)
        {
          g_usleep (200);
          continue;
        }
      XNextEvent (display, &event);
      if (event.type == MapNotify && is_window (display, event.xmap.window))
        XDamageCreate (display, event.xmap.window, XDamageReportRawRectangles);
      if (event.type == damage_event + XDamageNotify)
        {
          last = now_ms (CLOCK_MONOTONIC) - begun;
          if (first == 0)
            {
              first = last;
              first_cpu = now_ms (cpu);
            }
        }
    }

  printf ("%.1f %.1f %.1f %.1f %ld\n", first, first_cpu, last, now_ms (cpu), anonymous_kb (pid));
  kill (pid, SIGTERM);
  g_usleep (300000);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);

  return first > 0 ? 0 : 1;
}
