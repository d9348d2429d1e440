/* veche-contribution-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "analysis/veche-contribution-rules.h"
#include "app/veche-ask-discard.h"
#include "app/veche-contribution-dialog.h"

#define MOST_WEIGHT 100
#define WIDTH       560     /* as in the template */
#define HEIGHT      680

static const char *const deeds[VECHE_N_DEEDS] = {
  [VECHE_DEED_HELP] = N_ ("An answer that helped"),
  [VECHE_DEED_MADE] = N_ ("Something made for all"),
  [VECHE_DEED_FEEDBACK] = N_ ("An opinion or a proposal"),
  [VECHE_DEED_TALK] = N_ ("Any other message"),
};

/* In the order of VecheSpeech. */
static const char *const speeches[VECHE_SPEECH_N] = {
  N_ ("So they thank"), N_ ("So they greet"), N_ ("So they offer help"), N_ ("So they give an opinion"), N_ ("So they say that it is settled"),
};

struct _VecheContributionDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;     /* (owned) (nullable) */
  char                *rest;        /* (owned) (nullable): lines that are not shown */
  gboolean             touched;

  GtkWidget           *save;
  AdwPreferencesGroup *weights, *words;
  GtkSpinButton       *spins[VECHE_N_DEEDS];
  GtkEditable         *entries[VECHE_SPEECH_N];
};

G_DEFINE_FINAL_TYPE (VecheContributionDialog, veche_contribution_dialog, ADW_TYPE_WINDOW)

/*** What is there ***/

static void
contribution_dialog_touched_cb (VecheContributionDialog *self)
{
  self->touched = TRUE;
}

static void
contribution_dialog_add_weight (VecheContributionDialog *self, guint kind, double weight)
{
  GtkWidget *row = adw_action_row_new (), *spin = gtk_spin_button_new_with_range (0, MOST_WEIGHT, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (deeds[kind]));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), weight);
  g_signal_connect_object (spin, "changed", G_CALLBACK (contribution_dialog_touched_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (deeds[kind]), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (self->weights, row);
  self->spins[kind] = GTK_SPIN_BUTTON (spin);
}

static void
contribution_dialog_add_words (VecheContributionDialog *self, guint list, const char *words)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (speeches[list]));
  gtk_editable_set_text (GTK_EDITABLE (row), words);
  g_signal_connect_object (row, "changed", G_CALLBACK (contribution_dialog_touched_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->words, row);
  self->entries[list] = GTK_EDITABLE (row);
}

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_contribution_rules_load (db);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheContributionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheContributionRules) rules = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL)      /* closed meanwhile */
    return;
  if (rules == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  self->rest = g_steal_pointer (&rules->rest);
  for (guint i = 0; i < VECHE_N_DEEDS; i++)
    contribution_dialog_add_weight (self, i, rules->weights[i]);
  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    contribution_dialog_add_words (self, i, rules->words[i]);
  gtk_widget_set_sensitive (self->save, TRUE);
}

/*** Saving ***/

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_contribution_rules_save (db, input, error) ? VECHE_JOB_DONE : NULL;
}

/* What was typed stays in sight until it is kept. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheContributionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) != NULL)
    {
      if (self->session != NULL)
        {
          veche_session_toast (self->session, _ ("Profiles count contributions like this from now on"));
          gtk_window_destroy (GTK_WINDOW (self));
        }
      return;
    }
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  veche_session_show_error (self->session, error);
}

static void
veche_contribution_dialog_save_cb (VecheContributionDialog *self)
{
  VecheContributionRules *rules = g_new0 (VecheContributionRules, 1);

  for (guint i = 0; i < VECHE_N_DEEDS; i++)
    rules->weights[i] = gtk_spin_button_get_value (self->spins[i]);
  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    rules->words[i] = g_strdup (gtk_editable_get_text (self->entries[i]));
  rules->rest = g_strdup (self->rest);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, save_job, rules, (GDestroyNotify) veche_contribution_rules_free,
                         NULL, NULL, saved_cb, g_object_ref (self));
}

static void
contribution_dialog_discard_cb (VecheContributionDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_contribution_dialog_save_cb (self);
}

static gboolean
veche_contribution_dialog_close_request (GtkWindow *window)
{
  VecheContributionDialog *self = VECHE_CONTRIBUTION_DIALOG (window);
  GtkWidget *ask;

  if (!self->touched)
    return GTK_WINDOW_CLASS (veche_contribution_dialog_parent_class)->close_request (window);
  ask = veche_ask_discard_new (window, _ ("What you changed about contributions is not saved yet."), gtk_widget_is_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (contribution_dialog_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_contribution_dialog_dispose (GObject *object)
{
  VecheContributionDialog *self = VECHE_CONTRIBUTION_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rest, g_free);

  G_OBJECT_CLASS (veche_contribution_dialog_parent_class)->dispose (object);
}

static void
veche_contribution_dialog_class_init (VecheContributionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_contribution_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_contribution_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-contribution-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheContributionDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheContributionDialog, weights);
  gtk_widget_class_bind_template_child (widget_class, VecheContributionDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, veche_contribution_dialog_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_contribution_dialog_init (VecheContributionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_contribution_dialog_open (VecheSession *session, GtkWindow *parent)
{
  VecheContributionDialog *self = g_object_new (VECHE_TYPE_CONTRIBUTION_DIALOG, "transient-for", parent, NULL);
  int room = gtk_widget_get_width (GTK_WIDGET (parent));

  if (room > 0 && room < WIDTH)
    gtk_window_set_default_size (GTK_WINDOW (self), room, HEIGHT);
  self->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, load_job, NULL, NULL,
                         (GDestroyNotify) veche_contribution_rules_free, NULL, loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
