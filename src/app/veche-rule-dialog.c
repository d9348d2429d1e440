/* veche-rule-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-rules.h"
#include "app/veche-ask-discard.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-rule-dialog.h"
#include "app/veche-rule-effect.h"
#include "app/veche-rule-line.h"
#include "model/veche-text.h"

#define PAUSE 300   /* ms after the last change until its effect is looked for */

struct _VecheRuleDialog
{
  AdwWindow         parent_instance;

  VecheSession     *session;       /* (owned) (nullable) */
  VecheRuleChoices *choices;       /* (owned) (nullable): once they are loaded */
  VecheRule        *start;         /* (owned) (nullable): shown when the choices are there */
  GCancellable     *looking;       /* (owned) (nullable): the preview under way */
  char             *uid;           /* (owned) (nullable): of the rule that is changed */
  gboolean          active;        /* it acts already: no change of it is saved that was not seen */
  gboolean          touched;
  guint             pause;

  GtkEditable      *name;
  GtkDropDown      *match;
  GtkBox           *conditions;
  GtkBox           *deeds;
  VecheRuleEffect  *effect;
  GtkSpinner       *spinner;
  GtkWidget        *save;
  GtkWidget        *turn_on;
};

G_DEFINE_FINAL_TYPE (VecheRuleDialog, veche_rule_dialog, ADW_TYPE_WINDOW)

/*** The rule as it stands ***/

static gboolean
add_lines (GtkBox *box, VecheRule *rule)
{
  gboolean complete = TRUE;

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (box)); line != NULL; line = gtk_widget_get_next_sibling (line))
    complete &= veche_rule_line_add_to (VECHE_RULE_LINE (line), rule);

  return complete;
}

/* (transfer full) (nullable): it is not complete */
static VecheRule *
rule_dialog_dup_rule (VecheRuleDialog *self)
{
  g_autoptr (VecheRule) rule = veche_rule_new ();
  gboolean complete;

  rule->match = gtk_drop_down_get_selected (self->match);
  complete = add_lines (self->conditions, rule);
  complete &= add_lines (self->deeds, rule);

  return complete && veche_rule_check (rule, NULL) ? g_steal_pointer (&rule) : NULL;
}

/*** What it would have done ***/

typedef struct { VecheRule *rule; GCancellable *cancellable; } Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  veche_rule_free (look->rule);
  g_object_unref (look->cancellable);
  g_free (look);
}

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  Look *look = input;

  return veche_rules_preview (db, look->rule, look->cancellable, error);
}

static void
rule_dialog_set_ready (VecheRuleDialog *self, gboolean complete, gboolean seen)
{
  g_autofree char *name = veche_text_tidy (gtk_editable_get_text (self->name));

  gtk_widget_set_sensitive (self->save, complete && (seen || !self->active) && name != NULL);
  gtk_widget_set_sensitive (self->turn_on, complete && seen && name != NULL);
}

static void
rule_dialog_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRuleDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheRulePreview) preview = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (preview == NULL)
    {
      g_autofree char *sentence = veche_error_sentence (error);

      veche_rule_effect_show (self->effect, NULL, sentence);
      return;
    }
  veche_rule_effect_show (self->effect, preview, NULL);
  rule_dialog_set_ready (self, TRUE, TRUE);
}

static void
rule_dialog_stop_looking (VecheRuleDialog *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static gboolean
rule_dialog_look_cb (gpointer user_data)
{
  VecheRuleDialog *self = user_data;
  VecheRule *rule = rule_dialog_dup_rule (self);
  Look *look;

  self->pause = 0;
  if (rule == NULL)
    return G_SOURCE_REMOVE;
  self->looking = g_cancellable_new ();
  look = g_new0 (Look, 1);
  look->rule = rule;
  look->cancellable = g_object_ref (self->looking);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, look_job, look, look_free, (GDestroyNotify) veche_rule_preview_free,
                         self->looking, rule_dialog_looked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
rule_dialog_changed_cb (VecheRuleDialog *self)
{
  g_autoptr (VecheRule) rule = rule_dialog_dup_rule (self);

  self->touched = TRUE;
  rule_dialog_stop_looking (self);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  rule_dialog_set_ready (self, rule != NULL, FALSE);
  veche_rule_effect_show (self->effect, NULL, rule != NULL ? _ ("Looking at the last 90 days…") : _ ("Say when it acts, and what it does."));
  if (rule != NULL && self->session != NULL)
    self->pause = g_timeout_add (PAUSE, rule_dialog_look_cb, self);
}

/*** Lines ***/

static void
rule_dialog_removed_cb (VecheRuleDialog *self, GtkWidget *line)
{
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (line)), line);
  rule_dialog_changed_cb (self);
}

static void
rule_dialog_add_line (VecheRuleDialog *self, GtkBox *box, GtkWidget *line)
{
  g_signal_connect_object (line, "changed", G_CALLBACK (rule_dialog_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "removed", G_CALLBACK (rule_dialog_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, line);
}

static void
rule_dialog_add_condition_cb (VecheRuleDialog *self)
{
  if (self->choices == NULL)
    return;
  rule_dialog_add_line (self, self->conditions, veche_rule_line_new_condition (self->session, self->choices, NULL));
  rule_dialog_changed_cb (self);
}

static void
rule_dialog_add_deed_cb (VecheRuleDialog *self)
{
  if (self->choices == NULL)
    return;
  rule_dialog_add_line (self, self->deeds, veche_rule_line_new_deed (self->session, self->choices, NULL));
  rule_dialog_changed_cb (self);
}

static gpointer
choices_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_rule_choices_load (db, error);
}

static void
rule_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRuleDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheRuleChoices) choices = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (choices == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  self->choices = g_steal_pointer (&choices);
  gtk_drop_down_set_selected (self->match, self->start != NULL ? self->start->match : VECHE_MATCH_ALL);
  for (guint i = 0; self->start != NULL && i < self->start->conditions->len; i++)
    rule_dialog_add_line (self, self->conditions, veche_rule_line_new_condition (self->session, self->choices, self->start->conditions->pdata[i]));
  for (guint i = 0; self->start != NULL && i < self->start->deeds->len; i++)
    rule_dialog_add_line (self, self->deeds, veche_rule_line_new_deed (self->session, self->choices, self->start->deeds->pdata[i]));
  if (self->start == NULL)
    {
      rule_dialog_add_condition_cb (self);
      rule_dialog_add_deed_cb (self);
    }
  rule_dialog_changed_cb (self);
  self->touched = FALSE;
  if (self->uid == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/*** Saving ***/

typedef struct { char *uid, *name; VecheRule *rule; gboolean on; } Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->uid);
  g_free (wish->name);
  veche_rule_free (wish->rule);
  g_free (wish);
}

static gboolean
wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  Wish *wish = data;
  const char *uid = wish->uid;

  if (uid == NULL)
    uid = veche_rules_edit_add (db, edit, wish->name, wish->rule, error);
  else if (!veche_rules_edit_change (db, edit, uid, wish->name, wish->rule, error))
    uid = NULL;

  return uid != NULL && (!wish->on || veche_rules_edit_switch (db, edit, uid, TRUE, error));
}

static void
saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheRuleDialog) self = user_data;

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (ok)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
rule_dialog_keep (VecheRuleDialog *self, gboolean on)
{
  g_autofree char *name = veche_text_tidy (gtk_editable_get_text (self->name));
  VecheRule *rule = rule_dialog_dup_rule (self);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Wish *wish;

  if (rule == NULL || name == NULL)
    {
      g_clear_pointer (&rule, veche_rule_free);
      return;
    }
  edit = veche_edit_new (on ? "rule-on" : self->uid != NULL ? "rule" : "rule-add", name);
  toast = g_strdup_printf (on ? _ ("Rule switched on: %s") : _ ("Rule saved: %s"), name);
  wish = g_new0 (Wish, 1);
  wish->uid = g_strdup (self->uid);
  wish->name = g_strdup (name);
  wish->rule = rule;
  wish->on = on;
  /* A second press would make a second rule, and what is typed now would be lost. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, toast, saved_cb, g_object_ref (self));
}

static void
rule_dialog_save_cb (VecheRuleDialog *self)
{
  rule_dialog_keep (self, FALSE);
}

static void
rule_dialog_turn_on_cb (VecheRuleDialog *self)
{
  rule_dialog_keep (self, TRUE);
}

/*** The window ***/

static void
rule_dialog_discard_cb (VecheRuleDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    rule_dialog_keep (self, FALSE);
}

static gboolean
veche_rule_dialog_close_request (GtkWindow *window)
{
  VecheRuleDialog *self = VECHE_RULE_DIALOG (window);
  GtkWidget *ask;

  if (!self->touched)
    return GTK_WINDOW_CLASS (veche_rule_dialog_parent_class)->close_request (window);
  ask = veche_ask_discard_new (window, _ ("What you changed about this rule is not saved yet."), gtk_widget_is_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (rule_dialog_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_rule_dialog_dispose (GObject *object)
{
  VecheRuleDialog *self = VECHE_RULE_DIALOG (object);

  rule_dialog_stop_looking (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_rule_dialog_parent_class)->dispose (object);
}

/* The lines borrow the choices: they are gone by now. */
static void
veche_rule_dialog_finalize (GObject *object)
{
  VecheRuleDialog *self = VECHE_RULE_DIALOG (object);

  g_clear_pointer (&self->choices, veche_rule_choices_free);
  g_clear_pointer (&self->start, veche_rule_free);
  g_free (self->uid);

  G_OBJECT_CLASS (veche_rule_dialog_parent_class)->finalize (object);
}

static void
veche_rule_dialog_class_init (VecheRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_rule_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_rule_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = veche_rule_dialog_close_request;

  g_type_ensure (VECHE_TYPE_RULE_EFFECT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-rule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, name);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, match);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, conditions);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, deeds);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, effect);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheRuleDialog, turn_on);
  gtk_widget_class_bind_template_callback (widget_class, rule_dialog_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_dialog_add_condition_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_dialog_add_deed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_dialog_turn_on_cb);
}

static void
veche_rule_dialog_init (VecheRuleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_rule_dialog_open (GtkWindow *parent, VecheSession *session, const char *uid, const char *name, const VecheRule *rule, gboolean active)
{
  VecheRuleDialog *self = g_object_new (VECHE_TYPE_RULE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (uid);
  self->active = active;
  self->start = rule != NULL ? veche_rule_copy (rule) : NULL;
  if (name != NULL)
    gtk_editable_set_text (self->name, name);
  gtk_widget_set_visible (self->turn_on, !active);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, choices_job, NULL, NULL, (GDestroyNotify) veche_rule_choices_free, NULL,
                         rule_dialog_loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
