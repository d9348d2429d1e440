/* veche-member-picker.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* A popover that finds one person: those with the wanted competency first, anyone by typing.  Signal "picked" (VecheRecord, always a
 * VecheMember). */
#define VECHE_TYPE_MEMBER_PICKER (veche_member_picker_get_type ())
G_DECLARE_FINAL_TYPE (VecheMemberPicker, veche_member_picker, VECHE, MEMBER_PICKER, GtkPopover)

/* competency (nullable): who is offered before anything is typed. */
GtkWidget *veche_member_picker_new (VecheSession *session, const char *competency);

G_END_DECLS
