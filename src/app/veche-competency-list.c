/* veche-competency-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-columns-layout.h"
#include "app/veche-competency-card.h"
#include "app/veche-competency-list.h"
#include "app/veche-label.h"
#include "app/veche-member-edits.h"
#include "app/veche-mention-words.h"
#include "app/veche-name-entry.h"
#include "store/veche-proposals-table.h"

#define PROPOSALS_MOST 10

struct _VecheCompetencyList
{
  AdwBin          parent_instance;

  VecheSession   *session;    /* (owned) (nullable) */
  VecheProfile   *profile;    /* (owned) (nullable) */

  GtkLabel       *count;
  GtkPopover     *popover;
  VecheNameEntry *entry;
  GtkBox         *proposals, *list;
  GtkWidget      *empty;
};

G_DEFINE_FINAL_TYPE (VecheCompetencyList, veche_competency_list, ADW_TYPE_BIN)

static VecheMemberRef
competency_list_member (VecheCompetencyList *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

/*** What the program read out of their words ***/

typedef struct
{
  char    *uid;
  gboolean accept;
} Verdict;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->uid);
  g_free (verdict);
}

static gboolean
verdict_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Verdict *verdict = input;

  if (verdict->accept)
    return veche_proposals_edit_accept (db, edit, verdict->uid, NULL, 0, error);
  veche_proposals_edit_reject (edit, verdict->uid);

  return TRUE;
}

static void
competency_list_verdict_cb (GtkButton *button, VecheCompetencyList *self)
{
  Verdict *verdict = g_new0 (Verdict, 1);
  g_autoptr (VecheEdit) edit = NULL;

  verdict->uid = g_strdup (g_object_get_data (G_OBJECT (button), "uid"));
  verdict->accept = g_object_get_data (G_OBJECT (button), "accept") != NULL;
  edit = veche_edit_new (verdict->accept ? "accept-proposal" : "reject-proposal", self->profile->member->name);
  veche_session_build_edit (self->session, edit, verdict_build, verdict, verdict_free,
                            verdict->accept ? _ ("Added to the profile") : _ ("Noted: not so"), NULL, NULL);
}

static GtkWidget *
proposal_button_new (VecheCompetencyList *self, const VecheProposal *proposal, const char *label, gboolean accept)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: a button, then what it concerns */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), label, proposal->value);

  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (proposal->uid), g_free);
  g_object_set_data (G_OBJECT (button), "accept", accept ? self : NULL);
  gtk_widget_add_css_class (button, "veche-row-button");
  veche_label_speak (button, spoken);
  g_signal_connect_object (button, "clicked", G_CALLBACK (competency_list_verdict_cb), self, 0);

  return button;
}

/* (transfer full) */
static char *
proposal_title (const VecheProposal *proposal)
{
  g_autofree char *value = veche_words_clean (proposal->value, 120, FALSE);

  if (g_str_equal (proposal->kind, "competency"))
    /* Translators: a competency that somebody seems to have */
    return g_strdup_printf (_ ("Seems to know this, too: %s"), value);
  if (g_str_equal (proposal->kind, "city"))
    return g_strdup_printf (_ ("Seems to live here: %s"), value);
  if (g_str_equal (proposal->kind, "need"))
    /* Translators: the very words of somebody: “I look for a mentor” */
    return g_strdup_printf (_ ("Seems to need something: “%s”"), value);

  /* Translators: the very words of somebody: “I can lend a camera” */
  return g_strdup_printf (_ ("Seems to offer something: “%s”"), value);
}

static GtkWidget *
proposal_card_new (VecheCompetencyList *self, const VecheProposal *proposal)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("veche-competency-symbolic");
  g_autofree char *title = proposal_title (proposal), *quote = veche_words_clean (proposal->quote, 200, FALSE), *second = NULL;

  /* Translators: the very words, then how many messages say so */
  second = proposal->count > 1 ? g_strdup_printf (ngettext ("“%s” — %u message says so", "“%s” — %u messages say so", proposal->count), quote, proposal->count)
                               : g_strdup_printf (_ ("“%s”"), quote);
  gtk_box_append (GTK_BOX (labels), veche_label_new (title, "heading", NULL));
  gtk_box_append (GTK_BOX (labels), veche_label_new (second, "veche-small", "veche-second"));
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_add_css_class (icon, "veche-acc-ink");
  gtk_box_append (GTK_BOX (words), icon);
  gtk_box_append (GTK_BOX (words), labels);
  gtk_box_append (GTK_BOX (buttons), proposal_button_new (self, proposal, _ ("Not So"), FALSE));
  gtk_box_append (GTK_BOX (buttons), proposal_button_new (self, proposal, _ ("Add"), TRUE));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (card), words);
  gtk_box_append (GTK_BOX (card), buttons);
  gtk_widget_set_layout_manager (card, veche_columns_layout_new (480, 170, 6));
  gtk_widget_add_css_class (card, "veche-flat-card");

  return card;
}

static gpointer
competency_list_proposals_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_proposals_list (db, "open", *(gint64 *) input, PROPOSALS_MOST, error);
}

static void
competency_list_proposals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheCompetencyList) self = user_data;
  g_autoptr (GPtrArray) proposals = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  GtkWidget *card;

  if (proposals == NULL || self->profile == NULL)
    return;
  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->proposals))) != NULL)
    gtk_box_remove (self->proposals, card);
  for (guint i = 0; i < proposals->len; i++)
    {
      const VecheProposal *proposal = g_ptr_array_index (proposals, i);

      /* Somebody else is shown by now. */
      if (proposal->member_id == self->profile->parent.id)
        gtk_box_append (self->proposals, proposal_card_new (self, proposal));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), gtk_widget_get_first_child (GTK_WIDGET (self->proposals)) != NULL);
}

static void
competency_list_load_proposals (VecheCompetencyList *self)
{
  if (self->profile == NULL || self->session == NULL)
    return;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, competency_list_proposals_job,
                         g_memdup2 (&self->profile->parent.id, sizeof (gint64)), g_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         competency_list_proposals_cb, g_object_ref (self));
}

/*** The list ***/

static void
competency_list_fill (VecheCompetencyList *self)
{
  guint n = self->profile != NULL ? self->profile->competencies->len : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u competency", "%u competencies", n), n);
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, card);
  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->proposals))) != NULL)
    gtk_box_remove (self->proposals, card);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->list, veche_competency_card_new (self->session, self->profile, g_ptr_array_index (self->profile->competencies, i)));
  gtk_label_set_text (self->count, n > 0 ? count : _ ("Nothing is known yet"));
  gtk_widget_set_visible (self->empty, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
  competency_list_load_proposals (self);
}

static void
competency_list_chosen_cb (VecheCompetencyList *self, const char *name)
{
  VecheMemberRef member;

  if (self->profile == NULL)
    return;

  gtk_popover_popdown (self->popover);
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
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, count);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, popover);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyList, proposals);
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
