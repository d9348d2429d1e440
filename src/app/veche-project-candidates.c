/* veche-project-candidates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-staffing.h"
#include "app/veche-faces.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-project-candidates.h"
#include "app/veche-project-page-private.h"
#include "app/veche-staff-words.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"

#define SHOWN        8
#define REASONS      3
#define LEFT_SHOWN   6
#define AVATAR_SIZE 36

struct _VecheProjectCandidates
{
  AdwBin          parent_instance;

  VecheSession   *session;       /* (owned) */
  GCancellable   *cancellable;   /* (owned) (nullable): of the reading under way */
  char           *slot_uid;
  VecheStaffing  *staffing;      /* (owned) (nullable): not read yet */

  GtkWidget      *box;
};

G_DEFINE_FINAL_TYPE (VecheProjectCandidates, veche_project_candidates, ADW_TYPE_BIN)

/*** Asking somebody ***/

static gboolean
invite_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  return veche_team_edit_invite (db, edit, veche_form_get (form, "slot"), veche_form_get (form, "member"), veche_form_get (form, "platform"),
                                 veche_form_get (form, "text"), error);
}

static void
invite_cb (GtkButton *button, VecheProjectCandidates *self)
{
  const VecheStaffCandidate *candidate = g_object_get_data (G_OBJECT (button), "candidate");
  g_autofree char *name = veche_words_clean (candidate->name, 80, FALSE), *letter = veche_staff_letter (self->staffing->slot, name), *about = NULL;
  /* Translators: a person */
  g_autofree char *title = g_strdup_printf (_("Invite %s"), name), *said = g_strdup_printf (_("Invited: %s"), name);
  VecheFormDialog *form = veche_form_dialog_new (GTK_WIDGET (self), self->session, title, "invite", invite_build);

  about = candidate->platform != NULL
            /* Translators: a platform, Telegram */
            ? g_strdup_printf (_("They like to be written to on %s. The invitation is written down here; “Write to Them” puts these words into the reply to their last message there."),
                               veche_platform_name (candidate->platform))
            : g_strdup (_("The invitation is written down here with its words. We do not know where to write to them."));
  veche_form_dialog_keep (form, "slot", self->slot_uid);
  veche_form_dialog_keep (form, "member", candidate->uid);
  veche_form_dialog_keep (form, "platform", candidate->platform);
  veche_form_dialog_keep (form, "subject", name);
  veche_form_dialog_keep (form, "toast", said);
  veche_form_dialog_add_group (form, NULL, about);
  veche_form_dialog_add_long (form, "text", _("Message"), letter);
  veche_form_dialog_name_save (form, C_("slot", "_Invite"));
  veche_form_dialog_present (form);
}

/*** A person ***/

static GtkWidget *
reason_new (const VecheStaffReason *reason)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *icon = gtk_image_new_from_icon_name (veche_staff_reason_icon (reason)), *label;
  g_autofree char *words = veche_staff_reason_words (reason);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_add_css_class (icon, reason->points < 0 ? "veche-warn-ink" : "veche-second");
  label = veche_label_new_wrapped (words, "plan-caption", NULL);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

/* The strongest, and the strongest of what speaks against it. */
static void
add_reasons (GtkWidget *box, const VecheStaffCandidate *candidate)
{
  guint shown = 0;

  for (guint i = 0; i < candidate->reasons->len && shown < REASONS; i++)
    {
      const VecheStaffReason *reason = candidate->reasons->pdata[i];

      if (reason->points < 0 && shown < REASONS - 1 && i + 1 < candidate->reasons->len && shown > 0)
        shown = REASONS - 1;
      gtk_box_append (GTK_BOX (box), reason_new (reason));
      shown++;
    }
  for (guint i = REASONS; i < candidate->reasons->len; i++)
    if (((VecheStaffReason *) candidate->reasons->pdata[i])->points < 0)
      {
        gtk_box_append (GTK_BOX (box), reason_new (candidate->reasons->pdata[i]));
        break;
      }
}

static GtkWidget *
sum_new (const VecheStaffCandidate *candidate)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  g_autofree char *sum = veche_staff_sum (candidate), *score = veche_staff_points (candidate->score);
  g_autofree char *spoken = g_strdup_printf (_("How the sum of %s comes about"), score);
  GtkWidget *label = veche_label_new_wrapped (sum, "veche-small", NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (score));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "plan-sum");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

/* Their name, where they are from and when they were asked last, and the sum of points. */
static GtkWidget *
name_new (const VecheStaffCandidate *candidate)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *open = gtk_button_new (), *below = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = veche_words_clean (candidate->name, 80, FALSE), *city = veche_words_clean (candidate->city, 40, FALSE);
  g_autofree char *asked = veche_staff_asked_words (candidate), *line = NULL;

  line = *city != '\0' ? g_strdup_printf ("%s · %s", city, asked) : g_strdup (asked);
  gtk_button_set_child (GTK_BUTTON (open), veche_label_new_wrapped (name, "plan-title", NULL));
  gtk_widget_add_css_class (open, "plan-title-button");
  gtk_widget_set_halign (open, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-member");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", candidate->uid);
  veche_label_speak (open, name);
  gtk_box_append (GTK_BOX (below), veche_label_new_wrapped (line, "plan-caption", NULL));
  gtk_box_append (GTK_BOX (below), sum_new (candidate));
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static GtkWidget *
candidate_new (VecheProjectCandidates *self, VecheStaffCandidate *candidate)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *face = veche_avatar_new (AVATAR_SIZE, candidate->uid, candidate->name), *invite = gtk_button_new_with_label (C_("slot", "Invite"));
  g_autofree char *spoken = g_strdup_printf (_("Invite %s"), candidate->name), *name = g_strconcat ("project-invite-", candidate->uid, NULL);

  gtk_widget_set_valign (face, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (invite, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (invite, "veche-row-button");
  gtk_widget_set_name (invite, name);
  veche_label_speak (invite, spoken);
  g_object_set_data (G_OBJECT (invite), "candidate", candidate);
  g_signal_connect (invite, "clicked", G_CALLBACK (invite_cb), self);
  gtk_box_append (GTK_BOX (head), face);
  gtk_box_append (GTK_BOX (head), name_new (candidate));
  gtk_box_append (GTK_BOX (head), invite);
  gtk_box_append (GTK_BOX (row), head);
  add_reasons (row, candidate);
  gtk_widget_add_css_class (row, "plan-candidate");

  return row;
}

/*** The panel ***/

static void
add_left_out (VecheProjectCandidates *self)
{
  GPtrArray *left = self->staffing->left_out;

  for (guint i = 0; i < MIN (left->len, LEFT_SHOWN); i++)
    {
      g_autofree char *words = veche_staff_left_words (left->pdata[i]);

      gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (words, "plan-caption", NULL));
    }
}

/* Everybody could take it, so nobody stands out. */
static void
add_vague (VecheProjectCandidates *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *label, *choose;

  label = veche_label_new_wrapped (_("The role says nothing of what one has to be able to do, so all are alike here."), "plan-caption", NULL);
  choose = veche_project_button_new (_("Choose…"), "project.edit-slot", self->slot_uid);
  gtk_widget_set_hexpand (label, TRUE);
  veche_label_speak (choose, _("Choose the Competency of the Role"));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), choose);
  gtk_box_append (GTK_BOX (self->box), line);
}

static void
veche_project_candidates_show (VecheProjectCandidates *self)
{
  GPtrArray *candidates = self->staffing->candidates;
  g_autofree char *wants = veche_slot_wants (self->staffing->slot), *title = veche_words_clean (self->staffing->slot->title, 80, FALSE), *heading = NULL;

  veche_profile_clear (self->box);
  /* Translators: a role in a project */
  heading = g_strdup_printf (_("Who could take “%s”"), title);
  gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (heading, "heading", NULL));
  if (wants != NULL)
    gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (wants, "plan-caption", NULL));
  if (self->staffing->slot->competency_uid == NULL)
    add_vague (self);
  for (guint i = 0; i < MIN (candidates->len, SHOWN); i++)
    gtk_box_append (GTK_BOX (self->box), candidate_new (self, candidates->pdata[i]));
  if (candidates->len == 0)
    gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (_("Nobody is known for this yet. Ask in a chat who would like to try, or say less of what is wanted"), "plan-dim", NULL));
  add_left_out (self);
}

static gpointer
candidates_job (VecheDb *db, gpointer slot_uid, GError **error)
{
  return veche_staffing_find (db, slot_uid, SHOWN, 0, error);
}

static void
candidates_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheProjectCandidates) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheStaffing *staffing = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || staffing == NULL)
    {
      if (self->session != NULL && !g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND))
        veche_session_show_error (self->session, error);
      g_clear_pointer (&staffing, veche_staffing_free);
      return;
    }

  /* The rows point into what was read before. */
  veche_profile_clear (self->box);
  g_clear_pointer (&self->staffing, veche_staffing_free);
  self->staffing = staffing;
  veche_project_candidates_show (self);
}

void
veche_project_candidates_load (VecheProjectCandidates *self)
{
  g_return_if_fail (VECHE_IS_PROJECT_CANDIDATES (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, candidates_job, g_strdup (self->slot_uid), g_free,
                         (GDestroyNotify) veche_staffing_free, self->cancellable, candidates_loaded_cb, g_object_ref (self));
}

static void
veche_project_candidates_dispose (GObject *object)
{
  VecheProjectCandidates *self = VECHE_PROJECT_CANDIDATES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->staffing, veche_staffing_free);
  g_clear_pointer (&self->slot_uid, g_free);

  G_OBJECT_CLASS (veche_project_candidates_parent_class)->dispose (object);
}

static void
veche_project_candidates_class_init (VecheProjectCandidatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_project_candidates_dispose;
}

static void
veche_project_candidates_init (VecheProjectCandidates *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Candidates"), -1);
}

GtkWidget *
veche_project_candidates_new (VecheSession *session, const char *slot_uid)
{
  VecheProjectCandidates *self = g_object_new (VECHE_TYPE_PROJECT_CANDIDATES, NULL);

  self->session = g_object_ref (session);
  self->slot_uid = g_strdup (slot_uid);
  veche_project_candidates_load (self);

  return GTK_WIDGET (self);
}

const char *
veche_project_candidates_get_slot (VecheProjectCandidates *self)
{
  return self->slot_uid;
}
