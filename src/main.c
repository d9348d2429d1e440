/* main.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>

#include "app/veche-application.h"

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("VECHE_LOCALEDIR");
  g_autoptr (VecheApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (VECHE_GETTEXT_DOMAIN, localedir != NULL ? localedir : VECHE_LOCALEDIR);
  bind_textdomain_codeset (VECHE_GETTEXT_DOMAIN, "UTF-8");
  textdomain (VECHE_GETTEXT_DOMAIN);

  /* Three lanes and a network thread would each keep an arena of their own: measured, memory that nobody gets back. */
  mallopt (M_ARENA_MAX, 2);

  /* A full quota is an error of write(), not our end; and no other program of this person may read our memory. */
  signal (SIGXFSZ, SIG_IGN);
#ifndef __SANITIZE_ADDRESS__
  prctl (PR_SET_DUMPABLE, 0);
#endif

  application = veche_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
