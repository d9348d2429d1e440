/* veche-people-match-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-people-private.h"

G_BEGIN_DECLS

/* What -match finds and -judge decides about. */

/* Somebody a row may be: a member, or an earlier row of the table. */
typedef struct
{
  VechePersonFacts *facts;
  VecheNameForm    *form;
  guint             row;       /* 1 + index; 0: a member */
  VecheNames        names;
} VecheSuspect;

struct _VechePeopleMatcher
{
  VecheDb           *db;
  VechePeoplePlan   *plan;
  VechePeopleLabels  labels;
  VechePeopleContext context;
  GHashTable        *phones;       /* (nullable): key → member id */
  GHashTable        *rows_by_account;   /* "platform/instance/id" → 1 + index of the first row with it */
  GHashTable        *rows_by_name;      /* sorted keys → (element-type guint) GArray */
  GHashTable        *rows_by_member;    /* member id → 1 + index of the first row that is them */
};

/* What is found out about one row. */
typedef struct
{
  VecheEntrant  *entrant;
  VecheNameForm *form;         /* (nullable): no name */
  GPtrArray     *strong;       /* (element-type VecheSuspect) an account says so */
  GPtrArray     *weak;         /* (element-type VecheSuspect) the name does */
  VechePeopleWhy why;          /* of the first strong one */
  char          *detail;       /* (nullable) */
} VecheLook;

/* One more who may be meant, unless they are on the list. */
gboolean       veche_people_suspect_member   (VechePeopleMatcher *self, VecheLook *look, GPtrArray *list, gint64 id, GError **error);
VechePeopleWhy veche_people_why_of           (const VecheTableAccount *account);
gboolean       veche_people_look_at_accounts (VechePeopleMatcher *self, VecheLook *look, GError **error);   /* whom the row's accounts name */
gboolean       veche_people_look_at_name     (VechePeopleMatcher *self, VecheLook *look, GError **error);   /* whom its name suggests */

/* Fills in outcome, reason and candidates. */
gboolean       veche_people_judge            (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row, GError **error);
/* detail: (transfer full) (nullable) */
void           veche_people_set              (VechePeopleRow *row, VechePeopleOutcome outcome, VechePeopleWhy why, char *detail, VecheSuspect *whom);

G_END_DECLS
