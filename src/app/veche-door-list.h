/* veche-door-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-guest-row.h"

G_BEGIN_DECLS

/* The people at the door desk: who answers what was typed, or, with nothing typed, the beginning of the list.  The keyboard stays with the name that is
 * typed; arrows choose from there.  Signal "activate": a row was clicked, it is the chosen one. */
#define VECHE_TYPE_DOOR_LIST (veche_door_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheDoorList, veche_door_list, VECHE, DOOR_LIST, AdwBin)

GtkWidget        *veche_door_list_new        (void);
/* hits (element-type VecheDoorHit); typed (nullable): what they answer. */
void              veche_door_list_fill       (VecheDoorList *self, GPtrArray *hits, const char *typed);
/* How many the list would have in full. */
void              veche_door_list_set_total  (VecheDoorList *self, guint total);
VecheGuestRecord *veche_door_list_get_chosen (VecheDoorList *self);   /* (transfer none) (nullable) */
void              veche_door_list_move       (VecheDoorList *self, int step);

G_END_DECLS
