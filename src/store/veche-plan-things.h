/* veche-plan-things.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What projects and events have besides people and tasks: money, partners, documents, risks, decisions.  subject is "project" or "event", uid the row of
 * it.  Lane functions; changes through the journal, each one undo.  An _edit_ function makes a new row where thing->uid is NULL, else changes it, and
 * returns its uid (borrowed from the edit or the thing), NULL with INVALID; what goes, goes by veche_edit_delete().  Strings of a thing that is written are
 * borrowed; empty ones are none. */

typedef struct
{
  char   *uid, *kind, *title, *currency;          /* kind: "cost", "income"; currency: "RUB" */
  char   *organisation_uid, *organisation, *day, *note;   /* (nullable): who pays or is paid */
  gint64  planned, spent;                         /* minor units */
} VecheBudgetLine;
void       veche_budget_line_free    (VecheBudgetLine *self);
GPtrArray *veche_things_list_budget  (VecheDb *db, const char *subject, const char *uid, GError **error);      /* (element-type VecheBudgetLine) (transfer full) */
/* organisation: by its name, made where there is none. */
const char *veche_things_edit_budget (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheBudgetLine *line, GError **error);
typedef struct { char currency[4]; gint64 planned, spent, income, received; } VecheBudgetSum;                  /* cost, cost so far, income, of that so far */
GArray    *veche_things_sum_budget   (GPtrArray *lines);                                                       /* (element-type VecheBudgetSum) one a currency */
/* The currency that was used last, "" for none yet. (transfer full) */
char      *veche_things_last_currency (VecheDb *db);

typedef struct
{
  char *uid, *role, *state;                       /* role: "partner", "sponsor", "venue", "media", "other"; state: "idea", "asked", "agreed", "declined" */
  char *organisation_uid, *organisation;
  char *contact_uid, *contact, *gives, *wants;    /* (nullable); contact: a member */
} VechePartner;
void       veche_partner_free        (VechePartner *self);
GPtrArray *veche_things_list_partners (VecheDb *db, const char *subject, const char *uid, GError **error);     /* (element-type VechePartner) (transfer full) */
const char *veche_things_edit_partner (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VechePartner *partner, GError **error);

typedef struct { char *uid, *kind, *title, *url; } VechePlanLink;   /* kind: "document", "page", "material", "recording", "photo", "survey", "other" */
void       veche_plan_link_free      (VechePlanLink *self);
GPtrArray *veche_things_list_links   (VecheDb *db, const char *subject, const char *uid, GError **error);      /* (element-type VechePlanLink) (transfer full) */
/* INVALID: an address that is none of http, https and mailto. title NULL: the address. */
const char *veche_things_edit_link   (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VechePlanLink *link, GError **error);

typedef struct { char *uid, *title, *state, *answer, *owner_uid, *owner; int chance, harm; } VecheRisk;       /* state: "open", "happened", "gone"; 1 to 3 each; owner (nullable) */
void       veche_risk_free           (VecheRisk *self);
GPtrArray *veche_things_list_risks   (VecheDb *db, const char *subject, const char *uid, GError **error);      /* (element-type VecheRisk) open and worst first (transfer full) */
const char *veche_things_edit_risk   (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheRisk *risk, GError **error);

typedef struct { char *uid, *text, *day, *why, *owner_uid, *owner; } VecheDecision;                           /* why, owner: who decided (nullable) */
void       veche_decision_free       (VecheDecision *self);
GPtrArray *veche_things_list_decisions (VecheDb *db, const char *subject, const char *uid, GError **error);    /* (element-type VecheDecision) newest first (transfer full) */
/* day NULL: today. */
const char *veche_things_edit_decision (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheDecision *decision, GError **error);

extern const char *const veche_budget_kinds[], *const veche_partner_roles[], *const veche_partner_states[], *const veche_plan_link_kinds[],
                  *const veche_risk_states[];                                                                  /* NULL-terminated nicks */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheBudgetLine, veche_budget_line_free)

G_END_DECLS
