/* veche-contact.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody asked of those who write to them. */
typedef struct
{
  gboolean do_not_contact, do_not_mention;
  char    *preferred_platform;            /* (nullable) */
  char    *quiet_from, *quiet_until;      /* (nullable) "22:00", by the clock of whoever looks */
} VecheContact;

void     veche_contact_free     (VecheContact *self);
gboolean veche_contact_has_quiet (const VecheContact *self);              /* both hours are there, and differ */
gboolean veche_contact_is_quiet (const VecheContact *self, gint64 now);   /* now is between them, also over midnight */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheContact, veche_contact_free)

G_END_DECLS
