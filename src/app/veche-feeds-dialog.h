/* veche-feeds-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The feeds of a feed reader's list (OPML), to be ticked and connected at once, as one gesture. */
#define VECHE_TYPE_FEEDS_DIALOG (veche_feeds_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheFeedsDialog, veche_feeds_dialog, VECHE, FEEDS_DIALOG, AdwWindow)

void              veche_feeds_import (VecheSession *session, GtkWidget *parent);                /* asks for the file */
VecheFeedsDialog *veche_feeds_dialog_open (VecheSession *session, GtkWidget *parent, GFile *file);
void              veche_feeds_export (VecheSession *session, GtkWidget *parent);                /* asks where to */

G_END_DECLS
