/* veche-profile-facts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-activity-mark.h"
#include "app/veche-consent-words.h"
#include "app/veche-contribution-card.h"
#include "app/veche-draw.h"
#include "app/veche-fact-card.h"
#include "app/veche-member-edits.h"
#include "app/veche-member-words.h"
#include "app/veche-name-entry.h"
#include "app/veche-occasion-card.h"
#include "app/veche-profile-dates.h"
#include "app/veche-profile-fields.h"
#include "app/veche-profile-facts.h"
#include "app/veche-promise-list.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"

struct _VecheProfileFacts
{
  AdwBin             parent_instance;

  VecheSession      *session;    /* (owned) (nullable) */
  VecheProfile      *profile;    /* (owned) (nullable) */
  gboolean           hole;       /* something of the last thirty days has not been read */
  gboolean           filling;

  VecheActivityMark *activity;
  GtkLabel          *activity_label;
  GtkLabel          *contact_label;
  GtkDropDown       *stage, *role;
  GtkFlowBox        *tags;
  VecheNameEntry    *tag_entry;
  VecheFactCard     *manner;
  VecheFactCard     *motives;
  VecheFactCard     *needs;
  VecheFactCard     *likes;
  VecheFactCard     *dislikes;
  VecheFactCard     *offers;
  VecheFactCard     *origin;
  GtkLabel          *dates_label;
  GtkWidget         *dates_line;
  AdwBin            *consents;
  VecheProfileFields *fields;
  GtkSwitch         *important;
  GtkSwitch         *leader;
  GtkSwitch         *reach;
  GtkSwitch         *watched;
  VecheContributionCard *contribution;
  VecheOccasionCard *occasions;
  VechePromiseList *promises;
};

G_DEFINE_FINAL_TYPE (VecheProfileFacts, veche_profile_facts, ADW_TYPE_BIN)

enum
{
  SIGNAL_CONSENTS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the drop-down. */
static const char *const stages[] = { "", "newcomer", "regular", "active", "core", "fading", "gone" };
static const char *const roles[] = { "", "staff", "moderator", "bot" };

static const struct
{
  const char *field;
  gsize       card;     /* offset of the card */
  gsize       stored;   /* offset in the profile */
} cards[] = {
  { "manner", G_STRUCT_OFFSET (VecheProfileFacts, manner), G_STRUCT_OFFSET (VecheProfile, manner) },
  { "motives", G_STRUCT_OFFSET (VecheProfileFacts, motives), G_STRUCT_OFFSET (VecheProfile, motives) },
  { "needs", G_STRUCT_OFFSET (VecheProfileFacts, needs), G_STRUCT_OFFSET (VecheProfile, needs) },
  { "offers", G_STRUCT_OFFSET (VecheProfileFacts, offers), G_STRUCT_OFFSET (VecheProfile, offers) },
  { "likes", G_STRUCT_OFFSET (VecheProfileFacts, likes), G_STRUCT_OFFSET (VecheProfile, likes) },
  { "dislikes", G_STRUCT_OFFSET (VecheProfileFacts, dislikes), G_STRUCT_OFFSET (VecheProfile, dislikes) },
  { "origin", G_STRUCT_OFFSET (VecheProfileFacts, origin), G_STRUCT_OFFSET (VecheProfile, origin) },
};

static VecheMemberRef
profile_facts_member (VecheProfileFacts *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

static VecheFactCard *
profile_facts_card (VecheProfileFacts *self, guint index)
{
  return G_STRUCT_MEMBER (VecheFactCard *, self, cards[index].card);
}

static void
profile_facts_fill_now (VecheProfileFacts *self)
{
  g_autofree char *now = veche_member_now_line (self->profile->member, self->hole);
  g_autofree char *contact = veche_member_contact_line (self->profile->member);
  g_autofree char *dates = veche_profile_dates_line (self->profile);

  veche_activity_mark_set (self->activity, veche_member_activity (self->profile->member));
  gtk_label_set_text (self->activity_label, now);
  gtk_label_set_text (self->contact_label, contact);
  gtk_label_set_text (self->dates_label, dates != NULL ? dates : "");
  gtk_widget_set_visible (self->dates_line, dates != NULL);
}

static void
profile_facts_consents_cb (VecheProfileFacts *self)
{
  g_signal_emit (self, signals[SIGNAL_CONSENTS], 0);
}

/* The whole card leads to the tab where they are written down. */
static void
profile_facts_fill_consents (VecheProfileFacts *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), veche_consent_card_new (self->profile));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-card-button");
  gtk_widget_set_tooltip_text (button, _ ("Write down what this person allows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Consents"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (profile_facts_consents_cb), self);
  adw_bin_set_child (self->consents, button);
}

static void
profile_facts_choose (GtkDropDown *choice, const char *const *nicks, guint n, const char *nick)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (nick != NULL ? nick : "", nicks[i]) == 0)
      gtk_drop_down_set_selected (choice, i);
}

static void
profile_facts_remove_tag_cb (GtkButton *button, VecheProfileFacts *self)
{
  VecheMemberRef member = profile_facts_member (self);
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));

  veche_member_tag (&member, tag, FALSE);
}

static GtkWidget *
profile_facts_chip_new (VecheProfileFacts *self, const VecheNamed *tag)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = veche_text_clamp (tag->name, 60, FALSE);
  g_autofree char *label = g_strdup_printf (_ ("Remove the tag “%s”"), name);
  GtkWidget *text = gtk_label_new (name);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_image_set_pixel_size (GTK_IMAGE (cross), 10);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), cross);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "veche-chip");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag->name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (profile_facts_remove_tag_cb), self, 0);

  return button;
}

static void
profile_facts_fill_tags (VecheProfileFacts *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_flow_box_remove (self->tags, child);

  for (guint i = 0; i < self->profile->tags->len; i++)
    gtk_flow_box_append (self->tags, profile_facts_chip_new (self, g_ptr_array_index (self->profile->tags, i)));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->tags)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), self->profile->tags->len > 0);
}

static void
profile_facts_fill (VecheProfileFacts *self)
{
  VecheMember *member = self->profile->member;

  self->filling = TRUE;
  profile_facts_fill_now (self);
  profile_facts_choose (self->stage, stages, G_N_ELEMENTS (stages), self->profile->member->stage);
  profile_facts_choose (self->role, roles, G_N_ELEMENTS (roles), self->profile->member->role);
  profile_facts_fill_tags (self);
  gtk_switch_set_active (self->important, member->important);
  gtk_switch_set_active (self->leader, self->profile->leader);
  gtk_switch_set_active (self->reach, self->profile->reach);
  gtk_switch_set_active (self->watched, self->profile->watched);
  profile_facts_fill_consents (self);
  veche_profile_fields_set_profile (self->fields, self->session, self->profile);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      veche_typed_set_of (GTK_WIDGET (profile_facts_card (self, i)), member->parent.uid);
      veche_fact_card_set_text (profile_facts_card (self, i), G_STRUCT_MEMBER (char *, self->profile, cards[i].stored));
    }
  self->filling = FALSE;
}

static void
profile_facts_chosen (VecheProfileFacts *self, GtkDropDown *choice, const char *field, const char *const *nicks, guint n)
{
  guint chosen = gtk_drop_down_get_selected (choice);
  VecheMemberRef member;
  g_autoptr (VecheEdit) edit = NULL;

  if (self->filling || self->profile == NULL || chosen >= n)
    return;

  member = profile_facts_member (self);
  edit = veche_edit_new ("edit-member", member.name);
  veche_edit_set_text (edit, "member", member.uid, field, nicks[chosen]);
  veche_session_edit (self->session, edit, _ ("Saved"), NULL, NULL);
}

static void
profile_facts_stage_cb (VecheProfileFacts *self)
{
  profile_facts_chosen (self, self->stage, "stage", stages, G_N_ELEMENTS (stages));
}

static void
profile_facts_role_cb (VecheProfileFacts *self)
{
  profile_facts_chosen (self, self->role, "role", roles, G_N_ELEMENTS (roles));
}

static void
profile_facts_flag_cb (GtkSwitch *widget, GParamSpec *pspec, VecheProfileFacts *self)
{
  const char *field = widget == self->important ? "important"
                      : widget == self->leader  ? "leader"
                      : widget == self->reach   ? "reach"
                                                : "watched";
  VecheMemberRef member;

  if (self->filling || self->profile == NULL)
    return;

  member = profile_facts_member (self);
  veche_member_set_flag (&member, field, gtk_switch_get_active (widget), _ ("Saved"));
}

static void
profile_facts_tag_chosen_cb (VecheProfileFacts *self, const char *name)
{
  VecheMemberRef member;

  if (self->profile == NULL)
    return;

  member = profile_facts_member (self);
  veche_member_tag (&member, name, TRUE);
}

static void
profile_facts_committed_cb (VecheFactCard *card, const char *text, VecheProfileFacts *self)
{
  VecheMemberRef member;

  if (self->profile == NULL)
    return;

  member = profile_facts_member (self);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (profile_facts_card (self, i) == card)
      veche_member_set_words (&member, cards[i].field, text, _ ("Saved"), veche_typed_hold (GTK_WIDGET (card), NULL));
}

static void
veche_profile_facts_dispose (GObject *object)
{
  VecheProfileFacts *self = VECHE_PROFILE_FACTS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);

  G_OBJECT_CLASS (veche_profile_facts_parent_class)->dispose (object);
}

static void
veche_profile_facts_class_init (VecheProfileFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_profile_facts_dispose;

  g_type_ensure (VECHE_TYPE_ACTIVITY_MARK);
  g_type_ensure (VECHE_TYPE_CONTRIBUTION_CARD);
  g_type_ensure (VECHE_TYPE_FACT_CARD);
  g_type_ensure (VECHE_TYPE_NAME_ENTRY);
  g_type_ensure (VECHE_TYPE_OCCASION_CARD);
  g_type_ensure (VECHE_TYPE_PROFILE_FIELDS);
  g_type_ensure (VECHE_TYPE_PROMISE_LIST);
  signals[SIGNAL_CONSENTS]
    = g_signal_new ("consents", VECHE_TYPE_PROFILE_FACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-profile-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, activity);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, activity_label);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, contact_label);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, stage);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, role);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, tags);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, tag_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, manner);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, motives);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, needs);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, likes);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, dislikes);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, origin);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, important);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, leader);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, reach);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, watched);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, offers);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, dates_label);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, dates_line);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, consents);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, fields);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, contribution);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, occasions);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileFacts, promises);
  gtk_widget_class_bind_template_callback (widget_class, profile_facts_stage_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_facts_role_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_facts_flag_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_facts_tag_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_facts_committed_cb);
}

static void
veche_profile_facts_init (VecheProfileFacts *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL), role_words = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (words, _ ("Not set"));
  for (guint i = 1; i < G_N_ELEMENTS (stages); i++)
    gtk_string_list_append (words, veche_stage_word (stages[i]));
  gtk_drop_down_set_model (self->stage, G_LIST_MODEL (words));
  gtk_string_list_append (role_words, C_ ("role", "Member"));
  for (guint i = 1; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (role_words, veche_role_word (roles[i]));
  gtk_drop_down_set_model (self->role, G_LIST_MODEL (role_words));
  self->filling = FALSE;
}

void
veche_profile_facts_set_profile (VecheProfileFacts *self, VecheSession *session, VecheProfile *profile, gboolean hole)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_PROFILE_FACTS (self));

  self->hole = hole;
  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_clear_pointer (&before, veche_record_unref);
  g_set_object (&self->session, session);
  veche_contribution_card_set_member (self->contribution, profile != NULL ? session : NULL, profile != NULL ? profile->member->parent.id : 0);
  veche_promise_list_set_member (self->promises, profile != NULL ? session : NULL, profile != NULL ? profile->member->parent.id : 0);
  veche_occasion_card_set_member (self->occasions, profile != NULL ? session : NULL, profile != NULL ? profile->member->parent.id : 0);
  if (profile != NULL)
    profile_facts_fill (self);
}

void
veche_profile_facts_set_tags (VecheProfileFacts *self, const char *const *names)
{
  g_return_if_fail (VECHE_IS_PROFILE_FACTS (self));

  veche_name_entry_set_names (self->tag_entry, names);
}

void
veche_profile_facts_commit (VecheProfileFacts *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_FACTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    veche_fact_card_commit (profile_facts_card (self, i));
  veche_name_entry_commit (self->tag_entry);
  veche_profile_fields_commit (self->fields);
}
