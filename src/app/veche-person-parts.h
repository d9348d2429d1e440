/* veche-person-parts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-profile.h"
#include "model/veche-record.h"
#include "store/veche-ties-table.h"

G_BEGIN_DECLS

/* What the pane of a person is made of.  All are (transfer floating). */

/* A small heading and its words; NULL when there is nothing to say. */
GtkWidget *veche_person_section_new (const char *title, const char *text);
GtkWidget *veche_person_heading_new (const char *title);
/* One contact: opens the talk it was part of, else the person's own page. */
GtkWidget *veche_person_recent_new  (VecheSession *session, const char *member_uid, VecheInteraction *interaction);
/* Whom they talk with, how often, and whether that is one of us. */
GtkWidget *veche_person_tie_new     (VecheSession *session, const VecheTie *tie);
/* "Regular · Moderator · Acme": what they are here; "" for nothing. (transfer full) */
char      *veche_person_standing    (VecheProfile *profile);

G_END_DECLS
