/* veche-erase-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Somebody asks what is kept about them, or to be forgotten.  parent: a widget in the window. */
void veche_erase_dialog_open (VecheSession *session, GtkWidget *parent, gint64 member_id);   /* asks, and takes the name typed for a yes */
void veche_person_file_save  (VecheSession *session, GtkWidget *parent, gint64 member_id);   /* all that is kept, as a file */

G_END_DECLS
