/* veche-command-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-command-run.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_COMPLAINT 2000
#define PIECE         (64 * 1024)
#define TICK          50    /* ms */

/* In the child, between fork and exec: a group of its own, so that what it starts ends with it. */
static void
veche_command_child_cb (gpointer data)
{
  setpgid (0, 0);
}

typedef struct
{
  VecheCommandRun *run;
  GPid             pid;
  int              in, out, complaint;     /* -1: closed */
  gsize            written;
  GString         *complaints;
  gint64           deadline;
} Running;

static void
veche_command_close (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static gboolean
veche_command_start (Running *self, GError **error)
{
  g_auto (GStrv) argv = g_strdupv ((char **) self->run->argv);
  const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD;

  if (!g_spawn_async_with_pipes (self->run->folder, argv, NULL, flags, veche_command_child_cb, NULL, &self->pid, &self->in, &self->out,
                                 &self->complaint, error))
    return FALSE;

  g_unix_set_fd_nonblocking (self->in, TRUE, NULL);
  g_unix_set_fd_nonblocking (self->out, TRUE, NULL);
  g_unix_set_fd_nonblocking (self->complaint, TRUE, NULL);

  return TRUE;
}

/* It need not read all of it, or any. */
static void
veche_command_write (Running *self)
{
  const char *input = self->run->input != NULL ? self->run->input : "";
  gsize length = strlen (input);
  gssize n = self->written < length ? write (self->in, input + self->written, length - self->written) : 0;

  if (n > 0)
    self->written += (gsize) n;
  if ((n < 0 && errno != EAGAIN && errno != EINTR) || self->written == length)
    veche_command_close (&self->in);
}

/* FALSE: it has written too much. */
static gboolean
veche_command_read (Running *self)
{
  g_autofree char *piece = g_malloc (PIECE);
  gssize n = read (self->out, piece, PIECE);

  if (n > 0)
    g_string_append_len (self->run->output, piece, n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR))
    veche_command_close (&self->out);

  return self->run->output->len <= self->run->max_output;
}

static void
veche_command_read_complaint (Running *self)
{
  char piece[1024];
  gssize n = read (self->complaint, piece, sizeof piece);

  if (n > 0)
    g_string_append_len (self->complaints, piece, n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR))
    veche_command_close (&self->complaint);
  if (self->complaints->len > MAX_COMPLAINT)
    g_string_erase (self->complaints, 0, (gssize) (self->complaints->len - MAX_COMPLAINT));
}

/* It stays a zombie until it is reaped, so that its number and its group's stay its own. */
static gboolean
veche_command_has_ended (Running *self)
{
  siginfo_t info = { 0 };

  return waitid (P_PID, (id_t) self->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ? errno != EINTR : info.si_pid == self->pid;
}

/* With all that it left running. */
static void
veche_command_reap (Running *self)
{
  int status = 0;
  pid_t pid;

  kill (-self->pid, SIGKILL);
  do
    pid = waitpid (self->pid, &status, 0);
  while (pid < 0 && errno == EINTR);

  self->run->status = pid < 0 ? 127 : WIFSIGNALED (status) ? 128 + WTERMSIG (status) : WEXITSTATUS (status);
}

/* Waits for something to do, a moment: a child whose pipes were taken over by another program is found to have ended, too. */
static void
veche_command_wait (Running *self, GCancellable *cancellable, short *in, short *out, short *complaint)
{
  struct pollfd fds[4] = { { self->in, POLLOUT, 0 }, { self->out, POLLIN, 0 }, { self->complaint, POLLIN, 0 }, { -1, POLLIN, 0 } };

  fds[3].fd = cancellable != NULL ? g_cancellable_get_fd (cancellable) : -1;
  if (poll (fds, G_N_ELEMENTS (fds), TICK) < 0)
    fds[0].revents = fds[1].revents = fds[2].revents = 0;
  if (cancellable != NULL && fds[3].fd >= 0)
    g_cancellable_release_fd (cancellable);
  *in = fds[0].revents;
  *out = fds[1].revents;
  *complaint = fds[2].revents;
}

/* Until it ends, or must be ended: run->end says why. */
static void
veche_command_attend (Running *self, GCancellable *cancellable)
{
  gboolean ended = FALSE;

  while (!ended || self->out >= 0)
    {
      short in, out, complaint;

      veche_command_wait (self, cancellable, &in, &out, &complaint);
      if (self->in >= 0 && in != 0)
        veche_command_write (self);
      if (self->complaint >= 0 && complaint != 0)
        veche_command_read_complaint (self);
      self->run->end = g_cancellable_is_cancelled (cancellable)            ? VECHE_COMMAND_CANCELLED
                       : g_get_monotonic_time () > self->deadline          ? VECHE_COMMAND_TOO_SLOW
                       : self->out >= 0 && out != 0 && !veche_command_read (self) ? VECHE_COMMAND_TOO_MUCH
                                                                           : VECHE_COMMAND_ENDED;
      if (self->run->end != VECHE_COMMAND_ENDED)
        return;
      if (!ended)
        ended = veche_command_has_ended (self);
      else if (out == 0)
        break;   /* it is gone and has said all; what holds the pipe is none of ours */
    }
  while (self->complaint >= 0 && self->complaints->len < MAX_COMPLAINT)
    {
      gsize before = self->complaints->len;

      veche_command_read_complaint (self);
      if (self->complaints->len == before)
        break;
    }
}

/* The last three lines, as one sentence. */
static char *
veche_command_dup_complaint (GString *complaints)
{
  g_autofree char *text = g_utf8_make_valid (complaints->str, (gssize) complaints->len);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);
  guint n = g_strv_length (lines);
  g_autofree char *last = g_strjoinv (" ", lines + (n > 3 ? n - 3 : 0));

  return *last != '\0' ? g_steal_pointer (&last) : NULL;
}

void
veche_command_run (VecheCommandRun *self, GCancellable *cancellable)
{
  Running running = { .run = self, .in = -1, .out = -1, .complaint = -1 };
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);   /* as GSocket does: a program that does not read its input must not end this one */
  veche_command_run_clear (self);
  self->output = g_string_new (NULL);
  if (!veche_command_start (&running, &error))
    {
      self->end = VECHE_COMMAND_NOT_STARTED;
      self->complaint = g_strdup (error->message);
      return;
    }

  running.complaints = g_string_new (NULL);
  running.deadline = g_get_monotonic_time () + (gint64) self->timeout * G_USEC_PER_SEC;
  veche_command_attend (&running, cancellable);
  veche_command_reap (&running);
  veche_command_close (&running.in);
  veche_command_close (&running.out);
  veche_command_close (&running.complaint);
  g_spawn_close_pid (running.pid);
  self->complaint = veche_command_dup_complaint (running.complaints);
  g_string_free (running.complaints, TRUE);
}

void
veche_command_run_clear (VecheCommandRun *self)
{
  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  self->output = NULL;
  g_clear_pointer (&self->complaint, g_free);
}

/*** What may run on this computer ***/

static GMutex allowed_lock;

static char *
veche_command_allowed_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "veche", "commands", NULL);
}

/* Every word of it and where it runs, each with its end. */
static char *
veche_command_mark (const char *const *argv, const char *folder)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; argv[i] != NULL; i++)
    g_checksum_update (sum, (const guchar *) argv[i], (gssize) strlen (argv[i]) + 1);
  g_checksum_update (sum, (const guchar *) "", 1);
  if (folder != NULL)
    g_checksum_update (sum, (const guchar *) folder, -1);

  return g_strdup (g_checksum_get_string (sum));
}

/* (transfer full): never NULL */
static GStrv
veche_command_read_allowed (void)
{
  g_autofree char *path = veche_command_allowed_path ();
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

gboolean
veche_command_is_allowed (const char *const *argv, const char *folder)
{
  g_autofree char *mark = veche_command_mark (argv, folder);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&allowed_lock);
  g_auto (GStrv) marks = veche_command_read_allowed ();

  return g_strv_contains ((const char *const *) marks, mark);
}

gboolean
veche_command_allow (const char *const *argv, const char *folder, GError **error)
{
  g_autofree char *mark = veche_command_mark (argv, folder);
  g_autofree char *path = veche_command_allowed_path ();
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&allowed_lock);
  g_auto (GStrv) marks = veche_command_read_allowed ();
  g_autofree char *before = g_strjoinv ("\n", marks);
  g_autofree char *text = g_strconcat (before, mark, "\n", NULL);

  if (g_strv_contains ((const char *const *) marks, mark))
    return TRUE;
  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "The folder %s can't be made: %s", parent, g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}
