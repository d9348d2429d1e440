/* veche-profile-parts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What the cards of a profile are made of. */
GtkWidget *veche_profile_card_new   (const char *title);                           /* a flat card, a vertical box with its heading */
GtkWidget *veche_profile_text_new   (const char *text, const char *style);         /* a wrapping label; text is clamped (style: nullable) */
GtkWidget *veche_profile_line_new   (const char *label, GtkWidget *control);       /* words at the start, the control at the end */
/* A person as a flat button that opens their profile; detail (nullable). */
GtkWidget *veche_profile_person_new (VecheSession *session, const char *uid, const char *name, const char *detail);
GtkWidget *veche_profile_icon_button_new (const char *icon, const char *label);
void       veche_profile_clear      (GtkWidget *box);                              /* removes all children */

G_END_DECLS
