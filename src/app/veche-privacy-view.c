/* veche-privacy-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/veche-consent-words.h"
#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-member-edits.h"
#include "app/veche-privacy-view.h"
#include "app/veche-profile-parts.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "store/veche-consents-table.h"

struct _VechePrivacyView
{
  AdwBin        parent_instance;

  VecheSession *session;      /* (owned) (nullable) */
  VecheProfile *profile;      /* (owned) (nullable) */
  gboolean      filling;
  GPtrArray    *platforms;    /* (element-type utf8): nicks in the order of the drop-down, behind "wherever" */

  GtkWidget    *consents;     /* one row a purpose */
  GtkWidget    *history;
  GtkWidget    *history_card;
  GtkDropDown  *platform;
  GtkEntry     *quiet_from;
  GtkEntry     *quiet_until;
  GtkSwitch    *no_contact;
  GtkSwitch    *no_mention;
};

G_DEFINE_FINAL_TYPE (VechePrivacyView, veche_privacy_view, ADW_TYPE_BIN)

static VecheMemberRef
privacy_member (VechePrivacyView *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

/*** One purpose: a popover that writes down what was said ***/

typedef struct
{
  VechePrivacyView *view;      /* (unowned): its parent */
  const char       *purpose;
  GtkPopover       *popover;
  GtkDropDown      *state;
  VecheDayButton   *until;
  GtkEntry         *evidence;
} VechePrivacyForm;

static void
privacy_save_cb (VechePrivacyForm *form)
{
  VechePrivacyView *self = form->view;
  g_autoptr (VecheEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  const char *state = veche_consent_states[gtk_drop_down_get_selected (form->state)];

  if (self->profile == NULL)
    return;

  edit = veche_edit_new ("consent", self->profile->member->name);
  if (!veche_consents_edit_add (edit, self->profile->member->parent.uid, form->purpose, state, 0,
                                veche_day_button_get_day (form->until), gtk_editable_get_text (GTK_EDITABLE (form->evidence)), &error))
    {
      veche_session_show_error (self->session, error);
      return;
    }
  gtk_popover_popdown (form->popover);
  veche_session_edit (self->session, edit, _ ("Written down"), NULL, NULL);
}

static GtkWidget *
privacy_form_box (VechePrivacyForm *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save"));
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  for (guint i = 0; veche_consent_states[i] != NULL; i++)
    gtk_string_list_append (states, veche_consent_state_word (veche_consent_states[i]));
  form->state = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&states)), NULL));
  gtk_drop_down_set_selected (form->state, 1);
  form->until = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_optional (form->until, TRUE);
  form->evidence = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (form->evidence, _ ("Where and how they said it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (form->evidence), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Where and how they said it"), -1);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (save, GTK_ALIGN_END);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (privacy_save_cb), form);
  g_signal_connect_swapped (form->evidence, "activate", G_CALLBACK (privacy_save_cb), form);
  gtk_box_append (GTK_BOX (box), veche_profile_line_new (_ ("What they said"), GTK_WIDGET (form->state)));
  gtk_box_append (GTK_BOX (box), veche_profile_line_new (_ ("Until"), GTK_WIDGET (form->until)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form->evidence));
  gtk_box_append (GTK_BOX (box), save);
  gtk_widget_set_size_request (box, 280, -1);

  return box;
}

static GtkWidget *
privacy_button_new (VechePrivacyView *self, const char *purpose)
{
  VechePrivacyForm *form = g_new0 (VechePrivacyForm, 1);
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *spoken = g_strdup_printf ("%s: %s", veche_consent_purpose_word (purpose), _ ("Write Down"));

  form->view = self;
  form->purpose = purpose;
  form->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (form->popover, privacy_form_box (form));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (form->popover));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _ ("Write Down"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "form", form, g_free);

  return button;
}

static void
privacy_fill_consents (VechePrivacyView *self)
{
  veche_profile_clear (self->consents);
  for (guint i = 0; veche_consent_purposes[i] != NULL; i++)
    {
      GtkWidget *line = veche_consent_line_new (self->profile, veche_consent_purposes[i]);

      gtk_box_append (GTK_BOX (line), privacy_button_new (self, veche_consent_purposes[i]));
      gtk_box_append (GTK_BOX (self->consents), line);
    }
}

static void
privacy_remove_cb (GtkButton *button, VechePrivacyView *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("consent", self->profile->member->name);

  veche_edit_delete (edit, "consent", g_object_get_data (G_OBJECT (button), "uid"));
  veche_session_edit (self->session, edit, _ ("Removed"), NULL, NULL);
}

static void
privacy_fill_history (VechePrivacyView *self)
{
  veche_profile_clear (self->history);
  gtk_widget_set_visible (self->history_card, self->profile->consents->len > 0);
  for (guint i = 0; i < self->profile->consents->len; i++)
    {
      const VecheConsent *consent = self->profile->consents->pdata[i];
      g_autofree char *when = veche_time_long (consent->at), *until = veche_consent_until (consent);
      g_autofree char *text = g_strdup_printf ("%s · %s: %s%s%s%s%s", when, veche_consent_purpose_word (consent->purpose),
                                               veche_consent_state_word (consent->state), until != NULL ? ", " : "",
                                               until != NULL ? until : "", consent->evidence != NULL ? " · " : "",
                                               consent->evidence != NULL ? consent->evidence : "");
      GtkWidget *remove = veche_profile_icon_button_new ("user-trash-symbolic", _ ("Remove"));

      g_object_set_data_full (G_OBJECT (remove), "uid", g_strdup (consent->uid), g_free);
      g_signal_connect (remove, "clicked", G_CALLBACK (privacy_remove_cb), self);
      gtk_box_append (GTK_BOX (self->history), veche_profile_line_new (text, remove));
    }
}

/*** How to reach them ***/

static void
privacy_fill_platforms (VechePrivacyView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *preferred = self->profile->preferred_platform;
  guint chosen = 0;

  g_ptr_array_set_size (self->platforms, 0);
  gtk_string_list_append (words, _ ("Wherever they are"));
  for (guint i = 0; i < self->profile->identities->len; i++)
    {
      const VecheIdentity *identity = self->profile->identities->pdata[i];

      if (!g_ptr_array_find_with_equal_func (self->platforms, identity->platform, g_str_equal, NULL))
        g_ptr_array_add (self->platforms, g_strdup (identity->platform));
    }
  if (preferred != NULL && !g_ptr_array_find_with_equal_func (self->platforms, preferred, g_str_equal, NULL))
    g_ptr_array_add (self->platforms, g_strdup (preferred));
  for (guint i = 0; i < self->platforms->len; i++)
    {
      gtk_string_list_append (words, veche_platform_name (self->platforms->pdata[i]));
      if (g_strcmp0 (self->platforms->pdata[i], preferred) == 0)
        chosen = i + 1;
    }
  gtk_drop_down_set_model (self->platform, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->platform, chosen);
}

static void
privacy_platform_cb (VechePrivacyView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->platform);
  VecheMemberRef member;

  if (self->filling || self->profile == NULL || chosen > self->platforms->len)
    return;

  member = privacy_member (self);
  veche_member_set_text (&member, "preferred_platform", chosen > 0 ? self->platforms->pdata[chosen - 1] : NULL, _ ("Saved"));
}

/* "9", "9:30", "21.00" → "09:00"… NULL: no time of day. (transfer full) (nullable) */
static char *
parse_hour (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  guint64 hour, minute = 0;
  char *end;

  if (!g_ascii_isdigit (*text))
    return NULL;
  hour = g_ascii_strtoull (text, &end, 10);
  if ((*end == ':' || *end == '.') && g_ascii_isdigit (end[1]))
    minute = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || hour > 23 || minute > 59)
    return NULL;

  return g_strdup_printf ("%02u:%02u", (guint) hour, (guint) minute);
}

static void
privacy_commit_hour (VechePrivacyView *self, GtkEntry *entry, const char *field, const char *stored)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *hour = parse_hour (typed);
  VecheMemberRef member = privacy_member (self);

  if (*typed != '\0' && hour == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (g_strcmp0 (hour, stored) != 0)
    veche_member_set_text (&member, field, hour, _ ("Saved"));
}

void
veche_privacy_view_commit (VechePrivacyView *self)
{
  g_return_if_fail (VECHE_IS_PRIVACY_VIEW (self));

  if (self->profile == NULL || self->filling)
    return;
  privacy_commit_hour (self, self->quiet_from, "quiet_from", self->profile->quiet_from);
  privacy_commit_hour (self, self->quiet_until, "quiet_until", self->profile->quiet_until);
}

static void
privacy_flag_cb (GtkSwitch *widget, GParamSpec *pspec, VechePrivacyView *self)
{
  VecheMemberRef member;

  if (self->filling || self->profile == NULL)
    return;

  member = privacy_member (self);
  veche_member_set_flag (&member, widget == self->no_contact ? "do_not_contact" : "do_not_mention", gtk_switch_get_active (widget),
                         _ ("Saved"));
}

static GtkEntry *
hour_entry_new (VechePrivacyView *self, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (veche_privacy_view_commit), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (veche_privacy_view_commit), self);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_ENTRY (entry);
}

static GtkWidget *
reach_card_new (VechePrivacyView *self)
{
  GtkWidget *card = veche_profile_card_new (_ ("How to reach them"));
  GtkWidget *hours = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->platform = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->quiet_from = hour_entry_new (self, _ ("Quiet hours from"));
  self->quiet_until = hour_entry_new (self, _ ("Quiet hours until"));
  self->no_contact = GTK_SWITCH (gtk_switch_new ());
  self->no_mention = GTK_SWITCH (gtk_switch_new ());
  gtk_entry_set_placeholder_text (self->quiet_from, "22:00");
  gtk_entry_set_placeholder_text (self->quiet_until, "09:00");
  gtk_box_append (GTK_BOX (hours), GTK_WIDGET (self->quiet_from));
  gtk_box_append (GTK_BOX (hours), gtk_label_new ("–"));
  gtk_box_append (GTK_BOX (hours), GTK_WIDGET (self->quiet_until));
  g_signal_connect_swapped (self->platform, "notify::selected", G_CALLBACK (privacy_platform_cb), self);
  g_signal_connect (self->no_contact, "notify::active", G_CALLBACK (privacy_flag_cb), self);
  g_signal_connect (self->no_mention, "notify::active", G_CALLBACK (privacy_flag_cb), self);
  gtk_box_append (GTK_BOX (card), veche_profile_line_new (_ ("Best to write on"), GTK_WIDGET (self->platform)));
  gtk_box_append (GTK_BOX (card), veche_profile_line_new (_ ("Quiet hours"), hours));
  gtk_box_append (GTK_BOX (card), veche_profile_line_new (_ ("Do not write to"), GTK_WIDGET (self->no_contact)));
  gtk_box_append (GTK_BOX (card), veche_profile_line_new (_ ("Do not mention"), GTK_WIDGET (self->no_mention)));

  return card;
}

static void
privacy_fill (VechePrivacyView *self)
{
  VecheProfile *profile = self->profile;

  self->filling = TRUE;
  privacy_fill_consents (self);
  privacy_fill_history (self);
  privacy_fill_platforms (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->quiet_from)) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->quiet_from), profile->quiet_from != NULL ? profile->quiet_from : "");
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->quiet_until)) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->quiet_until), profile->quiet_until != NULL ? profile->quiet_until : "");
  gtk_switch_set_active (self->no_contact, profile->member->do_not_contact);
  gtk_switch_set_active (self->no_mention, profile->member->do_not_mention);
  self->filling = FALSE;
}

static void
veche_privacy_view_dispose (GObject *object)
{
  VechePrivacyView *self = VECHE_PRIVACY_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);
  g_clear_pointer (&self->platforms, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_privacy_view_parent_class)->dispose (object);
}

static void
veche_privacy_view_class_init (VechePrivacyViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_privacy_view_dispose;
}

static void
veche_privacy_view_init (VechePrivacyView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *card = veche_profile_card_new (_ ("Consents"));

  self->platforms = g_ptr_array_new_with_free_func (g_free);
  self->consents = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->history_card = veche_profile_card_new (_ ("What they said, newest first"));
  self->history = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (card), self->consents);
  gtk_box_append (GTK_BOX (self->history_card), self->history);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), reach_card_new (self));
  gtk_box_append (GTK_BOX (box), self->history_card);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_top (box, 15);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
veche_privacy_view_set_profile (VechePrivacyView *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_PRIVACY_VIEW (self));

  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_set_object (&self->session, session);
  g_clear_pointer (&before, veche_record_unref);
  if (profile != NULL)
    privacy_fill (self);
}
