/* veche-member-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-draw.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* A member in words: what a list row, a card and a screen reader say of the same nicks and numbers. */
const char   *veche_stage_word       (const char *stage);                  /* "Newcomer"; "" for none */
const char   *veche_role_word        (const char *role);                   /* "Bot"; "" for none */
VecheActivity veche_member_activity  (const VecheMember *member);
const char   *veche_activity_word    (VecheActivity activity);
char         *veche_member_second_line (const VecheMember *member);        /* stage or role, two competencies, town; or what is not known yet */
char         *veche_member_label     (const VecheMember *member);          /* for a screen reader */
/* "Active · 14 days of 30"; hole: something of these days has not been read. */
char         *veche_member_now_line  (const VecheMember *member, gboolean hole);
char         *veche_member_contact_line (const VecheMember *member);       /* "Last contact — yesterday" */
char         *veche_people_count     (guint n);                            /* "2 418 people" */

/* An interaction on a timeline. */
const char   *veche_interaction_kind_word (const char *kind);              /* "Call": also in the filter */
char         *veche_interaction_headline (const VecheInteraction *interaction);
char         *veche_interaction_where (const VecheInteraction *interaction);   /* (nullable) */
const char   *veche_interaction_icon (const VecheInteraction *interaction);
VecheInk      veche_interaction_ink  (const VecheInteraction *interaction);
gboolean      veche_interaction_is_own_contact (const VecheInteraction *interaction);

G_END_DECLS
