/* veche-guest-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "store/veche-door-table.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Somebody on an event's list, drawn as a row of Members: face, name, their part in it, and what became of the invitation.  The interface makes
 * these records from what the store lists; their id is the member's. */
typedef struct
{
  VecheRecord  parent;
  VecheGuest  *guest;   /* (owned) */
  char        *name;    /* clamped */
  char        *about;   /* "Speaker · number 3 on the waiting list" */
} VecheGuestRecord;

/* Takes the guest. */
VecheGuestRecord *veche_guest_record_new (VecheGuest *guest);
/* Somebody who was found at the door: whoever is not on the list has the status "". */
VecheGuestRecord *veche_guest_record_new_at_door (const VecheDoorHit *hit);

#define VECHE_TYPE_GUEST_ROW (veche_guest_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheGuestRow, veche_guest_row, VECHE, GUEST_ROW, VecheRow)

G_END_DECLS
