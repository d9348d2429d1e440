/* veche-event-thanks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-thanks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-commit-row.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-letters.h"
#include "app/veche-fold-row.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-typed.h"
#include "app/veche-write-to.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

#define MOST_THANKS 60
#define MOST_SHOWN  60

struct _VecheEventThanks
{
  AdwBin          parent_instance;

  VecheSession   *session;   /* (owned) */
  VecheEventCard *event;     /* (unowned) (nullable) */

  GtkWidget      *thanks_part, *thanks, *thank_all;
  GtkWidget      *survey_part, *survey, *survey_state, *send;
  VecheCommitRow *link, *answers;
  GtkWidget      *open_answers;
};

G_DEFINE_FINAL_TYPE (VecheEventThanks, veche_event_thanks, ADW_TYPE_BIN)

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

/*** Rewards ***/

static const char *
given_field (const char *table)
{
  return strcmp (table, "event_entry") == 0 ? "given" : "rewarded";
}

static gboolean
reward_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *table = veche_form_get (form, "table"), *uid = veche_form_get (form, "uid"), *reward = veche_form_get (form, "reward");

  veche_edit_set_text (edit, table, uid, strcmp (table, "event_entry") == 0 ? "prize" : "reward", reward);
  if (reward == NULL || veche_form_get (form, "given") == NULL)
    veche_edit_set_null (edit, table, uid, given_field (table));
  else if (veche_form_get (form, "was") == NULL)
    veche_edit_set_int (edit, table, uid, given_field (table), veche_now ());

  return TRUE;
}

/* table: "event_participant" or "event_entry"; given: when, 0: not yet. */
static void
reward_ask (GtkWidget *parent, VecheSession *session, const char *table, const char *uid, const char *person, const char *reward, gint64 given)
{
  static const char *const nicks[] = { "", "given", NULL };
  const char *titles[] = { C_ ("reward", "Not yet"), C_ ("reward", "Given"), NULL };
  g_autofree char *name = veche_text_clamp (person, 60, FALSE), *title = g_strdup_printf (_ ("Reward for %s"), name);
  VecheFormDialog *form = veche_form_dialog_new (parent, session, title, "reward", reward_build);

  veche_form_dialog_keep (form, "table", table);
  veche_form_dialog_keep (form, "uid", uid);
  veche_form_dialog_keep (form, "was", given > 0 ? "given" : NULL);
  veche_form_dialog_keep (form, "subject", name);
  veche_form_dialog_add_group (form, NULL, _ ("A book, a ticket, a place among the organisers: the thanks to them say so."));
  veche_form_dialog_add_text (form, "reward", _ ("What they get"), reward, FALSE);
  veche_form_dialog_add_choice (form, "given", _ ("Handed over"), nicks, titles, given > 0 ? "given" : "");
  veche_form_dialog_present (form);
}

void
veche_event_reward_ask (GtkWidget *parent, VecheSession *session, const VecheGuest *guest)
{
  reward_ask (parent, session, "event_participant", guest->uid, guest->name, guest->reward, guest->rewarded);
}

static void
thanks_given_cb (VecheEventThanks *self, GtkWidget *button)
{
  const char *table = g_object_get_data (G_OBJECT (button), "table"), *field = given_field (table);
  gboolean given = gtk_check_button_get_active (GTK_CHECK_BUTTON (button));
  g_autoptr (VecheEdit) edit = NULL;

  if (self->event == NULL)
    return;
  edit = veche_edit_new ("reward", self->event->title);
  if (given)
    veche_edit_set_int (edit, table, gtk_widget_get_name (button), field, veche_now ());
  else
    veche_edit_set_null (edit, table, gtk_widget_get_name (button), field);
  veche_session_edit (self->session, edit, given ? _ ("Handed over") : NULL, NULL, NULL);
}

static GtkWidget *
given_button_new (VecheEventThanks *self, const char *table, const char *uid, const char *name, gboolean given)
{
  GtkWidget *button = gtk_check_button_new_with_label (C_ ("reward", "Given"));
  /* Translators: a person */
  g_autofree char *spoken = g_strdup_printf (_ ("%s has the reward"), name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), given);
  gtk_widget_set_name (button, uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  g_object_set_data (G_OBJECT (button), "table", (gpointer) table);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (thanks_given_cb), self);

  return button;
}

/*** Thanks ***/

static void
guest_copy_free (gpointer guest)
{
  veche_guest_free (guest);
}

/* A button of a row keeps what it needs of the guest: the list of guests goes with the load. */
static VecheGuest *
guest_copy (const VecheGuest *guest)
{
  VecheGuest *copy = g_new0 (VecheGuest, 1);

  copy->member_id = guest->member_id;
  copy->uid = g_strdup (guest->uid);
  copy->member_uid = g_strdup (guest->member_uid);
  copy->name = g_strdup (guest->name);
  copy->role = g_strdup (guest->role);
  copy->status = g_strdup (guest->status);
  copy->city = g_strdup (guest->city);
  copy->platform = g_strdup (guest->platform);
  copy->reward = g_strdup (guest->reward);
  copy->rewarded = guest->rewarded;
  copy->thanked = guest->thanked;

  return copy;
}

static void
thanks_write_cb (VecheEventThanks *self, GtkWidget *button)
{
  const VecheGuest *guest = g_object_get_data (G_OBJECT (button), "guest");
  g_autofree char *text = self->event != NULL ? veche_event_letter ("thanks", self->event, guest) : NULL;

  if (text != NULL)
    veche_write_to_guest (GTK_WIDGET (self), self->session, guest, "thanks", text);
}

static void
thanks_reward_cb (VecheEventThanks *self, GtkWidget *button)
{
  if (self->event != NULL)
    veche_event_reward_ask (GTK_WIDGET (self), self->session, g_object_get_data (G_OBJECT (button), "guest"));
}

static void
thanks_add_button (VecheEventThanks *self, GtkWidget *row, GtkWidget *button, const VecheGuest *guest, GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "guest", guest_copy (guest), guest_copy_free);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  veche_fold_row_add (row, button);
}

/* "Speaker · Thanked · A book" (transfer full) */
static char *
guest_about (const VecheGuest *guest)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup (veche_role_title (guest->role)));
  if (guest->thanks_to != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("The draft waits to be sent")));
  else if (guest->thanked > 0)
    g_ptr_array_add (parts, g_strdup (_ ("Thanked")));
  if (guest->reward != NULL)
    g_ptr_array_add (parts, veche_text_clamp (guest->reward, 80, FALSE));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
thanks_row_new (VecheEventThanks *self, const VecheGuest *guest)
{
  g_autofree char *name = veche_text_clamp (guest->name, 100, FALSE), *about = guest_about (guest);
  g_autofree char *spoken = NULL, *reward = g_strdup_printf (_ ("Reward for %s"), name);
  GtkWidget *row = veche_fold_row_new (self->session, name, about);
  GtkWidget *thank = gtk_button_new_with_label (guest->thanks_to != NULL ? _ ("Open") : guest->thanked > 0 ? _ ("Thank Again") : _ ("Thank"));

  if (guest->reward != NULL)
    veche_fold_row_add (row, given_button_new (self, "event_participant", guest->uid, name, guest->rewarded > 0));
  thanks_add_button (self, row, veche_profile_icon_button_new ("starred-symbolic", reward), guest, G_CALLBACK (thanks_reward_cb));
  spoken = g_strdup_printf (guest->thanks_to != NULL ? _ ("Open the draft for %s") : _ ("Write thanks to %s"), name);
  veche_label_speak (thank, spoken);
  thanks_add_button (self, row, thank, guest, G_CALLBACK (thanks_write_cb));

  return row;
}

static void
thanks_prize_cb (VecheEventThanks *self, GtkWidget *button)
{
  gint64 given = gtk_widget_get_name (button)[0] == '+';

  if (self->event != NULL)
    reward_ask (GTK_WIDGET (self), self->session, "event_entry", gtk_widget_get_name (button) + 1, g_object_get_data (G_OBJECT (button), "name"),
                g_object_get_data (G_OBJECT (button), "prize"), given);
}

static GtkWidget *
prize_button_new (VecheEventThanks *self, const VecheEntry *entry, const char *name)
{
  g_autofree char *spoken = g_strdup_printf (_ ("Reward for %s"), name), *key = g_strconcat (entry->given > 0 ? "+" : "-", entry->uid, NULL);
  GtkWidget *button = veche_profile_icon_button_new ("starred-symbolic", spoken);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, key);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (button), "prize", g_strdup (entry->prize), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (thanks_prize_cb), self);

  return button;
}

static GtkWidget *
winner_row_new (VecheEventThanks *self, const VecheEntry *entry)
{
  g_autofree char *name = veche_text_clamp (entry->member_name, 100, FALSE), *work = veche_text_clamp (entry->title, 80, FALSE);
  g_autofree char *place = g_strdup_printf (_ ("Place %d: %s"), (int) entry->place, work);
  g_autofree char *prize = entry->prize != NULL ? veche_text_clamp (entry->prize, 80, FALSE) : NULL;
  g_autofree char *about = prize != NULL ? g_strdup_printf ("%s · %s", place, prize) : g_strdup (place);
  GtkWidget *row = veche_fold_row_new (self->session, name, about);

  if (prize != NULL)
    veche_fold_row_add (row, given_button_new (self, "event_entry", entry->uid, name, entry->given > 0));
  veche_fold_row_add (row, prize_button_new (self, entry, name));

  return row;
}

static gboolean
is_to_be_thanked (const VecheGuest *guest)
{
  return strcmp (guest->status, "came") == 0 && (strcmp (guest->role, "guest") != 0 || guest->reward != NULL);
}

static void
thanks_show_people (VecheEventThanks *self, GPtrArray *guests, GPtrArray *entries)
{
  guint n = 0, open = 0;

  clear_list (self->thanks);
  for (guint i = 0; i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];

      if (!is_to_be_thanked (guest))
        continue;
      open += guest->thanked == 0 && guest->thanks_to == NULL;
      if (n++ < MOST_THANKS)
        gtk_list_box_append (GTK_LIST_BOX (self->thanks), thanks_row_new (self, guest));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const VecheEntry *entry = entries->pdata[i];

      if (entry->place == 0 || entry->member_name == NULL)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->thanks), winner_row_new (self, entry));
      n++;
    }
  gtk_widget_set_visible (self->thanks_part, n > 0);
  gtk_widget_set_visible (self->thank_all, open > 1);
}

static void
thanks_all_cb (VecheEventThanks *self)
{
  if (self->event != NULL)
    veche_event_letters_write (self->session, self->event, "thanks");
}

/*** The questions afterwards ***/

static void
thanks_send_cb (VecheEventThanks *self)
{
  if (self->event != NULL)
    veche_event_letters_write (self->session, self->event, "survey");
}

static void
thanks_ask_cb (VecheEventThanks *self, GtkWidget *button)
{
  const VecheGuest *guest = g_object_get_data (G_OBJECT (button), "guest");
  g_autofree char *text = self->event != NULL ? veche_event_letter ("survey", self->event, guest) : NULL;

  if (text != NULL)
    veche_write_to_guest (GTK_WIDGET (self), self->session, guest, "survey", text);
}

static void
thanks_link_cb (VecheEventThanks *self, const char *text, GtkWidget *row)
{
  gboolean bad = *text != '\0' && !g_str_has_prefix (text, "http");

  veche_commit_row_set_problem (VECHE_COMMIT_ROW (row), bad ? _ ("An address begins with https://") : NULL);
  if (self->event != NULL && !bad)
    veche_event_edit_text (self->session, self->event, row == GTK_WIDGET (self->link) ? "survey" : "answers", text,
                           veche_typed_hold (row, NULL));
}

static void
thanks_open_cb (VecheEventThanks *self)
{
  if (self->event != NULL && self->event->answers != NULL)
    veche_session_open_uri (self->session, GTK_WIDGET (self), self->event->answers);
}

/* "12 were asked, 5 have answered, 3 have not been asked yet" (transfer full) */
static char *
survey_words (guint asked, guint answered, guint open)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (asked > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u has the questions", "%u have the questions", asked), asked));
  if (answered > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u has said what they think", "%u have said what they think", answered), answered));
  if (open > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u was not asked yet", "%u were not asked yet", open), open));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
thanks_open_draft_cb (VecheEventThanks *self, GtkWidget *button)
{
  veche_session_open_interaction (self->session, gtk_widget_get_name (button));
}

static GtkWidget *
waiting_row_new (VecheEventThanks *self, const VecheGuest *guest)
{
  g_autofree char *name = veche_text_clamp (guest->name, 100, FALSE), *spoken = g_strdup_printf (_ ("Open the draft for %s"), name);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "subtitle", _ ("The draft waits to be sent"), "use-markup", FALSE, NULL);
  GtkWidget *open = gtk_button_new_with_label (_ ("Open"));

  veche_label_speak (open, spoken);
  gtk_widget_set_name (open, guest->survey_to);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (thanks_open_draft_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);

  return row;
}

static GtkWidget *
silent_row_new (VecheEventThanks *self, const VecheGuest *guest)
{
  g_autofree char *name = veche_text_clamp (guest->name, 100, FALSE), *spoken = g_strdup_printf (_ ("Write to %s"), name);
  GtkWidget *row = veche_fold_row_new (self->session, name, _ ("Said nothing yet that could be answered"));
  GtkWidget *write = gtk_button_new_with_label (_ ("Write"));

  veche_label_speak (write, spoken);
  thanks_add_button (self, row, write, guest, G_CALLBACK (thanks_ask_cb));

  return row;
}

static void
thanks_show_survey (VecheEventThanks *self, GPtrArray *guests)
{
  gboolean link = self->event->survey != NULL && *self->event->survey != '\0';
  guint asked = 0, answered = 0, open = 0, shown = 0;
  g_autofree char *words = NULL, *label = NULL;

  clear_list (self->survey);
  for (guint i = 0; i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];

      if (strcmp (guest->status, "came") != 0)
        continue;
      asked += guest->surveyed > 0;
      answered += guest->rating > 0 || guest->feedback != NULL;
      open += guest->surveyed == 0 && !guest->quiet;
      if (guest->surveyed == 0 || guest->rating > 0 || guest->feedback != NULL || (guest->survey_to != NULL && !guest->survey_waits))
        continue;
      if (shown++ < MOST_SHOWN)
        gtk_list_box_append (GTK_LIST_BOX (self->survey), guest->survey_to != NULL ? waiting_row_new (self, guest) : silent_row_new (self, guest));
    }
  veche_typed_set_of (GTK_WIDGET (self->link), self->event->uid);
  veche_typed_set_of (GTK_WIDGET (self->answers), self->event->uid);
  veche_commit_row_set_text (self->link, self->event->survey);
  veche_commit_row_set_text (self->answers, self->event->answers);
  gtk_widget_set_visible (self->open_answers, self->event->answers != NULL);
  words = survey_words (asked, answered, link ? open : 0);
  gtk_label_set_text (GTK_LABEL (self->survey_state), words);
  gtk_widget_set_visible (self->survey_state, *words != '\0');
  label = g_strdup_printf (ngettext ("Draft the Questions for %u Person", "Draft the Questions for %u People", open), open);
  gtk_button_set_label (GTK_BUTTON (self->send), label);
  gtk_widget_set_visible (self->send, link && open > 0);
  gtk_widget_set_visible (self->survey, shown > 0);
}

/*** The part ***/

static void
thanks_dispose (GObject *object)
{
  VECHE_EVENT_THANKS (object)->event = NULL;
  g_clear_object (&VECHE_EVENT_THANKS (object)->session);

  G_OBJECT_CLASS (veche_event_thanks_parent_class)->dispose (object);
}

static void
veche_event_thanks_class_init (VecheEventThanksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = thanks_dispose;
}

static GtkWidget *
list_new (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return list;
}

static GtkWidget *
thanks_make_people (VecheEventThanks *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *heading = veche_label_new (_ ("Thanks and rewards"), "heading", NULL);

  self->thanks_part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->thanks = list_new (_ ("Thanks and rewards"));
  self->thank_all = gtk_button_new_with_label (_ ("Draft Thanks for All"));
  g_signal_connect_swapped (self->thank_all, "clicked", G_CALLBACK (thanks_all_cb), self);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), self->thank_all);
  gtk_box_append (GTK_BOX (self->thanks_part), head);
  gtk_box_append (GTK_BOX (self->thanks_part), self->thanks);

  return self->thanks_part;
}

static VecheCommitRow *
thanks_add_link (VecheEventThanks *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = veche_commit_row_new (title);

  veche_typed_set_autosave (row);
  g_signal_connect_swapped (row, "committed", G_CALLBACK (thanks_link_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return VECHE_COMMIT_ROW (row);
}

static GtkWidget *
thanks_make_survey (VecheEventThanks *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->survey_part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->survey_state = veche_label_new_wrapped ("", "veche-second", NULL);
  self->survey = list_new (_ ("Who does not have the questions yet"));
  self->link = thanks_add_link (self, group, _ ("Link to the questions afterwards"));
  self->answers = thanks_add_link (self, group, _ ("Where the answers are read"));
  self->open_answers = veche_profile_icon_button_new ("go-next-symbolic", _ ("Open the Answers"));
  gtk_widget_set_valign (self->open_answers, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->open_answers, "clicked", G_CALLBACK (thanks_open_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->answers), self->open_answers);
  self->send = gtk_button_new ();
  gtk_widget_set_halign (self->send, GTK_ALIGN_START);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (thanks_send_cb), self);
  gtk_box_append (GTK_BOX (self->survey_part), veche_label_new (_ ("Questions afterwards"), "heading", NULL));
  gtk_box_append (GTK_BOX (self->survey_part), self->survey_state);
  gtk_box_append (GTK_BOX (self->survey_part), group);
  gtk_box_append (GTK_BOX (self->survey_part), self->send);
  gtk_box_append (GTK_BOX (self->survey_part), self->survey);

  return self->survey_part;
}

static void
veche_event_thanks_init (VecheEventThanks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), thanks_make_people (self));
  gtk_box_append (GTK_BOX (box), thanks_make_survey (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
veche_event_thanks_new (VecheSession *session)
{
  VecheEventThanks *self = g_object_new (VECHE_TYPE_EVENT_THANKS, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_event_thanks_show (VecheEventThanks *self, VecheEventCard *event, GPtrArray *guests, GPtrArray *entries)
{
  self->event = event;
  if (event == NULL)
    return;

  thanks_show_people (self, guests, entries);
  thanks_show_survey (self, guests);
}

void
veche_event_thanks_commit (VecheEventThanks *self)
{
  veche_commit_row_commit (self->link);
  veche_commit_row_commit (self->answers);
}
