/* veche-harvest-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What was read out of people's introductions, one by one, to accept, change or reject: j, k, a, e, r.  Nothing is accepted by itself. */
#define VECHE_TYPE_HARVEST_DIALOG (veche_harvest_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheHarvestDialog, veche_harvest_dialog, VECHE, HARVEST_DIALOG, AdwWindow)

typedef enum { VECHE_HARVEST_NOTHING, VECHE_HARVEST_THREAD, VECHE_HARVEST_CHANNEL } VecheHarvestFrom;
/* Reads first what is asked for, then shows all open proposals. interaction_uid: a message of the thread or channel (nullable) */
void veche_harvest_dialog_present (GtkWidget *parent, VecheSession *session, VecheHarvestFrom from, const char *interaction_uid);
/* Asks for a file first. */
void veche_harvest_choose_file    (GtkWidget *parent, VecheSession *session);

G_END_DECLS
