/* veche-event-details.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-details.h"

#include <glib/gi18n.h>

#include "app/veche-commit-row.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-ritual.h"
#include "app/veche-event-when.h"
#include "app/veche-event-words.h"
#include "app/veche-fact-card.h"
#include "app/veche-kinds.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-plan-table.h"

#define MOST_SEATS 1000000

typedef enum { FIELD_TITLE, FIELD_PLACE, FIELD_LINK, FIELD_CAPACITY, FIELD_PRICE, FIELD_SPONSOR, N_FIELDS } Field;

struct _VecheEventDetails
{
  AdwBin          parent_instance;

  VecheSession   *session;    /* (owned) */
  VecheEventCard *event;      /* (unowned) (nullable) */
  GPtrArray      *agendas;    /* (owned) (nullable) (element-type VecheAgenda) */
  GPtrArray      *projects;   /* (owned) (nullable) (element-type VecheChoice) */
  gboolean        filling;

  VecheCommitRow *fields[N_FIELDS];
  AdwComboRow    *kind, *status, *agenda, *project, *way;
  VecheEventWhen *when;
  VecheEventRitual *ritual;
  GtkWidget      *offer;      /* of what its kind needs, while it has none of it */
  GtkWidget      *owner_row, *owner_clear;
  GtkWidget      *problem;
  VecheFactCard  *about, *notes;
};

G_DEFINE_FINAL_TYPE (VecheEventDetails, veche_event_details, ADW_TYPE_BIN)

/*** Saving ***/

static void
event_details_say (VecheEventDetails *self, Field field, const char *problem)
{
  veche_commit_row_set_problem (self->fields[field], problem);
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

static void
event_details_save_capacity (VecheEventDetails *self, const char *text)
{
  guint64 seats = 0;
  guint coming = self->event->accepted + self->event->came;
  g_autofree char *over = NULL;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, MOST_SEATS, &seats, NULL))
    {
      event_details_say (self, FIELD_CAPACITY, _ ("How many places are there? Write a number, or nothing when everybody fits"));
      return;
    }
  event_details_say (self, FIELD_CAPACITY, NULL);
  veche_event_edit_int (self->session, self->event, "capacity", (gint64) seats, seats > 0,
                        veche_typed_hold (GTK_WIDGET (self->fields[FIELD_CAPACITY]), NULL));
  if (seats == 0 || seats >= coming)
    return;

  /* Translators: there are more people than places */
  over = g_strdup_printf (ngettext ("%u is coming already, more than there are places. Nobody was taken off the list",
                                    "%u are coming already, more than there are places. Nobody was taken off the list", coming), coming);
  gtk_label_set_text (GTK_LABEL (self->problem), over);
  gtk_widget_set_visible (self->problem, TRUE);
}

static void
event_details_save_price (VecheEventDetails *self, const char *text)
{
  gint64 price;
  g_autofree char *currency = NULL;

  if (!veche_price_read (text, &price, &currency))
    {
      event_details_say (self, FIELD_PRICE, _ ("What does it cost a guest? Write it like 500 RUB, or nothing when it is free"));
      return;
    }
  event_details_say (self, FIELD_PRICE, NULL);
  veche_event_edit_price (self->session, self->event, price, currency, veche_typed_hold (GTK_WIDGET (self->fields[FIELD_PRICE]), NULL));
}

static void
event_details_committed_cb (VecheEventDetails *self, const char *text, VecheCommitRow *row)
{
  static const char *const columns[N_FIELDS] = { "title", "place", "link", NULL, NULL, NULL };
  guint field = 0;

  if (self->event == NULL)
    return;
  while (self->fields[field] != row)
    field++;

  if (field == FIELD_TITLE && *text == '\0')
    event_details_say (self, FIELD_TITLE, _ ("An event needs a title"));
  else if (field == FIELD_CAPACITY)
    event_details_save_capacity (self, text);
  else if (field == FIELD_PRICE)
    event_details_save_price (self, text);
  else if (field == FIELD_SPONSOR)
    veche_event_edit_sponsor (self->session, self->event, text, veche_typed_hold (GTK_WIDGET (row), NULL));
  else
    {
      event_details_say (self, field, NULL);
      veche_event_edit_text (self->session, self->event, columns[field], text, veche_typed_hold (GTK_WIDGET (row), NULL));
    }
}

static void
event_details_kind_cb (VecheEventDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->kind);

  if (!self->filling && self->event != NULL && selected != GTK_INVALID_LIST_POSITION)
    veche_event_edit_text (self->session, self->event, "kind", veche_event_kinds[selected], NULL);
}

static void
event_details_status_cb (VecheEventDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->status);

  if (!self->filling && self->event != NULL && selected != GTK_INVALID_LIST_POSITION)
    veche_event_edit_text (self->session, self->event, "status", veche_event_statuses[selected], NULL);
}

static void
event_details_agenda_cb (VecheEventDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->agenda);

  if (self->filling || self->event == NULL || self->agendas == NULL || selected > self->agendas->len)
    return;
  veche_event_edit_ref (self->session, self->event, "agenda_id", selected > 0 ? ((VecheAgenda *) self->agendas->pdata[selected - 1])->uid : NULL);
}

static void
event_details_project_cb (VecheEventDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->project);

  if (self->filling || self->event == NULL || self->projects == NULL || selected > self->projects->len)
    return;
  veche_event_edit_ref (self->session, self->event, "project_id", selected > 0 ? ((VecheChoice *) self->projects->pdata[selected - 1])->uid : NULL);
}

/* On the spot, online, both: an event that is online and has a place is both. */
static void
event_details_follow_way (VecheEventDetails *self)
{
  guint way = adw_combo_row_get_selected (self->way);

  gtk_widget_set_visible (GTK_WIDGET (self->fields[FIELD_PLACE]), way != 1);
}

static void
event_details_way_cb (VecheEventDetails *self)
{
  guint way = adw_combo_row_get_selected (self->way);

  if (self->filling || self->event == NULL)
    return;
  event_details_follow_way (self);
  if (self->event->online != (way > 0))
    veche_event_edit_int (self->session, self->event, "online", way > 0, TRUE, NULL);
  if (way == 1 && self->event->place != NULL)
    veche_event_edit_text (self->session, self->event, "place", NULL, NULL);
}

static void
event_details_owner_cb (VecheEventDetails *self, VecheRecord *member)
{
  if (self->event != NULL)
    veche_event_edit_ref (self->session, self->event, "owner_id", member->uid);
}

static void
event_details_clear_owner_cb (VecheEventDetails *self)
{
  if (self->event != NULL)
    veche_event_edit_ref (self->session, self->event, "owner_id", NULL);
}

static void
event_details_about_cb (VecheEventDetails *self, const char *text)
{
  if (self->event != NULL)
    veche_event_edit_text (self->session, self->event, "about", text, veche_typed_hold (GTK_WIDGET (self->about), NULL));
}

static void
event_details_notes_cb (VecheEventDetails *self, const char *text)
{
  if (self->event != NULL)
    veche_event_edit_text (self->session, self->event, "notes", text, veche_typed_hold (GTK_WIDGET (self->notes), NULL));
}

/*** The form ***/

static VecheCommitRow *
event_details_add_field (VecheEventDetails *self, AdwPreferencesGroup *group, Field field, const char *title)
{
  gboolean autosave = field != FIELD_CAPACITY && field != FIELD_PRICE && field != FIELD_SPONSOR;

  self->fields[field] = VECHE_COMMIT_ROW (veche_commit_row_new (title));
  if (autosave)
    veche_typed_set_autosave (GTK_WIDGET (self->fields[field]));
  g_signal_connect_swapped (self->fields[field], "committed", G_CALLBACK (event_details_committed_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->fields[field]));

  return self->fields[field];
}

static AdwComboRow *
event_details_add_choice (VecheEventDetails *self, AdwPreferencesGroup *group, const char *title, GCallback changed)
{
  AdwComboRow *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "use-markup", FALSE, NULL);

  g_signal_connect_swapped (row, "notify::selected", changed, self);
  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}

static void
event_details_set_words (AdwComboRow *row, const char *const *nicks, const char *(*title) (const char *))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; nicks[i] != NULL; i++)
    gtk_string_list_append (list, title (nicks[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
event_details_add_owner (VecheEventDetails *self, AdwPreferencesGroup *group)
{
  GtkWidget *picker = veche_member_picker_new (self->session, NULL);
  GtkWidget *choose = gtk_menu_button_new ();

  self->owner_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->owner_row), _ ("Who runs it"));
  self->owner_clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->owner_clear, "flat");
  gtk_widget_set_valign (self->owner_clear, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->owner_clear, _ ("Nobody"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->owner_clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Nobody runs it"), -1);
  g_signal_connect_swapped (self->owner_clear, "clicked", G_CALLBACK (event_details_clear_owner_cb), self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (choose), _ ("Choose"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (choose), picker);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose who runs it"), -1);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (event_details_owner_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->owner_row), self->owner_clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->owner_row), choose);
  adw_preferences_group_add (group, self->owner_row);
}

static void
event_details_offer_cb (VecheEventDetails *self)
{
  if (self->event != NULL)
    veche_kinds_ask_event (GTK_WIDGET (self), self->session, self->event);
}

static void
event_details_add_offer (VecheEventDetails *self, AdwPreferencesGroup *group)
{
  GtkWidget *choose = gtk_button_new_with_label (_ ("Take…"));

  self->offer = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("What this kind needs"),
                              "subtitle", _ ("Tasks with their days, a programme, a length"), "visible", FALSE, "use-markup", FALSE, NULL);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  veche_label_speak (choose, _ ("Take what this kind needs"));
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (event_details_offer_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->offer), choose);
  adw_preferences_group_add (group, self->offer);
}

static GtkWidget *
event_details_make_what (VecheEventDetails *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  event_details_add_field (self, group, FIELD_TITLE, _ ("Title"));
  self->kind = event_details_add_choice (self, group, _ ("Kind"), G_CALLBACK (event_details_kind_cb));
  event_details_set_words (self->kind, veche_event_kinds, veche_event_kind_title);
  event_details_add_offer (self, group);
  self->status = event_details_add_choice (self, group, _ ("Status"), G_CALLBACK (event_details_status_cb));
  event_details_set_words (self->status, veche_event_statuses, veche_status_title);
  event_details_add_owner (self, group);
  self->agenda = event_details_add_choice (self, group, _ ("Agenda"), G_CALLBACK (event_details_agenda_cb));
  self->project = event_details_add_choice (self, group, _ ("Project"), G_CALLBACK (event_details_project_cb));

  return GTK_WIDGET (group);
}

static GtkWidget *
event_details_make_where (VecheEventDetails *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *const ways[] = { _ ("On the spot"), _ ("Online"), _ ("Both"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (ways);

  adw_preferences_group_set_title (group, _ ("Where"));
  self->way = event_details_add_choice (self, group, _ ("How"), G_CALLBACK (event_details_way_cb));
  adw_combo_row_set_model (self->way, G_LIST_MODEL (list));
  event_details_add_field (self, group, FIELD_PLACE, _ ("Place"));
  event_details_add_field (self, group, FIELD_LINK, _ ("Link"));

  return GTK_WIDGET (group);
}

static GtkWidget *
event_details_make_terms (VecheEventDetails *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Places and money"));
  event_details_add_field (self, group, FIELD_CAPACITY, _ ("Places (empty: everybody fits)"));
  event_details_add_field (self, group, FIELD_PRICE, _ ("Cost for a guest, as 500 RUB (empty: free)"));
  event_details_add_field (self, group, FIELD_SPONSOR, _ ("Sponsor"));
  self->problem = veche_label_new_wrapped ("", "veche-neg-ink", "veche-small");
  gtk_widget_add_css_class (self->problem, "veche-form-hint");
  gtk_widget_set_visible (self->problem, FALSE);
  adw_preferences_group_add (group, self->problem);

  return GTK_WIDGET (group);
}

static GtkWidget *
event_details_make_words (VecheEventDetails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->about = g_object_new (VECHE_TYPE_FACT_CARD, "title", _ ("What is said to everybody"), "hint", _ ("What it is about, for whom, what to bring"), NULL);
  self->notes = g_object_new (VECHE_TYPE_FACT_CARD, "title", _ ("For ourselves"), "hint", _ ("What the team has to know"), NULL);
  g_signal_connect_swapped (self->about, "committed", G_CALLBACK (event_details_about_cb), self);
  g_signal_connect_swapped (self->notes, "committed", G_CALLBACK (event_details_notes_cb), self);
  veche_typed_set_autosave (GTK_WIDGET (self->about));
  veche_typed_set_autosave (GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));

  return box;
}

static void
event_details_dispose (GObject *object)
{
  VecheEventDetails *self = VECHE_EVENT_DETAILS (object);

  self->event = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->projects, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_event_details_parent_class)->dispose (object);
}

static void
veche_event_details_class_init (VecheEventDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = event_details_dispose;
}

static void
veche_event_details_init (VecheEventDetails *self)
{
}

GtkWidget *
veche_event_details_new (VecheSession *session)
{
  VecheEventDetails *self = g_object_new (VECHE_TYPE_EVENT_DETAILS, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->session = g_object_ref (session);
  self->filling = TRUE;
  self->when = VECHE_EVENT_WHEN (veche_event_when_new (session));
  self->ritual = VECHE_EVENT_RITUAL (veche_event_ritual_new (session));
  gtk_box_append (GTK_BOX (box), event_details_make_what (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->when));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ritual));
  gtk_box_append (GTK_BOX (box), event_details_make_where (self));
  gtk_box_append (GTK_BOX (box), event_details_make_terms (self));
  gtk_box_append (GTK_BOX (box), event_details_make_words (self));
  self->filling = FALSE;
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_widget_add_css_class (box, "event-form");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return GTK_WIDGET (self);
}

/*** What the store says ***/

static guint
index_of (const char *const *nicks, const char *nick)
{
  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;

  return 0;
}

static void
event_details_show_agendas (VecheEventDetails *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_ ("agenda", "None"));
  for (guint i = 0; i < self->agendas->len; i++)
    {
      const VecheAgenda *agenda = self->agendas->pdata[i];

      gtk_string_list_append (names, agenda->name);
      if (g_strcmp0 (agenda->uid, self->event->agenda_uid) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->agenda, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->agenda, selected);
}

static void
event_details_show_projects (VecheEventDetails *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_ ("project", "None"));
  for (guint i = 0; i < self->projects->len; i++)
    {
      const VecheChoice *project = self->projects->pdata[i];
      g_autofree char *title = veche_text_clamp (project->title, 100, FALSE);

      gtk_string_list_append (names, title);
      if (g_strcmp0 (project->uid, self->event->project_uid) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->project, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->project, selected);
}

static void
event_details_show_fields (VecheEventDetails *self, const VecheEventCard *event)
{
  g_autofree char *capacity = event->capacity > 0 ? g_strdup_printf ("%u", event->capacity) : NULL;
  g_autofree char *price = veche_price_words (event->price, event->currency);
  g_autofree char *owner = event->owner_name != NULL ? veche_text_clamp (event->owner_name, 100, FALSE) : NULL;
  g_autofree char *escaped = g_markup_escape_text (owner != NULL ? owner : _ ("Nobody yet"), -1);

  for (guint i = 0; i < N_FIELDS; i++)
    veche_typed_set_of (GTK_WIDGET (self->fields[i]), event->uid);
  veche_typed_set_of (GTK_WIDGET (self->about), event->uid);
  veche_typed_set_of (GTK_WIDGET (self->notes), event->uid);
  veche_commit_row_set_text (self->fields[FIELD_TITLE], event->title);
  veche_commit_row_set_text (self->fields[FIELD_PLACE], event->place);
  veche_commit_row_set_text (self->fields[FIELD_LINK], event->link);
  veche_commit_row_set_text (self->fields[FIELD_CAPACITY], capacity);
  veche_commit_row_set_text (self->fields[FIELD_PRICE], price);
  veche_commit_row_set_text (self->fields[FIELD_SPONSOR], event->sponsor_name);
  veche_fact_card_set_text (self->about, event->about);
  veche_fact_card_set_text (self->notes, event->notes);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->owner_row), escaped);
  gtk_widget_set_visible (self->owner_clear, owner != NULL);
}

void
veche_event_details_show (VecheEventDetails *self, VecheEventCard *event, GPtrArray *agendas, GPtrArray *projects, GPtrArray *days)
{
  gboolean other = self->event == NULL || event == NULL || !g_str_equal (self->event->uid, event->uid);

  self->event = event;
  veche_event_when_show (self->when, event);
  veche_event_ritual_show (self->ritual, event, days);
  if (event == NULL)
    return;

  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  self->agendas = g_ptr_array_ref (agendas);
  self->projects = g_ptr_array_ref (projects);
  self->filling = TRUE;
  event_details_show_fields (self, event);
  event_details_show_agendas (self);
  event_details_show_projects (self);
  adw_combo_row_set_selected (self->kind, index_of (veche_event_kinds, event->kind));
  adw_combo_row_set_selected (self->status, index_of (veche_event_statuses, event->status));
  if (other || !event->online || event->place != NULL)
    adw_combo_row_set_selected (self->way, !event->online ? 0 : event->place != NULL ? 2 : 1);
  event_details_follow_way (self);
  gtk_widget_set_visible (self->offer, event->tasks + event->parts == 0 && event->from > veche_now () && !g_str_equal (event->status, "cancelled"));
  if (other)
    gtk_widget_set_visible (self->problem, FALSE);
  self->filling = FALSE;
}

void
veche_event_details_show_there (VecheEventDetails *self, GPtrArray *elsewhere)
{
  veche_event_when_show_there (self->when, elsewhere);
}

void
veche_event_details_commit (VecheEventDetails *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    veche_commit_row_commit (self->fields[i]);
  veche_event_when_commit (self->when);
  veche_fact_card_commit (self->about);
  veche_fact_card_commit (self->notes);
}

void
veche_event_details_focus_title (VecheEventDetails *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->fields[FIELD_TITLE]));
  gtk_editable_select_region (GTK_EDITABLE (self->fields[FIELD_TITLE]), 0, -1);
}
