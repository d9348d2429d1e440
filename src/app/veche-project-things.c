/* veche-project-things.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The money, partners, documents, risks and decisions of a project.
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-badge.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-page-private.h"

/* Nicks with their words, NULL-terminated both; the words are translated when asked for. */
typedef struct { const char *nick, *context, *title; } Word;

static const Word words[] = {
  { "cost", "budget", NC_("budget", "Cost") },
  { "income", "budget", NC_("budget", "Income") },
  { "partner", "partner", NC_("partner", "Partner") },
  { "sponsor", "partner", NC_("partner", "Sponsor") },
  { "venue", "partner", NC_("partner", "Venue") },
  { "media", "partner", NC_("partner", "Media") },
  { "other", "partner", NC_("partner", "Other") },
  { "idea", "agreement", NC_("agreement", "Idea") },
  { "asked", "agreement", NC_("agreement", "Asked") },
  { "agreed", "agreement", NC_("agreement", "Agreed") },
  { "declined", "agreement", NC_("agreement", "Declined") },
  { "document", "link", NC_("link", "Document") },
  { "page", "link", NC_("link", "Page") },
  { "material", "link", NC_("link", "Material") },
  { "recording", "link", NC_("link", "Recording") },
  { "photo", "link", NC_("link", "Photos") },
  { "survey", "link", NC_("link", "Survey") },
  { "other", "link", NC_("link", "Other") },
  { "open", "risk", NC_("risk", "Open") },
  { "happened", "risk", NC_("risk", "Happened") },
  { "gone", "risk", NC_("risk", "Gone") },
  { "1", "chance", NC_("chance", "Hardly") },
  { "2", "chance", NC_("chance", "Possibly") },
  { "3", "chance", NC_("chance", "Probably") },
  { "1", "harm", NC_("harm", "Small") },
  { "2", "harm", NC_("harm", "Noticeable") },
  { "3", "harm", NC_("harm", "Great") },
};

static const char *const three[] = { "1", "2", "3", NULL };

static const char *
word_of (const char *context, const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].context, context) == 0 && g_strcmp0 (words[i].nick, nick) == 0)
      return g_dpgettext2 (NULL, context, words[i].title);

  return nick != NULL ? nick : "";
}

static void
add_words (VecheFormDialog *form, const char *key, const char *title, const char *context, const char *const *nicks, const char *chosen)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; nicks[i] != NULL; i++)
    g_strv_builder_add (titles, word_of (context, nicks[i]));
  all = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, key, title, nicks, (const char *const *) all, chosen);
}

/* The row of the list with that uid, all of which begin with it; or none. */
static gconstpointer
find_thing (GPtrArray *list, const char *uid)
{
  for (guint i = 0; uid != NULL && i < list->len; i++)
    if (g_strcmp0 (*(char **) list->pdata[i], uid) == 0)
      return list->pdata[i];

  return NULL;
}

static VecheFormDialog *
form_new (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *title, const char *kind, const char *uid, VecheFormBuild build)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, title, kind, build);

  veche_form_dialog_keep (form, "uid", uid);
  veche_form_dialog_keep (form, "project", sheet->uid);

  return form;
}

static void
form_end (VecheFormDialog *form, const char *table, const char *uid)
{
  if (uid != NULL)
    veche_form_dialog_offer_remove (form, table, uid);
  veche_form_dialog_present (form);
}

static char *
form_dup (const VecheForm *form, const char *key)
{
  return (char *) veche_form_get (form, key);
}

static void
add_empty (GtkWidget *rows, GPtrArray *list, const char *text)
{
  if (list->len == 0)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (text, "plan-dim", NULL));
}

/*** Money ***/

static gboolean
budget_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  g_autofree char *currency = g_ascii_strup (veche_form_get (form, "currency") != NULL ? veche_form_get (form, "currency") : "", -1);
  const VecheBudgetLine line = { .uid = form_dup (form, "uid"), .kind = form_dup (form, "kind"), .title = form_dup (form, "title"), .currency = currency,
                                 .organisation = form_dup (form, "organisation"), .day = form_dup (form, "day"), .note = form_dup (form, "note"),
                                 .planned = veche_form_get_int (form, "planned", 0), .spent = veche_form_get_int (form, "spent", 0) };

  return veche_things_edit_budget (db, edit, "project", veche_form_get (form, "project"), &line, error) != NULL;
}

void
veche_project_edit_budget (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  const VecheBudgetLine none = { .currency = sheet->currency }, *line = find_thing (sheet->budget, uid);
  VecheFormDialog *form = form_new (parent, session, sheet, line != NULL ? _("Line of the Budget") : _("New Line of the Budget"), "budget", uid, budget_build);

  if (line == NULL)
    line = &none;
  veche_form_dialog_add_text (form, "title", _("What for"), line->title, TRUE);
  add_words (form, "kind", _("Kind"), "budget", veche_budget_kinds, line->kind);
  veche_form_dialog_add_money (form, "planned", _("Planned"), line->planned);
  veche_form_dialog_add_money (form, "spent", _("Spent or received so far"), line->spent);
  /* Translators: three letters, as in ISO 4217 */
  veche_form_dialog_add_text (form, "currency", _("Currency, like EUR"), line->currency, TRUE);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "organisation", _("Who pays or is paid"), line->organisation, FALSE);
  veche_form_dialog_add_day (form, "day", _("Day"), line->day);
  veche_form_dialog_add_text (form, "note", _("Note"), line->note, FALSE);
  form_end (form, "plan_budget", uid);
}

static void
add_sum (GtkWidget *rows, const VecheBudgetSum *sum)
{
  g_autofree char *planned = veche_money_words (sum->planned, sum->currency), *spent = veche_money_words (sum->spent, sum->currency), *cost = NULL;

  /* Translators: sums of money */
  cost = g_strdup_printf (_("Spent %s of %s"), spent, planned);
  gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (cost, sum->spent > sum->planned ? "plan-over" : "plan-dim", NULL));
  if (sum->income > 0 || sum->received > 0)
    {
      g_autofree char *income = veche_money_words (sum->income, sum->currency), *received = veche_money_words (sum->received, sum->currency);
      g_autofree char *words_in = g_strdup_printf (_("Received %s of %s"), received, income);

      gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (words_in, "plan-dim", NULL));
    }
}

GtkWidget *
veche_project_budget_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Budget"), _("Add a Line of the Budget"), "project.add-budget", &rows);
  g_autoptr (GArray) sums = veche_things_sum_budget (sheet->budget);

  for (guint i = 0; i < sheet->budget->len; i++)
    {
      const VecheBudgetLine *line = sheet->budget->pdata[i];
      g_autofree char *sum = veche_money_words (line->planned, line->currency), *spent = line->spent > 0 ? veche_money_words (line->spent, line->currency) : NULL;
      g_autofree char *about = g_strdup_printf ("%s%s%s%s%s", word_of ("budget", line->kind), spent != NULL ? " · " : "", spent != NULL ? spent : "",
                                                line->organisation != NULL ? " · " : "", line->organisation != NULL ? line->organisation : "");

      gtk_box_append (GTK_BOX (rows), veche_project_row_new (line->title, about, "project.edit-budget", line->uid, veche_label_new (sum, "plan-count", NULL)));
    }
  for (guint i = 0; i < sums->len; i++)
    add_sum (rows, &g_array_index (sums, VecheBudgetSum, i));
  add_empty (rows, sheet->budget, _("What it costs and who pays"));

  return card;
}

/*** Partners ***/

static gboolean
partner_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const VechePartner partner = { .uid = form_dup (form, "uid"), .role = form_dup (form, "role"), .state = form_dup (form, "state"),
                                 .organisation = form_dup (form, "organisation"), .contact_uid = form_dup (form, "contact"),
                                 .gives = form_dup (form, "gives"), .wants = form_dup (form, "wants") };

  return veche_things_edit_partner (db, edit, "project", veche_form_get (form, "project"), &partner, error) != NULL;
}

void
veche_project_edit_partner (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  const VechePartner none = { 0 }, *partner = find_thing (sheet->partners, uid);
  VecheFormDialog *form = form_new (parent, session, sheet, partner != NULL ? _("Partner") : _("New Partner"), "partner", uid, partner_build);

  if (partner == NULL)
    partner = &none;
  veche_form_dialog_add_text (form, "organisation", _("Organisation"), partner->organisation, TRUE);
  add_words (form, "role", _("Kind"), "partner", veche_partner_roles, partner->role);
  add_words (form, "state", _("Status"), "agreement", veche_partner_states, partner->state);
  veche_form_dialog_add_person (form, "contact", _("Whom we talk to"), partner->contact_uid, partner->contact);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "gives", _("What they give"), partner->gives, FALSE);
  veche_form_dialog_add_text (form, "wants", _("What they want for it"), partner->wants, FALSE);
  form_end (form, "plan_partner", uid);
}

static VecheInk
agreement_ink (const char *state)
{
  if (g_strcmp0 (state, "agreed") == 0)
    return VECHE_INK_POS;
  if (g_strcmp0 (state, "declined") == 0)
    return VECHE_INK_NEG;

  return g_strcmp0 (state, "asked") == 0 ? VECHE_INK_WARN : VECHE_INK_70;
}

GtkWidget *
veche_project_partners_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Partners and Sponsors"), _("Add a Partner"), "project.add-partner", &rows);

  for (guint i = 0; i < sheet->partners->len; i++)
    {
      const VechePartner *partner = sheet->partners->pdata[i];
      GtkWidget *badge = veche_badge_new ();
      g_autofree char *about = g_strdup_printf ("%s%s%s%s%s", word_of ("partner", partner->role), partner->contact != NULL ? " · " : "",
                                                partner->contact != NULL ? partner->contact : "", partner->gives != NULL ? " · " : "",
                                                partner->gives != NULL ? partner->gives : "");

      veche_badge_set (VECHE_BADGE (badge), NULL, word_of ("agreement", partner->state), agreement_ink (partner->state));
      gtk_box_append (GTK_BOX (rows), veche_project_row_new (partner->organisation, about, "project.edit-partner", partner->uid, badge));
    }
  add_empty (rows, sheet->partners, _("Who helps with a place, money or word of it"));

  return card;
}

/*** Documents ***/

static gboolean
link_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const VechePlanLink link = { .uid = form_dup (form, "uid"), .kind = form_dup (form, "kind"), .title = form_dup (form, "title"),
                               .url = form_dup (form, "url") };

  return veche_things_edit_link (db, edit, "project", veche_form_get (form, "project"), &link, error) != NULL;
}

void
veche_project_edit_link (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  const VechePlanLink none = { 0 }, *link = find_thing (sheet->links, uid);
  VecheFormDialog *form = form_new (parent, session, sheet, link != NULL ? _("Document or Link") : _("New Document or Link"), "link", uid, link_build);

  if (link == NULL)
    link = &none;
  veche_form_dialog_add_text (form, "title", _("Title"), link->title, FALSE);
  veche_form_dialog_add_text (form, "url", _("Address on the web"), link->url, TRUE);
  add_words (form, "kind", _("Kind"), "link", veche_plan_link_kinds, link->kind);
  form_end (form, "plan_link", uid);
}

GtkWidget *
veche_project_links_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Documents and Links"), _("Add a Document or Link"), "project.add-link", &rows);

  for (guint i = 0; i < sheet->links->len; i++)
    {
      const VechePlanLink *link = sheet->links->pdata[i];
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *row, *open = veche_project_button_new (C_("link", "Open"), "project.open-link", link->url);
      g_autofree char *about = g_strdup_printf ("%s · %s", word_of ("link", link->kind), link->url), *spoken = g_strdup_printf (_("Open “%s”"), link->title);

      row = veche_project_row_new (link->title, about, "project.edit-link", link->uid, NULL);
      veche_label_speak (open, spoken);
      gtk_widget_set_hexpand (row, TRUE);
      gtk_box_append (GTK_BOX (line), row);
      gtk_box_append (GTK_BOX (line), open);
      gtk_box_append (GTK_BOX (rows), line);
    }
  add_empty (rows, sheet->links, _("The plan, the page, the recordings"));

  return card;
}

/*** Risks ***/

static gboolean
risk_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const VecheRisk risk = { .uid = form_dup (form, "uid"), .title = form_dup (form, "title"), .state = form_dup (form, "state"),
                           .answer = form_dup (form, "answer"), .owner_uid = form_dup (form, "owner"),
                           .chance = (int) veche_form_get_int (form, "chance", 2), .harm = (int) veche_form_get_int (form, "harm", 2) };

  return veche_things_edit_risk (db, edit, "project", veche_form_get (form, "project"), &risk, error) != NULL;
}

void
veche_project_edit_risk (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  const VecheRisk none = { .chance = 2, .harm = 2 }, *risk = find_thing (sheet->risks, uid);
  VecheFormDialog *form = form_new (parent, session, sheet, risk != NULL ? _("Risk") : _("New Risk"), "risk", uid, risk_build);

  if (risk == NULL)
    risk = &none;
  veche_form_dialog_add_text (form, "title", _("What could go wrong"), risk->title, TRUE);
  add_words (form, "chance", _("How likely"), "chance", three, three[CLAMP (risk->chance, 1, 3) - 1]);
  add_words (form, "harm", _("How bad"), "harm", three, three[CLAMP (risk->harm, 1, 3) - 1]);
  add_words (form, "state", _("Status"), "risk", veche_risk_states, risk->state);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_person (form, "owner", _("Who watches it"), risk->owner_uid, risk->owner);
  veche_form_dialog_add_long (form, "answer", _("What is done about it"), risk->answer);
  form_end (form, "plan_risk", uid);
}

GtkWidget *
veche_project_risks_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Risks"), _("Add a Risk"), "project.add-risk", &rows);

  for (guint i = 0; i < sheet->risks->len; i++)
    {
      const VecheRisk *risk = sheet->risks->pdata[i];
      gboolean open = g_strcmp0 (risk->state, "open") == 0;
      GtkWidget *badge = veche_badge_new ();
      /* Translators: how likely and how bad something is: "probably, great" */
      g_autofree char *size = g_strdup_printf (_("%s, %s"), word_of ("chance", three[CLAMP (risk->chance, 1, 3) - 1]), word_of ("harm", three[CLAMP (risk->harm, 1, 3) - 1]));
      g_autofree char *about = g_strdup_printf ("%s%s%s%s%s", size, risk->owner != NULL ? " · " : "", risk->owner != NULL ? risk->owner : "",
                                                risk->answer != NULL ? " · " : "", risk->answer != NULL ? risk->answer : "");

      veche_badge_set (VECHE_BADGE (badge), open && risk->chance * risk->harm >= 6 ? "veche-negative-symbolic" : NULL, word_of ("risk", risk->state),
                       !open ? VECHE_INK_70 : risk->chance * risk->harm >= 6 ? VECHE_INK_NEG : VECHE_INK_WARN);
      gtk_box_append (GTK_BOX (rows), veche_project_row_new (risk->title, about, "project.edit-risk", risk->uid, badge));
    }
  add_empty (rows, sheet->risks, _("What could go wrong, and what is done then"));

  return card;
}

/*** Decisions ***/

static gboolean
decision_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const VecheDecision decision = { .uid = form_dup (form, "uid"), .text = form_dup (form, "text"), .day = form_dup (form, "day"),
                                   .why = form_dup (form, "why"), .owner_uid = form_dup (form, "owner") };

  return veche_things_edit_decision (db, edit, "project", veche_form_get (form, "project"), &decision, error) != NULL;
}

void
veche_project_edit_decision (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  g_autofree char *today = veche_day_today ();
  const VecheDecision none = { .day = today }, *decision = find_thing (sheet->decisions, uid);
  VecheFormDialog *form = form_new (parent, session, sheet, decision != NULL ? _("Decision") : _("New Decision"), "decision", uid, decision_build);

  if (decision == NULL)
    decision = &none;
  veche_form_dialog_add_text (form, "text", _("What was decided"), decision->text, TRUE);
  veche_form_dialog_add_person (form, "owner", _("Who decided"), decision->owner_uid, decision->owner);
  veche_form_dialog_add_day (form, "day", _("Day"), decision->day);
  veche_form_dialog_add_long (form, "why", _("Why"), decision->why);
  form_end (form, "plan_decision", uid);
}

GtkWidget *
veche_project_decisions_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Decisions"), _("Add a Decision"), "project.add-decision", &rows);

  for (guint i = 0; i < sheet->decisions->len; i++)
    {
      const VecheDecision *decision = sheet->decisions->pdata[i];
      g_autofree char *day = veche_day_long (decision->day);
      g_autofree char *about = g_strdup_printf ("%s%s%s%s%s", day != NULL ? day : "", decision->owner != NULL ? " · " : "",
                                                decision->owner != NULL ? decision->owner : "", decision->why != NULL ? " · " : "",
                                                decision->why != NULL ? decision->why : "");

      gtk_box_append (GTK_BOX (rows), veche_project_row_new (decision->text, about, "project.edit-decision", decision->uid, NULL));
    }
  add_empty (rows, sheet->decisions, _("What was decided, by whom and why"));

  return card;
}
