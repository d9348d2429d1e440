/* veche-message-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/veche-record.h"

G_BEGIN_DECLS

/* One message of a thread: who, when, what, what it said before, and the honest state of an answer of ours.
 * Signal "decide" (act, outbox uid): the person chose "withdraw", "resend" or "arrived" for an answer. */
#define VECHE_TYPE_MESSAGE_CARD (veche_message_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheMessageCard, veche_message_card, VECHE, MESSAGE_CARD, GtkWidget)

GtkWidget        *veche_message_card_new             (void);
/* highlight: the message that the conversation is about.  delay: seconds that an answer waits before it leaves. */
void              veche_message_card_set             (VecheMessageCard *self, VecheInteraction *interaction, gboolean highlight, guint delay);
/* The same for one that is not seen yet: its words are laid out, so that it costs little to show it. */
void              veche_message_card_make_ready      (VecheMessageCard *self, VecheInteraction *interaction, gboolean highlight, guint delay, int width);
/* It is not seen, and waits for another message; the one that it has may be wanted again. */
void              veche_message_card_put_away        (VecheMessageCard *self);
VecheInteraction *veche_message_card_get_interaction (VecheMessageCard *self);   /* (nullable) */

G_END_DECLS
