/* veche-directory.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* A directory of the people who allowed it, as one HTML page: to look at, to print, to send; it loads nothing from anywhere. */

typedef struct
{
  const char *title, *intro, *by_competency, *offers, *open_to_offers, *empty, *language;
  const char *levels[5];        /* 1 to 5 */
} VecheDirectoryWords;

/* The page (transfer full); n_people (out) (optional).  Lane function. */
char     *veche_directory_to_html (VecheDb *db, const VecheDirectoryWords *words, guint *n_people, GError **error);
/* The same into a file, whole or not at all. */
gboolean  veche_directory_save    (VecheDb *db, const VecheDirectoryWords *words, const char *path, guint *n_people, GError **error);

G_END_DECLS
