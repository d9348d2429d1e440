/* veche-evidence-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-evidence-popover.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "model/veche-profile.h"
#include "model/veche-text.h"
#include "store/veche-members-table.h"

#define OFFERS     6
#define QUOTE_MOST 1000

struct _VecheEvidencePopover
{
  GtkPopover    parent_instance;

  VecheSession *session;   /* (owned) (nullable) */
  VecheMention *mention;   /* (owned) (nullable) */
  GPtrArray    *names;     /* (owned) (nullable) (element-type VecheCount): all competencies */
  VecheProfile *profile;   /* (owned) (nullable): the author's, for the level they have */
  guint         asked;     /* counts the questions: an answer for an earlier one is dropped */

  GtkLabel     *quote;
  GtkEditable  *entry;
  GtkListBox   *offers;
  GtkDropDown  *level;
  GtkWidget    *save;
};

G_DEFINE_FINAL_TYPE (VecheEvidencePopover, veche_evidence_popover, GTK_TYPE_POPOVER)

typedef struct
{
  GPtrArray    *names;
  VecheProfile *profile;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->names, g_ptr_array_unref);
  g_clear_pointer (&known->profile, veche_record_unref);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

typedef struct
{
  char  *member_uid, *competency, *text, *interaction_uid;
  gint64 at;
  int    level;
} Claim;

static void
claim_free (gpointer data)
{
  Claim *claim = data;

  g_free (claim->member_uid);
  g_free (claim->competency);
  g_free (claim->text);
  g_free (claim->interaction_uid);
  g_free (claim);
}

static gpointer
veche_evidence_popover_load_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr(Known) known = g_new0 (Known, 1);

  known->names = veche_members_list_competencies (db, error);
  if (known->names == NULL)
    return NULL;
  known->profile = veche_members_load_profile (db, *(gint64 *) input, NULL);
  return g_steal_pointer (&known);
}

static char *
veche_evidence_popover_dup_name (VecheEvidencePopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

/* 0: the author does not have it yet */
static int
veche_evidence_popover_known_level (VecheEvidencePopover *self, const char *name)
{
  g_autofree char *folded = veche_text_fold (name);

  for (guint i = 0; self->profile != NULL && i < self->profile->competencies->len; i++)
    {
      VecheCompetency *competency = g_ptr_array_index (self->profile->competencies, i);
      g_autofree char *other = veche_text_fold (competency->name);
      if (g_str_equal (folded, other))
        return competency->level;
    }
  return 0;
}

static void
veche_evidence_popover_offer (VecheEvidencePopover *self, const char *typed)
{
  g_autofree char *folded = veche_text_fold (typed);
  g_autofree char *key = veche_text_translit_key (typed);
  GtkListBoxRow *row;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (self->offers, 0)) != NULL)
    gtk_list_box_remove (self->offers, GTK_WIDGET (row));
  for (guint i = 0; self->names != NULL && i < self->names->len && n < OFFERS; i++)
    {
      VecheCount *count = g_ptr_array_index (self->names, i);
      g_autofree char *name = veche_text_fold (count->name);
      g_autofree char *other = veche_text_translit_key (count->name);
      GtkWidget *label, *offer;

      if (g_str_equal (name, folded) || (strstr (name, folded) == NULL && strstr (other, key) == NULL))
        continue;
      label = veche_label_new (count->name, NULL, NULL);
      g_object_set_data_full (G_OBJECT (label), "name", g_strdup (count->name), g_free);
      offer = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (offer), label);
      veche_label_speak (offer, count->name);
      gtk_list_box_append (self->offers, offer);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->offers), n > 0);
}

static void
veche_evidence_popover_typed_cb (VecheEvidencePopover *self)
{
  g_autofree char *name = veche_evidence_popover_dup_name (self);
  int level = veche_evidence_popover_known_level (self, name);

  gtk_widget_set_sensitive (self->save, *name != '\0');
  if (level > 0)
    gtk_drop_down_set_selected (self->level, (guint) level - 1);
  veche_evidence_popover_offer (self, name);
}

static void
veche_evidence_popover_offer_cb (VecheEvidencePopover *self, GtkListBoxRow *row)
{
  /* Typing it makes the offers anew, so the row is gone by then. */
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "name"));

  gtk_editable_set_text (self->entry, name);
  gtk_widget_set_visible (GTK_WIDGET (self->offers), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->level));
}

static void
veche_evidence_popover_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheEvidencePopover) self = user_data;
  g_autoptr(Known) known = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (--self->asked > 0 || known == NULL)
    return;
  self->names = g_steal_pointer (&known->names);
  self->profile = g_steal_pointer (&known->profile);
  veche_evidence_popover_typed_cb (self);
}

/* The level goes into the same gesture: into the competency that this evidence brings, or over the one that is there. */
static gboolean
veche_evidence_popover_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Claim *claim = input;

  if (!veche_members_edit_evidence (db, edit, claim->member_uid, claim->competency, "message", claim->text, claim->at,
                                    claim->interaction_uid, NULL, error))
    return FALSE;
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);
      if (step->kind == VECHE_EDIT_INSERT && g_str_equal (step->table, "member_competency"))
        {
          g_autofree char *uid = g_strdup (step->uid);
          veche_edit_set_int (edit, "member_competency", uid, "level", claim->level);
          return TRUE;
        }
    }
  return veche_members_edit_competency (db, edit, claim->member_uid, claim->competency, claim->level, "confirmed", error);
}

static void
veche_evidence_popover_save_cb (VecheEvidencePopover *self)
{
  g_autofree char *name = veche_evidence_popover_dup_name (self);
  g_autoptr(VecheEdit) edit = veche_edit_new ("evidence", self->mention->author_name);
  g_autofree char *toast = NULL;
  Claim *claim;

  if (*name == '\0')
    return;
  claim = g_new0 (Claim, 1);
  claim->member_uid = g_strdup (self->mention->author_uid);
  claim->competency = g_strdup (name);
  claim->text = veche_words_clean (self->mention->text, QUOTE_MOST, TRUE);
  claim->interaction_uid = g_strdup (self->mention->interaction_uid);
  claim->at = self->mention->at;
  claim->level = (int) gtk_drop_down_get_selected (self->level) + 1;
  /* Translators: the name of a person, then of a competency */
  toast = g_strdup_printf (_ ("Saved as evidence: %s, %s"), self->mention->author_name, name);
  gtk_popover_popdown (GTK_POPOVER (self));
  veche_session_build_edit (self->session, edit, veche_evidence_popover_build, claim, claim_free, toast, NULL, NULL);
}

/* Enter completes what has but one ending; what is complete it saves. */
static void
veche_evidence_popover_enter_cb (VecheEvidencePopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->offers, 0);
  gboolean single = row != NULL && gtk_list_box_get_row_at_index (self->offers, 1) == NULL;

  if (single && gtk_widget_get_visible (GTK_WIDGET (self->offers)))
    veche_evidence_popover_offer_cb (self, row);
  else
    veche_evidence_popover_save_cb (self);
}

static void
veche_evidence_popover_forget (VecheEvidencePopover *self)
{
  g_clear_pointer (&self->mention, veche_record_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->profile, veche_record_unref);
}

static void
veche_evidence_popover_dispose (GObject *object)
{
  VecheEvidencePopover *self = VECHE_EVIDENCE_POPOVER (object);

  veche_evidence_popover_forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (veche_evidence_popover_parent_class)->dispose (object);
}

static void
veche_evidence_popover_class_init (VecheEvidencePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_evidence_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-evidence-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheEvidencePopover, quote);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidencePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidencePopover, offers);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidencePopover, level);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidencePopover, save);
  gtk_widget_class_bind_template_callback (widget_class, veche_evidence_popover_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_evidence_popover_offer_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_evidence_popover_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_evidence_popover_save_cb);
}

static void
veche_evidence_popover_init (VecheEvidencePopover *self)
{
  g_autoptr(GtkStringList) levels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int level = 1; level <= VECHE_LEVEL_MOST; level++)
    gtk_string_list_append (levels, veche_level_word (level));
  gtk_drop_down_set_model (self->level, G_LIST_MODEL (levels));
}

void
veche_evidence_popover_ask (VecheEvidencePopover *self, VecheSession *session, VecheMention *mention)
{
  g_autofree char *text = veche_words_clean (mention->text, 160, FALSE);
  g_autofree char *quote = g_strdup_printf (_ ("“%s”"), text);

  g_return_if_fail (VECHE_IS_EVIDENCE_POPOVER (self));

  veche_evidence_popover_forget (self);
  g_set_object (&self->session, session);
  self->mention = veche_record_ref (mention);
  gtk_label_set_text (self->quote, quote);
  gtk_editable_set_text (self->entry, "");
  gtk_drop_down_set_selected (self->level, 0);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  self->asked++;
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, veche_evidence_popover_load_job,
                         g_memdup2 (&mention->author_id, sizeof mention->author_id), g_free, known_free, NULL,
                         veche_evidence_popover_loaded_cb, g_object_ref (self));
}
