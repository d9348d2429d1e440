/* veche-plan-things.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-things.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-organisations-table.h"
#include "store/veche-statement.h"

const char *const veche_budget_kinds[] = { "cost", "income", NULL };
const char *const veche_partner_roles[] = { "partner", "sponsor", "venue", "media", "other", NULL };
const char *const veche_partner_states[] = { "idea", "asked", "agreed", "declined", NULL };
const char *const veche_plan_link_kinds[] = { "document", "page", "material", "recording", "photo", "survey", "other", NULL };
const char *const veche_risk_states[] = { "open", "happened", "gone", NULL };

void
veche_budget_line_free (VecheBudgetLine *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->currency);
  g_free (self->organisation_uid);
  g_free (self->organisation);
  g_free (self->day);
  g_free (self->note);
  g_free (self);
}

void
veche_partner_free (VechePartner *self)
{
  g_free (self->uid);
  g_free (self->role);
  g_free (self->state);
  g_free (self->organisation_uid);
  g_free (self->organisation);
  g_free (self->contact_uid);
  g_free (self->contact);
  g_free (self->gives);
  g_free (self->wants);
  g_free (self);
}

void
veche_plan_link_free (VechePlanLink *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->url);
  g_free (self);
}

void
veche_risk_free (VecheRisk *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->state);
  g_free (self->answer);
  g_free (self->owner_uid);
  g_free (self->owner);
  g_free (self);
}

void
veche_decision_free (VecheDecision *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->day);
  g_free (self->why);
  g_free (self->owner_uid);
  g_free (self->owner);
  g_free (self);
}

/*** Lists ***/

/* The statement of a list that reads what belongs to one project, or to one event. */
#define OF_SUBJECT(columns, table, joins, order)                                                                      \
  static const char of_project[] = "SELECT " columns " FROM project AS o JOIN " table " AS t ON t.project_id = o.id " joins " WHERE o.uid = ?1 ORDER BY " order; \
  static const char of_event[] = "SELECT " columns " FROM event AS o JOIN " table " AS t ON t.event_id = o.id " joins " WHERE o.uid = ?1 ORDER BY " order; \
  VecheStatement *row = veche_db_prepare (db, strcmp (subject, "event") == 0 ? of_event : of_project);                \
  veche_statement_bind_text (row, 1, uid)

GPtrArray *
veche_things_list_budget (VecheDb *db, const char *subject, const char *uid, GError **error)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_budget_line_free);
  GError *local = NULL;
  OF_SUBJECT ("t.uid, t.kind, t.title, t.currency, g.uid, g.name, t.day, t.note, t.planned, t.spent", "plan_budget",
              "LEFT JOIN organisation AS g ON g.id = t.organisation_id", "t.kind, t.position, t.id");

  while (veche_statement_step (row, &local))
    {
      VecheBudgetLine *line = g_new0 (VecheBudgetLine, 1);
      char **texts[] = { &line->uid, &line->kind, &line->title, &line->currency, &line->organisation_uid, &line->organisation, &line->day, &line->note };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      line->planned = veche_statement_int (row, 8);
      line->spent = veche_statement_int (row, 9);
      g_ptr_array_add (lines, line);
    }

  return veche_statement_finish (lines, (GDestroyNotify) g_ptr_array_unref, local, "reading the budget: ", error);
}

GPtrArray *
veche_things_list_partners (VecheDb *db, const char *subject, const char *uid, GError **error)
{
  GPtrArray *partners = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_partner_free);
  GError *local = NULL;
  OF_SUBJECT ("t.uid, t.role, t.state, g.uid, g.name, m.uid, m.name, t.gives, t.wants", "plan_partner",
              "JOIN organisation AS g ON g.id = t.organisation_id LEFT JOIN member AS m ON m.id = t.contact_id", "t.id");

  while (veche_statement_step (row, &local))
    {
      VechePartner *partner = g_new0 (VechePartner, 1);
      char **texts[] = { &partner->uid, &partner->role, &partner->state, &partner->organisation_uid, &partner->organisation, &partner->contact_uid,
                         &partner->contact, &partner->gives, &partner->wants };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      g_ptr_array_add (partners, partner);
    }

  return veche_statement_finish (partners, (GDestroyNotify) g_ptr_array_unref, local, "reading partners: ", error);
}

GPtrArray *
veche_things_list_links (VecheDb *db, const char *subject, const char *uid, GError **error)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_plan_link_free);
  GError *local = NULL;
  OF_SUBJECT ("t.uid, t.kind, t.title, t.url", "plan_link", "", "t.position, t.id");

  while (veche_statement_step (row, &local))
    {
      VechePlanLink *link = g_new0 (VechePlanLink, 1);
      char **texts[] = { &link->uid, &link->kind, &link->title, &link->url };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      g_ptr_array_add (links, link);
    }

  return veche_statement_finish (links, (GDestroyNotify) g_ptr_array_unref, local, "reading documents: ", error);
}

GPtrArray *
veche_things_list_risks (VecheDb *db, const char *subject, const char *uid, GError **error)
{
  GPtrArray *risks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_risk_free);
  GError *local = NULL;
  OF_SUBJECT ("t.uid, t.title, t.state, t.answer, m.uid, m.name, t.chance, t.harm", "plan_risk", "LEFT JOIN member AS m ON m.id = t.owner_id",
              "t.state <> 'open', t.chance * t.harm DESC, t.id");

  while (veche_statement_step (row, &local))
    {
      VecheRisk *risk = g_new0 (VecheRisk, 1);
      char **texts[] = { &risk->uid, &risk->title, &risk->state, &risk->answer, &risk->owner_uid, &risk->owner };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      risk->chance = (int) veche_statement_int (row, 6);
      risk->harm = (int) veche_statement_int (row, 7);
      g_ptr_array_add (risks, risk);
    }

  return veche_statement_finish (risks, (GDestroyNotify) g_ptr_array_unref, local, "reading risks: ", error);
}

GPtrArray *
veche_things_list_decisions (VecheDb *db, const char *subject, const char *uid, GError **error)
{
  GPtrArray *decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_decision_free);
  GError *local = NULL;
  OF_SUBJECT ("t.uid, t.text, t.day, t.why, m.uid, m.name", "plan_decision", "LEFT JOIN member AS m ON m.id = t.owner_id", "t.day DESC, t.id DESC");

  while (veche_statement_step (row, &local))
    {
      VecheDecision *decision = g_new0 (VecheDecision, 1);
      char **texts[] = { &decision->uid, &decision->text, &decision->day, &decision->why, &decision->owner_uid, &decision->owner };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = veche_statement_dup_text (row, (int) i);
      g_ptr_array_add (decisions, decision);
    }

  return veche_statement_finish (decisions, (GDestroyNotify) g_ptr_array_unref, local, "reading decisions: ", error);
}

GArray *
veche_things_sum_budget (GPtrArray *lines)
{
  GArray *sums = g_array_new (FALSE, TRUE, sizeof (VecheBudgetSum));

  for (guint i = 0; i < lines->len; i++)
    {
      const VecheBudgetLine *line = lines->pdata[i];
      VecheBudgetSum *sum = NULL;

      for (guint k = 0; k < sums->len && sum == NULL; k++)
        if (g_str_equal (g_array_index (sums, VecheBudgetSum, k).currency, line->currency))
          sum = &g_array_index (sums, VecheBudgetSum, k);
      if (sum == NULL)
        {
          g_array_set_size (sums, sums->len + 1);
          sum = &g_array_index (sums, VecheBudgetSum, sums->len - 1);
          g_strlcpy (sum->currency, line->currency, sizeof sum->currency);
        }
      if (g_str_equal (line->kind, "income"))
        {
          sum->income += line->planned;
          sum->received += line->spent;
        }
      else
        {
          sum->planned += line->planned;
          sum->spent += line->spent;
        }
    }

  return sums;
}

char *
veche_things_last_currency (VecheDb *db)
{
  static const char sql[] = "SELECT currency FROM plan_budget ORDER BY id DESC LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *currency = NULL;

  if (veche_statement_step (row, NULL))
    {
      currency = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return currency != NULL ? currency : g_strdup ("");
}

/*** Changes ***/

static const char *
said (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* A row of the table, new where there is none yet. */
static const char *
need_row (VecheEdit *edit, const char *table, const char *subject, const char *owner_uid, const char *uid)
{
  if (uid != NULL)
    return uid;

  uid = veche_edit_insert (edit, table);
  veche_edit_set_ref (edit, table, uid, strcmp (subject, "event") == 0 ? "event_id" : "project_id", owner_uid);

  return uid;
}

static gboolean
is_currency (const char *currency)
{
  if (currency == NULL || strlen (currency) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isupper (currency[i]))
      return FALSE;

  return TRUE;
}

const char *
veche_things_edit_budget (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheBudgetLine *line, GError **error)
{
  static const char table[] = "plan_budget";
  const char *kind = line->kind != NULL ? line->kind : "cost", *row;
  g_autofree char *organisation = NULL;
  gboolean ok;

  if (said (line->title) == NULL)
    ok = veche_events_refuse (error, "%s", "What is the money for? Give a title");
  else if (!g_strv_contains (veche_budget_kinds, kind))
    ok = veche_events_refuse (error, "“%s” is neither cost nor income", kind);
  else if (!is_currency (line->currency))
    ok = veche_events_refuse (error, "“%s” is no currency: write it with three letters, like EUR", line->currency != NULL ? line->currency : "");
  else if (line->planned < 0 || line->spent < 0)
    ok = veche_events_refuse (error, "%s", "A sum is not less than nothing: income is a line of its own");
  else
    ok = said (line->day) == NULL || veche_when_is_day (line->day)
         || veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", line->day);
  if (!ok)
    return NULL;
  if (said (line->organisation) != NULL)
    {
      organisation = veche_organisations_edit_named (db, edit, line->organisation, "partner", error);
      if (organisation == NULL)
        return NULL;
    }

  row = need_row (edit, table, subject, uid, line->uid);
  veche_edit_set_text (edit, table, row, "kind", kind);
  veche_edit_set_text (edit, table, row, "title", line->title);
  veche_edit_set_text (edit, table, row, "currency", line->currency);
  veche_edit_set_int (edit, table, row, "planned", line->planned);
  veche_edit_set_int (edit, table, row, "spent", line->spent);
  veche_edit_set_ref (edit, table, row, "organisation_id", organisation);
  veche_edit_set_text (edit, table, row, "day", said (line->day));
  veche_edit_set_text (edit, table, row, "note", said (line->note));

  return row;
}

const char *
veche_things_edit_partner (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VechePartner *partner, GError **error)
{
  static const char table[] = "plan_partner";
  const char *role = partner->role != NULL ? partner->role : "partner", *state = partner->state != NULL ? partner->state : "idea", *row;
  g_autofree char *organisation = NULL;
  gboolean ok;

  if (said (partner->organisation) == NULL)
    ok = veche_events_refuse (error, "%s", "Who is the partner? Give a name");
  else if (!g_strv_contains (veche_partner_roles, role))
    ok = veche_events_refuse (error, "“%s” is none of partner, sponsor, venue, media, other", role);
  else
    ok = g_strv_contains (veche_partner_states, state) || veche_events_refuse (error, "“%s” is none of idea, asked, agreed, declined", state);
  if (ok)
    organisation = veche_organisations_edit_named (db, edit, partner->organisation, strcmp (role, "sponsor") == 0 ? "sponsor" : "partner", error);
  if (organisation == NULL)
    return NULL;

  row = need_row (edit, table, subject, uid, partner->uid);
  veche_edit_set_ref (edit, table, row, "organisation_id", organisation);
  veche_edit_set_text (edit, table, row, "role", role);
  veche_edit_set_text (edit, table, row, "state", state);
  veche_edit_set_ref (edit, table, row, "contact_id", said (partner->contact_uid));
  veche_edit_set_text (edit, table, row, "gives", said (partner->gives));
  veche_edit_set_text (edit, table, row, "wants", said (partner->wants));

  return row;
}

static gboolean
is_address (const char *url)
{
  static const char *const schemes[] = { "http", "https", "mailto", NULL };
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown (scheme, -1) : NULL;

  return lower != NULL && g_strv_contains (schemes, lower);
}

const char *
veche_things_edit_link (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VechePlanLink *link, GError **error)
{
  static const char table[] = "plan_link";
  const char *kind = link->kind != NULL ? link->kind : "document", *row;

  if (!is_address (link->url))
    veche_events_refuse (error, "“%s” is no address: it begins with https://", link->url != NULL ? link->url : "");
  else if (!g_strv_contains (veche_plan_link_kinds, kind))
    veche_events_refuse (error, "“%s” is none of document, page, material, recording, photo, survey, other", kind);
  if (!is_address (link->url) || !g_strv_contains (veche_plan_link_kinds, kind))
    return NULL;

  row = need_row (edit, table, subject, uid, link->uid);
  veche_edit_set_text (edit, table, row, "kind", kind);
  veche_edit_set_text (edit, table, row, "title", said (link->title) != NULL ? link->title : link->url);
  veche_edit_set_text (edit, table, row, "url", link->url);

  return row;
}

const char *
veche_things_edit_risk (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheRisk *risk, GError **error)
{
  static const char table[] = "plan_risk";
  const char *state = risk->state != NULL ? risk->state : "open", *row;
  gboolean ok;

  if (said (risk->title) == NULL)
    ok = veche_events_refuse (error, "%s", "What could go wrong? Give a title");
  else if (risk->chance < 1 || risk->chance > 3 || risk->harm < 1 || risk->harm > 3)
    ok = veche_events_refuse (error, "%s", "Chance and harm are 1, 2 or 3");
  else
    ok = g_strv_contains (veche_risk_states, state) || veche_events_refuse (error, "“%s” is none of open, happened, gone", state);
  if (!ok)
    return NULL;

  row = need_row (edit, table, subject, uid, risk->uid);
  veche_edit_set_text (edit, table, row, "title", risk->title);
  veche_edit_set_int (edit, table, row, "chance", risk->chance);
  veche_edit_set_int (edit, table, row, "harm", risk->harm);
  veche_edit_set_text (edit, table, row, "answer", said (risk->answer));
  veche_edit_set_ref (edit, table, row, "owner_id", said (risk->owner_uid));
  veche_edit_set_text (edit, table, row, "state", state);

  return row;
}

const char *
veche_things_edit_decision (VecheDb *db, VecheEdit *edit, const char *subject, const char *uid, const VecheDecision *decision, GError **error)
{
  static const char table[] = "plan_decision";
  g_autofree char *today = veche_when_today (veche_now (), NULL);
  const char *day = said (decision->day) != NULL ? decision->day : today, *row;

  if (said (decision->text) == NULL)
    veche_events_refuse (error, "%s", "What was decided? Give a text");
  else if (!veche_when_is_day (day))
    veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", day);
  if (said (decision->text) == NULL || !veche_when_is_day (day))
    return NULL;

  row = need_row (edit, table, subject, uid, decision->uid);
  veche_edit_set_text (edit, table, row, "text", decision->text);
  veche_edit_set_text (edit, table, row, "why", said (decision->why));
  veche_edit_set_text (edit, table, row, "day", day);
  veche_edit_set_ref (edit, table, row, "owner_id", said (decision->owner_uid));

  return row;
}
