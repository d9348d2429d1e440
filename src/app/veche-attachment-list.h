/* veche-attachment-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* The files kept with a member: added by choosing, dropping or pasting a picture; opened, saved and removed here. */
#define VECHE_TYPE_ATTACHMENT_LIST (veche_attachment_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheAttachmentList, veche_attachment_list, VECHE, ATTACHMENT_LIST, AdwBin)

void     veche_attachment_list_set_profile (VecheAttachmentList *self, VecheSession *session, VecheProfile *profile);   /* (nullable) both */
/* TRUE: the clipboard holds a picture, and it is on its way here. */
gboolean veche_attachment_list_paste       (VecheAttachmentList *self);

G_END_DECLS
