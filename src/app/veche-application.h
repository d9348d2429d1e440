/* veche-application.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program: options, the open workspace and its orderly closing, menus' actions.  One window, one workspace at a time. */
#define VECHE_TYPE_APPLICATION (veche_application_get_type ())
G_DECLARE_FINAL_TYPE (VecheApplication, veche_application, VECHE, APPLICATION, AdwApplication)

/* What to do once a workspace is open. */
typedef enum
{
  VECHE_THEN_NOTHING,
  VECHE_THEN_CONNECT,      /* the welcome page's first way */
  VECHE_THEN_IMPORT,       /* a file waits */
} VecheThen;

VecheApplication *veche_application_new (void);

/* Closes what is open, opens path (made when it is not there), remembers it. */
void veche_application_open_workspace (VecheApplication *self, const char *path, VecheThen then, const char *import_path);
void veche_application_open_demo      (VecheApplication *self);
void veche_application_close_workspace (VecheApplication *self);
/* A .veche file is opened, anything else is offered to the import of the open workspace, or of a fresh one. */
void veche_application_open_file      (VecheApplication *self, const char *path);
/* What a notification's button asks for: "reply", "show-mention", "show-promises", "snooze" (veche-notices.h); where nothing is open yet, once the
 * last workspace is. */
void veche_application_do_notice      (VecheApplication *self, const char *what, const char *target);

G_END_DECLS
