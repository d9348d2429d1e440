/* veche-rule-marks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-label.h"
#include "app/veche-profile-parts.h"
#include "app/veche-rule-marks.h"
#include "app/veche-rule-words.h"
#include "model/veche-text.h"
#include "store/veche-rules-table.h"

#define WORDS_MOST 160

struct _VecheRuleMarks
{
  AdwBin        parent_instance;

  VecheSession *session;     /* (owned) (nullable) */
  gint64        triage_id;
  guint         asked;       /* an answer to an earlier question is dropped */

  GtkWidget    *box;
};

G_DEFINE_FINAL_TYPE (VecheRuleMarks, veche_rule_marks, ADW_TYPE_BIN)

/*** Undo ***/

typedef struct { gint64 act; const char *actor; } Undo;

static gpointer
undo_job (VecheDb *db, gpointer input, GError **error)
{
  Undo *undo = input;

  return veche_rules_undo (db, undo->act, undo->actor, error) ? VECHE_JOB_DONE : NULL;
}

static void
rule_marks_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRuleMarks) self = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) == NULL && self->session != NULL)
    veche_session_show_error (self->session, error);
  else if (self->session != NULL)
    veche_session_toast (self->session, _ ("Taken back what the rule did"));
}

static void
rule_marks_undo_cb (VecheRuleMarks *self, GtkWidget *button)
{
  gint64 *act = g_object_get_data (G_OBJECT (button), "act");
  Undo *undo;

  if (self->session == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->act = *act;
  undo->actor = veche_session_get_actor (self->session);
  gtk_widget_set_sensitive (button, FALSE);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, undo_job, undo, g_free, NULL, NULL, rule_marks_undone_cb,
                         g_object_ref (self));
}

/*** Lines ***/

static GtkWidget *
line_new (VecheRuleMarks *self, const VecheRuleAct *act)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *button = gtk_button_new_with_mnemonic (_ ("_Undo")), *label;
  g_autofree char *deeds = veche_rule_deeds_words (act->deeds);
  /* Translators: the name of a rule, then what it did, such as: label “spam” */
  g_autofree char *all = g_strdup_printf (_ ("Done by the rule “%s”: %s"), act->rule_name, deeds);
  g_autofree char *words = veche_text_clamp (all, WORDS_MOST, FALSE);

  label = veche_label_new_wrapped (words, "veche-second", NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-small");
  g_object_set_data_full (G_OBJECT (button), "act", g_memdup2 (&act->id, sizeof act->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (rule_marks_undo_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("emblem-system-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static gpointer
acts_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_rules_acts_of (db, *(gint64 *) input, error);
}

typedef struct { VecheRuleMarks *self; guint asked; } Question;

static void
rule_marks_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VecheRuleMarks) self = question->self;
  g_autoptr (GPtrArray) acts = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (question->asked != self->asked || self->session == NULL)
    return;
  veche_profile_clear (self->box);
  for (guint i = 0; acts != NULL && i < acts->len; i++)
    gtk_box_append (GTK_BOX (self->box), line_new (self, acts->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), acts != NULL && acts->len > 0);
}

static void
rule_marks_load (VecheRuleMarks *self)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->asked = ++self->asked;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, acts_job, g_memdup2 (&self->triage_id, sizeof self->triage_id), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, rule_marks_loaded_cb, question);
}

static void
rule_marks_changed_cb (VecheRuleMarks *self, VecheChange *change)
{
  if (self->triage_id != 0 && (veche_change_has_row (change, "triage", self->triage_id) || (veche_change_get_tables (change) & VECHE_TABLE_OTHER)))
    rule_marks_load (self);
}

void
veche_rule_marks_set_mention (VecheRuleMarks *self, VecheSession *session, gint64 triage_id)
{
  g_return_if_fail (VECHE_IS_RULE_MARKS (self));

  if (self->session != session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_set_object (&self->session, session);
      if (session != NULL)
        g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (rule_marks_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (session != NULL && triage_id != 0 && triage_id == self->triage_id)
    return;
  self->triage_id = session != NULL ? triage_id : 0;
  self->asked++;
  veche_profile_clear (self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->triage_id != 0)
    rule_marks_load (self);
}

static void
veche_rule_marks_dispose (GObject *object)
{
  veche_rule_marks_set_mention (VECHE_RULE_MARKS (object), NULL, 0);

  G_OBJECT_CLASS (veche_rule_marks_parent_class)->dispose (object);
}

static void
veche_rule_marks_class_init (VecheRuleMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_rule_marks_dispose;
}

static void
veche_rule_marks_init (VecheRuleMarks *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->box, "veche-rule-marks");
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
