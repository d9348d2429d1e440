/* veche-plan-chip.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* What stands in the calendar as a button: its shape and title.  A click opens it; its name is what a drag carries (veche-plan-list.h). */
typedef enum
{
  VECHE_PLAN_CHIP_SHAPE,   /* no room for words */
  VECHE_PLAN_CHIP_TITLE,
  VECHE_PLAN_CHIP_TIMED,   /* as high as it lasts: title and time under one another */
} VechePlanChipStyle;
#define VECHE_TYPE_PLAN_CHIP (veche_plan_chip_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanChip, veche_plan_chip, VECHE, PLAN_CHIP, GtkButton)
GtkWidget      *veche_plan_chip_new      (VecheSession *session, VechePlanEntry *entry, VechePlanChipStyle style);
/* Another one, in the same place. */
void            veche_plan_chip_show     (VechePlanChip *self, VechePlanEntry *entry, VechePlanChipStyle style);

/* The chip that this is, or is in; not further up than until. (nullable) */
GtkWidget      *veche_plan_chip_around   (GtkWidget *widget /* (nullable) */, GtkWidget *until);
VechePlanEntry *veche_plan_chip_entry_around (GtkWidget *widget /* (nullable) */, GtkWidget *until);   /* (nullable) */
VechePlanEntry *veche_plan_chip_entry_focused (GtkWidget *within);                                     /* of the chip with the keyboard (nullable) */
GtkWidget      *veche_plan_chip_find     (GtkWidget *within, const char *name);                          /* (nullable) */

/* Chips in box can be dragged; what is carried is their name. */
void            veche_plan_chip_add_drag (GtkWidget *box);
/* The menu key and the right button in box show what can be done with its chips.  bin: around the box, an AdwBin or the like; it drops the menus. */
void            veche_plan_chip_add_menus (GtkWidget *bin, GtkWidget *box, VecheSession *session);

G_END_DECLS
