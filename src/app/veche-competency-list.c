/* veche-competency-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-competency-list.h"
#include "app/veche-draw.h"
#include "app/veche-evidence-form.h"
#include "app/veche-level-dots.h"
#include "app/veche-level.h"
#include "app/veche-member-edits.h"
#include "app/veche-name-entry.h"
#include "model/veche-text.h"

struct _VecheCompetencyList
{
  AdwBin          parent_instance;

  VecheSession   *session;    /* (owned) (nullable) */
  VecheProfile   *profile;    /* (owned) (nullable) */

  VecheNameEntry *entry;
  GtkListBox     *list;
  GtkWidget      *empty;
};

G_DEFINE_FINAL_TYPE (VecheCompetencyList, veche_competency_list, ADW_TYPE_BIN)

static VecheMemberRef
competency_list_member (VecheCompetencyList *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

static const char *
competency_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "competency");
}

static void
competency_list_level_cb (VecheLevelDots *dots, int level, VecheCompetencyList *self)
{
  VecheMemberRef member = competency_list_member (self);

  veche_member_competency (&member, competency_of (dots), level);
}

static void
competency_list_remove_cb (GtkButton *button, VecheCompetencyList *self)
{
  VecheMemberRef member = competency_list_member (self);

  veche_member_competency (&member, competency_of (button), 0);
}

static void
competency_list_given_cb (VecheEvidenceForm *form, const char *kind, const char *text, gint64 at, const char *event_uid,
                          VecheCompetencyList *self)
{
  VecheMemberRef member = competency_list_member (self);

  veche_member_evidence (&member, competency_of (form), kind, text, at, event_uid);
}

static void
competency_list_drop_evidence_cb (GtkButton *button, VecheCompetencyList *self)
{
  VecheMemberRef member = competency_list_member (self);

  veche_member_remove_evidence (&member, g_object_get_data (G_OBJECT (button), "uid"));
}

static GtkWidget *
competency_label_new (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);

  return label;
}

static GtkWidget *
competency_small_button_new (const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static const char *
evidence_icon (const char *kind)
{
  if (g_strcmp0 (kind, "message") == 0)
    return "veche-feedback-symbolic";
  if (g_strcmp0 (kind, "event") == 0)
    return "veche-plan-symbolic";
  if (g_strcmp0 (kind, "self") == 0)
    return "veche-competency-symbolic";

  return "document-edit-symbolic";
}

/* A quotation stands in its own marks, whoever said it. (transfer full) */
static char *
evidence_words (const VecheEvidence *evidence)
{
  g_autofree char *text = veche_text_clamp (evidence->text != NULL ? evidence->text : "", 500, FALSE);

  if (g_strcmp0 (evidence->kind, "message") == 0 && *text != '\0')
    /* Translators: quotation marks around somebody's words */
    return g_strdup_printf (_ ("“%s”"), text);
  if (*text == '\0' && evidence->where != NULL)
    return veche_text_clamp (evidence->where, 200, FALSE);

  return g_steal_pointer (&text);
}

static GtkWidget *
competency_evidence_new (VecheCompetencyList *self, const VecheEvidence *evidence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (evidence_icon (evidence->kind));
  GtkWidget *button = competency_small_button_new ("window-close-symbolic", _ ("Remove Evidence"));
  g_autofree char *words = evidence_words (evidence);
  g_autofree char *when = veche_time_short (evidence->at);
  GtkWidget *text = competency_label_new (words, "veche-small", "veche-quote");
  GtkWidget *date = competency_label_new (when, "veche-caption", "veche-second");

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_widget_add_css_class (icon, "veche-second");

  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (evidence->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (competency_list_drop_evidence_cb), self, 0);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), date);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static GtkWidget *
competency_head_new (VecheCompetencyList *self, const VecheCompetency *competency)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *remove = competency_small_button_new ("user-trash-symbolic", _ ("Remove Competency"));
  g_autofree char *name = veche_text_clamp (competency->name, 200, FALSE);
  GtkWidget *title = competency_label_new (name, "heading", NULL);
  gboolean told = g_strcmp0 (competency->origin, "self") == 0;
  GtkWidget *badge = competency_label_new (told ? _ ("told by the person") : _ ("✓ confirmed"), "veche-badge-label",
                                           told ? NULL : "pos");

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  g_object_set_data_full (G_OBJECT (remove), "competency", g_strdup (competency->name), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (competency_list_remove_cb), self, 0);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (head), remove);

  return head;
}

static GtkWidget *
competency_level_line_new (VecheCompetencyList *self, const VecheCompetency *competency)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dots = veche_level_dots_new (competency->level);
  GtkWidget *word = competency_label_new (veche_level_word (competency->level), "veche-small", NULL);

  g_object_set_data_full (G_OBJECT (dots), "competency", g_strdup (competency->name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_PROPERTY_LABEL, competency->name, -1);
  g_signal_connect_object (dots, "chosen", G_CALLBACK (competency_list_level_cb), self, 0);
  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);

  gtk_box_append (GTK_BOX (line), dots);
  gtk_box_append (GTK_BOX (line), word);

  return line;
}

static GtkWidget *
competency_card_new (VecheCompetencyList *self, const VecheCompetency *competency)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *add = gtk_menu_button_new ();
  GtkWidget *form = veche_evidence_form_new (self->session);

  gtk_widget_add_css_class (card, "veche-flat-card");
  gtk_box_append (GTK_BOX (card), competency_head_new (self, competency));
  gtk_box_append (GTK_BOX (card), competency_level_line_new (self, competency));
  for (guint i = 0; i < competency->evidence->len; i++)
    gtk_box_append (GTK_BOX (card), competency_evidence_new (self, g_ptr_array_index (competency->evidence, i)));

  g_object_set_data_full (G_OBJECT (form), "competency", g_strdup (competency->name), g_free);
  g_signal_connect_object (form, "given", G_CALLBACK (competency_list_given_cb), self, 0);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), _ ("Add Evidence"));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (add), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), form);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_add_css_class (add, "veche-small");
  gtk_box_append (GTK_BOX (card), add);

  return card;
}

static void
competency_list_fill (VecheCompetencyList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  for (guint i = 0; self->profile != NULL && i < self->profile->competencies->len; i++)
    gtk_list_box_append (self->list, competency_card_new (self, g_ptr_array_index (self->profile->competencies, i)));

  gtk_widget_set_visible (self->empty, self->profile == NULL || self->profile->competencies->len == 0);
}

static void
competency_list_chosen_cb (VecheCompetencyList *self, const char *name)
{
  VecheMemberRef member;

  if (self->profile == NULL)
    return;

  member = competency_list_member (self);
  veche_member_competency (&member, name, 1);
}

static void
veche_competency_list_dispose (GObject *object)
{
  VecheCompetencyList *self = VECHE_COMPETENCY_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);

  G_OBJECT_CLASS (veche_competency_list_parent_class)->dispose (object);
}

static void
veche_competency_list_class_init (VecheCompetencyListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_competency_list_dispose;

  g_type_ensure (VECHE_TYPE_NAME_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-competency-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, list);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, empty);
  gtk_widget_class_bind_template_callback (widget_class, competency_list_chosen_cb);
}

static void
veche_competency_list_init (VecheCompetencyList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_competency_list_set_profile (VecheCompetencyList *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_COMPETENCY_LIST (self));

  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_clear_pointer (&before, veche_record_unref);
  g_set_object (&self->session, session);
  competency_list_fill (self);
}

void
veche_competency_list_set_names (VecheCompetencyList *self, const char *const *names)
{
  g_return_if_fail (VECHE_IS_COMPETENCY_LIST (self));

  veche_name_entry_set_names (self->entry, names);
}

void
veche_competency_list_commit (VecheCompetencyList *self)
{
  g_return_if_fail (VECHE_IS_COMPETENCY_LIST (self));

  veche_name_entry_commit (self->entry);
}
