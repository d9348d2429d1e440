/* veche-command-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One run of another program: no shell, one text in, a bounded text out, a bounded time, and nothing of it left behind. */

typedef enum
{
  VECHE_COMMAND_ENDED,         /* status says how */
  VECHE_COMMAND_NOT_STARTED,   /* there is no such program, or it can't be run: error says why */
  VECHE_COMMAND_TOO_SLOW,
  VECHE_COMMAND_TOO_MUCH,      /* it writes more than max_output */
  VECHE_COMMAND_CANCELLED,
} VecheCommandEnd;

typedef struct
{
  const char *const *argv;     /* the program first, found in PATH */
  const char  *folder;         /* (nullable): where it runs */
  const char  *input;          /* (nullable): all that it reads */
  gsize        max_output;
  guint        timeout;        /* seconds */

  VecheCommandEnd end;
  int          status;         /* exit status; a signal is 128 + its number, as shells say it */
  GString     *output;         /* (owned) */
  char        *complaint;      /* (owned) (nullable): the last lines it wrote to its standard error */
} VecheCommandRun;

void     veche_command_run       (VecheCommandRun *self, GCancellable *cancellable);   /* blocks; any thread but the main one */
void     veche_command_run_clear (VecheCommandRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheCommandRun, veche_command_run_clear)

/* Which commands may run on this computer: kept outside every workspace, because a workspace can come from somebody else, and what it says
 * would run with all the rights of whoever opens it.  Any thread. */
gboolean veche_command_is_allowed (const char *const *argv, const char *folder);
gboolean veche_command_allow      (const char *const *argv, const char *folder, GError **error);

G_END_DECLS
