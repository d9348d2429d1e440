/* veche-reading-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A modal window for what is read from the workspace while it opens: empty at first, then what was found, or what went wrong.  Escape closes it.
 * Who reads keeps a reference to it: what comes after it was closed is dropped. */
#define VECHE_TYPE_READING_WINDOW (veche_reading_window_get_type ())
G_DECLARE_FINAL_TYPE (VecheReadingWindow, veche_reading_window, VECHE, READING_WINDOW, AdwWindow)

GtkWidget *veche_reading_window_new        (VecheSession *session, GtkWindow *parent, const char *title);
GtkWidget *veche_reading_window_get_header (VecheReadingWindow *self);
/* Takes the place of what was shown before; scrolls.  FALSE: the window is closed. */
gboolean   veche_reading_window_show       (VecheReadingWindow *self, GtkWidget *content);
/* There is nothing to show, and why. */
void       veche_reading_window_say        (VecheReadingWindow *self, const char *icon, const char *title, const char *description);
void       veche_reading_window_fail       (VecheReadingWindow *self, const GError *error);

G_END_DECLS
