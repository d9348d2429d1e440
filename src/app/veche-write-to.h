/* veche-write-to.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "model/veche-profile.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* Words for a person, wherever they can be reached: into the reply to what they said last, on that platform if they said something there (nullable: any).
 * Who said nothing yet is written to directly where their platform opens a conversation by a name; the window says where it does not. */
void  veche_write_to            (GtkWidget *from, VecheSession *session, const char *member_uid, const char *platform, const char *text);
/* To a guest of an event, of that kind (as veche_event_letter() has them): one draft of a kind, which undo takes back.  Who has no conversation is thanked
 * as soon as the words are taken elsewhere. */
void  veche_write_to_guest      (GtkWidget *from, VecheSession *session, const VecheGuest *guest, const char *kind, const char *text);

/* Where the account lives, for what has no address of its own. (transfer full) (nullable) */
char *veche_identity_uri        (const VecheIdentity *identity);
/* What opens a conversation with it, with the words in it where the platform takes them (has_text, out). (transfer full) (nullable): it has none */
char *veche_identity_direct_uri (const VecheIdentity *identity, const char *text, gboolean *has_text);

G_END_DECLS
